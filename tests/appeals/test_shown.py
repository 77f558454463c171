"""The pages behind a signed link: what they show, count and hide, and what a dead link answers."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from appeals import services
from appeals.links import token_of
from appeals.models import Appeal, Showing
from tests.factories import (
    approve,
    make_awaiting_appeal,
    make_crop,
    make_draft,
    make_showing,
    make_user,
)
from tipsite.settings.parts import middleware

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("queued")]
IN_CONFIDENCE = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "X-Content-Type-Options": "nosniff",
}
FORGED = f"{'A' * 22}.1800000000.{'B' * 43}"


@pytest.fixture(autouse=True)
def _public_zone(settings: Any) -> None:
    """As its own process: without the key of the private bucket."""
    settings.ROOT_URLCONF = "tipsite.urls.public"
    settings.MIDDLEWARE = middleware("public")


def page_of(showing: Showing) -> str:
    return f"/shown/{token_of(showing)}/"


def close_bucket(settings: Any, *names: str) -> None:
    closed = {name: {"BACKEND": "tests.appeals.closed.Closed"} for name in names}
    settings.STORAGES = {**settings.STORAGES, **closed}


def shown_appeal(**fields: Any) -> Appeal:
    appeal = make_draft(known="The label is in two languages.", **fields)
    make_crop(appeal)
    make_crop(appeal)
    services.submit_appeal(appeal, by=appeal.author)
    return appeal


class TestPage:
    def test_shows_what_the_public_page_would(self, visitor: Client) -> None:
        showing = make_showing(shown_appeal(ruled_out="Spain"))

        response = visitor.get(page_of(showing))

        page = response.content.decode()
        assert response.status_code == 200
        for text in (showing.appeal.title, showing.appeal.question, "two languages", "Spain"):
            assert text in page
        assert "Shown to you in confidence" in page
        assert "How it ended" not in page
        assert "Awaiting approval" not in page
        assert '<meta name="robots" content="noindex' in page

    def test_names_neither_the_audience_nor_the_object_where_others_see_it(
        self, visitor: Client
    ) -> None:
        showing = make_showing()

        page = visitor.get(page_of(showing)).content.decode()

        assert showing.audience not in page
        assert showing.made_by.username not in page
        close_up = visitor.get(f"{page_of(showing)}pictures/1/").content.decode()
        for shown in (page, close_up):
            head = shown.partition("<body>")[0]
            assert showing.appeal.title not in head
            assert showing.appeal.question not in head
            assert "brown bag" not in head

    def test_nothing_invites_to_pass_it_on(self, visitor: Client) -> None:
        showing = make_showing()

        for end in ("", "pictures/1/"):
            page = visitor.get(f"{page_of(showing)}{end}").content.decode()
            assert "Pass it on" not in page
            assert "mailto:" not in page
            assert "js/share" not in page
            assert f"/appeals/{showing.appeal.code}/" not in page

    def test_its_close_ups_stay_behind_the_link(self, visitor: Client) -> None:
        showing = make_showing(shown_appeal())
        page = visitor.get(page_of(showing)).content.decode()
        address = f"{page_of(showing)}pictures/"

        close_up = visitor.get(f"{address}2/").content.decode()

        assert f'href="/en{address}1/"' in page
        assert f'href="/en{address}2/"' in page
        assert "Shown to you in confidence" in close_up
        assert f'rel="prev" href="/en{address}1/"' in close_up
        assert f'href="/en{page_of(showing)}"' in close_up
        assert '<meta name="robots" content="noindex' in close_up

    @pytest.mark.parametrize("crops", [1, 2])
    def test_a_close_up_asks_the_database_seldom(
        self, visitor: Client, django_assert_num_queries: Any, crops: int
    ) -> None:
        appeal = make_awaiting_appeal() if crops == 1 else shown_appeal()
        address = f"{page_of(make_showing(appeal))}pictures/1/"

        # The showing, crops with renditions, updates, its pictures' addresses.
        with django_assert_num_queries(5):
            visitor.get(address)

    def test_its_pictures_are_the_showings_own(self, visitor: Client, settings: Any) -> None:
        showing = make_showing(shown_appeal())
        originals = {
            each.number: (each.rendition.read_private(), each.rendition.media_type)
            for each in showing.renditions.select_related("rendition")
            if each.rendition
        }
        # Whatever the public zone does now, it does without the private bucket.
        close_bucket(settings, "private", "default", "public")

        page = visitor.get(page_of(showing)).content.decode()

        addresses = set(re.findall(rf"{page_of(showing)}\d+", page))
        close_up = visitor.get(f"{page_of(showing)}pictures/2/").content.decode()
        addresses |= set(re.findall(rf"{page_of(showing)}\d+", close_up))
        assert len(addresses) >= 4
        for shown in (page, close_up):
            assert not re.search(r"""["' ]/pictures/""", shown)
        found = {}
        for address in addresses:
            answer = visitor.get(address)
            found[int(address.rsplit("/", 1)[1])] = (answer.content, answer["Content-Type"])
        assert found == {number: originals[number] for number in found}
        assert {media_type for _content, media_type in found.values()} >= {"image/jpeg"}

    @pytest.mark.parametrize("crops", [1, 2])
    def test_asks_the_database_seldom(
        self, visitor: Client, django_assert_num_queries: Any, crops: int
    ) -> None:
        appeal = make_awaiting_appeal() if crops == 1 else shown_appeal()
        address = page_of(make_showing(appeal))

        # The showing, its count, crops with renditions, updates, its pictures' addresses.
        with django_assert_num_queries(6):
            visitor.get(address)

    def test_a_picture_asks_the_database_twice(
        self, visitor: Client, django_assert_num_queries: Any
    ) -> None:
        address = f"{page_of(make_showing())}1"

        with django_assert_num_queries(2):
            visitor.get(address)


