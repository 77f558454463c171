"""Leads: made of tips, graded, never converted, never overwritten."""

from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from moderation.exceptions import AlreadyDecided, OtherAppeal
from moderation.leads import Assessment, first_assessment, grade_lead, support_lead
from moderation.models import Disposition, Grade, Handling, Lead
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
