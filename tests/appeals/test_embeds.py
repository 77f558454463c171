"""Cards on other sites' pages and the oEmbed provider that tells of them."""

import json
from typing import Any
from urllib.parse import quote
from xml.etree.ElementTree import fromstring

import pytest
from django.test import Client

from appeals.models import Appeal
from tests.factories import (
    make_closed_appeal,
    make_draft,
    make_open_appeal,
    make_waiting_translation,
    make_withdrawn_appeal,
    release,
)
from tipsite.settings.parts import middleware

pytestmark = pytest.mark.django_db
HOSTILE = ']]> <script>alert(1)</script> " onload=x \u202e \x01'


def page_of(appeal: Appeal, language: str = "/en") -> str:
    return f"http://testserver{language}/appeals/{appeal.code}/"


def oembed(visitor: Client, address: str, more: str = "") -> Any:
    return visitor.get(f"/oembed?url={quote(address, safe='')}{more}")


class TestTheCard:
    def test_shows_the_object_and_leads_to_its_page_in_a_new_tab(self, visitor: Client) -> None:
        appeal = make_open_appeal()

        page = visitor.get(f"/en/embed/{appeal.code}/").content.decode()

        assert appeal.title in page
        assert appeal.question in page
        assert 'alt="A brown bag with a green oval"' in page
        link = f'href="/en/appeals/{appeal.code}/" target="_blank" rel="noopener"'
        assert link in page
        assert page.count("<a ") == page.count('target="_blank"')
        assert "<script" not in page
        assert "<form" not in page

    def test_only_it_may_be_framed(self, visitor: Client) -> None:
        appeal = make_open_appeal()
        for each, status in ((appeal, 200), (make_withdrawn_appeal(), 410)):
            response = visitor.get(f"/en/embed/{each.code}/")
            policy = response["Content-Security-Policy"]
            assert response.status_code == status
            assert "frame-ancestors *" in policy
            assert "default-src 'none'" in policy
            assert "script-src" not in policy
            assert "unsafe" not in policy
            assert "X-Frame-Options" not in response
            assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
            assert response["Cross-Origin-Embedder-Policy"] == "require-corp"
            assert "s-maxage" in response["Cache-Control"]
        for address in (f"/en/appeals/{appeal.code}/", "/en/", "/en/embed/EU-2026-9999/"):
            response = visitor.get(address)
            assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
            assert response["X-Frame-Options"] == "DENY"

    def test_says_how_it_ended(self, visitor: Client) -> None:
        closed = make_closed_appeal("too_common")
        withdrawn = make_withdrawn_appeal(title="A very particular bag")

        ended = visitor.get(f"/en/embed/{closed.code}/").content.decode()
        gone = visitor.get(f"/en/embed/{withdrawn.code}/").content.decode()

        assert "Too common to trace" in ended
        assert "I recognise this object" not in ended
        assert "This appeal was withdrawn" in gone
        assert not any(text in gone for text in (withdrawn.title, withdrawn.question, "/pictures/"))

    def test_comes_in_the_language_of_its_address(self, visitor: Client) -> None:
        appeal = make_open_appeal()
        translation = release(make_waiting_translation(appeal))

        assert translation.title in visitor.get(f"/pl/embed/{appeal.code}/").content.decode()
        assert 'dir="rtl"' in visitor.get(f"/ar/embed/{appeal.code}/").content.decode()

    def test_of_what_is_not_public_is_not_found(self, visitor: Client) -> None:
        assert visitor.get(f"/en/embed/{make_draft().code}/").status_code == 404
        assert visitor.get("/en/embed/%00/").status_code == 404
        assert visitor.post(f"/en/embed/{make_open_appeal().code}/").status_code == 405

    def test_costs_few_queries(self, visitor: Client, django_assert_num_queries: Any) -> None:
        appeal = make_open_appeal()
        with django_assert_num_queries(3):
            visitor.get(f"/en/embed/{appeal.code}/")


