"""The public pages of appeals: what visitors and caches get, and what stays hidden."""

import re
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from appeals import services
from appeals.models import Appeal, Scene
from appeals.views import PER_PAGE
from tests.factories import (
    approve,
    as_the_tables_owner,
    make_awaiting_appeal,
    make_closed_appeal,
    make_crop,
    make_draft,
    make_open_appeal,
    make_picture,
    make_unit,
    make_user,
    make_withdrawn_appeal,
)
from tipsite.settings.parts import middleware

pytestmark = pytest.mark.django_db


def published(count: int, **fields: Any) -> list[Appeal]:
    """Appeals made public by the shortest way, with the pictures of the first one's bucket."""
    return [make_open_appeal(title=f"Bag number {number}", **fields) for number in range(count)]


def seconds_kept(header: str) -> int:
    """How long any cache may show the page without asking: the longest way through all of them."""
    directives = dict(part.strip().partition("=")[::2] for part in header.split(","))
    assert "public" in directives
    names = ("max-age", "s-maxage", "stale-while-revalidate")
    return sum(int(directives.get(name, 0)) for name in names)


def page_of(appeal: Appeal) -> str:
    return f"/appeals/{appeal.code}/"


class TestFrontPage:
    def test_shows_what_is_listed_and_nothing_else(self, visitor: Client) -> None:
        hidden = [make_draft(), make_awaiting_appeal(), make_withdrawn_appeal()]
        shown = [make_open_appeal(), make_closed_appeal()]

        page = visitor.get("/").content.decode()

        assert all(each.code in page for each in shown)
        assert not any(each.code in page for each in hidden)

    def test_without_any_appeal_it_says_so(self, visitor: Client) -> None:
        response = visitor.get("/")

        assert response.status_code == 200
        assert "No object is published" in response.content.decode()

    @pytest.mark.parametrize("page", ["abc", "", "0", "-1", "9" * 20, "1e3", "%00", "9" * 5000])
    def test_a_page_that_is_not_there_is_the_nearest_one(
        self, visitor: Client, settings: Any, page: str
    ) -> None:
        # As the public zone runs; the staff's zone, which tests run too, refuses NUL altogether.
        settings.MIDDLEWARE = middleware("public")
        appeal = make_open_appeal()

        response = visitor.get(f"/?page={page}")

        assert response.status_code == 200
        assert appeal.code in response.content.decode()

    def test_pages_hold_every_appeal_once_and_keep_the_filter(self, visitor: Client) -> None:
        appeals = published(PER_PAGE + 1, kind="bag")

        first = visitor.get("/en/?kind=bag").content.decode()
        second = visitor.get("/en/?kind=bag&page=2").content.decode()

        assert 'rel="next" href="/en/?kind=bag&amp;page=2"' in first
        assert 'rel="prev" href="/en/?kind=bag"' in second
        assert 'rel="prev"' not in first
        assert 'rel="next"' not in second
        assert 'aria-current="page">2<' in second
        for appeal in appeals:
            assert (page_of(appeal) in first) != (page_of(appeal) in second)

    def test_the_first_pictures_are_asked_for_at_once_and_the_others_later(
        self, visitor: Client
    ) -> None:
        published(6)

        page = visitor.get("/").content.decode()

        assert page.count('fetchpriority="high"') == 1
        assert page.count('loading="lazy"') == 2

    def test_how_it_ended_is_told_with_the_country(self, visitor: Client) -> None:
        make_closed_appeal("country_found")

        assert "Country found: Poland" in visitor.get("/en/").content.decode()
        assert "Polen" in visitor.get("/de/").content.decode()

    def test_words_are_marked_with_their_language(self, visitor: Client) -> None:
        make_open_appeal()

        page = visitor.get("/ar/").content.decode()

        assert '<h2 class="card__title" lang="en" dir="auto">' in page
        assert '<p class="card__question" lang="en" dir="auto">' in page

    def test_the_number_of_queries_does_not_grow(
        self, visitor: Client, django_assert_num_queries: Any
    ) -> None:
        make_open_appeal()
        # Count, appeals, crops, renditions; what the filters offer: countries, years.
        with django_assert_num_queries(6):
            visitor.get("/")
        published(5)
        with django_assert_num_queries(6):
            visitor.get("/")
        with django_assert_num_queries(6):
            visitor.get("/?q=bag&kind=other&status=open&since=2020-01-01&region=unknown&page=2")


