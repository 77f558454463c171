"""The shapes of demonstration tips and of the claims they make; the words are elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class DemoTip:
    """What one visitor sends. ``claim`` is the truth a grouping can be measured against."""

    appeal_key: str
    text: str
    where: str
    when: str
    how_known: str
    language: str
    claim: str


@dataclass(frozen=True)
class Voice:
    """How many people say it in one language, and in which words.

    In a wording, [one|two] stands for either; an empty choice is allowed, nesting is not.
    """

    count: int
    wordings: tuple[str, ...]


@dataclass(frozen=True)
class Claim:
    """One thing that several people say about one appeal."""

    key: str
    appeal_key: str
    voices: Mapping[str, Voice]
    how_known: tuple[str, ...] = ("",)
    where: tuple[str, ...] = ()
    when: tuple[str, ...] = ()
    # Whether greetings and thanks may be added around the words.
    is_framed: bool = True
