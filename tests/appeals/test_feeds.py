"""The feeds: valid by the letter of their specifications, whatever an appeal says, and true of what
is public.
"""

import json
import re
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, fromstring

import pytest
from django.test import Client

from appeals import feeds, services
from appeals.models import Appeal, Scene
from tests.factories import (
    make_awaiting_appeal,
    make_closed_appeal,
    make_draft,
    make_open_appeal,
    make_unit,
    make_user,
    make_waiting_translation,
    make_withdrawn_appeal,
    release,
)
from tipsite.settings.parts import middleware

pytestmark = pytest.mark.django_db
ATOM: Final = "{http://www.w3.org/2005/Atom}"
TOMBSTONE: Final = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"
LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
BASE: Final = "{http://www.w3.org/XML/1998/namespace}base"
HOSTILE: Final = (
    "]]> <script>alert(1)</script> &amp; \u202e\u200f \x01\x0b\x1f\ufffe\uffff \U0001f426"
)


def atom(visitor: Client, query: str = "", *, language: str = "en", **more: Any) -> Element:
    """The feed, checked against RFC 4287."""
    response = visitor.get(f"/{language}/feed.atom{query}", **more)
    assert response.status_code == 200, response.content
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = fromstring(response.content)  # noqa: S314  # our own answer
    require_valid(feed)
    return feed


def json_feed(visitor: Client, query: str = "", *, language: str = "en") -> dict[str, Any]:
    """The feed, checked against JSON Feed 1.1."""
    response = visitor.get(f"/{language}/feed.json{query}")
    assert response.status_code == 200
    assert response["Content-Type"] == "application/feed+json"
    feed = json.loads(response.content)
    require_valid_json(feed)
    return dict(feed)


def require_valid(feed: Element) -> None:
    assert feed.tag == f"{ATOM}feed"
    assert feed.get(LANG)
    assert is_absolute(feed.get(BASE))
    for name in ("id", "title", "updated"):
        assert len(feed.findall(ATOM + name)) == 1, name
    assert all_links(feed, "self")
    assert all_links(feed, "alternate")
    entries = feed.findall(f"{ATOM}entry")
    for entry in entries:
        require_valid_entry(entry)
    names = [text_of(entry, "id") for entry in entries]
    names += [str(each.get("ref")) for each in feed.findall(TOMBSTONE)]
    assert len(set(names)) == len(names)
    assert all(is_name(each) for each in [text_of(feed, "id"), *names])
    for each in feed.findall(TOMBSTONE):
        assert is_moment(each.get("when"))
    moments = [element.text for element in feed.iter(f"{ATOM}updated")]
    assert all(is_moment(each) for each in moments)


def require_valid_entry(entry: Element) -> None:
    for name in ("id", "title", "updated", "published", "summary", "content"):
        assert len(entry.findall(ATOM + name)) == 1, name
    assert [text_of(author, "name") for author in entry.findall(f"{ATOM}author")] != [""]
    alternates = [(each.get("type"), each.get("hreflang")) for each in links(entry, "alternate")]
    assert len(alternates) == len(set(alternates)) == 1
    for link in entry.findall(f"{ATOM}link"):
        assert is_absolute(link.get("href"))
    for enclosure in links(entry, "enclosure"):
        assert enclosure.get("type") == "image/jpeg"
        assert int(enclosure.get("length", "")) > 0
    for category in entry.findall(f"{ATOM}category"):
        assert category.get("term")
        assert is_absolute(category.get("scheme"))
    content = entry.find(f"{ATOM}content")
    assert content is not None
    assert content.get("type") == "html"
    assert is_moment(text_of(entry, "published"))
    assert entry.get(LANG)


def require_valid_json(feed: dict[str, Any]) -> None:
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert isinstance(feed["title"], str)
    assert all(is_absolute(feed[name]) for name in ("home_page_url", "feed_url"))
    known = {"version", "title", "home_page_url", "feed_url", "description", "language", "items"}
    assert {each for each in feed if not each.startswith("_")} - {"next_url"} == known
    for item in feed["items"]:
        assert is_name(item["id"])
        assert is_absolute(item["url"])
        assert item["content_html"]
        assert all(is_moment(item[name]) for name in ("date_published", "date_modified"))
        assert all(isinstance(tag, str) for tag in item["tags"])
        assert item["authors"][0]["name"]
        for attachment in item["attachments"]:
            assert is_absolute(attachment["url"])
            assert attachment["mime_type"] == "image/jpeg"
            assert attachment["size_in_bytes"] > 0
    names = [item["id"] for item in feed["items"]]
    assert len(set(names)) == len(names)