class TestAppealPage:
    def test_shows_what_is_known(self, visitor: Client) -> None:
        appeal = make_open_appeal(known="Sold <b>about</b> 2012.", ruled_out="Not from Spain.")

        page = visitor.get(page_of(appeal)).content.decode()

        assert appeal.question in page
        assert "Sold &lt;b&gt;about&lt;/b&gt; 2012." in page
        assert "Not from Spain." in page
        assert 'alt="A brown bag with a green oval"' in page

    def test_shows_the_outcome_and_the_timeline(self, visitor: Client) -> None:
        appeal = make_closed_appeal("too_common")
        services.propose_update(appeal, text="Not released yet", by=appeal.author)

        page = visitor.get(page_of(appeal)).content.decode()

        assert "Too common to trace: this helps too" in page
        assert "The shop was found." in page
        assert "Not released yet" not in page

    @pytest.mark.parametrize(
        ("outcome", "words"),
        [("identified", "Identified"), ("country_found", "Country found: Poland")],
    )
    def test_a_closed_appeal_says_how_it_ended_in_plain_words(
        self, visitor: Client, outcome: str, words: str
    ) -> None:
        appeal = make_closed_appeal(outcome)

        page = visitor.get(page_of(appeal)).content.decode()

        assert f'<p class="ending__outcome">{words}</p>' in page
        assert f"<p>{appeal.outcome_text or 'The shop was found.'}</p>" in page
        assert appeal.question in page
        assert "<form" not in page

    @pytest.mark.parametrize("language", ["de", "ar"])
    def test_words_in_another_language_than_the_pages_are_marked_and_said_once(
        self, visitor: Client, language: str
    ) -> None:
        appeal = make_open_appeal(known="Sold about 2012.", ruled_out="Not from Spain.")
        services.approve_update(
            services.propose_update(appeal, text="Seen in Gent.", by=appeal.author),
            by=make_user("approver"),
        )

        page = visitor.get(f"/{language}{page_of(appeal)}").content.decode()

        assert page.count('class="language-note"') == 1
        assert f'<a href="/en{page_of(appeal)}" hreflang="en">' in page
        marked = re.findall(r'lang="en" dir="auto">(?:<p>)?([^<]+)<', page)
        for words in (appeal.title, appeal.question, appeal.known, appeal.ruled_out):
            assert words in marked
        assert "Seen in Gent." in marked

    def test_a_reader_of_its_language_sees_no_note(self, visitor: Client) -> None:
        page = visitor.get(f"/en{page_of(make_open_appeal())}").content.decode()

        assert "language-note" not in page

    @pytest.mark.parametrize("host", ["testserver", "localhost"])
    def test_the_address_to_pass_on_has_no_language_and_the_visitors_host(
        self, visitor: Client, host: str
    ) -> None:
        appeal = make_open_appeal(title="Bag & <b>“bird”</b>", question="Which shop? 50 % off")
        lasting = f"http://{host}{page_of(appeal)}"

        page = visitor.get(f"/ar{page_of(appeal)}", headers={"Host": host}).content.decode()

        assert f'readonly value="{lasting}"' in page
        assert f'data-share="{lasting}"' in page
        mail = re.search(r'href="(mailto:[^"]+)"', page)
        assert mail
        written = parse_qs(urlsplit(unescape(mail[1])).query)
        assert written == {
            "subject": [f"{appeal.title} ({appeal.code})"],
            "body": [f"{appeal.question}\r\n\r\n{lasting}"],
        }

    def test_ways_to_pass_on_that_are_not_there_are_not_offered(self, visitor: Client) -> None:
        page = visitor.get(page_of(make_open_appeal())).content.decode()

        for name in ("poster", "press-kit"):
            try:
                reverse(f"appeals:{name}", args=["EU-2026-0001"])
            except NoReverseMatch:
                assert name not in page
            else:
                assert name in page

    @pytest.mark.parametrize("make", [make_draft, make_awaiting_appeal])
    def test_what_is_not_public_looks_like_nothing(self, visitor: Client, make: Any) -> None:
        appeal = make()
        hidden = visitor.get(page_of(appeal))
        nothing = visitor.get("/appeals/EU-2026-9999/")

        assert hidden.status_code == nothing.status_code == 404
        # Links to other languages hold the address that was asked for.
        same = hidden.content.decode().replace(appeal.code, "EU-2026-9999")
        assert same == nothing.content.decode()

    @pytest.mark.parametrize(
        "code", ["%00", "EU-2026-%00", "x", "eu-2026-0001", "%f0%9f%90%a6", "E" * 3000, "%ed%a0%80"]
    )
    def test_what_is_no_code_is_not_found(self, visitor: Client, code: str) -> None:
        assert visitor.get(f"/appeals/{code}/").status_code == 404
        assert visitor.get(f"/appeals/{code}/tip/").status_code == 404

    def test_a_withdrawn_appeal_leaves_a_tombstone_without_its_contents(
        self, visitor: Client
    ) -> None:
        appeal = make_withdrawn_appeal(title="A very particular bag", known="Secret by now")

        response = visitor.get(page_of(appeal))

        assert response.status_code == 410
        page = response.content.decode()
        assert appeal.code in page
        assert not any(
            text in page
            for text in (appeal.title, appeal.question, appeal.known, "Wrong object", "/pictures/")
        )

    def test_appeals_of_one_scene_show_each_other(self, visitor: Client) -> None:
        scene = Scene.objects.create(unit=make_unit(), title="The blue room")
        appeal, related = published(2, scene=scene)
        hidden, alone = make_draft(scene=scene), make_open_appeal()

        page = visitor.get(page_of(appeal)).content.decode()

        assert related.code in page
        assert hidden.code not in page
        assert alone.code not in page
        assert "The blue room" not in page

    def test_the_number_of_queries_does_not_grow(
        self, visitor: Client, django_assert_num_queries: Any
    ) -> None:
        scene = Scene.objects.create(unit=make_unit(), title="Room")
        appeal, _other = published(2, scene=scene)
        # The appeal with its unit, crops, renditions, updates, related ones with theirs.
        with django_assert_num_queries(7):
            visitor.get(page_of(appeal))
        large = make_draft(scene=scene)
        for _ in range(3):
            make_crop(large)
        services.submit_appeal(large, by=large.author)
        approve(large)
        published(3, scene=scene)
        with django_assert_num_queries(7):
            visitor.get(page_of(large))


