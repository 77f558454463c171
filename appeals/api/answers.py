"""What the API answers. The descriptions are what developers read in the OpenAPI document."""

from datetime import date
from typing import Annotated

from ninja import Schema
from pydantic import Field, WithJsonSchema

from appeals.models import Rendition

from .asked import Country, Kind, Language, Outcome, Region, Status, one_of

Moment = Annotated[str, WithJsonSchema({"type": "string", "format": "date-time"})]
Address = Annotated[str, WithJsonSchema({"type": "string", "format": "uri"})]
Size = Annotated[str, *one_of(Rendition.Size.values)]
MediaType = Annotated[str, *one_of([*Rendition.BETTER, Rendition.EVERYWHERE])]


class UnitAnswer(Schema):
    """The agency desk that asks."""

    code: str
    name: str
    country: str | None = Field(description="ISO 3166-1 alpha-2; null for a unit of several.")


class RenditionAnswer(Schema):
    """One size and format of a picture."""

    size: Size
    media_type: MediaType
    width_px: int
    height_px: int
    size_bytes: int
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$", description="Of the file's bytes.")
    url: Address


class CropAnswer(Schema):
    """A picture of the object."""

    alt_text: str = Field(description="What it shows; use it wherever you show the picture.")
    caption: str
    language: Language = Field(description="Of these two.")
    colour: str | None = Field(description="The mean of all pixels, #rrggbb.")
    renditions: list[RenditionAnswer]


class UpdateAnswer(Schema):
    """An entry of the public timeline."""

    published_on: Moment
    text: str
    language: Language
    outcome: Outcome | None = Field(description="Set in the entry that closed the appeal.")


class AppealAnswer(Schema):
    """An appeal, as lists tell it."""

    code: str = Field(description="Its name for ever.")
    id: str = Field(description="Unique in the world, whatever the address.")
    status: Status
    outcome: Outcome | None
    country_found: Country | None
    kind: Kind
    region: Region
    scene: str | None = Field(description="Appeals with the same value come from one place.")
    unit: UnitAnswer
    title: str
    question: str
    language: Language = Field(description="Of the words in this answer.")
    languages: list[Language] = Field(description="In which the appeal is told.")
    published_on: Moment
    updated_on: Moment = Field(description="The last update, or its end.")
    ended_on: Moment | None
    page_url: Address
    api_url: Address
    embed_url: Address
    picture: RenditionAnswer | None = Field(description="A small JPEG of the first crop.")
    picture_alt_text: str | None


class WholeAppealAnswer(AppealAnswer):
    """An appeal with everything public of it."""

    known: str
    ruled_out: str
    outcome_text: str
    outcome_language: Language = Field(description="Of `outcome_text`.")
    crops: list[CropAnswer]
    updates: list[UpdateAnswer] = Field(description="The newest first.")


class AppealsAnswer(Schema):
    """A part of the list, the newest appeals first."""

    total: int = Field(description="How many fit the filters, in all parts together.")
    next: Address | None = Field(description="Where the next part is; null at the end.")
    items: list[AppealAnswer]


class ChangeAnswer(Schema):
    """An appeal that was published, updated or closed."""

    code: str
    id: str
    status: Status
    updated_on: Moment
    api_url: Address


class WithdrawalAnswer(Schema):
    """An appeal that is no more: take down your copies of it, too."""

    appeal: str = Field(description="Its code.")
    id: str
    withdrawn_on: Moment


class ChangesAnswer(Schema):
    """A part of all changes, the oldest first; each appeal once, with its last change."""

    next: Address | None = Field(description="Where the next part is; null at the end.")
    next_since: Moment | None = Field(
        description="For your next visit: a minute before the last change told here, so that what"
        " was being saved meanwhile is not missed. You may be told the same twice."
    )
    changed: list[ChangeAnswer]
    withdrawn: list[WithdrawalAnswer]


class AppealFiguresAnswer(Schema):
    """How many appeals were ever published, by where they stand now."""

    published: int
    open: int
    identified: int
    country_found: int
    too_common: int
    withdrawn: int


class MonthOfAppealsAnswer(Schema):
    """What happened to appeals in one month."""

    month: date = Field(description="Its first day.")
    published: int
    ended: int = Field(description="Closed or withdrawn.")


class MonthOfTipsAnswer(Schema):
    """Tips received in one complete month."""

    month: date = Field(description="Its first day.")
    received: int = Field(description="In whole tens; 0 means fewer than ten.")


class TipFiguresAnswer(Schema):
    """Figures about tips, rounded down to tens; 0 means fewer than ten."""

    received_until: date = Field(description="The first day that is not counted.")
    received: int
    months: list[MonthOfTipsAnswer]
    reviewed_until: date = Field(description="The first day that is not counted.")
    reviewed: int = Field(description="Read and judged by a person.")
    useful: int = Field(description="Found useful and passed on to investigators.")
    median_review_h: int | None = Field(
        description="Half of the judged tips were first judged within so many hours; null while"
        " too few were."
    )


class StatisticsAnswer(Schema):
    """What the campaign achieved. Countries are ISO 3166-1 codes."""

    appeals: AppealFiguresAnswer
    months: list[MonthOfAppealsAnswer]
    countries_asking: list[str]
    countries_found: list[tuple[str, int]] = Field(
        description="Countries where objects were traced to, each with the number of objects."
    )
    tips: TipFiguresAnswer | None = Field(description="Null before the first count.")


class WrongParameter(Schema):
    """One parameter that was refused."""

    parameter: str
    reason: str


class Problem(Schema):
    """Why there is no answer (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[WrongParameter] = []


class Tombstone(Problem):
    """What is left of an appeal that was withdrawn: take down your copies of it, too."""

    code: str
    id: str
    published_on: Moment
    withdrawn_on: Moment
