"""Claiming and deciding: never two people unknowingly, never a judgement overwritten."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from moderation.decisions import claim_tip, decide_tip, release_tip, reopen_tip
from moderation.exceptions import AlreadyDecided, ClaimedByOther, NotDecided
from moderation.models import AuditEntry, Disposition, Triage
from submissions.models import Tip
from tests.factories import make_moderator, make_triage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("queued")]
Outcome = Disposition.Outcome


def test_a_claimed_tip_is_refused_to_a_colleague_by_name() -> None:
    tip, first, second = make_triage(), make_moderator(), make_moderator()
    claim_tip(tip, by=first)

    with pytest.raises(ClaimedByOther, match=first.username):
        claim_tip(tip, by=second)
    with pytest.raises(ClaimedByOther):
        decide_tip(tip, outcome=Outcome.SPAM, by=second)

    tip.refresh_from_db()
    assert tip.claimed_by == first
    assert tip.state == Triage.State.AWAITING


def test_a_claim_ends_by_itself() -> None:
    tip, first, second = make_triage(), make_moderator(), make_moderator()
    claim_tip(tip, by=first)
    Triage.objects.filter(pk=tip.pk).update(claimed_until=timezone.now() - timedelta(seconds=1))

    claim_tip(tip, by=second)

    assert tip.claimed_by == second


def test_only_its_holder_can_release_a_claim() -> None:
    tip, first, second = make_triage(), make_moderator(), make_moderator()
    claim_tip(tip, by=first)

    release_tip(tip, by=second)
    assert tip.claimed_by == first
    release_tip(tip, by=first)
    assert tip.claimed_by is None


def test_second_moderator_cannot_overturn_a_disposition() -> None:
    tip = make_triage()
    decide_tip(tip, outcome=Outcome.MORE_NEEDED, by=make_moderator())

    with pytest.raises(AlreadyDecided):
        decide_tip(tip, outcome=Outcome.DUPLICATE, by=make_moderator())

    assert [each.outcome for each in tip.dispositions.all()] == [Outcome.MORE_NEEDED]


@pytest.mark.django_db(transaction=True)
def test_of_eight_who_press_together_one_decides() -> None:
    tip = make_triage()
    moderators = [make_moderator() for _ in range(8)]
    start, refused = threading.Barrier(8), []

    def decide(by: Any) -> None:
        start.wait()
        try:
            decide_tip(Triage.objects.get(pk=tip.pk), outcome=Outcome.SPAM, by=by)
        except AlreadyDecided as refusal:
            refused.append(refusal)
        connection.close()

    threads = [threading.Thread(target=decide, args=[each]) for each in moderators]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(refused) == 7
    assert Disposition.objects.filter(triage=tip).count() == 1


@pytest.mark.parametrize(
    ("outcome", "progress"),
    [
        (Outcome.MORE_NEEDED, Tip.Progress.ASKED_BACK),
        (Outcome.NOT_USEFUL, Tip.Progress.READ),
        (Outcome.DUPLICATE, Tip.Progress.READ),
        (Outcome.SPAM, Tip.Progress.READ),
    ],
)
def test_the_sender_is_told_how_far_the_tip_is(outcome: Outcome, progress: str) -> None:
    tip = make_triage()

    decide_tip(tip, outcome=outcome, by=make_moderator())

    assert Tip.objects.get(pk=tip.pk).progress == progress


def test_a_decision_can_be_taken_back_and_stays_in_the_history() -> None:
    tip, moderator = make_triage(), make_moderator()
    decide_tip(tip, outcome=Outcome.SPAM, by=moderator)

    reopen_tip(tip, by=moderator)
    decide_tip(tip, outcome=Outcome.NOT_USEFUL, by=moderator)

    history = [each.outcome for each in tip.dispositions.all()]
    assert history == [Outcome.NOT_USEFUL, Outcome.REOPENED, Outcome.SPAM]


def test_taking_back_a_decision_tells_the_sender_that_the_tip_is_only_read() -> None:
    tip = make_triage()
    decide_tip(tip, outcome=Outcome.MORE_NEEDED, by=make_moderator())

    reopen_tip(tip, by=make_moderator())

    assert Tip.objects.get(pk=tip.pk).progress == Tip.Progress.READ


def test_what_is_in_the_queue_cannot_be_put_back_into_it() -> None:
    with pytest.raises(NotDecided):
        reopen_tip(make_triage(), by=make_moderator())


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_refuses_to_change_a_disposition(change: str) -> None:
    tip = make_triage()
    decide_tip(tip, outcome=Outcome.SPAM, by=make_moderator())
    rows = Disposition.objects.filter(triage=tip)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows.update(outcome=Outcome.LEAD) if change == "update" else rows.delete()


def test_every_act_is_in_the_audit_chain() -> None:
    tip, moderator = make_triage(), make_moderator()
    claim_tip(tip, by=moderator)
    decide_tip(tip, outcome=Outcome.SPAM, by=moderator)
    reopen_tip(tip, by=moderator)

    acts = AuditEntry.objects.filter(subject_id=str(tip.pk)).order_by("number")
    assert [(each.act, each.by) for each in acts] == [
        ("tip_claimed", moderator),
        ("tip_decided", moderator),
        ("tip_reopened", moderator),
    ]
