"""How the reader's language writes dates, numbers, lists and countries: as Unicode's CLDR has it.

Not as Django has it, which knows no Maltese and half of Irish.
"""

from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from typing import Final

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language

# CLDR's plain “en” is American and its plain “pt” Brazilian; ours are the European ones.
_EUROPEAN: Final = {"en": "en_GB", "pt": "pt_PT"}
# Codes, telephone numbers and sums of the same page have these digits, so numbers and dates keep to
# them, too; in Arabic both kinds are in use.
_DIGITS: Final = "latn"


def readers_locale() -> Locale:
    """The locale of the active language."""
    return _locale_of(get_language() or settings.LANGUAGE_CODE)


@cache
def _locale_of(language: str) -> Locale:
    return Locale.parse(_EUROPEAN.get(language, language).replace("-", "_"))


def long_date(day: date) -> str:
    """A day in words: ``3 June 2026``. Of a moment, the day in the site's time zone."""
    local = timezone.localtime(day) if isinstance(day, datetime) else day
    return str(format_date(local, "long", locale=readers_locale()))


def clock_time(moment: datetime) -> str:
    """A moment's hours and minutes in the site's time zone, of 24 hours: ``14:00``."""
    return str(
        format_skeleton("Hm", timezone.localtime(moment), tzinfo=None, locale=readers_locale())
    )


def local_number(number: float) -> str:
    """A number with the language's separators: ``10.000``."""
    return str(format_decimal(number, locale=readers_locale(), numbering_system=_DIGITS))


def local_percent(share: float) -> str:
    """A share of one in whole percent: ``27 %``."""
    return str(format_percent(share, locale=readers_locale(), numbering_system=_DIGITS))


def and_list(items: Sequence[object]) -> str:
    """Several things in a sentence: ``Poland, Malta and Greece``."""
    return str(format_list([str(each) for each in items], locale=readers_locale()))


def country_name(code: str) -> str:
    """The country's name; its ISO 3166-1 code where there is none."""
    return str(readers_locale().territories.get(code, code))
