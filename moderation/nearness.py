"""Nearness: whether two tips say the same in nearly the same words; grouping them is clusters.py.

A text becomes a fingerprint (equal texts), a MinHash signature cut into bands (texts worth
comparing, found by an index) and, pair by pair, a resemblance. docs/decisions/0006 has the figures.
"""

import functools
import re
import struct
from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import blake2b, sha256
from itertools import pairwise
from typing import Any, Final, NamedTuple

from datasketch import MinHash
from rapidfuzz.distance import Levenshtein

from moderation.folding import MARKS, UNSPACED, fold
from moderation.places import Place, find_places
from moderation.small_words import COURTESIES, DENIALS

# At and above this two tips are near-duplicates; chosen on benchmarks/nearness_pairs.py.
NEAR_THRESHOLD: Final = 0.75

# 20 bands of 3 rows: a pair whose shingles overlap by half shares a band 93 times in 100, one that
# overlaps by a fifth 15 times. Changing any of these four makes every stored band worthless.
_BANDS: Final = 20
_ROWS: Final = 3
_LETTERS_A_SHINGLE: Final = 4
_SEED: Final = b"tipsite-1"

# Below this many words (or characters of a script without spaces) only equal texts are the same:
# nothing in "ikea bag" tells how it relates to "ikea".
_SHORTEST: Final = 3
_SHORTEST_UNSPACED: Final = 5
# A word that was replaced changes what a tip says, a word that was added mostly does not.
_COST_OF_REPLACED: Final = 2.5
_COST_OF_ADDED: Final = 0.7
# Short words hold sentences together ("in", "the", "на"); so do hiragana.
_LIGHT: Final = 0.5
_SHORT_WORD: Final = 3
# Two spellings of one word: one slip in five letters.
_SAME_WORD: Final = 0.75
_SHORTEST_MISSPELT: Final = 5
_ENDING: Final = 2
_LONGEST_ENDING: Final = 3
# Matching misspelt words is quadratic in the words left over; past this the texts differ anyway.
_MOST_MISSPELT: Final = 40

_PROTOCOL = re.compile(r"https?://(?:www\.)?|\bwww\.", re.IGNORECASE)
_WORD = re.compile(rf"[{UNSPACED}]+|[^\W_{UNSPACED}](?:[^\W_{UNSPACED}]|[{MARKS}])*")
_UNSPACED = re.compile(rf"[{UNSPACED}]")
_UMLAUT = re.compile(r"([aou])e")
_HIRAGANA = re.compile(r"[\u3040-\u309f]")
# A capital in the middle of a sentence: a name, or in German any noun. Both must not be swapped.
_NAME = re.compile(r"(?<=[\w,;:] )[^\W\d_a-z][^\W\d_]+")

# In Turkish, Chinese, Japanese and English contractions the denial is a part of the word.
_TURNED = re.compile(
    r"m[iu]yor|m[ae]di$|m[ae]z$|^isn$|^don$|^doesn$|^wasn$|[不没沒]|ない|ません|なかった"
)


def normalise(text: str) -> str:
    """Level a text so that equal claims look equal: case, accents, punctuation, emoji and spacing.

    Links lose their protocol only: another link is another claim. Twice is the same as once.
    """
    return " ".join(_WORD.findall(fold(_PROTOCOL.sub(" ", text))))


def fingerprint(text: str) -> bytes:
    """SHA-256 of the normalised text, 32 bytes; b"" when nothing is left of it."""
    plain = normalise(text)
    return sha256(plain.encode("utf-8", "surrogatepass")).digest() if plain else b""


def signature(text: str) -> tuple[int, ...]:
    """The MinHash of a text: 60 numbers of 32 bits, the same in every process and on every machine.

    Empty for texts too short to be near anything but their equals.
    """
    plain = normalise(text)
    if _is_short(_weights(plain)):
        return ()
    sketch = MinHash(
        num_perm=_BANDS * _ROWS,
        # Named, because another release of the library may prefer another scheme.
        scheme="affine32",
        permutations=_permutations(),
        hashfunc=_hash32,
    )
    sketch.update_batch(_shingles(plain))
    return tuple(int(value) for value in sketch.hashvalues)


def bands(signature: tuple[int, ...]) -> list[int]:
    """The keys to find a text by: one signed 64-bit number a band; near texts share one or more."""
    starts = range(0, len(signature), _ROWS)
    return [_band(number, signature[at : at + _ROWS]) for number, at in enumerate(starts)]


def resemblance(a: str, b: str) -> float:
    """How surely two tips say the same, 0–1; symmetrical. Near from NEAR_THRESHOLD on.

    1.0 for texts that are equal once normalised. Zero if they name different places, numbers or
    names, or if one denies what the other says: such pairs are alike word for word otherwise.
    """
    first, second = sorted((normalise(a), normalise(b)))
    if first == second:
        return 1.0 if first else 0.0
    have = (
        _weights(_with_joins_of(first, second)),
        _weights(_with_joins_of(second, first)),
    )
    if _is_short(have[0]) or _is_short(have[1]):
        return 0.0
    left = _without_misspellings(have[0].words - have[1].words, have[1].words - have[0].words)
    score = _score(have, left)
    if score < NEAR_THRESHOLD:
        return score
    if _contradict(a, b, left) or _name_other_places(a, b):
        return 0.0
    return score


class _Weighed(NamedTuple):
    words: Counter[str]
    unspaced: int


def _weights(plain: str) -> _Weighed:
    """The words of a normalised text; scripts without spaces count character by character."""
    words: Counter[str] = Counter()
    unspaced = 0
    for word in plain.split(" "):
        if _UNSPACED.match(word):
            words.update(word)
            unspaced += len(word)
        elif word and word not in COURTESIES:
            words[word] += 1
    return _Weighed(words, unspaced)


