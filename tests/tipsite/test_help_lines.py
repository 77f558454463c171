"""Names of countries in each language's order, and what the file of numbers holds."""

import pytest

from appeals import languages
from tipsite.alphabets import in_order
from tipsite.help_lines import help_lines

EU = set("AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE".split())


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("de", ["Neuseeland", "Österreich", "Polen", "Zypern"]),
        ("sv", ["Zimbabwe", "Åland", "Ägypten", "Österrike"]),
        ("da", ["Zambia", "Ægypten", "Østrig", "Åland"]),
        ("cs", ["Cyprus", "Česko", "Finsko", "Chorvatsko", "Indie"]),
        ("es", ["Noruega", "Ñuñoa", "Omán"]),
        ("lt", ["Čekija", "Danija", "Ispanija", "Yemen", "Japonija"]),
        ("tr", ["Hırvatistan", "Hindistan", "İrlanda", "Japonya"]),
        ("uk", ["Греція", "Ґана", "Індія", "Ірландія", "Йорданія"]),
        ("fr", ["Égypte", "Émirats arabes unis", "Espagne", "Inde"]),
        ("ar", ["إسبانيا", "أستراليا", "بلجيكا"]),
    ],
)
def test_names_sort_as_speakers_expect(language: str, names: list[str]) -> None:
    assert sorted(set(names), key=lambda name: in_order(name, language)) == names


@pytest.mark.parametrize("language", languages.CODES)
def test_every_country_has_a_name_in_every_language(language: str) -> None:
    countries = help_lines(language).countries

    assert all(each.name != each.code for each in countries)
    assert len({each.name for each in countries}) == len(countries)


def test_the_whole_union_is_there_with_its_common_numbers() -> None:
    by_code = {each.code: each for each in help_lines("en").countries}

    assert by_code.keys() >= EU
    for code in EU:
        assert "112" in {number.dialled for number in by_code[code].emergency}
        assert [number.dialled for number in by_code[code].missing] == ["116000"]
        assert by_code[code].child