class TestHeaders:
    @pytest.mark.parametrize("method", ["get", "head", "post", "put", "delete"])
    @pytest.mark.parametrize("end", ["", "1", "99", "tip/", "pictures/1/", "pictures/99/"])
    @pytest.mark.parametrize("kind", ["running", "ended", "forged"])
    def test_every_answer_is_kept_from_caches_and_search_engines(
        self, visitor: Client, method: str, end: str, kind: str
    ) -> None:
        showing = make_showing()
        address = page_of(showing) if kind != "forged" else f"/shown/{FORGED}/"
        if kind == "ended":
            services.revoke_showing(showing, by=showing.made_by)

        response = getattr(visitor, method)(f"{address}{end}")

        assert {name: response.headers.get(name) for name in IN_CONFIDENCE} == IN_CONFIDENCE
        assert "ETag" not in response.headers
        assert "Set-Cookie" not in response.headers
        if method in {"put", "delete"} or (method == "post" and end != "tip/"):
            assert response.status_code == 405

    def test_the_answer_that_leads_on_too(self, visitor: Client) -> None:
        showing = make_showing()
        approve(showing.appeal, by=showing.made_by)

        response = visitor.get(page_of(showing))

        assert {name: response.headers.get(name) for name in IN_CONFIDENCE} == IN_CONFIDENCE

    def test_nothing_public_leads_there(self, visitor: Client) -> None:
        showing = make_showing()

        for address in ("/", "/robots.txt", f"/?kind={showing.appeal.kind}", "/receipt/"):
            page = visitor.get(address).content.decode()
            assert token_of(showing) not in page
            assert "shown/" not in page.replace("/shown/\n", "")
            assert showing.appeal.code not in page


class TestCounting:
    def test_a_page_counts_and_nothing_else_does(self, visitor: Client) -> None:
        showing = make_showing()
        address = page_of(showing)

        visitor.get(address)
        visitor.get(address)
        for uncounted in (f"{address}1", f"{address}2", f"{address}tip/", f"{address}pictures/1/"):
            visitor.get(uncounted)
        visitor.head(address)
        visitor.post(address)
        visitor.post(f"{address}tip/", {"text": ""})

        showing.refresh_from_db()
        assert (showing.openings, showing.last_opened_on) == (2, timezone.now().date())

    def test_an_opening_changes_two_columns_of_one_row(self, visitor: Client) -> None:
        showing = make_showing()
        other = make_showing(showing.appeal)
        before = dict(Showing.objects.filter(pk=showing.pk).values().get())

        visitor.get(page_of(showing), headers={"User-Agent": "Marker", "Cookie": "marker=1"})

        after = dict(Showing.objects.filter(pk=showing.pk).values().get())
        changed = {name for name in after if before[name] != after[name]}
        assert changed == {"openings", "last_opened_on"}
        other.refresh_from_db()
        assert other.openings == 0

    def test_a_dead_link_counts_nothing(self, visitor: Client) -> None:
        showing = make_showing()
        services.revoke_showing(showing, by=showing.made_by)

        visitor.get(page_of(showing))

        showing.refresh_from_db()
        assert (showing.openings, showing.last_opened_on) == (0, None)


