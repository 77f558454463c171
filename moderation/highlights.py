"""A tip's text cut at the places that were found in it, ready for a template that escapes every
part.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Part:
    """A stretch of text; ``place`` names what was found there, or is empty."""

    text: str
    place: str = ""


def parts_of(text: str, places: Iterable[Mapping[str, Any]]) -> list[Part]:
    """The whole text in order, in parts; places that lie outside it or overlap are left
    unmarked.
    """
    parts: list[Part] = []
    done = 0
    for place in sorted(places, key=lambda found: int(found["start"])):
        start, end = int(place["start"]), int(place["end"])
        if start < done or end > len(text):
            continue
        parts += [
            Part(text[done:start]),
            Part(text[start:end], f"{place['name']}, {place['country']}"),
        ]
        done = end
    return [part for part in [*parts, Part(text[done:])] if part.text]
