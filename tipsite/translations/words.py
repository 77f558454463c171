"""One translatable text as it stands in the source."""

from collections.abc import Iterable
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Words:
    """A text, its plural if it counts something, and what a translator should know of it."""

    singular: str
    plural: str = ""
    context: str = ""
    places: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from every other text: gettext looks up by context and singular."""
        return self.context, self.singular


def merged(found: Iterable[Words]) -> list[Words]:
    """Each text once, in the order of its first place, with all places and comments."""
    texts: dict[tuple[str, str], Words] = {}
    for words in found:
        before = texts.get(words.key)
        texts[words.key] = words if before is None else _joined(before, words)
    return list(texts.values())


def _joined(first: Words, second: Words) -> Words:
    return replace(
        first,
        plural=first.plural or second.plural,
        places=tuple(dict.fromkeys(first.places + second.places)),
        comments=tuple(dict.fromkeys(first.comments + second.comments)),
    )
