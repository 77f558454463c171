"""An appeal as the API tells it: from rows to plain values, in the active language."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.urls import reverse

from appeals import sharing
from appeals.models import Appeal, Crop, Rendition, Update
from appeals.permanent_ids import id_of_appeal

Told = dict[str, Any]


@dataclass(frozen=True)
class Teller:
    """Tells appeals with addresses at one origin."""

    origin: str

    def appeal(self, appeal: Appeal) -> Told:
        """An appeal as in lists."""
        words = appeal.words
        crop = next(iter(appeal.crops.all()), None)
        picture = crop.card if crop else None
        return {
            **self.name_of(appeal),
            "status": status_of(appeal),
            "outcome": appeal.outcome or None,
            "country_found": appeal.country_found or None,
            "kind": appeal.kind,
            "region": appeal.region,
            "scene": sharing.scene_code(appeal) or None,
            "unit": {
                "code": appeal.unit.code,
                "name": appeal.unit.name,
                "country": appeal.unit.country or None,
            },
            "title": words.title,
            "question": words.question,
            "language": words.language,
            "languages": sharing.languages_of(appeal),
            "published_on": moment(appeal.published_on),
            "updated_on": moment(appeal.updated_on),
            "ended_on": moment(appeal.ended_on),
            "page_url": self.origin + reverse("appeals:appeal", args=[appeal.code]),
            "api_url": self.address_of(appeal),
            "embed_url": self.origin + reverse("appeals:embed", args=[appeal.code]),
            "picture": self._rendition(picture) if picture and picture.url else None,
            "picture_alt_text": crop.words.alt_text if crop else None,
        }

    def whole_appeal(self, appeal: Appeal) -> Told:
        """An appeal with everything public of it."""
        words = appeal.words
        return {
            **self.appeal(appeal),
            "known": words.known,
            "ruled_out": words.ruled_out,
            "outcome_text": words.outcome_text,
            "outcome_language": words.outcome_language,
            "crops": [self._crop(crop) for crop in appeal.crops.all()],
            "updates": [_update(each) for each in sharing.updates_of(appeal)],
        }

    def change(self, appeal: Appeal) -> Told:
        """What is the case with an appeal now."""
        return {
            **self.name_of(appeal),
            "status": status_of(appeal),
            "updated_on": moment(appeal.updated_on),
            "api_url": self.address_of(appeal),
        }

    def tombstone(self, appeal: Appeal) -> Told:
        """What is left of a withdrawn appeal."""
        return {
            **self.name_of(appeal),
            "published_on": moment(appeal.published_on),
            "withdrawn_on": moment(appeal.ended_on),
        }

    def name_of(self, appeal: Appeal) -> Told:
        """What it is called for ever."""
        return {"code": appeal.code, "id": id_of_appeal(appeal)}

    def address_of(self, appeal: Appeal) -> str:
        """Where the API tells all of it."""
        return self.origin + reverse("machines:api-appeal", args=[appeal.code])

    def _crop(self, crop: Crop) -> Told:
        words = crop.words
        return {
            "alt_text": words.alt_text,
            "caption": words.caption,
            "language": words.language,
            "colour": crop.colour or None,
            "renditions": [self._rendition(each) for each in crop.renditions.all() if each.url],
        }

    def _rendition(self, rendition: Rendition) -> Told:
        names = ("size", "media_type", "width_px", "height_px", "size_bytes", "sha256")
        told = {name: getattr(rendition, name) for name in names}
        return {**told, "url": self.origin + rendition.url}


def withdrawal(appeal: Appeal) -> Told:
    """That an appeal was withdrawn, and when."""
    return {
        "appeal": appeal.code,
        "id": id_of_appeal(appeal),
        "withdrawn_on": moment(appeal.ended_on),
    }


def status_of(appeal: Appeal) -> str:
    """Whether a listed appeal still asks."""
    return "open" if appeal.is_open else "closed"


def moment(value: datetime | None) -> str | None:
    """As RFC 3339 writes it, to the microsecond: a program asks on from exactly there."""
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z") if value else None


def _update(update: Update) -> Told:
    words = update.words
    return {
        "published_on": moment(update.published_on),
        "text": words.text,
        "language": words.language,
        "outcome": update.outcome or None,
    }
