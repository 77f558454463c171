"""Compiled catalogues: made when stale, and read by gettext."""

import gettext
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.conf import settings

from tipsite.translations.catalogs import brought_up_to_date, read_catalog, write_catalog
from tipsite.translations.compiling import compile_stale
from tipsite.translations.places import LANGUAGES, po_path
from tipsite.translations.words import Words

WORDS = [Words("Open"), Words("%(n)s tip", "%(n)s tips"), Words("Closed")]


@pytest.fixture
def locale(tmp_path: Path) -> Path:
    catalog = brought_up_to_date(read_catalog("pl", locale=tmp_path), WORDS, language="pl")
    catalog["Open"].string = "Otwarty"
    catalog["%(n)s tip"].string = ("%(n)s informacja", "%(n)s informacje", "%(n)s informacji")
    write_catalog(catalog, "pl", locale=tmp_path)
    return tmp_path


def translations(locale: Path) -> gettext.NullTranslations:
    return gettext.translation("django", locale, ["pl"])


def test_what_is_compiled_is_what_was_translated(locale: Path) -> None:
    assert compile_stale(locale=locale) == ["pl"]

    polish = translations(locale)
    assert polish.gettext("Open") == "Otwarty"
    assert [polish.ngettext("%(n)s tip", "%(n)s tips", number)[6:] for number in (1, 3, 5)] == [
        *("informacja", "informacje", "informacji")
    ]


def test_what_is_not_translated_stays_english(locale: Path) -> None:
    compile_stale(locale=locale)

    assert translations(locale).gettext("Closed") == "Closed"


def test_only_a_changed_file_is_compiled_again(locale: Path) -> None:
    compile_stale(locale=locale)
    path = po_path("pl", locale=locale)

    # As after a checkout: newer, but the same.
    os.utime(path)
    assert compile_stale(locale=locale) == []
    path.write_text(path.read_text().replace("Otwarty", "Trwa"))
    os.utime(path, (0, 0))

    assert compile_stale(locale=locale) == ["pl"]
    assert translations(locale).gettext("Open") == "Trwa"


def test_compiling_at_once_in_several_processes_leaves_whole_files(locale: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _number: compile_stale(locale=locale), range(16)))

    assert translations(locale).gettext("Open") == "Otwarty"
    assert {path.name for path in po_path("pl", locale=locale).parent.iterdir()} == {
        *("django.po", "django.mo")
    }


def test_the_tests_run_with_every_language_compiled() -> None:
    missing = [
        language
        for language in LANGUAGES
        if not po_path(language, locale=Path(settings.LOCALE_PATHS[0])).with_suffix(".mo").exists()
    ]

    assert missing == []
