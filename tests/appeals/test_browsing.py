"""Choosing on the front page: each filter, addresses that are shared, and what makes no sense."""

import html
from datetime import UTC, datetime
from typing import Any, Final

import pytest
from django.http import QueryDict
from django.test import Client

from appeals.browsing import FILTERS, Browsing
from appeals.models import Appeal, Scene, Unit
from tests.factories import (
    as_the_tables_owner,
    make_closed_appeal,
    make_draft,
    make_open_appeal,
    make_unit,
    make_withdrawn_appeal,
)
from tipsite.settings.parts import middleware

pytestmark = pytest.mark.django_db
HIDDEN_SCENE: Final = "S-222222"


def read(query: str) -> Browsing:
    return Browsing.read(QueryDict(query))


def publish_on(appeal: Appeal, day: str) -> None:
    with as_the_tables_owner("appeals_appeal"):
        moment = datetime.fromisoformat(day).replace(tzinfo=UTC)
        Appeal.objects.filter(pk=appeal.pk).update(published_on=moment)


@pytest.fixture
def titles() -> set[str]:
    """Three appeals that differ in everything that can be chosen."""
    Unit.objects.create(code="NL", name="Desk NL", country="NL")
    scene = Scene.objects.create(unit=make_unit(), title="The blue room", code="S-7K3M9Q")
    bag = make_open_appeal(title="Bag", kind="bag", region="europe", unit=make_unit("NL"))
    lamp = make_closed_appeal(
        "country_found", title="Lamp", kind="furniture", region="asia", scene=scene
    )
    rug = make_closed_appeal("too_common", title="Rug", kind="textile", known="Woven about 1990.")
    publish_on(bag, "2025-12-31T23:59:59")
    publish_on(lamp, "2024-06-01T12:00:00")
    publish_on(rug, "2026-01-01T00:00:00")
    return {each.title for each in (bag, lamp, rug)}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {"Bag", "Lamp", "Rug"}),
        ("q=woven", {"Rug"}),
        ("kind=bag", {"Bag"}),
        ("region=asia", {"Lamp"}),
        ("status=open", {"Bag"}),
        ("status=closed", {"Lamp", "Rug"}),
        ("status=country_found", {"Lamp"}),
        ("status=too_common", {"Rug"}),
        ("status=identified", set()),
        ("asked_by=NL", {"Bag"}),
        ("asked_by=DE", set()),
        ("found_in=PL", {"Lamp"}),
        ("found_in=NL", set()),
        ("year=2025", {"Bag"}),
        ("year=2026", {"Rug"}),
        ("since=2025-12-31", {"Bag", "Rug"}),
        ("since=2026-01-01", {"Rug"}),
        ("scene=S-7K3M9Q", {"Lamp"}),
        ("scene=s-7k3m9q", {"Lamp"}),
        (f"scene={HIDDEN_SCENE}", set()),
        ("kind=bag&region=asia", set()),
        ("kind=bag&region=europe&asked_by=NL&year=2025&status=open&q=ba", {"Bag"}),
    ],
)
@pytest.mark.usefixtures("titles")
def test_each_filter_leaves_over_what_fits(query: str, expected: set[str]) -> None:
    assert {each.title for each in read(query).appeals()} == expected


@pytest.mark.usefixtures("titles")
def test_what_is_not_listed_is_never_found(visitor: Client) -> None:
    hidden = [make_draft(title="Secret bag"), make_withdrawn_appeal(title="Secret bag")]

    for query in ("q=secret", "status=closed", "kind=other", f"q={hidden[0].code}"):
        page = visitor.get(f"/?{query}").content.decode()
        assert not any(f"/appeals/{each.code}/" in page for each in hidden)


