"""What belongs to an appeal told in one more language, part by part: each text of the original
beside the one that says the same. Saving and releasing are in services/translating.py.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils import formats
from django.utils.translation import gettext as _

from .models import Appeal, Crop, Translation, Update

# The appeal's own words, by the names of their columns.
WORDS: Final = ("title", "question", "known", "ruled_out")
# Characters, as in the original; tests compare.
_MOST: Final = {
    "title": 80,
    "question": 200,
    "known": 2000,
    "ruled_out": 2000,
    "alt_text": 300,
    "caption": 200,
    "update": 2000,
}


@dataclass(frozen=True)
class Part:
    """One text of the original; what has none in the original needs none in any language."""

    key: str
    label: str
    original: str
    max_length: int
    # Whether it may have more than one line.
    is_long: bool
    # The picture that it is about.
    crop: Crop | None = None


@dataclass(frozen=True)
class Pair:
    """A part with what a translation says for it, and what visitors read now if that differs."""

    part: Part
    text: str
    public_text: str = ""


def parts_of(appeal: Appeal) -> list[Part]:
    """Everything of ``appeal`` that can be told: its words, its crops', its published updates'."""
    every = [*_of_words(appeal), *_of_crops(appeal), *_of_updates(appeal)]
    return [part for part in every if part.original.strip()]


def told(translation: Translation) -> dict[str, str]:
    """The texts of a translation by the keys of their parts, from what is prefetched."""
    found = {name: str(getattr(translation, name)) for name in WORDS}
    for crop_text in translation.crop_texts.all():
        found[f"crop-{crop_text.crop_id}-alt_text"] = crop_text.alt_text
        found[f"crop-{crop_text.crop_id}-caption"] = crop_text.caption
    for update_text in translation.update_texts.all():
        found[f"update-{update_text.update_id}"] = update_text.text
    return {key: text for key, text in found.items() if text}


def missing(parts: Iterable[Part], texts: Mapping[str, str]) -> list[Part]:
    """The parts that are not told yet."""
    return [part for part in parts if not texts.get(part.key, "").strip()]


def pairs(
    parts: Iterable[Part], translation: Translation, public: Translation | None = None
) -> list[Pair]:
    """Original and translation side by side; ``public`` is the version that it would replace."""
    texts, texts_now = told(translation), told(public) if public else {}
    return [
        Pair(part, texts.get(part.key, ""), _if_other(texts_now, texts, part.key)) for part in parts
    ]


def original_sha256(parts: Iterable[Part]) -> str:
    """The SHA-256 of what is to be told, 64 hexadecimal digits: it changes with every word of it
    and with every part that is new.
    """
    return _sha256([[part.key, part.original] for part in parts])


def translation_sha256(translation: Translation) -> str:
    """The SHA-256 of all that a translation says, 64 hexadecimal digits: what a release names."""
    return _sha256([translation.language, sorted(told(translation).items())])


def _of_words(appeal: Appeal) -> Iterator[Part]:
    labels = {
        "title": _("Title"),
        "question": _("Question"),
        "known": _("What is known"),
        "ruled_out": _("What is ruled out"),
    }
    for name in WORDS:
        is_long = name in {"known", "ruled_out"}
        yield Part(name, labels[name], str(getattr(appeal, name)), _MOST[name], is_long)


def _of_crops(appeal: Appeal) -> Iterator[Part]:
    for number, crop in enumerate(appeal.crops.prefetch_related("renditions"), start=1):
        description = _("Picture %(number)s: description") % {"number": number}
        caption = _("Picture %(number)s: caption") % {"number": number}
        yield Part(
            f"crop-{crop.pk}-alt_text", description, crop.alt_text, _MOST["alt_text"], True, crop
        )
        yield Part(f"crop-{crop.pk}-caption", caption, crop.caption, _MOST["caption"], False, crop)


def _of_updates(appeal: Appeal) -> Iterator[Part]:
    for update in appeal.updates.public().order_by("published_on", "pk"):
        yield Part(f"update-{update.pk}", _label_of(update), update.text, _MOST["update"], True)


def _label_of(update: Update) -> str:
    date = {"date": formats.date_format(update.published_on or update.written_on, "DATE_FORMAT")}
    return _("How it ended, %(date)s") % date if update.outcome else _("Update of %(date)s") % date


def _if_other(texts_now: Mapping[str, str], texts: Mapping[str, str], key: str) -> str:
    text = texts_now.get(key, "")
    return "" if text == texts.get(key, "") else text


def _sha256(said: object) -> str:
    return hashlib.sha256(json.dumps(said, ensure_ascii=True).encode()).hexdigest()
