"""Counting for the published statistics: from tips and dispositions to rounded figures, which the
public zone reads. Nothing finer leaves moderation; docs/decisions/0015 says why.
"""

import math
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from django.db import connection
from django.db.models import Count, Q
from django.db.models.functions import TruncMonth
from django.utils import timezone

from appeals.models import StatisticsSnapshot
from appeals.models.statistics import STEP
from submissions.models import Tip

from .models import Disposition

# A median of few tips is nearly one tip's own time, so only these bounds are told. In hours.
_BOUNDS_H: Final = (1, 2, 4, 8, 12, 24, 48, 72, 7 * 24, 14 * 24)
_LONGER_H: Final = 30 * 24

# A tip's newest judgement counts, and its first one says how long it waited.
_REVIEWS: Final = """
SELECT
    count(*) FILTER (WHERE newest <> %(reopened)s),
    count(*) FILTER (WHERE newest = %(useful)s),
    count(*) FILTER (WHERE last_on >= %(since)s),
    extract(epoch FROM percentile_cont(0.5) WITHIN GROUP (ORDER BY waited)
        FILTER (WHERE newest <> %(reopened)s)) / 3600
FROM (
    SELECT
        (array_agg(disposition.outcome ORDER BY disposition.id DESC))[1] AS newest,
        max(disposition.decided_on) AS last_on,
        min(disposition.decided_on) - min(triage.received_on) AS waited
    FROM moderation_disposition disposition
    JOIN moderation_triage triage ON triage.tip_id = disposition.triage_id
    WHERE disposition.decided_on < %(until)s
    GROUP BY disposition.triage_id
) judged
"""


def take_snapshot(*, on: date | None = None) -> bool:
    """Write the figures of all days before today (UTC), or before ``on``, once a day; whether this
    call did it.

    What is told of arrivals, and what of reviews, stays as it was until at least ``STEP`` more
    have come: so two publications never differ by a single tip.
    """
    today = on or timezone.now().date()
    # Not equal only: a clock that was set back must not publish the past anew.
    if StatisticsSnapshot.objects.filter(taken_on__gte=today).exists():
        return False
    before = StatisticsSnapshot.objects.first()
    snapshot = StatisticsSnapshot(taken_on=today)
    _count_arrivals(snapshot, before)
    _count_reviews(snapshot, before)
    # Another worker may have been faster; its figures are the same.
    StatisticsSnapshot.objects.bulk_create([snapshot], ignore_conflicts=True)
    return True


def rounded(count: int) -> int:
    """A count as it may be told: whole steps only, never more than there are."""
    return count - count % STEP


def bound_h(hours: float) -> int:
    """The smallest bound that may be told for a time in hours."""
    longer = math.ceil(hours / _LONGER_H) * _LONGER_H
    return next((bound for bound in _BOUNDS_H if hours <= bound), longer)


def _count_arrivals(snapshot: StatisticsSnapshot, before: StatisticsSnapshot | None) -> None:
    until = snapshot.taken_on
    since = before.received_until if before else date.min
    rows = list(
        Tip.objects.filter(received_on__lt=_midnight(until))
        .order_by()
        .values_list(TruncMonth("received_on"))
        .annotate(count=Count("pk"), new=Count("pk", filter=Q(received_on__gte=_midnight(since))))
    )
    if before and sum(new for _month, _count, new in rows) < STEP:
        snapshot.received_until = before.received_until
        snapshot.tips_received, snapshot.months = before.tips_received, before.months
        return
    counts = {month.date(): count for month, count, _new in rows}
    snapshot.received_until = until
    snapshot.tips_received = rounded(sum(counts.values()))
    snapshot.months = list(_complete_months(counts, until))


def _complete_months(counts: Mapping[date, int], until: date) -> Iterator[tuple[str, int]]:
    """Every month from the first tip's on that was over by ``until``, with what may be told."""
    month = min(counts, default=until)
    while (following := (month + timedelta(days=31)).replace(day=1)) <= until:
        yield f"{month:%Y-%m}", rounded(counts.get(month, 0))
        month = following


def _count_reviews(snapshot: StatisticsSnapshot, before: StatisticsSnapshot | None) -> None:
    until = snapshot.taken_on
    with connection.cursor() as cursor:
        cursor.execute(
            _REVIEWS,
            {
                "reopened": Disposition.Outcome.REOPENED,
                "useful": Disposition.Outcome.LEAD,
                "since": _midnight(before.reviewed_until if before else date.min),
                "until": _midnight(until),
            },
        )
        reviewed, useful, new, median_h = cursor.fetchone()
    if before and new < STEP:
        snapshot.reviewed_until = before.reviewed_until
        snapshot.tips_reviewed, snapshot.tips_useful = before.tips_reviewed, before.tips_useful
        snapshot.median_review_h = before.median_review_h
        return
    snapshot.reviewed_until = until
    snapshot.tips_reviewed, snapshot.tips_useful = rounded(reviewed), rounded(useful)
    snapshot.median_review_h = bound_h(float(median_h)) if reviewed >= STEP else None


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=UTC)
