"""The API's answers: what is public, all of it, in a stable order, and refusals in one form."""

import json
from typing import Any

import pytest
from django.test import Client

from appeals import services
from appeals.models import Scene
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


def answer(visitor: Client, address: str, status: int = 200) -> Any:
    response = visitor.get(f"/api/v1/{address}")
    assert response.status_code == status, response.content
    kind = "application/json" if status == 200 else "application/problem+json"
    assert response["Content-Type"].partition(";")[0] == kind
    return json.loads(response.content)


def codes(told: dict[str, Any]) -> list[str]:
    return [each["code"] for each in told["items"]]


class TestTheList:
    def test_tells_what_is_listed_the_newest_first(self, visitor: Client) -> None:
        make_draft()
        make_awaiting_appeal()
        make_withdrawn_appeal()
        shown = [make_open_appeal().code, make_closed_appeal().code]

        told = answer(visitor, "appeals")

        assert codes(told) == shown[::-1]
        assert (told["total"], told["next"]) == (2, None)

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ("kind=bag", {"bag"}),
            ("region=asia", {"lamp"}),
            ("status=open", {"bag"}),
            ("status=closed", {"lamp"}),
            ("outcome=country_found", {"lamp"}),
            ("outcome=identified", set()),
            ("found_in=PL", {"lamp"}),
            ("kind=bag&status=closed", set()),
            ("published_since=2020-01-01T00:00:00Z", {"bag", "lamp"}),
            ("published_since=2999-01-01t00:00:60.5%2B01:00", set()),
            ("updated_since=0001-01-01T00:00:00%2B23:59", {"bag", "lamp"}),
            ("updated_since=9999-12-31T23:59:59-23:59", set()),
        ],
    )
    def test_filters(self, visitor: Client, query: str, expected: set[str]) -> None:
        found = {
            make_open_appeal(kind="bag", region="europe").code: "bag",
            make_closed_appeal("country_found", kind="furniture", region="asia").code: "lamp",
        }

        told = answer(visitor, f"appeals?{query}")

        assert {found[code] for code in codes(told)} == expected
        assert told["total"] == len(expected)

    def test_those_of_a_scene(self, visitor: Client) -> None:
        scene = Scene.objects.create(unit=make_unit(), title="The blue room")
        appeal, _alone = make_open_appeal(scene=scene), make_open_appeal()

        told = answer(visitor, f"appeals?scene={scene.code}")

        assert codes(told) == [appeal.code]
        assert told["items"][0]["scene"] == scene.code
        assert "blue room" not in str(told)

    def test_what_changed_since_is_found_by_its_last_change(self, visitor: Client) -> None:
        first, second = make_open_appeal(), make_open_appeal()
        update = services.propose_update(first, text="x", by=first.author)
        services.approve_update(update, by=make_user("approver"))
        (changed_on,) = [
            each["updated_on"]
            for each in answer(visitor, "appeals")["items"]
            if each["code"] == first.code
        ]

        assert codes(answer(visitor, f"appeals?updated_since={changed_on}")) == [first.code]
        assert second.code in codes(answer(visitor, "appeals"))

    def test_its_parts_hold_every_appeal_once_while_new_ones_come(self, visitor: Client) -> None:
        shown = [make_open_appeal().code for _ in range(5)]

        told = answer(visitor, "appeals?limit=2&status=open")
        found = codes(told)
        while told["next"]:
            make_open_appeal()
            told = answer(visitor, told["next"].removeprefix("http://testserver/api/v1/"))
            found += codes(told)

        assert found == shown[::-1]

    def test_the_number_of_queries_does_not_grow(
        self, visitor: Client, django_assert_max_num_queries: Any
    ) -> None:
        release(make_waiting_translation(make_closed_appeal()))
        # Count, appeals, crops, renditions, updates, languages; what is told in Polish, of three
        # kinds, and the updates again; the one before.
        for address in ("appeals", "appeals?language=pl"):
            with django_assert_max_num_queries(10):
                visitor.get(f"/api/v1/{address}")
        for _ in range(3):
            release(make_waiting_translation(make_closed_appeal()))
        for address in ("appeals", "appeals?language=pl"):
            with django_assert_max_num_queries(10):
                visitor.get(f"/api/v1/{address}")


