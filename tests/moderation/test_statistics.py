"""What is counted for the public, and that no publication tells of a single tip."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from appeals.models import StatisticsSnapshot, Unit, User
from moderation import statistics, tasks
from moderation.decisions import decide_tip, reopen_tip
from moderation.models import Disposition, Triage
from moderation.statistics import bound_h, rounded, take_snapshot
from submissions.models import Tip
from tests.factories import (
    as_the_tables_owner,
    make_a_lead,
    make_moderator,
    make_open_appeal,
    make_tip,
    make_triage,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("queued")]
NOON = datetime(2026, 8, 15, 12, tzinfo=UTC)
Outcome = Disposition.Outcome


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Noon of a day of our choice, as the counting sees it."""

    def set_to(moment: datetime) -> None:
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    return set_to


def send_tips(count: int, *, on: datetime) -> list[Tip]:
    """Tips of a short way: rows like those of the first one."""
    first = make_tip(make_open_appeal())
    Tip.objects.filter(pk=first.pk).delete()
    return Tip.objects.bulk_create(
        Tip(
            appeal=first.appeal,
            sealed=b"x",
            sealed_sha256="0" * 64,
            receipt_lookup=f"{first.pk.hex}{number}".encode()[-32:],
            received_on=on.replace(minute=0),
            state=Tip.State.TRIAGED,
        )
        for number in range(count)
    )


def judge(
    count: int, outcome: Outcome = Outcome.LEAD, *, received: datetime, after_h: float = 5
) -> list[Triage]:
    """Tips that were judged so long after their arrival."""
    sample = make_triage()
    moderator = make_moderator()
    tips = send_tips(count, on=received)
    copied = ("text", "fingerprint", "cluster", "unit", "appeal")
    triages = Triage.objects.bulk_create(
        Triage(
            tip=tip,
            received_on=tip.received_on,
            state=Triage.State.DECIDED,
            **{name: getattr(sample, name) for name in copied},
        )
        for tip in tips
    )
    Disposition.objects.bulk_create(
        Disposition(triage=each, outcome=outcome, decided_by=moderator) for each in triages
    )
    numbers = [each.pk for each in triages]
    with as_the_tables_owner("moderation_disposition"):
        Disposition.objects.filter(triage__in=numbers).update(
            decided_on=received + timedelta(hours=after_h)
        )
    sample.bands.all().delete()
    Triage.objects.filter(pk=sample.pk).delete()
    Tip.objects.filter(pk=sample.pk).delete()
    return triages


def newest() -> StatisticsSnapshot:
    return StatisticsSnapshot.objects.latest()


class TestArrivals:
    def test_are_counted_in_tens_up_to_midnight(self, clock: Any) -> None:
        clock(NOON)
        send_tips(27, on=NOON - timedelta(days=1))
        send_tips(40, on=NOON.replace(hour=0))

        assert take_snapshot()

        assert newest().tips_received == 20
        assert newest().received_until == NOON.date()

    def test_months_are_told_once_they_are_over_and_full_enough(self, clock: Any) -> None:
        clock(NOON)
        send_tips(9, on=datetime(2026, 4, 1, tzinfo=UTC))
        send_tips(35, on=datetime(2026, 6, 30, 23, tzinfo=UTC))
        send_tips(12, on=datetime(2026, 7, 1, tzinfo=UTC))
        send_tips(50, on=datetime(2026, 8, 1, tzinfo=UTC))

        take_snapshot()

        assert newest().months == [["2026-04", 0], ["2026-05", 0], ["2026-06", 30], ["2026-07", 10]]

    def test_a_month_is_over_at_its_last_midnight(self, clock: Any) -> None:
        clock(datetime(2026, 12, 31, 23, 59, tzinfo=UTC))
        send_tips(20, on=datetime(2026, 12, 3, tzinfo=UTC))
        take_snapshot()
        assert newest().months == []
        send_tips(10, on=datetime(2026, 12, 31, tzinfo=UTC))

        clock(datetime(2027, 1, 1, tzinfo=UTC))
        take_snapshot()

        assert newest().months == [["2026-12", 30]]

    def test_fewer_than_ten_more_change_nothing(self, clock: Any) -> None:
        """Whoever knows all tips but one must not see it come."""
        clock(NOON)
        send_tips(19, on=NOON - timedelta(days=40))
        take_snapshot()
        before = newest()
        send_tips(9, on=NOON)

        clock(NOON + timedelta(days=60))
        take_snapshot()

        assert newest().taken_on == date(2026, 10, 14)
        for name in ("received_until", "tips_received", "months"):
            assert getattr(newest(), name) == getattr(before, name)

        send_tips(1, on=NOON + timedelta(days=60))
        clock(NOON + timedelta(days=61))
        take_snapshot()
        assert newest().tips_received == 20
        assert newest().received_until == date(2026, 10, 15)

    def test_without_any_tip_there_is_nothing_to_tell(self, clock: Any) -> None:
        clock(NOON)
        take_snapshot()

        assert (newest().tips_received, newest().months) == (0, [])
        assert newest().median_review_h is None


