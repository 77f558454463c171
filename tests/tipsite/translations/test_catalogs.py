"""The translators' files: what stays, what goes, and that writing them is repeatable."""

from pathlib import Path

from babel.messages.pofile import read_po

from tipsite.translations.catalogs import (
    brought_up_to_date,
    read_catalog,
    words_of_catalog,
    write_catalog,
)
from tipsite.translations.places import po_path
from tipsite.translations.words import Words, merged

OPEN = Words("Open", places=("templates/a.html",), comments=("Translators: of an appeal",))
TIPS = Words("%(n)s tip", "%(n)s tips", places=("templates/b.html",))


def update(locale: Path, *words: Words, language: str = "pl") -> dict[str, tuple[str, ...]]:
    old = read_catalog(language, locale=locale)
    write_catalog(brought_up_to_date(old, words, language=language), language, locale=locale)
    return {
        found.singular: forms
        for found, forms in words_of_catalog(read_catalog(language, locale=locale))
    }


def translate(locale: Path, text: str, *forms: str) -> None:
    catalog = read_catalog("pl", locale=locale)
    catalog[text].string = forms[0] if len(forms) == 1 else forms
    write_catalog(catalog, "pl", locale=locale)


def test_new_words_wait_with_all_forms_empty(tmp_path: Path) -> None:
    assert update(tmp_path, OPEN, TIPS) == {"Open": ("",), "%(n)s tip": ("", "", "")}


def test_translations_stay_and_obsolete_ones_go(tmp_path: Path) -> None:
    update(tmp_path, OPEN, TIPS)
    translate(tmp_path, "Open", "Otwarty")
    translate(tmp_path, "%(n)s tip", "a", "b", "c")

    assert update(tmp_path, TIPS) == {"%(n)s tip": ("a", "b", "c")}
    assert "Otwarty" not in po_path("pl", locale=tmp_path).read_text()


def test_nothing_is_guessed_from_similar_words(tmp_path: Path) -> None:
    update(tmp_path, OPEN)
    translate(tmp_path, "Open", "Otwarty")

    assert update(tmp_path, Words("Opens")) == {"Opens": ("",)}
    assert "fuzzy" not in po_path("pl", locale=tmp_path).read_text()


def test_a_changed_plural_has_to_be_translated_again(tmp_path: Path) -> None:
    update(tmp_path, TIPS)
    translate(tmp_path, "%(n)s tip", "a", "b", "c")

    assert update(tmp_path, Words("%(n)s tip", "%(n)s new tips")) == {"%(n)s tip": ("", "", "")}


def test_writing_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    update(tmp_path, OPEN, TIPS)
    first = po_path("pl", locale=tmp_path).read_bytes()

    update(tmp_path, OPEN, TIPS)

    assert po_path("pl", locale=tmp_path).read_bytes() == first
    assert b"#. Translators: of an appeal" in first
    assert b"#: templates/a.html" in first


def test_the_header_says_how_to_count(tmp_path: Path) -> None:
    update(tmp_path, TIPS, language="ar")

    with po_path("ar", locale=tmp_path).open("rb") as file:
        catalog = read_po(file)

    assert catalog.num_plurals == 6
    assert str(catalog.locale) == "ar"


def test_a_text_that_stands_in_two_places_is_one_text() -> None:
    first, second = Words("Open", places=("a",)), Words("Open", places=("b",), comments=("x",))

    assert merged([first, second]) == [Words("Open", places=("a", "b"), comments=("x",))]
    assert len(merged([first, Words("Open", context="verb")])) == 2


def test_a_language_of_which_babel_knows_one_form_keeps_both(tmp_path: Path) -> None:
    update(tmp_path, TIPS, language="tr")
    catalog = read_catalog("tr", locale=tmp_path)
    catalog["%(n)s tip"].string = ("a", "b")
    write_catalog(catalog, "tr", locale=tmp_path)

    assert update(tmp_path, TIPS, language="tr") == {"%(n)s tip": ("a", "b")}