def is_moment(text: str | None) -> bool:
    """Whether it is a date of RFC 3339, with its zone."""
    shape = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)"
    return bool(text and re.fullmatch(shape, text) and datetime.fromisoformat(text))


def is_absolute(address: str | None) -> bool:
    parts = urlsplit(address or "")
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


def is_name(text: str) -> bool:
    return bool(re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", text))


def text_of(element: Element, name: str) -> str:
    return element.findtext(ATOM + name) or ""


def links(element: Element, relation: str) -> list[Element]:
    return [each for each in element.findall(f"{ATOM}link") if each.get("rel") == relation]


def all_links(element: Element, relation: str) -> list[str]:
    return [each.get("href", "") for each in links(element, relation)]


def entry_of(feed: Element, appeal: Appeal) -> Element:
    return next(
        each for each in feed.findall(f"{ATOM}entry") if appeal.code in text_of(each, "title")
    )


def codes_in(feed: Element) -> set[str]:
    titles = [text_of(each, "title") for each in feed.findall(f"{ATOM}entry")]
    return {title.rsplit("(", 1)[1].rstrip(")") for title in titles}


class TestContents:
    def test_what_is_listed_is_an_entry_and_nothing_else_is(self, visitor: Client) -> None:
        make_draft()
        make_awaiting_appeal()
        shown = {make_open_appeal().code, make_closed_appeal().code}

        assert codes_in(atom(visitor)) == shown
        items = json_feed(visitor)["items"]
        assert {item["title"].rsplit("(", 1)[1].rstrip(")") for item in items} == shown

    def test_an_entry_says_what_the_page_says(self, visitor: Client) -> None:
        appeal = make_open_appeal(known="Sold <b>about</b> 2012.", ruled_out="Spain", kind="bag")
        picture = appeal.crops.get().full

        entry = entry_of(atom(visitor), appeal)

        assert picture
        assert text_of(entry, "title") == f"{appeal.title} ({appeal.code})"
        assert text_of(entry, "summary") == appeal.question
        html = text_of(entry, "content")
        assert "Sold &lt;b&gt;about&lt;/b&gt; 2012." in html
        assert "Spain" in html
        assert f'src="http://testserver{picture.url}"' in html
        assert text_of(entry[4], "name") == "Desk EU"
        (enclosure,) = links(entry, "enclosure")
        assert enclosure.get("href") == f"http://testserver{picture.url}"
        assert enclosure.get("length") == str(picture.size_bytes)
        assert all_links(entry, "alternate") == [f"http://testserver/en/appeals/{appeal.code}/"]
        terms = {each.get("term") for each in entry.findall(f"{ATOM}category")}
        assert terms == {"bag", "unknown", "open"}

    def test_an_update_and_the_end_bring_it_up_again(self, visitor: Client) -> None:
        first, second = make_open_appeal(), make_open_appeal()
        before = text_of(entry_of(atom(visitor), first), "updated")
        update = services.propose_update(first, text="A shop knew it.", by=first.author)
        assert text_of(entry_of(atom(visitor), first), "updated") == before

        services.approve_update(update, by=make_user("approver"))
        feed = atom(visitor)
        entry = entry_of(feed, first)

        assert text_of(entry, "updated") > before
        assert text_of(feed, "updated") == text_of(entry, "updated")
        assert first.code in text_of(feed.findall(f"{ATOM}entry")[0], "title")
        assert second.code in text_of(feed.findall(f"{ATOM}entry")[1], "title")
        assert "A shop knew it." in text_of(entry, "content")

    def test_a_withdrawn_appeal_leaves_a_tombstone_only(self, visitor: Client) -> None:
        appeal = make_open_appeal(title="A very particular bag", known="Secret by now")
        name = text_of(entry_of(atom(visitor), appeal), "id")
        services.withdraw_appeal(appeal, reason="Wrong object", by=make_user("approver"))

        feed = atom(visitor)
        told = json_feed(visitor)

        (tombstone,) = feed.findall(TOMBSTONE)
        assert tombstone.get("ref") == name
        assert text_of(feed, "updated") == tombstone.get("when")
        assert not feed.findall(f"{ATOM}entry")
        assert told["items"] == []
        assert [each["code"] for each in told["_withdrawn"]] == [appeal.code]
        for address in ("/en/feed.atom", "/en/feed.json"):
            page = visitor.get(address).content.decode()
            secrets = (appeal.title, appeal.question, appeal.known, "Wrong object", "/pictures/")
            assert not any(secret in page for secret in secrets)

    def test_words_come_in_the_language_of_the_address(self, visitor: Client) -> None:
        told, untold = make_open_appeal(), make_open_appeal()
        release(make_waiting_translation(told))

        feed = atom(visitor, language="pl")

        assert feed.get(LANG) == "pl"
        assert entry_of(feed, told).get(LANG) == "pl"
        assert entry_of(feed, untold).get(LANG) == "en"

    @pytest.mark.parametrize("hostile", [HOSTILE, "\x08" * 40, "<![CDATA[x]]>", "&#0;&#x1;"])
    def test_hostile_words_break_nothing(self, visitor: Client, hostile: str) -> None:
        appeal = make_open_appeal(title=hostile, question=hostile, known=hostile)
        make_closed_appeal(title=hostile)

        feed, told = atom(visitor), json_feed(visitor)

        entry = next(
            each for each in feed.findall(f"{ATOM}entry") if appeal.code in text_of(each, "title")
        )
        expected = "".join(
            "\ufffd" if each in "\x01\x08\x0b\x1f\ufffe\uffff" else each for each in hostile
        )
        assert text_of(entry, "summary") == expected
        assert "<script" not in text_of(entry, "content")
        assert hostile in {item["summary"] for item in told["items"]}
        assert "<script" not in str([item["content_html"] for item in told["items"]])


class TestNames:
    def test_they_do_not_change_with_host_or_update(self, visitor: Client, settings: Any) -> None:
        settings.ALLOWED_HOSTS = ["tips.example.org", "abc.onion"]
        appeal = make_open_appeal()
        here = atom(visitor, headers={"Host": "tips.example.org"})
        services.approve_update(
            services.propose_update(appeal, text="x", by=appeal.author), by=make_user("approver")
        )

        there = atom(visitor, headers={"Host": "abc.onion"})

        assert text_of(here, "id") == text_of(there, "id")
        assert text_of(entry_of(here, appeal), "id") == text_of(entry_of(there, appeal), "id")
        assert all_links(entry_of(there, appeal), "alternate")[0].startswith("http://abc.onion/")
        assert (
            "tips.example.org"
            not in visitor.get("/en/feed.atom", headers={"Host": "abc.onion"}).content.decode()
        )

    def test_they_differ_by_language_and_filter_and_are_the_same_in_both_formats(
        self, visitor: Client
    ) -> None:
        appeal = make_open_appeal(kind="bag", region="europe")
        feeds_of = [atom(visitor), atom(visitor, language="de"), atom(visitor, "?kind=bag")]

        assert len({text_of(feed, "id") for feed in feeds_of}) == 3
        english, german, bags = (text_of(entry_of(feed, appeal), "id") for feed in feeds_of)
        assert english == bags
        assert english != german
        assert json_feed(visitor)["items"][0]["id"] == english


class TestFilters:
    def test_a_feed_holds_what_fits(self, visitor: Client) -> None:
        bag = make_open_appeal(kind="bag", region="europe")
        lamp = make_closed_appeal("country_found", kind="furniture", region="asia")

        assert codes_in(atom(visitor, "?kind=bag")) == {bag.code}
        assert codes_in(atom(visitor, "?region=asia")) == {lamp.code}
        assert codes_in(atom(visitor, "?found_in=PL")) == {lamp.code}
        assert codes_in(atom(visitor, "?asked_by=NL")) == set()
        assert codes_in(atom(visitor, "?kind=bag&region=asia")) == set()
        assert codes_in(atom(visitor, "?utm_source=x&kind=")) == {bag.code, lamp.code}
        assert "Europe" in text_of(atom(visitor, "?region=europe"), "title")

    def test_a_scene_has_a_feed_of_its_own(self, visitor: Client) -> None:
        scene = Scene.objects.create(unit=make_unit(), title="The blue room")
        appeal, _alone = make_open_appeal(scene=scene), make_open_appeal()

        feed = atom(visitor, f"?scene={scene.code}")

        assert codes_in(feed) == {appeal.code}
        terms = {each.get("term") for each in entry_of(feed, appeal).iter(f"{ATOM}category")}
        assert scene.code in terms
        assert (
            "The blue room" not in visitor.get(f"/en/feed.atom?scene={scene.code}").content.decode()
        )

    @pytest.mark.parametrize(
        "query",
        [
            "kind=nothing",
            "kind=%00",
            "region=%ff",
            "found_in=XX",
            "scene=%00",
            "scene='--",
            "scene=S-000000",
            "page=0",
            "page=2",
            "page=-1",
            "page=x",
            "page=%00",
            "page=%d9%a1",
            "page=" + "9" * 5000,
        ],
        ids=lambda query: str(query)[:30],
    )
    def test_what_makes_no_sense_is_not_found(
        self, visitor: Client, query: str, settings: Any
    ) -> None:
        settings.MIDDLEWARE = middleware("public")
        make_open_appeal()

        assert visitor.get(f"/en/feed.atom?{query}").status_code == 404
        assert visitor.get(f"/en/feed.json?{query}").status_code == 404

    def test_pages_hold_every_appeal_once(
        self, visitor: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(feeds, "PER_PAGE", 2)
        codes = {make_open_appeal(kind="bag").code for _ in range(5)}

        found: list[str] = []
        address: str | None = "?kind=bag"
        while address is not None:
            feed = atom(visitor, address)
            found += codes_in(feed)
            following = all_links(feed, "next")
            address = f"?{urlsplit(following[0]).query}" if following else None

        assert sorted(found) == sorted(codes)
        assert all_links(feed, "previous") == ["http://testserver/en/feed.atom?kind=bag&page=2"]
        assert all_links(feed, "first") == ["http://testserver/en/feed.atom?kind=bag"]
        following_json = json_feed(visitor, "?kind=bag")["next_url"]
        assert following_json == "http://testserver/en/feed.json?kind=bag&page=2"


class TestAnswers:
    def test_without_any_appeal_it_is_valid(self, visitor: Client) -> None:
        assert codes_in(atom(visitor)) == set()
        assert json_feed(visitor)["items"] == []

    @pytest.mark.parametrize("name", ["atom", "json"])
    def test_any_cache_and_any_page_may_have_it(self, visitor: Client, name: str) -> None:
        make_open_appeal()
        response = visitor.get(f"/en/feed.{name}")

        assert "s-maxage" in response["Cache-Control"]
        assert response["Access-Control-Allow-Origin"] == "*"
        assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert "Vary" not in response
        again = visitor.get(f"/en/feed.{name}", headers={"If-None-Match": response["ETag"]})
        assert again.status_code == 304
        assert visitor.post(f"/en/feed.{name}").status_code == 405
        assert visitor.head(f"/en/feed.{name}").status_code == 200

    @pytest.mark.parametrize("name", ["atom", "json"])
    @pytest.mark.parametrize("language", ["en", "pl"])
    def test_the_number_of_queries_does_not_grow(
        self, visitor: Client, django_assert_max_num_queries: Any, name: str, language: str
    ) -> None:
        first = make_closed_appeal()
        release(make_waiting_translation(first))
        # Count, page, crops, renditions, updates, languages, the feed's name; in another language
        # than the appeals' the words of appeals, crops and updates, and the updates again.
        most = 7 if language == "en" else 11
        with django_assert_max_num_queries(most):
            visitor.get(f"/{language}/feed.{name}")
        for _ in range(4):
            release(make_waiting_translation(make_closed_appeal()))
        make_withdrawn_appeal()
        with django_assert_max_num_queries(most):
            visitor.get(f"/{language}/feed.{name}")
