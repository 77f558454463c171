"""What visitors can choose on the front page, from the address to the rows: filters, each a GET
parameter, and one spelling of every choice.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final, Self
from urllib.parse import urlencode

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Exists, Max, Min, OuterRef, Q
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from . import countries
from .locales import country_name, long_date
from .models import Appeal, Unit
from .models.appeal import AppealQuerySet
from .scene_codes import read_scene_code
from .searching import readable

# An appeal is open or has ended, in one of these ways.
_SITUATIONS: Final = {
    "open": (Appeal.Status.PUBLISHED.label, Q(status=Appeal.Status.PUBLISHED)),
    "closed": (Appeal.Status.CLOSED.label, Q(status=Appeal.Status.CLOSED)),
} | {
    outcome.value: (outcome.label, Q(outcome=outcome))
    for outcome in Appeal.Outcome
    if outcome != Appeal.Outcome.WITHDRAWN
}
_KINDS: Final = dict(Appeal.Kind.choices)
_REGIONS: Final = dict(Appeal.Region.choices)
_YEAR: Final = re.compile(r"[12][0-9]{3}")
_DAY: Final = re.compile(r"[12][0-9]{3}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True)
class Filter:
    """One way to choose: how its value is read (empty: it makes no sense), what it leaves over of
    the appeals, and how visitors see it.
    """

    name: str
    label: Promise
    read: Callable[[str], str]
    narrow: Callable[[AppealQuerySet, str], AppealQuerySet]
    show: Callable[[str], object]


@dataclass(frozen=True)
class Choice:
    """A chosen filter in words, and the query of the same page without it."""

    words: str
    query_without: str


@dataclass(frozen=True)
class Field:
    """A filter in the form: its options as (value, words), and what is chosen."""

    name: str
    label: Promise
    options: list[tuple[str, object]]
    chosen: str


@dataclass(frozen=True)
class Browsing:
    """What one address asks for: the values that make sense, in the order of FILTERS, and the
    filters whose value makes none.
    """

    chosen: dict[str, str]
    refused: list[Filter]
    # A form sends its empty fields too; the address without them is the one to share.
    has_empty: bool = False

    @classmethod
    def read(cls, parameters: QueryDict) -> Self:
        """From an address, with anything in it."""
        given = {
            each: str(parameters.get(each.name, "")).strip()
            for each in FILTERS
            if each.name in parameters
        }
        read = {each: each.read(value) for each, value in given.items()}
        return cls(
            chosen={each.name: value for each, value in read.items() if value},
            refused=[each for each, value in read.items() if given[each] and not value],
            has_empty=not all(given.values()),
        )

    def query(self, *, without: str = "", page: int = 1) -> str:
        """The address's query for this and nothing else, with its question mark; or nothing."""
        pairs = [pair for pair in self.chosen.items() if pair[0] != without]
        query = urlencode([*pairs, ("page", page)] if page > 1 else pairs)
        return query and f"?{query}"

    def appeals(self) -> AppealQuerySet:
        """The listed appeals that fit, open ones first."""
        appeals = Appeal.objects.listed()
        for each in FILTERS:
            if each.name in self.chosen:
                appeals = each.narrow(appeals, self.chosen[each.name])
        return appeals.open_first()

    def choices(self) -> list[Choice]:
        """What is chosen, for visitors to see and to take back."""
        return [
            Choice(
                gettext("%(filter)s: %(value)s")
                % {"filter": each.label, "value": each.show(self.chosen[each.name])},
                self.query(without=each.name),
            )
            for each in FILTERS
            if each.name in self.chosen
        ]

    def fields(self) -> list[Field]:
        """The form's lists. Two queries, for what there is to choose from."""
        options: dict[str, list[tuple[str, object]]] = {
            "status": [(value, label) for value, (label, _rows) in _SITUATIONS.items()],
            "kind": list(_KINDS.items()),
            "region": list(_REGIONS.items()),
            **_options_from_rows(self.chosen),
        }
        return [
            Field(name, _BY_NAME[name].label, listed, self.chosen.get(name, ""))
            for name, listed in options.items()
            if listed
        ]


def _one_of(allowed: object) -> Callable[[str], str]:
    return lambda value: value if value in allowed else ""  # type: ignore[operator]


def _equal(column: str) -> Callable[[AppealQuerySet, str], AppealQuerySet]:
    return lambda appeals, value: appeals.filter(**{column: value})


def _read_year(value: str) -> str:
    return value if _YEAR.fullmatch(value) else ""


def _read_day(value: str) -> str:
    try:
        return date.fromisoformat(value).isoformat() if _DAY.fullmatch(value) else ""
    except ValueError:
        return ""


def _published_since(appeals: AppealQuerySet, day: str) -> AppealQuerySet:
    midnight = datetime.fromisoformat(day).replace(tzinfo=UTC)
    return appeals.filter(published_on__gte=midnight)


def _show_day(day: str) -> str:
    return long_date(date.fromisoformat(day))


def _options_from_rows(chosen: dict[str, str]) -> dict[str, list[tuple[str, object]]]:
    """Countries and years that appeals have; and what is chosen, though none has it."""
    listed = Appeal.objects.listed()
    asking = Unit.objects.filter(Exists(listed.filter(unit=OuterRef("pk")))).exclude(country="")
    found = listed.aggregate(
        first=Min("published_on"),
        last=Max("published_on"),
        countries=ArrayAgg("country_found", distinct=True, filter=~Q(country_found="")),
    )
    years = range(found["last"].year, found["first"].year - 1, -1) if found["first"] else []
    return {
        "asked_by": _named({*asking.values_list("country", flat=True), chosen.get("asked_by")}),
        "found_in": _named({*(found["countries"] or []), chosen.get("found_in")}),
        "year": [(str(year), str(year)) for year in years],
    }


def _named(codes: set[str | None]) -> list[tuple[str, object]]:
    named = {country_name(code): code for code in codes if code}
    return [(named[name], name) for name in sorted(named)]


FILTERS: Final = (
    Filter("q", _("Words or code"), readable, AppealQuerySet.matching, str),
    Filter(
        "status",
        _("Status"),
        _one_of(_SITUATIONS),
        lambda appeals, value: appeals.filter(_SITUATIONS[value][1]),
        lambda value: _SITUATIONS[value][0],
    ),
    Filter("kind", _("Kind of object"), _one_of(_KINDS), _equal("kind"), _KINDS.__getitem__),
    Filter(
        "region",
        _("Where it may be from"),
        _one_of(_REGIONS),
        _equal("region"),
        _REGIONS.__getitem__,
    ),
    Filter(
        "asked_by",
        _("Country that asks"),
        _one_of(countries.CODES),
        _equal("unit__country"),
        country_name,
    ),
    Filter(
        "found_in",
        _("Country found"),
        _one_of(countries.CODES),
        _equal("country_found"),
        country_name,
    ),
    Filter("year", _("Year of publication"), _read_year, _equal("published_on__year"), str),
    Filter("since", _("Published since"), _read_day, _published_since, _show_day),
    Filter("scene", _("From the same place"), read_scene_code, _equal("scene__code"), str),
)
_BY_NAME: Final = {each.name: each for each in FILTERS}
