"""The languages an appeal can be told in: the 24 official ones of the EU, and three more."""

from typing import Final

from babel import Locale
from django.conf import settings
from django.utils.translation import get_language

from .locales import readers_locale

# Regulation 1/1958 as amended; Ukrainian, Turkish and Arabic are spoken by many who could know.
CODES: Final = (
    "bg cs da de el en es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv uk tr ar".split()
)


def others() -> list[tuple[str, str]]:
    """Code and name, in the reader's language, of all but the one that appeals are written in."""
    reader = readers_locale()
    names = [
        (code, str(Locale.parse(code).get_display_name(reader)))
        for code in CODES
        if code != settings.LANGUAGE_CODE
    ]
    return sorted(names, key=lambda each: each[1])


def name_of(code: str) -> str:
    """A language's name in the reader's language."""
    return str(Locale.parse(code).get_display_name(readers_locale()))


def of_reader() -> str:
    """The code of the language that is active now."""
    return (get_language() or settings.LANGUAGE_CODE).partition("-")[0]


def direction_of(code: str) -> str:
    """Which way a language's script runs, as HTML says it: ``ltr`` or ``rtl``."""
    return "rtl" if code in settings.LANGUAGES_BIDI else "ltr"
