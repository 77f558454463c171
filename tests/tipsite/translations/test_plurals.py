"""Plural forms against Unicode's, which every language's speakers agreed on."""

import pytest
from babel import Locale

from tipsite.translations.places import LANGUAGES
from tipsite.translations.plurals import PLURALS


def category_of(number: int, language: str) -> str:
    """The name of the form, as Unicode has it for the European kind of a language."""
    # Few Maltese nouns have a form for two; gettext leaves it out, and so did Unicode once.
    if language == "mt" and number % 100 == 2:
        return "few"
    locale = Locale.parse({"pt": "pt_PT"}.get(language, language))
    return str(locale.plural_form(number))


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_take_the_forms_that_unicode_says(language: str) -> None:
    pairs = {
        (PLURALS[language].index(number), category_of(number, language)) for number in range(1000)
    }

    forms = [form for form, _category in pairs]
    categories = [category for _form, category in pairs]
    assert sorted(forms) == list(range(PLURALS[language].count))
    assert len(set(categories)) == len(categories)


def test_examples_tell_a_translator_which_numbers_a_form_is_for() -> None:
    assert PLURALS["pl"].examples == ["1", "2, 3, 4, 22, 23", "0, 5, 6, 7, 8"]
    assert PLURALS["ar"].examples[:3] == ["0", "1", "2"]
    assert [PLURALS[each].count for each in ("ar", "ga", "mt", "sl")] == [6, 5, 4, 4]


def test_every_language_has_forms() -> None:
    assert set(PLURALS) == {"en", *LANGUAGES}