def _with_joins_of(plain: str, other: str) -> str:
    """The text with "het zelfde" written as "hetzelfde" wherever the other text does."""
    others = set(other.split(" "))
    words: list[str] = []
    for word in plain.split(" "):
        if words and words[-1] + word in others and word not in others:
            words[-1] += word
        else:
            words.append(word)
    return " ".join(words)


def _is_short(text: _Weighed) -> bool:
    if text.unspaced:
        return text.words.total() < _SHORTEST_UNSPACED
    return text.words.total() < _SHORTEST


def _weight(word: str) -> float:
    if _UNSPACED.match(word):
        return _LIGHT if _HIRAGANA.match(word) else 1.0
    return _LIGHT if len(word) <= _SHORT_WORD and not word.isdigit() else 1.0


def _total(words: Counter[str]) -> float:
    return sum(_weight(word) * count for word, count in words.items())


def _score(have: tuple[_Weighed, _Weighed], left: tuple[Counter[str], Counter[str]]) -> float:
    low, high = sorted((_total(left[0]), _total(left[1])))
    whole = max(_total(have[0].words), _total(have[1].words))
    return max(0.0, 1.0 - (_COST_OF_REPLACED * low + _COST_OF_ADDED * (high - low)) / whole)


def _without_misspellings(a: Counter[str], b: Counter[str]) -> tuple[Counter[str], Counter[str]]:
    """What is left on both sides once words that differ by a slip are paired off."""
    if max(len(a), len(b)) > _MOST_MISSPELT:
        return a, b
    for word in sorted(a):
        for other in sorted(b):
            if b[other] and _is_slip(word, other):
                paired = min(a[word], b[other])
                a[word] -= paired
                b[other] -= paired
                break
    return +a, +b


def _is_slip(word: str, other: str) -> bool:
    """Whether two words are spellings or endings of one: "Tüte" and "Tuete", "bag" and "bags"."""
    if not (word.isalpha() and other.isalpha()) or _denials([word]) != _denials([other]):
        return False
    short, long = sorted((word, other), key=len)
    if len(short) >= _SHORT_WORD and long.startswith(short) and len(long) - len(short) <= _ENDING:
        return True
    if _UMLAUT.sub(r"\1", word) == _UMLAUT.sub(r"\1", other):
        return True
    alike = Levenshtein.normalized_similarity(word, other, score_cutoff=_SAME_WORD)
    return len(short) >= _SHORTEST_MISSPELT and alike >= _SAME_WORD


def _contradict(a: str, b: str, left: tuple[Counter[str], Counter[str]]) -> bool:
    if _denials(left[0]) != _denials(left[1]):
        return True
    numbers = [{word for word in side if any(map(str.isdigit, word))} for side in left]
    swapped = set(left[0]), set(left[1])
    named = _names(a) | _names(b)
    return all(numbers) or all(named & side for side in swapped)


def _denials(words: Iterable[str]) -> int:
    return sum(word in DENIALS or bool(_TURNED.search(word)) for word in words)


def _names(text: str) -> set[str]:
    found = (match[0] for match in _NAME.finditer(text))
    return {word for name in found if name[0].isupper() for word in normalise(name).split(" ")}


def _name_other_places(a: str, b: str) -> bool:
    """Whether one text names a place that the other does not; "Porto" against "Porto Alegre"."""
    first, second = find_places(a), find_places(b)
    return _adds_place(first, second, normalise(b)) or _adds_place(second, first, normalise(a))


def _adds_place(named: list[Place], others: list[Place], other_text: str) -> bool:
    known = {(place.name, place.country) for place in others}
    countries = {place.country for place in others}
    return any(
        (place.name, place.country) not in known
        # "Porto, Portugal" says no more than "Porto".
        and not (place.kind == "country" and place.country in countries)
        and not _stands_in(other_text, normalise(place.surface))
        for place in named
    )


def _stands_in(plain: str, name: str) -> bool:
    """Whether a name is there in small letters or with an ending, where it was not believed."""
    return bool(re.search(rf"\b{re.escape(name)}\w{{0,{_LONGEST_ENDING}}}\b", plain))


def _shingles(plain: str) -> set[str]:
    """Words, pairs of words and runs of letters; each kind under its own mark."""
    words = plain.split(" ")
    shingles = {f"w{word}" for word in words}
    shingles.update(f"p{one} {two}" for one, two in pairwise(words))
    for word in words:
        shingles.update(_runs(word))
    return shingles


def _runs(word: str) -> Iterator[str]:
    if _UNSPACED.match(word):
        size = 2
    else:
        # The edges of a word are letters too, so that short words make runs.
        word, size = f"_{word}_", _LETTERS_A_SHINGLE
    return (f"c{word[at : at + size]}" for at in range(max(1, len(word) - size + 1)))


def _hash32(shingle: str) -> int:
    encoded = shingle.encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(encoded, digest_size=4, key=_SEED).digest(), "big")


@functools.cache
def _permutations() -> Any:
    """The parameters of the hash family, ours so that no release of numpy can change them."""
    size = _BANDS * _ROWS
    drawn = [_hash32(f"permutation {number}") for number in range(2 * size)]
    # The parsed form is shared by all sketches; parsing it again would cost more than hashing.
    odd = [value | 1 for value in drawn[:size]]
    return MinHash(num_perm=size, scheme="affine32", permutations=(odd, drawn[size:])).permutations


def _band(number: int, rows: tuple[int, ...]) -> int:
    packed = struct.pack(f">H{len(rows)}I", number, *rows)
    return int.from_bytes(blake2b(packed, digest_size=8, key=_SEED).digest(), "big", signed=True)
