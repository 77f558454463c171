"""What the API answers. The descriptions are what developers read in the OpenAPI document."""

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
