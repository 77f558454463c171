"""What a translator is given, and what is taken from them."""

import json
import shutil
from pathlib import Path

import pytest

from tipsite.translations.filling import fill, todo
from tipsite.translations.places import glossary_path

COUNTED = "%(minutes)s minute"


@pytest.fixture
def locale(tmp_path: Path) -> Path:
    """A folder with a glossary and no translation."""
    glossary_path("pl", locale=tmp_path).parent.mkdir()
    shutil.copy(glossary_path("pl"), glossary_path("pl", locale=tmp_path))
    return tmp_path


def entry(locale: Path, text: str) -> dict[str, object]:
    return next(
        each for each in todo("pl", everything=True, locale=locale)["entries"] if each["id"] == text
    )


def test_everything_missing_is_listed(locale: Path) -> None:
    wanted = todo("pl", locale=locale)

    assert wanted["numbers_of_each_form"] == ["1", "2, 3, 4, 22, 23", "0, 5, 6, 7, 8"]
    assert {"No picture", "Toy"} <= {each["id"] for each in wanted["entries"]}
    assert next(each for each in wanted["entries"] if "plural" in each)["translation"] == [""] * 3


def test_the_list_is_taken_back_with_its_translations(locale: Path) -> None:
    wanted = todo("pl", locale=locale)
    for each in wanted["entries"]:
        if each["id"] == "Toy":
            each["translation"] = "Zabawka"

    assert fill("pl", json.loads(json.dumps(wanted)), locale=locale) == (1, [])
    assert entry(locale, "Toy")["translation"] == "Zabawka"
    assert "Toy" not in {each["id"] for each in todo("pl", locale=locale)["entries"]}


def test_a_plain_dictionary_is_taken(locale: Path) -> None:
    assert fill("pl", {"Toy": "Zabawka", "Bag": "Torba"}, locale=locale) == (2, [])


def test_a_counted_text_takes_a_list_of_forms(locale: Path) -> None:
    counted = next(each for each in todo("pl", locale=locale)["entries"] if "plural" in each)
    name = counted["id"]

    filled, refused = fill("pl", {name: ["nic"]}, locale=locale)

    assert filled == 0
    assert "1 forms instead of 3" in refused[0]


def test_a_faulty_translation_is_refused_and_the_others_are_taken(locale: Path) -> None:
    answers = {"Closed on %(date)s.": "Zakończono.", "Toy": "Zabawka", "No such text": "Nic"}

    filled, refused = fill("pl", answers, locale=locale)

    assert filled == 1
    assert "placeholders differ: %(date)s" in refused[0]
    assert "no page has this text" in refused[1]
    assert entry(locale, "Closed on %(date)s.")["translation"] == ""


def test_what_is_left_empty_changes_nothing(locale: Path) -> None:
    fill("pl", {"Toy": "Zabawka"}, locale=locale)

    assert fill("pl", {"Toy": ""}, locale=locale) == (0, [])
    assert entry(locale, "Toy")["translation"] == "Zabawka"


def test_a_translation_that_became_wrong_is_listed_with_the_reason(locale: Path) -> None:
    fill("pl", {"Toy": "Zabawka"}, locale=locale)
    path = locale / "pl/LC_MESSAGES/django.po"
    path.write_text(path.read_text().replace("Zabawka", "Zabawka."))

    wrong = next(each for each in todo("pl", locale=locale)["entries"] if each["id"] == "Toy")

    assert wrong["wrong"] == ["there is no . at the end of the English"]
