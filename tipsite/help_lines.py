"""Numbers to call and places to report to, country by country, from a file that an operator can
replace.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from babel import Locale
from django.conf import settings

from appeals.countries import CODES

from .alphabets import in_order

_NUMBERS: Final = ("emergency", "child", "missing")


class HelpFileWrong(ValueError):
    """The file does not say what it should."""


@dataclass(frozen=True)
class Number:
    """A telephone number as it is read, and as a telephone dials it."""

    shown: str

    @property
    def dialled(self) -> str:
        return self.shown.replace(" ", "")


@dataclass(frozen=True)
class CountryLines:
    """What one country has; what it lacks is empty."""

    code: str
    name: str
    emergency: tuple[Number, ...]
    child: tuple[Number, ...]
    missing: tuple[Number, ...]
    report: str

    @property
    def report_host(self) -> str:
        """The name of the site to report to."""
        return urlsplit(self.report).netloc.removeprefix("www.")


@dataclass(frozen=True)
class HelpLines:
    """Every country's lines, by name in the reader's language, and the day they were checked, if
    anybody says so."""

    checked_on: date | None
    countries: tuple[CountryLines, ...]


@lru_cache(maxsize=64)
def help_lines(language: str) -> HelpLines:
    """The lines with country names of this language, in its order.

    Raises:
        HelpFileWrong: the file does not say what it should; the message says where.
    """
    contents = _read(settings.HELP_FILE)
    names = Locale.parse(language, sep="-").territories
    countries = [
        _country(code, str(names.get(code, code)), lines)
        for code, lines in contents["countries"].items()
    ]
    countries.sort(key=lambda each: in_order(each.name, language))
    return HelpLines(contents.get("checked_on"), tuple(countries))


def _read(path: Path) -> dict[str, Any]:
    contents = tomllib.loads(path.read_text(encoding="utf-8"))
    if not isinstance(contents.get("checked_on"), date | None):
        raise HelpFileWrong("checked_on is no date: the day on which the numbers were checked.")
    if not isinstance(contents.get("countries"), dict):
        raise HelpFileWrong("There is no country in it.")
    for code, lines in contents["countries"].items():
        _refuse_odd(code, lines)
    return contents


def _refuse_odd(code: str, lines: Any) -> None:
    if code not in CODES:
        raise HelpFileWrong(f"{code} is no country of ISO 3166-1.")
    for name in _NUMBERS:
        for number in lines.get(name, []):
            if not str(number).replace(" ", "").removeprefix("+").isdigit():
                raise HelpFileWrong(f"{code}: {number!r} is no telephone number.")
    if not lines.get("emergency"):
        raise HelpFileWrong(f"{code}: the emergency number is missing.")
    if not str(lines.get("report", "https://")).startswith("https://"):
        raise HelpFileWrong(f"{code}: the address to report to must begin with https://.")


def _country(code: str, name: str, lines: dict[str, Any]) -> CountryLines:
    numbers = {key: tuple(map(Number, lines.get(key, ()))) for key in _NUMBERS}
    return CountryLines(code, name, report=lines.get("report", ""), **numbers)
