"""Places: which countries and cities a tip names, and where; names come from gazetteer.py."""

import bisect
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from moderation.folding import LINK, fold
from moderation.gazetteer import MAX_WORDS, UNSPACED_RUN, WORD, Entry, Gazetteer, gazetteer
from moderation.name_endings import ENDINGS, IRREGULAR, JOINED_IN_FRONT, KOREAN_PARTICLES
from moderation.place_words import DOUBTFUL, DOUBTFUL_COUNTRIES, NEVER_COUNTRIES

# Between the words of one name: a space, a hyphen, an apostrophe, or the full stop of "St. Gallen".
_JOINT = re.compile(r"[\s'’ʼ‘\-–‐]{1,2}|\.[\s-]?")
_SENTENCE_END = frozenset(".!?…:;。！？\n")
# Case endings are tried on words of this many letters; below it they hit ordinary words.
_SHORTEST_INFLECTED = 6
_SHORTEST_STEM = 5
# "부산에", "ברומא": particles and short joined words; nothing shorter has an ending.
_SHORTEST_JOINED = 3
_LONGEST_WORD = 40
# "Nice, in the south of France" is one place; a country two lines further down proves nothing.
_BESIDE = 40


@dataclass(frozen=True, slots=True)
class Place:
    """A place named in a text.

    name: English or, where GeoNames has none, local. country: ISO 3166-1 alpha-2.
    start, end: character offsets into the text; surface is text[start:end].
    """

    name: str
    country: str
    kind: Literal["country", "city"]
    start: int
    end: int
    surface: str


class _Words(NamedTuple):
    """The words of a text as they stand there, and as they are looked up."""

    text: str
    found: list[re.Match[str]]
    folded: list[str]

    def is_small(self, at: int) -> bool:
        return self.text[self.found[at].start()].islower()

    def is_capital(self, at: int) -> bool:
        return self.text[self.found[at].start()].isupper()


class _Match(NamedTuple):
    key: str
    entries: tuple[Entry, ...]
    start: int
    end: int


def find_places(text: str) -> list[Place]:
    """Name the countries and cities in a text, in order of appearance, without overlaps.

    Time is linear in the length. A city that several countries have is the largest one, unless the
    text names one of these countries. Names that are also ordinary words ("Nice", "Reading") count
    only with a capital and close to their country. Adjectives ("Polish") are not places.
    Any string is accepted.
    """
    # Links keep their length, so that every offset stays true.
    plain = LINK.sub(lambda link: " " * len(link[0]), text)
    matches = [*_spaced_matches(plain), *_unspaced_matches(plain)]
    matches.sort(key=lambda match: match.start)
    countries = {
        match.entries[0].country for match in matches if match.entries[0].kind == "country"
    }
    places = (_resolve(match, matches, countries, text) for match in matches)
    return [place for place in places if place]


def preload() -> None:
    """Build the gazetteer now, so that forked workers share it."""
    gazetteer()


def _resolve(match: _Match, mentions: list[_Match], countries: set[str], text: str) -> Place | None:
    entry = match.entries[0]
    if entry.kind == "city":
        if match.key in DOUBTFUL and not _is_beside_its_country(match, mentions, text):
            return None
        if len(match.entries) > 1:
            entry = next((place for place in match.entries if place.country in countries), entry)
    kind: Literal["country", "city"] = "country" if entry.kind == "country" else "city"
    surface = text[match.start : match.end]
    return Place(entry.name, entry.country, kind, match.start, match.end, surface)


def _is_beside_its_country(match: _Match, mentions: list[_Match], text: str) -> bool:
    """Whether a neighbouring match is a country of this city, in the same sentence and not far."""
    at = bisect.bisect_left(mentions, match.start, key=lambda mention: mention.start)
    for other in mentions[max(at - 1, 0) : at + 2]:
        between = text[min(match.end, other.end) : max(match.start, other.start)]
        if (
            other.entries[0].kind == "country"
            and len(between) <= _BESIDE
            and _SENTENCE_END.isdisjoint(between)
            and any(place.country == other.entries[0].country for place in match.entries)
        ):
            return True
    return False


def _spaced_matches(text: str) -> Iterator[_Match]:
    known = gazetteer()
    words = _words(text)
    at = 0
    while at < len(words.found):
        length = _longest_name(known, words, at)
        if length:
            key = " ".join(words.folded[at : at + length])
            end = words.found[at + length - 1].end()
            yield _Match(key, known.names[key], words.found[at].start(), end)
        elif len(words.folded[at]) >= _SHORTEST_JOINED:
            yield from _inflected(known, words, at)
        at += max(length, 1)