class TestOneAppeal:
    def test_is_told_whole(self, visitor: Client) -> None:
        appeal = make_closed_appeal("too_common", known="Sold about 2012.", ruled_out="Spain")
        services.propose_update(appeal, text="Not released yet", by=appeal.author)

        told = answer(visitor, f"appeals/{appeal.code}")

        assert told["known"] == "Sold about 2012."
        assert (told["status"], told["outcome"]) == ("closed", "too_common")
        assert [each["text"] for each in told["updates"]] == ["The shop was found."]
        assert told["page_url"] == f"http://testserver/en/appeals/{appeal.code}/"
        (crop,) = told["crops"]
        assert crop["alt_text"] == "A brown bag with a green oval"
        for rendition in appeal.crops.get().renditions.all():
            (found,) = [
                each
                for each in crop["renditions"]
                if (each["size"], each["media_type"]) == (rendition.size, rendition.media_type)
            ]
            assert found["sha256"] == rendition.sha256
            picture = visitor.get(found["url"].removeprefix("http://testserver"))
            assert len(picture.content) == found["size_bytes"]
            assert picture["Access-Control-Allow-Origin"] == "*"

    def test_is_told_in_the_language_that_is_asked_for(self, visitor: Client) -> None:
        appeal = make_open_appeal()
        translation = release(make_waiting_translation(appeal))

        polish = answer(visitor, f"appeals/{appeal.code}?language=pl")
        german = answer(visitor, f"appeals/{appeal.code}?language=de")

        assert (polish["title"], polish["language"]) == (translation.title, "pl")
        assert (german["title"], german["language"]) == (appeal.title, "en")
        assert polish["languages"] == german["languages"] == ["en", "pl"]
        assert polish["page_url"] == f"http://testserver/pl/appeals/{appeal.code}/"
        assert polish["id"] == german["id"]

    def test_that_was_withdrawn_is_a_tombstone(self, visitor: Client) -> None:
        appeal = make_withdrawn_appeal(title="A very particular bag")

        told = answer(visitor, f"appeals/{appeal.code}", 410)

        assert (told["code"], told["status"]) == (appeal.code, 410)
        assert set(told) == {
            "type",
            "title",
            "status",
            "detail",
            "code",
            "id",
            "published_on",
            "withdrawn_on",
        }
        assert "Wrong object" not in str(told)

    def test_that_is_not_public_looks_like_nothing(self, visitor: Client) -> None:
        hidden = answer(visitor, f"appeals/{make_draft().code}", 404)

        assert hidden == answer(visitor, "appeals/EU-2026-9999", 404)

    @pytest.mark.parametrize(
        "code", ["%00", "x", "eu-2026-0001", "E" * 3000, "%ed%a0%80", "a%2Fb", "", "a/b/c"]
    )
    def test_that_has_no_code_is_not_found(self, visitor: Client, code: str) -> None:
        answer(visitor, f"appeals/{code}", 404)


class TestChanges:
    def test_tell_everything_that_happened_the_oldest_first(self, visitor: Client) -> None:
        opened, closed, withdrawn = (
            make_open_appeal(),
            make_closed_appeal(),
            make_withdrawn_appeal(),
        )
        make_draft()

        told = answer(visitor, "changes")

        assert [each["code"] for each in told["changed"]] == [opened.code, closed.code]
        assert [each["appeal"] for each in told["withdrawn"]] == [withdrawn.code]
        assert "Wrong object" not in str(told)

    def test_can_be_followed_without_missing_any(self, visitor: Client) -> None:
        shown = [make_open_appeal().code for _ in range(5)]

        told = answer(visitor, "changes?limit=2")
        found = [each["code"] for each in told["changed"]]
        while told["next"]:
            told = answer(visitor, told["next"].removeprefix("http://testserver/api/v1/"))
            found += [each["code"] for each in told["changed"]]
        later = make_open_appeal()
        again = answer(visitor, f"changes?since={told['next_since']}")

        assert found == shown
        assert later.code in [each["code"] for each in again["changed"]]

    def test_without_any_there_is_nothing_to_ask_from(self, visitor: Client) -> None:
        told = answer(visitor, "changes?since=2026-01-01T00:00:00Z")

        assert told["changed"] == told["withdrawn"] == []
        assert told["next_since"] == "2026-01-01T00:00:00Z"
        assert answer(visitor, "changes")["next_since"] is None

    def test_the_number_of_queries_does_not_grow(
        self, visitor: Client, django_assert_num_queries: Any
    ) -> None:
        for _ in range(2):
            make_closed_appeal()
            with django_assert_num_queries(1):
                visitor.get("/api/v1/changes")