class TestPictures:
    def test_a_page_offers_every_width_and_format(self, visitor: Client) -> None:
        appeal = make_draft()
        services.add_crop(
            appeal, picture=make_picture((1700, 1300)), alt_text="A bag", by=appeal.author
        )
        services.submit_appeal(appeal, by=appeal.author)
        approve(appeal)
        offered = {
            (each.media_type, each.width_px): each.url
            for each in appeal.crops.get().renditions.exclude(size="share")
        }

        page = visitor.get(page_of(appeal)).content.decode()
        lists = visitor.get("/").content.decode()

        for media_type in ("image/avif", "image/webp", "image/jpeg"):
            widths = (360, 960, 1600)
            srcset = ", ".join(f"{offered[media_type, width]} {width}w" for width in widths)
            assert f'srcset="{srcset}"' in page
        for media_type in ("image/avif", "image/webp"):
            address = offered[media_type, 360]
            assert f'<source type="{media_type}" srcset="{address}">' in lists
        assert f'src="{offered["image/jpeg", 360]}"' in lists
        assert f'src="{offered["image/jpeg", 1600]}"' in page

    def test_a_small_crop_is_shown_as_large_as_it_is(self, visitor: Client) -> None:
        appeal = make_open_appeal()
        card = appeal.crops.get().card

        assert card
        for end in ("", "pictures/1/"):
            assert f'src="{card.url}"' in visitor.get(page_of(appeal) + end).content.decode()

    def test_a_crop_from_before_all_formats_keeps_its_picture(self, visitor: Client) -> None:
        appeal = make_open_appeal()
        renditions = appeal.crops.get().renditions
        with as_the_tables_owner("appeals_rendition"):
            renditions.exclude(media_type="image/webp").delete()
        webp = renditions.get()

        assert f'src="{webp.url}"' in visitor.get("/").content.decode()

    def test_published_renditions_are_served_as_they_lie_in_the_bucket(
        self, visitor: Client, public_files: Any
    ) -> None:
        for rendition in make_open_appeal().crops.get().renditions.all():
            response = visitor.get(rendition.url)

            assert response.status_code == 200
            assert response["Content-Type"] == rendition.media_type
            assert response["X-Content-Type-Options"] == "nosniff"
            with public_files.open(rendition.public_key) as file:
                assert response.content == file.read()
            assert len(response.content) == rendition.size_bytes

    def test_what_is_not_published_is_not_found(self, visitor: Client) -> None:
        crop = make_awaiting_appeal().crops.get()
        keys = [crop.master_key, *crop.renditions.values_list("private_key", flat=True)]

        assert {visitor.get(f"/pictures/{key}").status_code for key in keys} == {404}

    def test_a_withdrawn_picture_is_gone_at_once(self, visitor: Client) -> None:
        appeal = make_open_appeal()
        addresses = [each.url for each in appeal.crops.get().renditions.all()]

        services.withdraw_appeal(appeal, reason="x", by=make_user("approver"))

        assert {visitor.get(address).status_code for address in addresses} == {404}

    @pytest.mark.parametrize(
        "key",
        [
            "0" * 32 + ".jpg",
            "../private/" + "0" * 32 + ".jpg",
            "..%2f..%2fetc%2fpasswd",
            "%2e%2e/%2e%2e/etc/passwd",
            "%00" * 32 + ".jpg",
            "0" * 32 + ".jpg%00",
            "0" * 32 + ".jpg%0a",
            "0" * 32 + ".png",
            "0" * 32 + ".html",
            "A" * 32 + ".jpg",
            "0" * 5000 + ".jpg",
            "",
            ".",
        ],
        ids=lambda key: str(key)[:40],
    )
    def test_any_other_name_is_not_found(self, visitor: Client, key: str) -> None:
        make_open_appeal()

        assert visitor.get(f"/pictures/{key}").status_code == 404