class TestOembed:
    def test_tells_of_the_card_in_json(self, visitor: Client) -> None:
        appeal = make_open_appeal()

        response = oembed(visitor, page_of(appeal))
        told = json.loads(response.content)

        assert response["Content-Type"] == "application/json"
        assert (told["type"], told["version"]) == ("rich", "1.0")
        assert told["title"] == f"{appeal.title} ({appeal.code})"
        assert told["html"].startswith(
            f'<iframe src="http://testserver/en/embed/{appeal.code}/" title="{appeal.title}"'
        )
        assert f'width="{told["width"]}" height="{told["height"]}"' in told["html"]
        assert told["thumbnail_width"] <= told["width"]
        assert response["Access-Control-Allow-Origin"] == "*"
        assert "s-maxage" in response["Cache-Control"]

    def test_tells_the_same_in_xml(self, visitor: Client) -> None:
        appeal = make_open_appeal(title=HOSTILE)

        response = oembed(visitor, page_of(appeal), "&format=xml")
        told = {each.tag: each.text for each in fromstring(response.content)}  # noqa: S314

        assert response["Content-Type"] == "text/xml; charset=utf-8"
        expected = json.loads(oembed(visitor, page_of(appeal)).content)
        assert {
            name: str(value).replace("\x01", "\ufffd") for name, value in expected.items()
        } == told
        assert "<script" not in expected["html"]
        assert "onload=x" not in expected["html"].replace("&quot; onload=x", "")

    @pytest.mark.parametrize(
        ("limits", "size"),
        [
            ("", (550, 260)),
            ("&maxwidth=400", (400, 440)),
            ("&maxwidth=200&maxheight=100", (200, 100)),
            ("&maxwidth=99999&maxheight=99999", (550, 260)),
        ],
    )
    def test_fits_the_room(self, visitor: Client, limits: str, size: tuple[int, int]) -> None:
        told = json.loads(oembed(visitor, page_of(make_open_appeal()), limits).content)

        assert (told["width"], told["height"]) == size
        for name in ("width", "height"):
            assert told.get(f"thumbnail_{name}", 0) <= told[name]

    def test_speaks_the_language_of_the_page(self, visitor: Client) -> None:
        appeal = make_open_appeal()
        translation = release(make_waiting_translation(appeal))

        polish = json.loads(oembed(visitor, page_of(appeal, "/pl")).content)
        plain = json.loads(oembed(visitor, page_of(appeal, "")).content)

        assert polish["title"] == f"{translation.title} ({appeal.code})"
        assert f"/pl/embed/{appeal.code}/" in polish["html"]
        assert plain["title"] == f"{appeal.title} ({appeal.code})"

    @pytest.mark.parametrize(
        ("query", "status"),
        [
            ("", 404),
            ("url=", 404),
            ("url=https%3A%2F%2Fevil.example{path}", 404),
            ("url=http%3A%2F%2Ftestserver%40evil.example{path}", 404),
            ("url=javascript%3Aalert(1)", 404),
            ("url=http%3A%2F%2F%5B", 404),
            ("url=http%3A%2F%2Ftestserver%2Fen%2F", 404),
            ("url=http%3A%2F%2Ftestserver%2Fen%2Fappeals%2FEU-2026-9999%2F", 404),
            ("url=%00", 404),
            ("url=%ff", 404),
            ("url=http%3A%2F%2Ftestserver{path}&format=yaml", 501),
            ("url=http%3A%2F%2Ftestserver{path}&format=%00", 501),
            ("url=http%3A%2F%2Ftestserver{path}&maxwidth=0", 400),
            ("url=http%3A%2F%2Ftestserver{path}&maxheight=-1", 400),
            ("url=http%3A%2F%2Ftestserver{path}&maxwidth=" + "9" * 5000, 400),
            ("url=http%3A%2F%2Ftestserver{path}&unknown=1", 200),
        ],
        ids=lambda each: str(each)[:50],
    )
    def test_refuses_as_the_specification_says(
        self, visitor: Client, settings: Any, query: str, status: int
    ) -> None:
        settings.MIDDLEWARE = middleware("public")
        path = quote(f"/en/appeals/{make_open_appeal().code}/", safe="")

        response = visitor.get(f"/oembed?{query.format(path=path)}")

        assert response.status_code == status

    def test_knows_nothing_of_what_is_not_public(self, visitor: Client) -> None:
        for appeal in (make_draft(), make_withdrawn_appeal()):
            assert oembed(visitor, page_of(appeal)).status_code == 404
        assert visitor.post("/oembed").status_code == 405

    def test_costs_few_queries(self, visitor: Client, django_assert_num_queries: Any) -> None:
        appeal = make_open_appeal()
        with django_assert_num_queries(3):
            oembed(visitor, page_of(appeal))
