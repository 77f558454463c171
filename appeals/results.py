"""The page of statistics: published figures in the reader's language, as tables and charts. Where
the figures come from is in statistics.py.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from babel.dates import format_skeleton
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from .charts import Columns, columns_of, share_of
from .locales import and_list, country_name, local_number, readers_locale
from .models import Appeal
from .models.statistics import STEP
from .statistics import AppealFigures, Statistics, TipFigures, published_statistics
from .views import cacheable

# Two years fit on a phone.
MONTHS_SHOWN: Final = 24
_DAY_H: Final = 24
# Up to here hours are easier to grasp than days.
_MOST_HOURS: Final = 48


@dataclass(frozen=True)
class Bar:
    """A row of a table whose number is drawn too; ``share`` of 100."""

    label: str
    number: str
    share: str


@dataclass(frozen=True)
class Month:
    """A row of the tables by months; ``received`` is empty while its tips are not counted."""

    name: str
    published: str
    ended: str
    received: str


@dataclass(frozen=True)
class Chart:
    """The drawing of tips by month, and the words at its corners."""

    columns: Columns
    top: str
    middle: str
    first: str
    last: str


@require_safe
def statistics_page(request: HttpRequest) -> HttpResponse:
    """What the campaign achieved so far."""
    figures = published_statistics()
    months = _last_months(figures)
    rows = [_month(each, figures) for each in reversed(months)]
    context = {
        "published": figures.appeals.published,
        "outcomes": _outcome_bars(figures.appeals),
        "countries_asking": _country_list(figures),
        "countries_found": _country_bars(figures.countries_found),
        "months": rows,
        "counted_months": [row for row in rows if row.received],
        "chart": _chart(months, figures),
        "tips": _tips_context(figures.tips) if figures.tips else None,
        "step": local_number(STEP),
    }
    return cacheable(render(request, "appeals/statistics.html", context))


def _outcome_bars(figures: AppealFigures) -> list[Bar]:
    counts = [(str(Appeal.Status.PUBLISHED.label), figures.open)]
    counts += [(str(each.label), getattr(figures, each.value)) for each in Appeal.Outcome]
    return _bars(counts)


def _country_bars(found: tuple[tuple[str, int], ...]) -> list[Bar]:
    return _bars([(country_name(code), count) for code, count in found])


def _bars(counts: list[tuple[str, int]]) -> list[Bar]:
    largest = max((count for _label, count in counts), default=0)
    return [Bar(label, local_number(count), share_of(count, largest)) for label, count in counts]


def _country_list(figures: Statistics) -> str:
    names = sorted(country_name(code) for code in figures.countries_asking)
    return and_list(names)


def _tips_context(tips: TipFigures) -> dict[str, Any]:
    return {
        "received": _rounded_count(tips.received),
        "reviewed": _rounded_count(tips.reviewed),
        "useful": _rounded_count(tips.useful),
        "median": _duration(tips.median_review_h) if tips.median_review_h else "",
        "received_until": tips.received_until - timedelta(days=1),
        "reviewed_until": tips.reviewed_until - timedelta(days=1),
    }


def _last_months(figures: Statistics) -> list[date]:
    """The first days of up to ``MONTHS_SHOWN`` months without a gap, the oldest first."""
    known = {each.month for each in figures.months} | set(_received_in(figures))
    months = sorted(known)[:1]
    while months and months[-1] < max(known):
        months.append((months[-1] + timedelta(days=31)).replace(day=1))
    return months[-MONTHS_SHOWN:]


def _month(month: date, figures: Statistics) -> Month:
    appeals = {each.month: each for each in figures.months}.get(month)
    received = _received_in(figures).get(month)
    return Month(
        name=_month_name(month),
        published=local_number(appeals.published if appeals else 0),
        ended=local_number(appeals.ended if appeals else 0),
        received="" if received is None else _rounded_count(received),
    )


def _chart(months: list[date], figures: Statistics) -> Chart | None:
    """The months that are counted, unless there is nothing to be seen of them."""
    received = _received_in(figures)
    counted = [month for month in months if month in received]
    if not any(received[month] for month in counted):
        return None
    columns = columns_of([received[month] for month in counted])
    return Chart(
        columns,
        top=local_number(columns.top),
        middle=local_number(columns.top // 2),
        first=_month_name(counted[0]),
        last=_month_name(counted[-1]) if len(counted) > 1 else "",
    )


def _received_in(figures: Statistics) -> dict[date, int]:
    return {each.month: each.received for each in (figures.tips.months if figures.tips else ())}


def _rounded_count(count: int) -> str:
    """A count in whole steps as it is read; see ``StatisticsSnapshot``."""
    if count < STEP:
        return _("fewer than %(number)s") % {"number": local_number(STEP)}
    return local_number(count)


def _duration(hours: int) -> str:
    if hours <= _MOST_HOURS:
        words = ngettext("%(count)d hour", "%(count)d hours", hours)
        return words % {"count": hours}
    days = hours // _DAY_H
    return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}


def _month_name(month: date) -> str:
    return str(format_skeleton("yMMM", month, locale=readers_locale()))
