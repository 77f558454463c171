"""What search engines are told: sitemaps, robots.txt, structured data, and how links look."""

import json
import re
from typing import Any, Final
from xml.etree.ElementTree import Element, fromstring

import pytest
from django.conf import settings as project
from django.test import Client

from appeals import sitemaps
from tests.factories import (
    make_closed_appeal,
    make_draft,
    make_open_appeal,
    make_showing,
    make_withdrawn_appeal,
)

pytestmark = pytest.mark.django_db
SITEMAP: Final = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK: Final = "{http://www.w3.org/1999/xhtml}link"
HOSTILE: Final = '</script><script>alert(1)</script> <!-- ]]> " & \u2028 \x01'


def xml(visitor: Client, address: str) -> Element:
    response = visitor.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/xml"
    assert len(response.content) < 50_000_000
    return fromstring(response.content)  # noqa: S314  # our own answer


def locations(element: Element) -> list[str]:
    return [each.text or "" for each in element.iter(f"{SITEMAP}loc")]


def linked_data(page: str) -> Any:
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    return json.loads(block)


def property_of(page: str, name: str) -> str:
    (found,) = re.findall(rf'<meta property="{name}" content="([^"]*)">', page)
    return str(found)


class TestSitemap:
    def test_leads_to_every_page_in_every_language(self, visitor: Client) -> None:
        listed = [make_open_appeal().code, make_closed_appeal().code]
        hidden = [make_draft().code, make_withdrawn_appeal().code]

        files = locations(xml(visitor, "/sitemap.xml"))
        assert len(files) == len(project.LANGUAGES)
        found = [
            url
            for file in files
            for url in xml(visitor, file.removeprefix("http://testserver")).iter(f"{SITEMAP}url")
        ]

        addresses = {url.findtext(f"{SITEMAP}loc") or "" for url in found}
        for language, _name in project.LANGUAGES:
            for code in listed:
                assert f"http://testserver/{language}/appeals/{code}/" in addresses
            assert f"http://testserver/{language}/" in addresses
        assert not any(code in str(addresses) for code in hidden)
        for url in found:
            alternates = {each.get("hreflang"): each.get("href") for each in url.iter(LINK)}
            assert set(alternates) == {"x-default", *(code for code, _name in project.LANGUAGES)}
            assert url.findtext(f"{SITEMAP}loc") in alternates.values()
        assert {visitor.get(each[17:]).status_code for each in sorted(addresses)[::20]} == {200}

    def test_is_cut_into_files(self, visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sitemaps, "PER_FILE", 2)
        for _ in range(3):
            make_open_appeal()

        assert len(locations(xml(visitor, "/sitemap.xml"))) == 2 * len(project.LANGUAGES)
        assert len(locations(xml(visitor, "/de/sitemap/1.xml"))) == 2 + len(sitemaps.PAGES)
        assert len(locations(xml(visitor, "/de/sitemap/2.xml"))) == 1
        for number in ("0", "3", "9" * 40, "9" * 5000, "x", "-1"):
            assert visitor.get(f"/de/sitemap/{number}.xml").status_code == 404

    def test_costs_two_queries(self, visitor: Client, django_assert_num_queries: Any) -> None:
        for _ in range(2):
            make_closed_appeal()
            with django_assert_num_queries(2):
                visitor.get("/en/sitemap/1.xml")
            with django_assert_num_queries(1):
                visitor.get("/sitemap.xml")


class TestRobots:
    def test_names_the_sitemap_of_the_host_and_what_to_leave_alone(
        self, visitor: Client, settings: Any
    ) -> None:
        settings.ALLOWED_HOSTS = ["abc.onion"]
        text = visitor.get("/robots.txt", headers={"Host": "abc.onion"}).content.decode()

        assert "Sitemap: http://abc.onion/sitemap.xml" in text
        for line in ("/receipt/", "/*/receipt/", "/*/shown/", "/*/appeals/*/tip/"):
            assert f"Disallow: {line}\n" in text


class TestHeads:
    def test_an_appeal_tells_machines_what_it_asks(self, visitor: Client) -> None:
        appeal = make_open_appeal(title=HOSTILE, question=HOSTILE)
        share = appeal.crops.get().share

        page = visitor.get(f"/en/appeals/{appeal.code}/").content.decode()
        told = linked_data(page)

        assert share
        assert told["@context"] == "https://schema.org"
        assert told["mainEntity"]["@type"] == "Question"
        assert told["mainEntity"]["name"] == told["mainEntity"]["text"] == HOSTILE
        assert "<script>alert" not in page
        assert property_of(page, "og:image") == f"http://testserver{share.url}"
        assert property_of(page, "og:url") == f"http://testserver/en/appeals/{appeal.code}/"
        assert property_of(page, "og:image:width") == "1200"
        discovery = re.findall(r'<link rel="alternate" type="([^"]*)"[^>]* href="([^"]*)"', page)
        for media_type, address in discovery:
            assert visitor.get(address.replace("&amp;", "&")).status_code == 200, media_type
        assert {each for each, _address in discovery} == {
            "application/json+oembed",
            "text/xml+oembed",
            "application/atom+xml",
            "application/feed+json",
        }

    def test_the_front_page_tells_who_runs_it(self, visitor: Client) -> None:
        page = visitor.get("/de/").content.decode()
        told = linked_data(page)

        assert told["@type"] == "WebSite"
        assert told["url"] == "http://testserver/de/"
        assert told["publisher"]["name"] == project.SITE_NAME
        picture = visitor.get(property_of(page, "og:image")[17:])
        picture.close()
        assert picture.status_code == 200
        assert 'href="/de/feed.atom"' in page

    def test_what_is_shown_in_confidence_tells_nothing(self, visitor: Client) -> None:
        from appeals.links import token_of

        page = visitor.get(f"/en/shown/{token_of(make_showing())}/").content.decode()

        assert not any(each in page for each in ("og:", "ld+json", "oembed", "feed.atom"))


class TestDevelopersPage:
    def test_its_examples_work(self, visitor: Client) -> None:
        appeal = make_open_appeal()

        page = visitor.get("/en/developers/").content.decode()

        examples = re.findall(r"http://testserver(/[^\s\"&<]*(?:&amp;[^\s\"&<]*)*)", page)
        found = {
            each: visitor.get(each.replace("&amp;", "&")).status_code
            for each in examples
            if "scene=" not in each
        }
        assert len(found) >= 8
        assert set(found.values()) == {200}
        assert appeal.code in page

    def test_it_is_there_without_any_appeal(
        self, visitor: Client, django_assert_num_queries: Any
    ) -> None:
        with django_assert_num_queries(1):
            response = visitor.get("/en/developers/")

        assert response.status_code == 200
        assert "s-maxage" in response["Cache-Control"]
        assert visitor.post("/en/developers/").status_code == 405