class TestRefusals:
    @pytest.mark.parametrize(
        "query",
        [
            "kind=nothing",
            "kind=",
            "kind=%00",
            "kind=bag&kind=toy",
            "unknown=1",
            "language=xx",
            "limit=0",
            "limit=101",
            "limit=1.0",
            "limit=%d9%a1",
            "limit=" + "9" * 5000,
            "scene=%00",
            "scene=%ff",
            "after=x",
            "after=EU-2026-0001%0a",
            "published_since=2026-01-01",
            "published_since=2026-13-01T00:00:00Z",
            "published_since=0",
            "updated_since=" + "9" * 5000,
            "%00=1",
        ],
        ids=lambda query: str(query)[:30],
    )
    def test_what_is_not_described_is_refused(
        self, visitor: Client, settings: Any, query: str
    ) -> None:
        settings.MIDDLEWARE = middleware("public")
        told = answer(visitor, f"appeals?{query}", 400)

        assert told["errors"][0]["parameter"] in query.replace("%00=", "\0=")

    def test_nothing_follows_an_appeal_that_is_not_there(self, visitor: Client) -> None:
        answer(visitor, f"appeals?after={make_draft().code}", 404)

    @pytest.mark.parametrize("address", ["", "nothing", "appeals/", "openapi.json/"])
    def test_other_addresses_lead_nowhere(self, visitor: Client, address: str) -> None:
        answer(visitor, address, 404)

    @pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "QUERY", "X"])
    @pytest.mark.parametrize("address", ["appeals", "appeals/EU-2026-0001", "changes", "nothing"])
    def test_writing_is_refused_in_the_same_form(self, method: str, address: str) -> None:
        client = Client(enforce_csrf_checks=True)

        response = client.generic(method, f"/api/v1/{address}", b"{", "application/json")

        assert response.status_code == 405
        assert response["Allow"] == "GET, HEAD, OPTIONS"
        assert response["Content-Type"] == "application/problem+json"
        assert response["Access-Control-Allow-Origin"] == "*"


class TestEveryAnswer:
    @pytest.fixture
    def addresses(self) -> list[tuple[str, int]]:
        return [
            ("appeals", 200),
            (f"appeals/{make_open_appeal().code}", 200),
            ("changes", 200),
            ("openapi.json", 200),
            (f"appeals/{make_withdrawn_appeal().code}", 410),
            ("appeals/EU-2026-9999", 404),
            ("appeals?kind=x", 400),
        ]

    def test_is_open_to_any_page_and_any_cache(
        self, visitor: Client, addresses: list[tuple[str, int]]
    ) -> None:
        for address, status in addresses:
            response = visitor.get(f"/api/v1/{address}")
            assert response.status_code == status
            assert response["Access-Control-Allow-Origin"] == "*"
            assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
            assert "s-maxage" in response["Cache-Control"]
            assert "Vary" not in response
            assert not response.cookies

    def test_is_not_sent_twice(self, visitor: Client, addresses: list[tuple[str, int]]) -> None:
        for address, _status in addresses[:4]:
            tag = visitor.get(f"/api/v1/{address}")["ETag"]
            again = visitor.get(f"/api/v1/{address}", headers={"If-None-Match": tag})
            assert (again.status_code, again.content) == (304, b"")

    def test_head_and_preflight_are_answered(
        self, visitor: Client, addresses: list[tuple[str, int]]
    ) -> None:
        for address, status in addresses:
            head = visitor.head(f"/api/v1/{address}")
            preflight = visitor.options(f"/api/v1/{address}")
            assert (head.status_code, head.content) == (status, b"")
            assert preflight.status_code == 204
            assert preflight["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
