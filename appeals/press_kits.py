"""What a press kit holds: an appeal's published pictures, its words in every language it is told
in, posters, terms, hashes. Rows, storage and time are in services/press_kits.py.
"""

import base64
import hashlib
import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.translation import override

from . import languages
from .models import Appeal, Crop, Rendition, Update
from .posters import poster_context

# Stands in a poster for the picture until its bytes are read; nothing that a text can hold.
_PICTURE: Final = "\0picture\0"
# A zip cannot hold an earlier time; a real one would change the bytes at every build.
_DATE: Final = (1980, 1, 1, 0, 0, 0)
_MODE: Final = 0o100644 << 16
_UNIX: Final = 3
SUFFIX: Final = "zip"


@dataclass(frozen=True)
class Plan:
    """Everything of a kit but the pictures' bytes, by file name. ``poster_picture`` goes into each
    poster.
    """

    code: str
    texts: Mapping[str, str]
    posters: Mapping[str, str]
    pictures: Mapping[str, Rendition]
    poster_picture: Rendition | None

    @property
    def sha256(self) -> str:
        """Equal if and only if the finished kits are; 64 hexadecimal digits."""
        pictures = {name: each.sha256 for name, each in self.pictures.items()}
        parts = [self.code, self.texts, self.posters, pictures]
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True)
class Telling:
    """An appeal in one language; parts that are not told in it come with their own language."""

    language: str
    words: Any
    pictures: tuple[tuple[str, Any], ...]
    updates: tuple[tuple[Update, Any], ...]


def plan_of(appeal: Appeal) -> Plan:
    """What the kit of a listed appeal holds at this moment."""
    appeal = Appeal.objects.select_related("unit").get(pk=appeal.pk)
    crops = list(appeal.crops.prefetch_related("renditions"))
    tellings = list(_tellings(appeal, crops))
    pictures = dict(_pictures(appeal, crops))
    texts = {f"texts/{each.language}.txt": _text(appeal, each) for each in tellings}
    texts["texts/texts.json"] = _json(appeal, tellings)
    texts["README.txt"] = _readme(appeal, tellings)
    first = crops[0] if crops else None
    posters = {
        f"posters/{each.language}.html": _poster(appeal, first, each.language)
        for each in tellings
        # A poster of a closed appeal would ask for tips that nobody needs.
        if appeal.is_open
    }
    return Plan(appeal.code, texts, posters, pictures, first.full if first else None)


def zip_of(plan: Plan, pictures: Mapping[int, bytes]) -> bytes:
    """The finished kit: the same bytes for the same plan, on every machine.

    Args:
        pictures: the bytes of each rendition of the plan, by its number.
    """
    files = {name: text.encode() for name, text in plan.texts.items()}
    files |= {name: pictures[each.pk] for name, each in plan.pictures.items()}
    source = ""
    if plan.poster_picture:
        content = base64.b64encode(pictures[plan.poster_picture.pk]).decode()
        source = f"data:{plan.poster_picture.media_type};base64,{content}"
    for name, html in plan.posters.items():
        files[name] = html.replace(_PICTURE, source).encode()
    sums = (f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))
    files["SHA256SUMS.txt"] = "".join(sums).encode()
    return _zipped({f"{plan.code}/{name}": files[name] for name in sorted(files)})


def _zipped(files: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    # Stored, not packed: pictures do not shrink, and packers differ from version to version.
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _DATE)
            entry.create_system, entry.external_attr = _UNIX, _MODE
            archive.writestr(entry, content)
    return buffer.getvalue()


def _tellings(appeal: Appeal, crops: list[Crop]) -> Iterator[Telling]:
    """The appeal in its own language, then in every other one that its words are told in."""
    updates = list(appeal.updates.public())
    others = sorted(set(languages.CODES) - {appeal.language})
    for language in (appeal.language, *others):
        with override(language):
            words = appeal.words
            if words.language == language:
                yield Telling(
                    language,
                    words,
                    tuple((_name_of(appeal, at), each.words) for at, each in enumerate(crops, 1)),
                    tuple((each, each.words) for each in updates),
                )


def _name_of(appeal: Appeal, number: int) -> str:
    return f"pictures/{appeal.code}-{number}.jpg"


def _pictures(appeal: Appeal, crops: list[Crop]) -> Iterator[tuple[str, Rendition]]:
    """The largest picture of each crop in the format that every program opens, and the share
    card.
    """
    for number, crop in enumerate(crops, 1):
        if crop.full:
            yield _name_of(appeal, number), crop.full
        share = crop.rendition(Rendition.Size.SHARE)
        if share:
            yield f"pictures/{appeal.code}-{number}-share.jpg", share


def _address_of(appeal: Appeal) -> str:
    return f"{settings.PUBLIC_URL}/appeals/{appeal.code}/"


def _text(appeal: Appeal, telling: Telling) -> str:
    with override(telling.language):
        context = {"appeal": appeal, "telling": telling, "address": _address_of(appeal)}
        return _tidy(render_to_string("appeals/press_kit/text.txt", context))


def _readme(appeal: Appeal, tellings: list[Telling]) -> str:
    """Contents and terms in every language of the kit, one after the other."""
    context = {
        "appeal": appeal,
        "address": _address_of(appeal),
        "site_name": settings.SITE_NAME,
        "has_posters": appeal.is_open,
    }
    parts = []
    for telling in tellings:
        with override(telling.language):
            parts.append(_tidy(render_to_string("appeals/press_kit/readme.txt", context)))
    return f"\n{'-' * 72}\n\n".join(parts)


def _json(appeal: Appeal, tellings: list[Telling]) -> str:
    """The words for machines: a list with an object for each language."""
    told = [
        {
            "code": appeal.code,
            "address": _address_of(appeal),
            "language": each.language,
            "status": appeal.status,
            "outcome": appeal.outcome,
            "title": each.words.title,
            "question": each.words.question,
            "known": each.words.known,
            "ruled_out": each.words.ruled_out,
            "outcome_text": each.words.outcome_text,
            "pictures": [
                {
                    "file": file,
                    "language": words.language,
                    "description": words.alt_text,
                    "caption": words.caption,
                }
                for file, words in each.pictures
            ],
            "updates": [
                {"on": update.published_on.date().isoformat(), "text": words.text}
                for update, words in each.updates
                if update.published_on
            ],
        }
        for each in tellings
    ]
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _poster(appeal: Appeal, crop: Crop | None, language: str) -> str:
    context = {
        **poster_context(appeal, crop, address=_address_of(appeal)),
        "css": _style_sheet(),
        "picture_src": _PICTURE if crop and crop.full else "",
        "site_name": settings.SITE_NAME,
    }
    with override(language):
        return render_to_string("appeals/poster.html", context)


def _style_sheet() -> str:
    return Path(str(finders.find("css/poster.css"))).read_text(encoding="utf-8")


def _tidy(text: str) -> str:
    """Without the empty lines that a template's tags leave behind."""
    lines: list[str] = []
    for line in text.strip().splitlines():
        if line.strip() or (lines and lines[-1]):
            lines.append(line.rstrip())
    return "\n".join(lines) + "\n"