class TestReviews:
    def test_say_how_many_were_judged_and_found_useful(self, clock: Any) -> None:
        clock(NOON)
        judge(23, received=NOON - timedelta(days=9))
        judge(14, Outcome.NOT_USEFUL, received=NOON - timedelta(days=9))
        send_tips(50, on=NOON - timedelta(days=9))

        take_snapshot()

        assert (newest().tips_reviewed, newest().tips_useful) == (30, 20)

    def test_what_was_opened_again_is_not_judged(self, clock: Any) -> None:
        clock(NOON)
        judged = judge(20, received=NOON - timedelta(days=9))
        for each in judged[:5]:
            reopen_tip(each, by=make_moderator())
        with as_the_tables_owner("moderation_disposition"):
            Disposition.objects.filter(outcome=Outcome.REOPENED).update(
                decided_on=NOON - timedelta(days=1)
            )

        take_snapshot()

        assert (newest().tips_reviewed, newest().tips_useful) == (10, 10)

    @pytest.mark.parametrize(
        ("hours", "told"), [(0.5, 1), (5, 8), (24, 24), (100, 168), (400, 720), (721, 1440)]
    )
    def test_the_median_is_told_as_a_bound(self, clock: Any, hours: float, told: int) -> None:
        clock(NOON)
        judge(11, received=NOON - timedelta(days=50), after_h=hours)

        take_snapshot()

        assert newest().median_review_h == told

    def test_the_first_judgement_says_how_long_a_tip_waited(self, clock: Any) -> None:
        clock(NOON)
        judged = judge(10, received=NOON - timedelta(days=50), after_h=3)
        for each in judged:
            reopen_tip(each, by=make_moderator())
            decide_tip(each, outcome=Outcome.SPAM, by=make_moderator())
        with as_the_tables_owner("moderation_disposition"):
            Disposition.objects.filter(decided_on__gt=NOON).update(decided_on=NOON)

        clock(NOON + timedelta(days=1))
        take_snapshot()

        assert newest().median_review_h == 4
        assert (newest().tips_reviewed, newest().tips_useful) == (10, 0)

    def test_of_fewer_than_ten_nothing_is_told(self, clock: Any) -> None:
        clock(NOON)
        judge(9, received=NOON - timedelta(days=9))

        take_snapshot()

        assert (newest().tips_reviewed, newest().median_review_h) == (0, None)

    def test_fewer_than_ten_more_change_nothing(self, clock: Any) -> None:
        clock(NOON)
        judge(15, received=NOON - timedelta(days=9))
        take_snapshot()
        judge(9, received=NOON)
        clock(NOON + timedelta(days=2))

        take_snapshot()

        assert (newest().tips_reviewed, newest().reviewed_until) == (10, NOON.date())
        judge(1, received=NOON + timedelta(days=2))
        clock(NOON + timedelta(days=3))
        take_snapshot()
        assert newest().tips_reviewed == 20

    def test_a_lead_of_the_real_way_is_useful(self, clock: Any) -> None:
        triage = make_triage()
        make_a_lead(triage)
        clock(datetime.now(UTC) + timedelta(days=1))
        judge(9, received=NOON)

        take_snapshot()

        assert (newest().tips_reviewed, newest().tips_useful) == (10, 10)


class TestSnapshots:
    def test_are_taken_once_a_day(self, clock: Any) -> None:
        clock(NOON)
        assert tasks.take_statistics()
        send_tips(90, on=NOON - timedelta(days=1))

        clock(NOON + timedelta(hours=11))
        assert not tasks.take_statistics()

        assert newest().tips_received == 0
        assert StatisticsSnapshot.objects.count() == 1

    def test_two_workers_at_once_write_one(
        self, clock: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        clock(NOON)
        count = statistics._count_reviews

        def another_is_faster(*arguments: Any) -> None:
            monkeypatch.setattr(statistics, "_count_reviews", count)
            take_snapshot()
            count(*arguments)

        monkeypatch.setattr(statistics, "_count_reviews", another_is_faster)

        take_snapshot()

        assert StatisticsSnapshot.objects.count() == 1

    def test_cost_the_same_for_few_and_many(
        self, clock: Any, django_assert_num_queries: Any
    ) -> None:
        clock(NOON)
        with django_assert_num_queries(5):
            take_snapshot()
        judge(60, received=NOON)
        clock(NOON + timedelta(days=1))
        with django_assert_num_queries(5):
            take_snapshot()

    @pytest.mark.parametrize(
        "fields",
        [
            {"tips_received": 13},
            {"tips_reviewed": 7},
            {"tips_useful": 101},
            {"median_review_h": 5},
            {"received_until": date(2026, 8, 16)},
        ],
        ids=str,
    )
    def test_the_database_refuses_finer_figures(self, fields: dict[str, Any]) -> None:
        sound = {
            "taken_on": NOON.date(),
            "received_until": NOON.date(),
            "reviewed_until": NOON.date(),
            "tips_received": 100,
            "tips_reviewed": 0,
            "tips_useful": 0,
        }
        with pytest.raises(IntegrityError), transaction.atomic():
            StatisticsSnapshot.objects.create(**{**sound, **fields})
        StatisticsSnapshot.objects.create(**sound)


def test_counts_are_rounded_down() -> None:
    assert [rounded(count) for count in (0, 9, 10, 19, 1000, 28_999)] == [
        0,
        0,
        10,
        10,
        1000,
        28_990,
    ]


def test_bounds_never_say_less_than_it_took() -> None:
    assert all(bound_h(hours / 2) >= hours / 2 for hours in range(3000))
    assert bound_h(0) == 1


def test_figures_name_no_unit_and_no_person() -> None:
    models = {field.related_model for field in StatisticsSnapshot._meta.get_fields()}

    assert not models & {Unit, User}
