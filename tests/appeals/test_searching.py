"""Searching for words and codes, and what the database does for it with ten thousand appeals."""

from collections.abc import Callable
from typing import Final, TypeAlias

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from appeals.models import Appeal
from appeals.searching import MAX_CHARACTERS, part_of_code, readable
from appeals.views import PER_PAGE
from tests.factories import as_the_tables_owner, make_open_appeal

pytestmark = pytest.mark.django_db
MANY: Final = 10_000
Statements: TypeAlias = Callable[[str], list[str]]


def found(typed: str) -> set[str]:
    return set(Appeal.objects.listed().matching(readable(typed)).values_list("title", flat=True))


class TestWords:
    @pytest.fixture(autouse=True)
    def _appeals(self) -> None:
        make_open_appeal(title="Shopping bag with a red bird", question="Which shop used it?")
        make_open_appeal(
            title="Tile", question="Who made it in Gdańsk?", known="3.5 cm; see łódź.example.com"
        )

    @pytest.mark.parametrize(
        "typed",
        ["red", "RED", "shop", "bird bag", "bag, red!", "“red”", "which shop", "red-bag", "r"],
    )
    def test_title_and_question_are_searched_by_beginnings_of_words(self, typed: str) -> None:
        assert found(typed) == {"Shopping bag with a red bird"}

    @pytest.mark.parametrize(
        "typed",
        ["gdansk", "GDAŃSK", "Gdan\u0301sk", "3.5", "3,5 cm", "lodz", "ŁÓDŹ", "example.com"],
    )
    def test_accents_and_punctuation_make_no_difference(self, typed: str) -> None:
        assert found(typed) == {"Tile"}

    @pytest.mark.parametrize("typed", ["hopping", "red tile", "blue", "bird's nest"])
    def test_every_word_has_to_be_there(self, typed: str) -> None:
        assert found(typed) == set()

    def test_a_change_is_found_at_once(self) -> None:
        appeal = Appeal.objects.get(title="Tile")
        with as_the_tables_owner("appeals_appeal"):
            Appeal.objects.filter(pk=appeal.pk).update(known="A zeppelin")

        assert found("zeppelin") == {"Tile"}
        assert found("gdansk 3.5") == set()

    @given(typed=st.text(max_size=150))
    @settings(
        max_examples=150,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    def test_no_text_fails(self, typed: str) -> None:
        text = readable(typed)
        assert len(text) <= MAX_CHARACTERS
        if text:
            assert Appeal.objects.listed().matching(text).count() in range(3)


class TestCodes:
    def test_a_code_and_its_parts_find_the_appeal(self) -> None:
        appeal = make_open_appeal(title="Sought")
        make_open_appeal(title="Other")
        unit, year, number = appeal.code.split("-")

        for typed in (
            appeal.code,
            appeal.code.lower(),
            f" {appeal.code} ",
            f"{year}-{number}",
            f"-{number}",
            number,
            number[1:],
            f"{unit} {year} {number}",
            appeal.code[1:],
            f"{appeal.code} sought",
        ):
            assert "Sought" in found(typed), typed
        assert found(appeal.code) == {"Sought"}
        assert found(f"{unit}-{year}") == {"Sought", "Other"}

    @pytest.mark.parametrize(
        ("typed", "part"),
        [
            ("eu-2026-0003", "EU-2026-0003"),
            ("0003", "0003"),
            ("EU", ""),
            ("bag 3", ""),
            ("%_-3", ""),
            ("٣", ""),
        ],
    )
    def test_only_what_can_stand_in_a_code_is_looked_for_in_codes(
        self, typed: str, part: str
    ) -> None:
        assert part_of_code(typed) == part


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("  red\t bag\n", "red bag"),
        ("a\x00b\ud800c\u202ed", "a b c d"),
        ("نام\u200cه", "نام\u200cه"),
        ("!?", ""),
        ("", ""),
        ("x" * 5000, "x" * MAX_CHARACTERS),
    ],
)
def test_what_is_typed_becomes_one_line_of_visible_signs(typed: str, expected: str) -> None:
    assert readable(typed) == expected


class TestTenThousandAppeals:
    @pytest.fixture
    def statements(self, visitor: Client) -> Statements:
        """Open a page and get its statements."""
        copy_many(make_open_appeal(title="Bag"))

        def opened(address: str) -> list[str]:
            with CaptureQueriesContext(connection) as caught:
                assert visitor.get(address).status_code == 200
            return [each["sql"] for each in caught.captured_queries]

        return opened

    def test_pages_and_searches_take_as_many_statements_as_with_one(
        self, statements: Statements
    ) -> None:
        last = (MANY + 1 + PER_PAGE - 1) // PER_PAGE

        counts = {
            query: len(statements(f"/en/{query}"))
            for query in ("", "?page=2", f"?page={last // 2}", f"?page={last}", "?q=bag&page=3")
        }

        # Two fewer where no appeal has a crop, whose renditions and texts would be fetched.
        assert set(counts.values()) == {5, 6}, counts

    def test_the_list_stands_on_its_index(self, statements: Statements) -> None:
        (first,) = (sql for sql in statements("/en/") if "LIMIT 20" in sql)

        assert "appeal_open_first" in plan_of(first)

    @pytest.mark.parametrize("typed", ["zeppelin", "bag shop", "XX-2026-07500"])
    def test_a_search_stands_on_its_index(self, statements: Statements, typed: str) -> None:
        (count,) = (sql for sql in statements(f"/en/?q={typed}") if "COUNT(*)" in sql)
        with connection.cursor() as cursor:
            # For rows as short as these the planner would read them all, and be as fast.
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")

        assert "appeal_words" in plan_of(count)

    def test_a_far_page_sorts_keys_only(self, statements: Statements) -> None:
        (far,) = (sql for sql in statements("/en/?page=400") if "OFFSET" in sql)

        assert "Disk:" not in plan_of(far, analyze=True)


def copy_many(appeal: Appeal) -> None:
    """Ten thousand more listed appeals like this one, without crops."""
    same = {
        field.attname: getattr(appeal, field.attname)
        for field in Appeal._meta.concrete_fields
        if field.name not in {"id", "code"}
    }
    with as_the_tables_owner("appeals_appeal"), connection.cursor() as cursor:
        Appeal.objects.bulk_create(
            Appeal(code=f"XX-2026-{number:05}", **same) for number in range(1, MANY + 1)
        )
        cursor.execute("ANALYZE appeals_appeal")


def plan_of(statement: str, *, analyze: bool = False) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE {analyze}) {statement}".replace("%", "%%"), [])
        return "\n".join(row[0] for row in cursor.fetchall())