class TestAddresses:
    @pytest.mark.parametrize(
        ("given", "shared"),
        [
            ("kind=bag&q=", "?kind=bag"),
            ("q=+&status=&kind=&region=&since=", ""),
            ("q=++red++bag+&kind=", "?q=red+bag"),
            ("kind=toy&kind=bag&region=", "?kind=bag"),
            ("since=2026-01-05&q=red&year=", "?q=red&since=2026-01-05"),
            ("scene=s-oil234&q=", "?scene=S-011234"),
            ("q=%C3%A9t%C3%A9&kind=", "?q=%C3%A9t%C3%A9"),
        ],
    )
    def test_what_a_form_sends_becomes_the_address_to_share(
        self, visitor: Client, given: str, shared: str
    ) -> None:
        response = visitor.get(f"/en/?{given}")

        assert response.status_code == 302
        assert response["Location"] == f"/en/{shared}"
        assert "s-maxage" in response["Cache-Control"]
        assert visitor.get(response["Location"]).status_code == 200

    def test_one_choice_has_one_spelling(self) -> None:
        given = "page=3&utm_source=x&year=2026&kind=bag&q=a&fbclid=1"

        assert read(given).query() == "?q=a&kind=bag&year=2026"
        assert read(given).query(page=3) == "?q=a&kind=bag&year=2026&page=3"
        assert read(given).query(without="kind") == "?q=a&year=2026"
        assert read("").query() == read("page=7").query() == ""

    def test_every_address_leads_to_itself(self) -> None:
        query = read("q=a+b%26c&status=open&kind=bag&found_in=PL&since=2020-02-29").query()

        assert read(query.removeprefix("?")).query() == query

    def test_each_choice_is_shown_and_can_be_taken_back(self, visitor: Client) -> None:
        make_open_appeal()

        page = html.unescape(visitor.get("/en/?q=bag&kind=other&since=2020-02-29").content.decode())

        assert (
            'href="/en/?kind=other&since=2020-02-29" aria-label="Remove the filter “Words' in page
        )
        assert "Words or code: bag" in page
        assert "Kind of object: Something else" in page
        assert 'href="/en/?q=bag&kind=other"' in page
        assert '<option value="other" selected>' in page
        assert 'value="2020-02-29"' in page

    def test_the_form_keeps_the_scene(self, visitor: Client) -> None:
        page = visitor.get("/en/?scene=S-7K3M9Q").content.decode()

        assert '<input type="hidden" name="scene" value="S-7K3M9Q">' in page


class TestOptions:
    def test_only_what_appeals_have_is_offered(self, titles: set[str]) -> None:
        make_draft(unit=Unit.objects.create(code="FR", name="Desk FR", country="FR"))

        options = {field.name: [value for value, _words in field.options] for field in fields("")}

        assert titles
        assert options["asked_by"] == ["NL"]
        assert options["found_in"] == ["PL"]
        assert options["year"] == ["2026", "2025", "2024"]

    def test_a_country_that_nobody_has_is_still_shown_as_chosen(self) -> None:
        (offered,) = (field for field in fields("found_in=DE") if field.name == "found_in")

        assert offered.options == [("DE", "Germany")]

    def test_without_rows_there_is_nothing_to_offer(self) -> None:
        assert [field.name for field in fields("")] == ["status", "kind", "region"]


def fields(query: str) -> list[Any]:
    return read(query).fields()


