"""Leads: made of tips, graded, never converted, never overwritten."""

from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from moderation.decisions import reopen_tip
from moderation.exceptions import AlreadyDecided, OtherAppeal
from moderation.leads import Assessment, first_assessment, grade_lead, support_lead
from moderation.models import AuditEntry, Disposition, Grade, Handling, Lead, LeadSupport
from submissions.models import Tip
from tests.factories import make_a_lead, make_moderator, make_open_appeal, make_triage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("queued")]


@pytest.mark.parametrize(
    ("basis", "information"), [("saw", "2"), ("own", "2"), ("web", "4"), ("guess", "4"), ("", "4")]
)
def test_an_anonymous_tip_starts_as_x_and_never_as_1(basis: str, information: str) -> None:
    first = first_assessment(make_triage(basis=basis))

    assert (first.source, first.information) == ("X", information)


def test_making_a_lead_decides_its_tip_and_tells_its_sender() -> None:
    tip = make_triage()
    lead = make_a_lead(tip)

    assert [each.outcome for each in tip.dispositions.all()] == [Disposition.Outcome.LEAD]
    assert Tip.objects.get(pk=tip.pk).progress == Tip.Progress.PASSED_ON
    assert list(lead.tips.all()) == [tip]
    assert str(lead.grades.get()) == "X2"


def test_a_tip_that_was_decided_makes_no_second_lead() -> None:
    tip = make_triage()
    make_a_lead(tip)

    with pytest.raises(AlreadyDecided):
        make_a_lead(tip)

    assert Lead.objects.count() == 1


def test_further_tips_support_a_lead_of_their_own_appeal_only() -> None:
    appeal = make_open_appeal()
    lead = make_a_lead(make_triage(appeal))
    moderator = make_moderator()

    support_lead(lead, make_triage(appeal), by=moderator)
    with pytest.raises(OtherAppeal):
        support_lead(lead, make_triage(), by=moderator)

    assert lead.supports.count() == 2


def test_grading_again_appends() -> None:
    lead = make_a_lead()

    grade_lead(lead, assessment=Assessment("B", "3", ("H1", "H0")), by=make_moderator())

    assert [str(each) for each in lead.grades.all()] == ["B3", "X2"]
    assert [str(each) for each in lead.handlings.all()] == ["H0 H1", "H0"]


@pytest.mark.parametrize(
    ("assessment", "constraint"),
    [
        (Assessment("D", "1"), "grade_codes_are_of_the_scheme"),
        (Assessment("A", "5"), "grade_codes_are_of_the_scheme"),
        (Assessment("A", "1", ("H9",)), "handling_codes_are_known"),
        (Assessment("A", "1", ()), "handling_codes_are_known"),
        (Assessment("A", "1", ("H3",), " "), "handling_h3_is_described"),
    ],
)
def test_the_database_refuses_codes_of_no_scheme(assessment: Assessment, constraint: str) -> None:
    lead = make_a_lead()

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        grade_lead(lead, assessment=assessment, by=make_moderator())

    assert lead.grades.count() == 1


@pytest.mark.parametrize(
    ("rows", "change"), [(Grade, {"source": "A"}), (Handling, {"restriction": "none"})]
)
def test_the_database_refuses_to_change_an_assessment(rows: Any, change: dict[str, str]) -> None:
    make_a_lead()

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows.objects.update(**change)


def test_a_lead_is_withdrawn_when_its_only_tip_goes_back_into_the_queue() -> None:
    tip, moderator = make_triage(), make_moderator()
    lead = make_a_lead(tip)

    reopen_tip(tip, by=moderator)

    support = lead.supports.get()
    assert (support.ended_by, support.ended_on is not None) == (moderator, True)
    assert lead.is_withdrawn
    assert not Lead.objects.supported().exists()
    entry = AuditEntry.objects.latest("number")
    assert (entry.act, entry.by, entry.subject_id, entry.detail) == (
        "lead_support_ended",
        moderator,
        str(lead.pk),
        {"tip": str(tip.pk)},
    )


def test_a_lead_that_another_tip_supports_stays() -> None:
    appeal = make_open_appeal()
    first, second = make_triage(appeal), make_triage(appeal)
    lead = make_a_lead(first)
    support_lead(lead, second, by=make_moderator())

    reopen_tip(first, by=make_moderator())

    assert not lead.is_withdrawn
    counted: Any = Lead.objects.supported().with_tip_count().get()
    assert counted.tip_count == 1
    assert list(Lead.objects.supported_by(second)) == [lead]
    assert not Lead.objects.supported_by(first).exists()


def test_supporting_again_is_a_support_of_its_own() -> None:
    tip, moderator = make_triage(), make_moderator()
    lead = make_a_lead(tip)
    reopen_tip(tip, by=moderator)

    support_lead(lead, tip, by=moderator)

    assert lead.supports.count() == 2
    assert lead.supports.live().get().added_by == moderator
    assert list(Lead.objects.supported()) == [lead]


def test_the_newest_grade_is_the_one_that_counts() -> None:
    lead = make_a_lead()
    grade_lead(lead, assessment=Assessment("B", "3"), by=make_moderator())

    found: Any = Lead.objects.with_newest_grade().get()

    assert found.newest_grade == "B3"


def test_the_database_refuses_a_second_live_support_of_one_tip() -> None:
    lead = make_a_lead()
    again = LeadSupport(lead=lead, triage=lead.tips.get(), added_by=lead.made_by)

    with pytest.raises(IntegrityError, match="lead_support_lives_once"), transaction.atomic():
        again.save()


@pytest.mark.parametrize("part", ["ended_by", "ended_on"])
def test_the_database_refuses_half_an_end(part: str) -> None:
    lead = make_a_lead()
    end: dict[str, Any] = {"ended_by": lead.made_by, "ended_on": timezone.now()}

    with pytest.raises(IntegrityError, match="lead_support_end_is_whole"), transaction.atomic():
        lead.supports.update(**{part: end[part]})