def _words(text: str) -> _Words:
    found = list(WORD.finditer(text))
    forms: dict[str, str] = {}
    for word in found:
        if word[0] not in forms:
            forms[word[0]] = fold(word[0]) if len(word[0]) <= _LONGEST_WORD else ""
    return _Words(text, found, [forms[word[0]] for word in found])


def _longest_name(known: Gazetteer, words: _Words, at: int) -> int:
    """How many words from here make the longest believable name; 0 if none does."""
    longest, key = 0, words.folded[at]
    for length in range(1, MAX_WORDS + 1):
        if key in known.names and _is_believable(known, key, words, at):
            longest = length
        after = at + length
        if key not in known.beginnings or after == len(words.found):
            break
        if not _JOINT.fullmatch(
            words.text, words.found[after - 1].end(), words.found[after].start()
        ):
            break
        key = f"{key} {words.folded[after]}"
    return longest


def _is_believable(known: Gazetteer, key: str, words: _Words, at: int) -> bool:
    if key in DOUBTFUL_COUNTRIES:
        follows_name = at > 0 and words.is_capital(at - 1)
        starts = _starts_sentence(words.text, words.found[at].start())
        return words.is_capital(at) and not follows_name and not starts
    return key in known.lower_case or not words.is_small(at)


def _starts_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 20) : start].rstrip(" \t\"'„“«(")
    return not before or before[-1] in _SENTENCE_END


def _inflected(known: Gazetteer, words: _Words, at: int) -> Iterator[_Match]:
    folded = words.folded[at]
    if folded in DOUBTFUL or folded in NEVER_COUNTRIES:
        return
    believed = known.lower_case if words.is_small(at) else known.inflected
    stems = [IRREGULAR[folded]] if folded in IRREGULAR else _stems(folded)
    for stem in stems:
        if words.is_small(at) and len(stem) < _SHORTEST_INFLECTED:
            continue
        if stem in believed and stem not in DOUBTFUL and stem not in DOUBTFUL_COUNTRIES:
            yield _Match(stem, known.names[stem], *words.found[at].span())
            return


def _stems(folded: str) -> Iterator[str]:
    """Dictionary forms that a written form may come from, likeliest first."""
    if "\uac00" <= folded[0] <= "\ud7a3":
        for cut in range(len(folded) - 1, 1, -1):
            if folded[cut:] in KOREAN_PARTICLES:
                yield folded[:cut]
    elif "\u0590" <= folded[0] <= "\u06ff":
        for joined in JOINED_IN_FRONT:
            if folded.startswith(joined) and len(folded) - len(joined) >= 4:
                yield folded[len(joined) :]
    elif len(folded) >= _SHORTEST_INFLECTED:
        yield from _without_ending(folded)


def _without_ending(folded: str) -> Iterator[str]:
    for size in (4, 3, 2, 1):
        for new in ENDINGS.get(folded[-size:], ()):
            stem = folded[:-size] + new
            if len(stem) >= _SHORTEST_STEM:
                yield stem


def _unspaced_matches(text: str) -> Iterator[_Match]:
    known = gazetteer()
    for run in UNSPACED_RUN.finditer(text):
        at = run.start()
        while at < run.end():
            length = _longest_unspaced(known, text, at, run.end())
            if length:
                key = text[at : at + length]
                yield _Match(key, known.unspaced[key], at, at + length)
            at += max(length, 1)


def _longest_unspaced(known: Gazetteer, text: str, at: int, stop: int) -> int:
    for length in known.lengths_from.get(text[at : at + 2], ()):
        end = at + length
        if end <= stop and text[at:end] in known.unspaced and _stands_alone(text, at, end):
            return length
    return 0


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Katakana words end where katakana ends; a Thai name may not stop before its vowel sign."""
    after = text[end : end + 1]
    if after and unicodedata.category(after) == "Mn":
        return False
    return not (
        (_is_katakana(text[start]) and start > 0 and _is_katakana(text[start - 1]))
        or (_is_katakana(text[end - 1]) and bool(after) and _is_katakana(after))
    )


def _is_katakana(char: str) -> bool:
    return "\u30a1" <= char <= "\u30fe" and char != "・"