class TestDeadLinks:
    @pytest.mark.parametrize("end", ["", "1", "tip/", "pictures/1/"])
    def test_revoked_returned_and_expired_ones_are_gone_and_forged_ones_unknown(
        self, visitor: Client, monkeypatch: pytest.MonkeyPatch, end: str
    ) -> None:
        revoked, returned, expired = make_showing(), make_showing(), make_showing(days=0)
        services.revoke_showing(revoked, by=revoked.made_by)
        services.return_appeal(returned.appeal, reason="x", by=returned.made_by)
        monkeypatch.setattr(timezone, "now", lambda: expired.expires_on)

        gone = [visitor.get(f"{page_of(each)}{end}") for each in (revoked, returned, expired)]
        unknown = visitor.get(f"/shown/{FORGED}/{end}")

        assert [each.status_code for each in gone] == [410, 410, 410]
        assert unknown.status_code == 404
        # One page, whatever the link was; nothing of any appeal is on it. Only the links to other
        # languages hold the address that was asked for.
        page = unknown.content.decode()
        tokens = [token_of(each) for each in (revoked, returned, expired)]
        assert [
            each.content.decode().replace(token, FORGED)
            for each, token in zip(gone, tokens, strict=True)
        ] == [page] * 3
        assert "This link is no longer valid" in page
        for showing in (revoked, returned, expired):
            assert showing.appeal.code not in page
            assert showing.appeal.title not in page

    def test_a_published_appeals_link_leads_to_its_page(self, visitor: Client) -> None:
        showing = make_showing()
        approve(showing.appeal, by=showing.made_by)
        public = f"/en/appeals/{showing.appeal.code}/"

        for end in ("", "tip/"):
            response = visitor.get(f"{page_of(showing)}{end}")
            assert (response.status_code, response["Location"]) == (302, public)
        assert visitor.get(public).status_code == 200

    def test_a_withdrawn_appeals_link_leads_to_its_tombstone(self, visitor: Client) -> None:
        showing = make_showing()
        approve(showing.appeal, by=showing.made_by)
        services.withdraw_appeal(showing.appeal, reason="x", by=showing.made_by)

        response = visitor.get(page_of(showing), follow=True)

        assert response.status_code == 410
        assert showing.appeal.title not in response.content.decode()

    def test_a_revoked_link_does_not_lead_on(self, visitor: Client) -> None:
        showing = make_showing()
        services.revoke_showing(showing, by=showing.made_by)
        approve(showing.appeal, by=make_user("approver"))

        assert visitor.get(page_of(showing)).status_code == 410

    @pytest.mark.parametrize(
        "token", ["x", "%00", "..", "%2e%2e", "%F0%9F%90%A6", "a" * 5000, "a.b.c", "%0d%0ax"]
    )
    def test_no_odd_token_is_our_fault(self, visitor: Client, token: str) -> None:
        for end in ("", "1", "tip/", "pictures/1/", "99999999999999999999"):
            assert visitor.get(f"/shown/{token}/{end}").status_code == 404


class TestForeignPictures:
    def test_a_link_opens_no_other_appeals_picture(self, visitor: Client) -> None:
        mine, other = make_showing(), make_showing(shown_appeal())
        foreign = {each.pk for each in other.renditions.all()}
        foreign |= {each.rendition_id for each in other.renditions.all() if each.rendition_id}
        foreign |= {each.number for each in other.renditions.all()}
        foreign -= {each.number for each in mine.renditions.all()}

        assert len(foreign) > 4
        assert {visitor.get(f"{page_of(mine)}{number}").status_code for number in foreign} == {404}

    def test_no_copy_has_another_address(self, visitor: Client) -> None:
        showing = make_showing()

        for each in showing.renditions.select_related("rendition"):
            assert each.rendition
            for key in (each.key, each.rendition.private_key):
                assert visitor.get(f"/pictures/{key}").status_code == 404
                assert visitor.get(f"{page_of(showing)}{key}").status_code == 404

    def test_a_picture_whose_file_is_gone_is_not_there(self, visitor: Client) -> None:
        from django.core.files.storage import storages

        showing = make_showing()
        first = showing.renditions.all()[0]
        storages["restricted"].delete(first.key)

        assert visitor.get(f"{page_of(showing)}{first.number}").status_code == 404
