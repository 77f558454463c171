"""The page of results: what it says, in whose language, at which cost."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client

from appeals import services
from appeals.charts import columns_of, share_of
from appeals.models import Appeal
from appeals.results import MONTHS_SHOWN
from appeals.statistics import MonthOfTips, published_statistics
from tests.factories import (
    make_awaiting_appeal,
    make_closed_appeal,
    make_draft,
    make_open_appeal,
    make_snapshot,
    make_unit,
    make_user,
    make_withdrawn_appeal,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("queued")]
PAGE = "/en/results/"


def make_one_of_each() -> None:
    make_draft()
    make_awaiting_appeal()
    make_open_appeal(unit=make_unit("EU"))
    for outcome in ("identified", "country_found", "too_common"):
        make_closed_appeal(outcome)
    make_withdrawn_appeal()


def page_of(visitor: Client, address: str = PAGE) -> str:
    response = visitor.get(address)
    assert response.status_code == 200
    return str(response.content.decode())


class TestFigures:
    def test_of_appeals_are_exact_and_of_public_ones_only(self) -> None:
        make_one_of_each()
        found = published_statistics()

        appeals = found.appeals
        assert (appeals.published, appeals.open) == (5, 1)
        assert (appeals.identified, appeals.country_found, appeals.too_common) == (1, 1, 1)
        assert appeals.withdrawn == 1
        assert found.countries_found == (("PL", 1),)

    def test_an_appeal_that_was_withdrawn_found_no_country(self) -> None:
        appeal = make_closed_appeal("country_found")
        services.withdraw_appeal(appeal, reason="x", by=make_user("approver"))

        assert published_statistics().countries_found == ()

    def test_countries_that_ask_are_named_once_and_only_once_they_ask(self) -> None:
        for code, country in (("NL", "NL"), ("FR", "FR"), ("EU", "")):
            unit = make_unit(code)
            unit.country = country
            unit.save(update_fields=["country"])
        for _ in range(2):
            make_open_appeal(unit=make_unit("NL"))
        make_draft(unit=make_unit("FR"))
        make_open_appeal(unit=make_unit("EU"))

        assert published_statistics().countries_asking == ("NL",)

    def test_months_say_what_was_published_and_what_ended(self) -> None:
        appeal = make_closed_appeal()
        Appeal.objects.filter(pk=appeal.pk).update(
            published_on=datetime(2026, 3, 31, 23, 59, tzinfo=UTC),
            ended_on=datetime(2026, 5, 1, tzinfo=UTC),
        )

        months = [
            (each.month, each.published, each.ended) for each in published_statistics().months
        ]

        assert months == [(date(2026, 3, 1), 1, 0), (date(2026, 5, 1), 0, 1)]

    def test_of_tips_are_those_of_the_newest_snapshot(self) -> None:
        assert published_statistics().tips is None
        make_snapshot(taken_on=date(2026, 8, 16), received_until=date(2026, 8, 16))
        make_snapshot(tips_received=10)

        tips = published_statistics().tips

        assert tips
        assert tips.received == 12_340
        assert tips.months[1] == MonthOfTips(date(2026, 6, 1), 7_000)

    def test_cost_five_queries_for_few_and_many(self, django_assert_num_queries: Any) -> None:
        with django_assert_num_queries(5):
            published_statistics()
        make_one_of_each()
        make_snapshot()
        with django_assert_num_queries(5):
            published_statistics()


class TestPage:
    def test_says_so_while_there_is_nothing(self, visitor: Client) -> None:
        page = page_of(visitor)

        assert "There are no figures about tips yet." in page
        assert "No object is published at the moment" in page
        assert "<svg class=" not in page.partition("<main")[2]

    def test_without_a_snapshot_it_still_tells_of_objects(self, visitor: Client) -> None:
        make_one_of_each()

        page = page_of(visitor)

        assert "There are no figures about tips yet." in page
        assert "Poland" in page
        assert "Tips received in each month" not in page

    def test_tells_what_was_counted(self, visitor: Client) -> None:
        make_one_of_each()
        make_snapshot()

        page = page_of(visitor)

        assert ">12,340<" in page
        assert ">9,870<" in page
        assert ">24 hours<" in page
        assert page.count("fewer than 10") == 2
        assert "up to 14 August 2026; judgements made up to 13 August 2026" in page

    def test_a_drawing_repeats_its_table(self, visitor: Client) -> None:
        make_snapshot()

        page = page_of(visitor)

        assert page.count('class="columns__one"') == 3
        assert 'y="30.0" width="8" height="70.0"' in page
        assert page.index('<th scope="row">Jul 2026</th>') < page.index(">May 2026</th>")

    def test_carries_no_style_of_its_own(self, visitor: Client) -> None:
        make_one_of_each()
        make_snapshot()

        page = page_of(visitor)

        assert "style=" not in page
        assert "<style" not in page

    @pytest.mark.parametrize(("language", "number"), [("de", "12.340"), ("fr", "12\u202f340")])
    def test_numbers_are_written_as_readers_write_them(
        self, visitor: Client, language: str, number: str
    ) -> None:
        make_snapshot()
        make_closed_appeal("country_found")

        page = page_of(visitor, f"/{language}/results/")

        assert f">{number}<" in page
        assert 'height="70.0"' in page

    def test_shows_two_years_without_a_gap(self, visitor: Client) -> None:
        months = [[f"{2020 + number // 12}-{number % 12 + 1:02}", 20] for number in range(60)]
        make_snapshot(months=months)
        old = make_open_appeal()
        Appeal.objects.filter(pk=old.pk).update(published_on=datetime(2018, 3, 1, tzinfo=UTC))

        page = page_of(visitor)

        assert page.count('class="columns__one"') == MONTHS_SHOWN
        assert page.count('<th scope="row">') == 2 * MONTHS_SHOWN
        assert "Jan 2023" in page
        assert "Dec 2022" not in page

    def test_long_waits_are_told_in_days(self, visitor: Client) -> None:
        make_snapshot(median_review_h=14 * 24)

        assert ">14 days<" in page_of(visitor)

    def test_any_cache_may_keep_it_for_less_than_a_minute(self, visitor: Client) -> None:
        response = visitor.get(PAGE)

        assert "s-maxage=25" in response["Cache-Control"]
        assert not response.cookies

    def test_nothing_can_be_sent_to_it(self, visitor: Client) -> None:
        assert visitor.post(PAGE).status_code == 405

    def test_costs_the_same_for_few_and_many(
        self, visitor: Client, django_assert_num_queries: Any
    ) -> None:
        with django_assert_num_queries(5):
            visitor.get(PAGE)
        make_one_of_each()
        make_snapshot()
        with django_assert_num_queries(5):
            visitor.get(PAGE)


class TestCharts:
    @pytest.mark.parametrize(
        ("largest", "top"), [(0, 20), (10, 20), (20, 20), (30, 50), (51, 100), (7000, 10_000)]
    )
    def test_the_upper_edge_is_a_round_number(self, largest: int, top: int) -> None:
        assert columns_of([largest]).top == top

    def test_columns_stand_on_the_ground_beside_each_other(self) -> None:
        chart = columns_of([50, 0, 100])

        assert [(each.x, each.y, each.height) for each in chart.columns] == [
            ("1", "50.0", "50.0"),
            ("11", "100.0", "0.0"),
            ("21", "0.0", "100.0"),
        ]
        assert chart.width == 30

    def test_a_share_of_nothing_is_nothing(self) -> None:
        assert share_of(0, 0) == "0.0"
        assert share_of(3, 3) == "100.0"