class TestEveryPublicPage:
    @pytest.fixture
    def addresses(self) -> list[tuple[str, int]]:
        appeal = make_open_appeal()
        return [
            ("/en/", 200),
            (f"/en{page_of(appeal)}", 200),
            (f"/en{page_of(appeal)}pictures/1/", 200),
            (appeal.crops.get().renditions.all()[0].url, 200),
            (f"/de{page_of(make_withdrawn_appeal())}", 410),
        ]

    def test_caches_may_keep_it_for_less_than_a_minute(
        self, visitor: Client, addresses: list[tuple[str, int]]
    ) -> None:
        for address, status in addresses:
            response = visitor.get(address)
            assert response.status_code == status
            assert 10 <= seconds_kept(response["Cache-Control"]) < 60
            assert "Vary" not in response

    def test_it_is_the_same_for_everybody_and_sets_no_cookie(
        self, visitor: Client, addresses: list[tuple[str, int]]
    ) -> None:
        for address, _status in addresses:
            first = visitor.get(address)
            second = visitor.get(address, headers={"Accept-Language": "pl", "Cookie": "a=b"})
            assert first.content == second.content
            assert not first.cookies
            assert not visitor.cookies

    def test_an_unchanged_page_is_not_sent_again(
        self, visitor: Client, addresses: list[tuple[str, int]]
    ) -> None:
        for address, status in addresses[:4]:
            tag = visitor.get(address)["ETag"]
            again = visitor.get(address, headers={"If-None-Match": tag})
            assert (status, again.status_code, again.content) == (200, 304, b"")
            assert seconds_kept(again["Cache-Control"]) < 60

    @pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
    def test_other_methods_are_refused(
        self, visitor: Client, addresses: list[tuple[str, int]], method: str
    ) -> None:
        for address, _status in addresses:
            response = getattr(visitor, method)(address)
            assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")

    def test_head_is_answered_without_a_body(
        self, visitor: Client, addresses: list[tuple[str, int]]
    ) -> None:
        for address, status in addresses:
            response = visitor.head(address)
            assert (response.status_code, response.content) == (status, b"")
