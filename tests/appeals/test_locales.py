"""Dates, numbers, lists and countries as each language writes them."""

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.utils.translation import override

from appeals import languages, locales

MOMENT = datetime(2026, 6, 3, 14, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "day", "time", "number", "country"),
    [
        ("en", "3 June 2026", "14:00", "1,234,567.5", "Poland"),
        ("de", "3. Juni 2026", "14:00", "1.234.567,5", "Polen"),
        ("fi", "3. kesäkuuta 2026", "14.00", "1\u00a0234\u00a0567,5", "Puola"),
        ("mt", "3 ta’ Ġunju 2026", "14:00", "1,234,567.5", "il-Polonja"),
        ("ga", "3 Meitheamh 2026", "14:00", "1,234,567.5", "an Pholainn"),
        ("pt", "3 de junho de 2026", "14:00", "1\u00a0234\u00a0567,5", "Polónia"),
        ("ar", "3 يونيو 2026", "14:00", "1,234,567.5", "بولندا"),
    ],
)
def test_each_language_writes_in_its_own_way(
    language: str, day: str, time: str, number: str, country: str
) -> None:
    with override(language):
        assert locales.long_date(MOMENT) == locales.long_date(MOMENT.date()) == day
        assert locales.clock_time(MOMENT) == time
        assert locales.local_number(1234567.5) == number
        assert locales.country_name("PL") == country


def test_every_language_has_dates_numbers_and_names() -> None:
    for code in languages.CODES:
        with override(code):
            assert "2026" in locales.long_date(MOMENT)
            assert locales.and_list(["A", "B"])
            assert locales.local_percent(0.27)
            assert locales.country_name("MT") != "MT"


def test_lists_are_sentences() -> None:
    with override("en"):
        assert locales.and_list(["Poland", "Malta", "Greece"]) == "Poland, Malta and Greece"
        assert locales.and_list([]) == ""


def test_a_country_without_a_name_is_its_code() -> None:
    assert locales.country_name("??") == "??"


def test_templates_write_so_too() -> None:
    template = Template(
        "{% load local %}{{ day|long_date }} {{ moment|clock_time }} {{ 10000|local_number }} "
        '{{ 0.5|local_percent }} {{ code|country_name }} {{ "ab"|and_list }}{{ none|long_date }}'
    )
    context = Context({"day": date(2026, 6, 3), "moment": MOMENT, "code": "PL", "none": None})

    with override("pl"):
        text = template.render(context)

    assert text == "3 czerwca 2026 14:00 10\u00a0000 50% Polska a i b"
