"""What may be asked of the API. Anything else in an address is refused, so that a mistyped filter
never looks like an answer.
"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Annotated, Any, Final, Literal

from django.conf import settings
from ninja import Schema
from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema
from pydantic.json_schema import SkipJsonSchema

from appeals.countries import CODES as COUNTRIES
from appeals.models import Appeal
from appeals.scene_codes import PATTERN as SCENE_CODE

MOST: Final = 100
CODE: Final = r"^[A-Z]{2,8}-[0-9]{4}-[0-9]{4,15}$"
_SCENE: Final = f"^{SCENE_CODE}$"
_MOMENT: Final = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)", re.ASCII | re.IGNORECASE
)


def _moment(text: object) -> datetime:
    """A moment as RFC 3339 writes it, in UTC.

    Raises:
        ValueError: it is none.
    """
    if not isinstance(text, str) or not _MOMENT.fullmatch(text):
        raise ValueError("not a moment like 2026-07-01T00:00:00Z")
    # A leap second has no name in Python; no appeal was ever published in one.
    moment = datetime.fromisoformat(text.upper().replace(":60", ":59"))
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        # On the first or the last day that there is, hours east or west of it.
        return moment.replace(tzinfo=UTC)


def _whole(text: object) -> object:
    """A number in digits; what else Python reads as one is not meant here."""
    if isinstance(text, str) and not re.fullmatch(r"[0-9]{1,6}", text):
        raise ValueError("not a whole number")
    return text


def _without_default(schema: dict[str, Any]) -> None:
    # Leaving a filter out is not the same as asking for "null".
    schema.pop("default", None)


def _optional(description: str, example: str) -> Any:
    return Field(
        default=None,
        description=description,
        examples=[example],
        json_schema_extra=_without_default,
    )


def one_of(values: Iterable[str]) -> tuple[AfterValidator, WithJsonSchema]:
    """What makes text one of ``values``; a ``Literal`` would need them written out."""
    allowed = tuple(values)

    def check(text: str) -> str:
        if text not in allowed:
            raise ValueError("not one of the values in the description")
        return text

    return AfterValidator(check), WithJsonSchema({"type": "string", "enum": sorted(allowed)})


Moment = Annotated[
    datetime,
    BeforeValidator(_moment),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
Language = Annotated[str, *one_of(code for code, _name in settings.LANGUAGES)]
Kind = Annotated[str, *one_of(Appeal.Kind.values)]
Region = Annotated[str, *one_of(Appeal.Region.values)]
Country = Annotated[str, *one_of(sorted(COUNTRIES))]
Status = Literal["open", "closed"]
Outcome = Annotated[str, *one_of(set(Appeal.Outcome.values) - {Appeal.Outcome.WITHDRAWN})]
Code = Annotated[str, Field(pattern=CODE)]


class OneLanguage(Schema):
    """In which language words are told."""

    language: Language | SkipJsonSchema[None] = _optional(
        "Words in this language where the appeal is told in it. Otherwise, and without this"
        " parameter, in the language that they were written in.",
        "pl",
    )


class Paged(Schema):
    """How much at once."""

    limit: Annotated[int, BeforeValidator(_whole)] = Field(
        default=50, ge=1, le=MOST, description="At most so many at once."
    )


class AppealsAsked(OneLanguage, Paged):
    """Which appeals."""

    kind: Kind | SkipJsonSchema[None] = _optional("Only this kind of object.", "bag")
    region: Region | SkipJsonSchema[None] = _optional(
        "Only objects that may be from there.", "europe"
    )
    asked_by: Country | SkipJsonSchema[None] = _optional(
        "Only appeals of this country's desks (ISO 3166-1 alpha-2).", "NL"
    )
    found_in: Country | SkipJsonSchema[None] = _optional(
        "Only objects that were found to be from this country (ISO 3166-1 alpha-2).", "PL"
    )
    status: Status | SkipJsonSchema[None] = _optional(
        "Only appeals that still ask, or only those that have ended.", "open"
    )
    outcome: Outcome | SkipJsonSchema[None] = _optional(
        "Only closed appeals with this outcome.", "identified"
    )
    scene: Annotated[str, Field(pattern=_SCENE)] | SkipJsonSchema[None] = _optional(
        "Only objects from this scene.", "S-7K3M9Q"
    )
    published_since: Moment | SkipJsonSchema[None] = _optional(
        "Only appeals published then or later (RFC 3339).", "2026-07-01T00:00:00Z"
    )
    updated_since: Moment | SkipJsonSchema[None] = _optional(
        "Only appeals that changed then or later (RFC 3339).", "2026-07-01T00:00:00Z"
    )
    after: Code | SkipJsonSchema[None] = _optional(
        "Only what follows this appeal in the order of the list. `next` of an answer holds it.",
        "EU-2026-0001",
    )


class ChangesAsked(Paged):
    """Which changes."""

    since: Moment | SkipJsonSchema[None] = _optional(
        "Only changes made then or later (RFC 3339): the `next_since` of your last answer.",
        "2026-07-01T00:00:00Z",
    )
    after: Code | SkipJsonSchema[None] = _optional(
        "With `since`: of what changed at that very moment, only codes that come later.",
        "EU-2026-0001",
    )
