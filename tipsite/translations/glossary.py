"""A language's chosen terms and manners, ``locale/glossary/<language>.toml``, and which texts they
apply to.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from .places import LOCALE, SOURCE, glossary_path

_PLACEHOLDERS: Final = re.compile(r"%\(\w+\)[sd]")


@dataclass(frozen=True)
class Term:
    """One idea: how the language says it, and how it must not."""

    use: str
    stems: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Allowed:
    """A text that may break one rule, and why."""

    rule: str
    text: str
    reason: str


@dataclass(frozen=True)
class Glossary:
    """Everything a translator of one language has to keep to."""

    language: str
    address: str
    avoid: tuple[str, ...]
    quotes: str
    inner_quotes: str
    latin: frozenset[str]
    terms: Mapping[str, Term]
    allowed: tuple[Allowed, ...]

    @classmethod
    def of(cls, language: str, *, locale: Path = LOCALE) -> "Glossary":
        """Read the language's file."""
        file = tomllib.loads(glossary_path(language, locale=locale).read_text())
        style = file["style"]
        return cls(
            language=language,
            address=style["address"],
            avoid=tuple(style.get("avoid", [])),
            quotes=style["quotes"],
            inner_quotes=style["inner_quotes"],
            latin=frozenset(each.lower() for each in style.get("latin", [])),
            terms={name: _term(each) for name, each in file["terms"].items()},
            allowed=tuple(Allowed(**each) for each in file.get("allowed", [])),
        )

    def allows(self, rule: str, text: str) -> bool:
        """Whether this text may break the rule."""
        return any(each.rule == rule and each.text == text for each in self.allowed)

    def departures(self, english: str, translated: str) -> Iterator[str]:
        """Where a translation leaves the glossary, as far as a machine can tell."""
        lowered = _PLACEHOLDERS.sub("", translated).lower()
        for word in self.avoid:
            if _has_word(lowered, word):
                yield f"“{word}” is not how we address people: {self.address}"
        spoken_of = {name: self.terms[name] for name in terms_in(english) if name in self.terms}
        for name, term in spoken_of.items():
            for word in term.avoid:
                # The same sentence may speak of something else that is called so.
                is_right = any(_begins_a_word(each.use, word) for each in spoken_of.values())
                if _begins_a_word(lowered, word) and not is_right:
                    yield f"“{word}” is not our word for “{name}”; it is “{term.use}”"
            if term.stems and not any(stem.lower() in lowered for stem in term.stems):
                yield f"“{name}” is “{term.use}”, and none of {', '.join(term.stems)} is there"


@cache
def terms_in(english: str) -> tuple[str, ...]:
    """Which terms an English text speaks of."""
    text = _PLACEHOLDERS.sub("", english)
    return tuple(name for name in meanings() if _english_words(name).search(text))


@cache
def _english_words(name: str) -> re.Pattern[str]:
    term = meanings()[name]
    words = "|".join(map(re.escape, term["words"]))
    # Some English words are a term only where they stand alone: “Open”, but not “open the link”.
    start, end = (r"\A", r"\Z") if term.get("alone") else (r"\b", r"\b")
    return re.compile(rf"{start}(?:{words}){end}", re.IGNORECASE)


@cache
def meanings() -> Mapping[str, Mapping[str, Any]]:
    """The terms, each with its English words and its meaning: the English glossary."""
    terms: Mapping[str, Mapping[str, Any]] = tomllib.loads(glossary_path(SOURCE).read_text())[
        "terms"
    ]
    return terms


def _term(entry: Mapping[str, Any]) -> Term:
    return Term(
        use=entry["use"],
        stems=tuple(entry.get("stems", [])),
        avoid=tuple(entry.get("avoid", [])),
        note=entry.get("note", ""),
    )


def _has_word(text: str, word: str) -> bool:
    return _pattern(word, end=r"(?!\w)").search(text) is not None


def _begins_a_word(text: str, word: str) -> bool:
    return _pattern(word).search(text) is not None


# Python's own cache of patterns is too small for all languages' words.
@cache
def _pattern(word: str, *, end: str = "") -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(word)}{end}", re.IGNORECASE)
