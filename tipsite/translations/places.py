"""Where the translators' files are, and for which languages."""

from pathlib import Path
from typing import Final

from appeals.languages import CODES

PROJECT: Final = Path(__file__).resolve().parents[2]
LOCALE: Final = PROJECT / "locale"
SOURCE: Final = "en"
LANGUAGES: Final = tuple(sorted(set(CODES) - {SOURCE}))


def po_path(language: str, *, locale: Path = LOCALE) -> Path:
    """The language's catalogue as translators edit it."""
    return locale / language / "LC_MESSAGES" / "django.po"


def glossary_path(language: str, *, locale: Path = LOCALE) -> Path:
    """The language's chosen terms."""
    return locale / "glossary" / f"{language}.toml"
