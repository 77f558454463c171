"""The check as bin/check runs it: over the sources, and over files with each fault."""

from pathlib import Path

import pytest

from tipsite.translations import checking
from tipsite.translations.catalogs import brought_up_to_date, read_catalog, write_catalog
from tipsite.translations.places import PROJECT, glossary_path, po_path
from tipsite.translations.words import Words

WORDS = [Words("Open", places=("a.html",)), Words("%(n)s tip", "%(n)s tips", places=("a.html",))]


@pytest.fixture
def locale(tmp_path: Path) -> Path:
    """German, complete and right."""
    glossary_path("de", locale=tmp_path).parent.mkdir()
    # Without the exceptions, which are about texts that are not in this file.
    glossary = glossary_path("de").read_text().partition("[[allowed]]")[0]
    glossary_path("de", locale=tmp_path).write_text(glossary)
    catalog = brought_up_to_date(read_catalog("de", locale=tmp_path), WORDS, language="de")
    catalog["Open"].string = "Offen"
    catalog["%(n)s tip"].string = ("%(n)s Hinweis", "%(n)s Hinweise")
    write_catalog(catalog, "de", locale=tmp_path)
    return tmp_path


def faults(locale: Path, words: list[Words] = WORDS) -> list[str]:
    return list(checking.language_faults("de", words, locale=locale))


def change(locale: Path, old: str, new: str) -> None:
    path = po_path("de", locale=locale)
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))


def test_every_word_that_visitors_read_can_be_translated() -> None:
    assert list(checking.unreachable_words(PROJECT)) == []


def test_a_right_file_has_no_fault(locale: Path) -> None:
    assert faults(locale) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('"Offen"', '""', "not translated"),
        ('msgid "Open"', '#, fuzzy\nmsgid "Open"', "fuzzy"),
        ('msgid "Open"', 'msgid "Opened"', "obsolete"),
        ('msgid "Open"', 'msgid "Opened"', "not in the file"),
        ("%(n)s Hinweise", "%(m)s Hinweise", "placeholders differ"),
        ("nplurals=2", "nplurals=3", "Plural-Forms"),
        ("#: a.html\nmsgid", '#~ msgid "Old"\n#~ msgstr "Alt"\n\nmsgid', "obsolete"),
    ],
)
def test_each_fault_of_a_file_is_found(locale: Path, old: str, new: str, fault: str) -> None:
    change(locale, old, new)

    assert any(fault in line for line in faults(locale))


def test_a_missing_file_is_found(locale: Path) -> None:
    po_path("de", locale=locale).unlink()

    assert faults(locale) == ["de: django.po is missing; run extract"]


def test_a_new_word_is_found(locale: Path) -> None:
    assert faults(locale, [*WORDS, Words("New")]) == ["de: “New”: not in the file; run extract"]


def test_an_unreachable_word_in_each_kind_of_source_is_found(tmp_path: Path) -> None:
    for name, text in {
        "templates/appeals/page.html": "<p>Hello</p>",
        "templates/admin/page.html": "<p>Hello</p>",
        "appeals/forms.py": 'x = CharField(label="Hello")',
        "static/css/site.css": 'a::after { content: "Hello"; }',
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)

    found = [line.partition(":")[0] for line in checking.unreachable_words(tmp_path)]

    assert found == ["templates/appeals/page.html", "appeals/forms.py", "static/css/site.css"]