class TestWhatMakesNoSense:
    @pytest.mark.parametrize(
        "query",
        [
            "kind=nothing",
            "kind=%00",
            "kind=%ff%fe",
            "kind=bag'&kind=x'&unknown=1",
            "status=draft",
            "status=withdrawn",
            "status=published",
            "region='; DROP TABLE appeals_appeal; --",
            "asked_by=nl",
            "asked_by=EU",
            "found_in=ZZ",
            "year=0000",
            "year=99999",
            "year=%D9%A2%D9%A0%D9%A2%D9%A6",
            "since=2026-02-30",
            "since=0000-01-01",
            "since=2026-W01-1",
            "since=31.12.2025",
            "since=" + "9" * 5000,
            "scene=1",
            "scene=S-%00%00%00%00%00%00",
            "q=%00",
            "q=!!!",
            "q=%ed%a0%80",
            "q=%E2%80%AE",
        ],
        ids=lambda query: str(query)[:30],
    )
    def test_it_is_left_out_and_the_page_says_so(
        self, visitor: Client, settings: Any, query: str
    ) -> None:
        # As the public zone runs; the staff's zone, which tests run too, refuses NUL altogether.
        settings.MIDDLEWARE = middleware("public")
        appeal = make_open_appeal()
        make_draft()

        response = visitor.get(f"/en/?{query}")

        assert response.status_code == 200
        page = response.content.decode()
        assert appeal.code in page
        assert "was left out" in page
        assert 'class="choices"' not in page

    @pytest.mark.parametrize("query", ["&&&==%", "utm_source=x", "unknown=%00", "year[]=1"])
    def test_what_is_no_filter_is_passed_over(self, visitor: Client, query: str) -> None:
        page = visitor.get(f"/en/?{query}").content.decode()

        assert "was left out" not in page

    def test_the_rest_of_the_address_counts(self) -> None:
        browsing = read("kind=nothing&region=asia&q=")

        assert browsing.chosen == {"region": "asia"}
        assert [each.name for each in browsing.refused] == ["kind"]

    @pytest.mark.parametrize("year", ["1000", "2999"])
    def test_far_days_and_years_find_nothing_or_everything(
        self, visitor: Client, year: str
    ) -> None:
        appeal = make_open_appeal()

        assert appeal.code not in visitor.get(f"/?year={year}").content.decode()
        assert visitor.get(f"/?since={year}-01-01").status_code == 200

    @pytest.mark.parametrize("name", [each.name for each in FILTERS])
    def test_hostile_text_in_any_filter_breaks_nothing(
        self, visitor: Client, settings: Any, name: str
    ) -> None:
        settings.MIDDLEWARE = middleware("public")
        make_open_appeal()
        for value in HOSTILE:
            response = visitor.get("/en/", {name: value})
            assert response.status_code in {200, 302}
            page = response.content.decode()
            assert "<script>alert" not in page
            assert "\u202e" not in page
            assert "\x00" not in page


HOSTILE: Final = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' OR 1=1 --",
    "a' | 'b & !c <-> d:*",
    "\\",
    "'" * 200 + "a",
    ":* & | ! ( ) <->",
    "a\x00b",
    "\x00",
    "abc\u202edef",
    "\u2066\u2067\u202e",
    "\ufffd\ufffe\uffff",
    "\U0010ffff",
    "\ufdfa" * 100,
    "x" * 20_000,
    "a " * 5_000,
    "a\r\nSet-Cookie: b=c",
    "%s %(x)s {0} {{ x }} {% x %}",
    "\N{FULLWIDTH APOSTROPHE}a\N{FULLWIDTH AMPERSAND}",
    "ﬁ ⅷ ² ½ ㎏",
    "\u0301\u0301\u0301",
    "\u200d\u200c",
    "０１２",
    "٢٠٢٦",
    "-1",
    "1e309",
    "NaN",
]


class TestNothingFound:
    def test_the_page_says_why_and_offers_a_way_on(self, visitor: Client) -> None:
        make_open_appeal()

        page = visitor.get("/en/?q=zeppelin&kind=toy").content.decode()

        assert "No object fits these filters" in page
        assert "0 objects" in page
        assert 'href="/en/?kind=toy"' in page
        assert '<a class="button" href="/en/">Show all objects</a>' in page
        assert "a single word" in page

    def test_without_any_appeal_a_filter_is_not_to_blame(self, visitor: Client) -> None:
        assert "No object is published" in visitor.get("/en/").content.decode()


def test_a_chosen_day_is_written_as_the_language_does(visitor: Client) -> None:
    # Django has no Maltese dates.
    page = visitor.get("/mt/?since=2026-06-03").content.decode()

    assert "Ġunju 2026" in page
