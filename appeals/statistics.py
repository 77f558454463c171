"""What the campaign achieved, as anybody may know it: appeals from their published rows, tips from
the newest snapshot. Counting tips is moderation's business; docs/decisions/0015.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.db.models.functions import TruncMonth

from .models import Appeal, StatisticsSnapshot, Unit


@dataclass(frozen=True)
class AppealFigures:
    """How many appeals were ever published, by where they stand now. Exact: each is a page."""

    published: int
    open: int
    identified: int
    country_found: int
    too_common: int
    withdrawn: int


@dataclass(frozen=True)
class MonthOfAppeals:
    """What happened to appeals in one month; ``month`` is its first day."""

    month: date
    published: int
    ended: int


@dataclass(frozen=True)
class MonthOfTips:
    """Tips received in one complete month, in whole tens; 0 means fewer than ten."""

    month: date
    received: int


@dataclass(frozen=True)
class TipFigures:
    """Figures about tips. Counts are rounded down to tens; 0 means fewer than ten.

    ``received_until`` and ``reviewed_until`` are the first days that are not counted.
    ``median_review_h`` is an upper bound in hours; None while too few tips were reviewed.
    """

    received_until: date
    received: int
    months: tuple[MonthOfTips, ...]
    reviewed_until: date
    reviewed: int
    useful: int
    median_review_h: int | None


@dataclass(frozen=True)
class Statistics:
    """Everything that the page and the API tell. Countries are ISO 3166-1 codes.

    ``tips`` is None until the first snapshot was taken.
    """

    appeals: AppealFigures
    months: tuple[MonthOfAppeals, ...]
    countries_asking: tuple[str, ...]
    countries_found: tuple[tuple[str, int], ...]
    tips: TipFigures | None


def published_statistics() -> Statistics:
    """The figures of this moment, in five queries whatever there is to count."""
    public = Appeal.objects.public().order_by()
    rows = public.values_list("status", "outcome", "country_found").annotate(count=Count("pk"))
    results: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for status, outcome, country, count in rows:
        results[outcome or status] += count
        if country:
            found[country] += count
    asking = Unit.objects.filter(appeals__in=public).exclude(country="").order_by("country")
    return Statistics(
        appeals=_appeal_figures(results),
        months=_months_of_appeals(),
        countries_asking=tuple(asking.values_list("country", flat=True).distinct()),
        countries_found=tuple(sorted(found.items(), key=lambda each: (-each[1], each[0]))),
        tips=_tip_figures(),
    )


def _appeal_figures(results: Counter[str]) -> AppealFigures:
    return AppealFigures(
        published=results.total(),
        open=results[Appeal.Status.PUBLISHED],
        **{outcome: results[outcome] for outcome in Appeal.Outcome.values},
    )


def _months_of_appeals() -> tuple[MonthOfAppeals, ...]:
    """Those in which something happened, the oldest first."""
    published, ended = _by_month("published_on"), _by_month("ended_on")
    return tuple(
        MonthOfAppeals(month, published[month], ended[month])
        for month in sorted({*published, *ended})
    )


def _by_month(column: str) -> Counter[date]:
    rows = (
        Appeal.objects.public()
        .filter(**{f"{column}__isnull": False})
        .order_by()
        .values_list(TruncMonth(column))
        .annotate(count=Count("pk"))
    )
    return Counter({month.date(): count for month, count in rows})


def _tip_figures() -> TipFigures | None:
    snapshot = StatisticsSnapshot.objects.first()
    if snapshot is None:
        return None
    return TipFigures(
        received_until=snapshot.received_until,
        received=snapshot.tips_received,
        months=tuple(
            MonthOfTips(date.fromisoformat(f"{month}-01"), count)
            for month, count in snapshot.months
        ),
        reviewed_until=snapshot.reviewed_until,
        reviewed=snapshot.tips_reviewed,
        useful=snapshot.tips_useful,
        median_review_h=snapshot.median_review_h,
    )
