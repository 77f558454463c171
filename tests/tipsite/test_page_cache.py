"""The page cache before Django: the same answers as without it, no query, and nothing of one
visitor's.
"""

import gzip
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db.utils import OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import path
from pytest_django import DjangoAssertNumQueries

from appeals import services
from tests.factories import make_open_appeal, make_user, make_withdrawn_appeal
from tipsite.addresses import Address
from tipsite.freshness import MOST_AGE_S, MOST_AGE_UNTOLD_S, Edition, Freshness
from tipsite.kept import Kept, Shelf
from tipsite.page_cache import PageCache
from tipsite.settings.parts import middleware
from tipsite.urls import public as public_urls

from .asking import ask, one_connection

PUBLIC = "public, max-age=10, s-maxage=25"


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Site:
    """A view whose answer and failure tests choose, and how often it was asked."""

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        self.asked: list[HttpRequest] = []
        self.text = "first " * 200
        self.headers: dict[str, str] = {"Cache-Control": PUBLIC}
        self.status = 200
        self.failure: Exception | None = None
        self.during: Callable[[], object] = lambda: None

    def __call__(self, request: HttpRequest) -> HttpResponse:
        self.asked.append(request)
        text = self.text
        self.during()
        if self.failure:
            raise self.failure
        return HttpResponse(text, status=self.status, headers=self.headers)


site = Site()
urlpatterns = [
    path("page/", site),
    path("en/page/", site),
    *public_urls.urlpatterns,
]
handler404, handler500 = public_urls.handler404, public_urls.handler500


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def freshness(clock: Clock) -> Freshness:
    """Of a process that is told of changes."""
    made = Freshness(clock)
    made.be_sure()
    return made


@pytest.fixture
def cache(settings: Any, freshness: Freshness) -> Iterator[PageCache]:
    """The public zone as it is served, and a view for tests."""
    site.begin()
    settings.ROOT_URLCONF = __name__
    settings.MIDDLEWARE = middleware("public")
    with one_connection():
        yield PageCache(WSGIHandler(), freshness)


def times_asked(cache: PageCache, *paths: str, **headers: str) -> int:
    before = len(site.asked)
    for each in paths:
        ask(cache, each, **headers)
    return len(site.asked) - before


@pytest.mark.django_db
class TestOurPages:
    @pytest.mark.parametrize("language", ["en", "ar"])
    def test_a_kept_answer_is_the_rendered_one_byte_for_byte(
        self, cache: PageCache, language: str
    ) -> None:
        for each in (f"/{language}/", f"/{language}/appeals/{make_open_appeal().code}/"):
            rendered = ask(WSGIHandler(), each)
            ask(cache, each)

            kept = ask(cache, each)

            assert (kept.status, kept.body) == (200, rendered.body)
            assert kept.headers == {**rendered.headers, "Vary": "Accept-Encoding"}

    def test_a_kept_page_a_304_and_a_head_run_no_query(
        self, cache: PageCache, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        front, page = "/en/", f"/en/appeals/{make_open_appeal().code}/"
        tags = {each: ask(cache, each)["ETag"] for each in (front, page)}

        with django_assert_num_queries(0):
            for each, tag in tags.items():
                assert ask(cache, each).status == 200
                assert ask(cache, each, If_None_Match='"another"').status == 200
                assert ask(cache, each, If_None_Match=tag).status == 304
                assert ask(cache, each, Accept_Language="de", Cookie="a=b").status == 200
                assert ask(cache, each, "HEAD").body == b""

    def test_every_way_to_answer_carries_the_same_protection(self, cache: PageCache) -> None:
        first = ask(cache, "/en/")
        answers = [
            ask(cache, "/en/"),
            ask(cache, "/en/", "HEAD"),
            ask(cache, "/en/", Accept_Encoding="gzip"),
            ask(cache, "/en/", If_None_Match=first["ETag"]),
        ]

        of_contents = {"Content-Type", "Content-Length", "Content-Encoding", "ETag"}
        expected = {k: v for k, v in first.headers.items() if k not in of_contents}
        for each in answers:
            assert {k: v for k, v in each.headers.items() if k not in of_contents} == expected
        assert answers[3].headers == {**expected, "ETag": first["ETag"]}

    def test_a_withdrawn_appeals_page_is_kept_too(
        self, cache: PageCache, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        page = f"/en/appeals/{make_withdrawn_appeal().code}/"
        assert ask(cache, page).status == 410

        with django_assert_num_queries(0):
            assert ask(cache, page).status == 410

    def test_visitors_of_one_language_share_what_they_are_told(
        self, cache: PageCache, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        english, german = ask(cache, "/"), ask(cache, "/", Accept_Language="de-AT,de;q=0.9")

        with django_assert_num_queries(0):
            assert ask(cache, "/", Accept_Language="de;q=0.8, fr;q=0.1") == german
            assert ask(cache, "/", Accept_Language="zh, en-GB;q=0.3") == english
        assert german["Location"] == "/de/"
        assert english.status == 200
        assert german["Vary"] == "Accept-Language"
        assert english["Vary"] == "Accept-Encoding, Accept-Language"

    def test_forms_receipts_and_pictures_are_not_kept(self, cache: PageCache) -> None:
        appeal = make_open_appeal()
        picture = appeal.crops.get().renditions.all()[0].url
        tag = ask(cache, picture)["ETag"]
        assert ask(cache, picture, If_None_Match=tag).status == 304

        services.withdraw_appeal(appeal, reason="x", by=make_user("approver"))

        assert ask(cache, picture).status == 404
        for each in (f"/en/appeals/{appeal.code}/tip/", "/en/receipt/", "/nothing/"):
            assert "no-store" in ask(cache, each)["Cache-Control"]

    def test_a_foreign_host_is_refused_and_fills_nothing(self, cache: PageCache) -> None:
        for _ in range(2):
            assert ask(cache, "/en/", Host="evil.example").status == 400
        assert ask(cache, "/en/").status == 200


@pytest.mark.django_db
class TestWhatIsKept:
    def test_what_is_public_is_asked_for_once(self, cache: PageCache) -> None:
        assert times_asked(cache, "/page/", "/page/", "/page/?a=b", "/page/?a=b") == 2

    @pytest.mark.parametrize(
        "headers",
        [
            {"Cache-Control": "no-store"},
            {"Cache-Control": "private, max-age=10"},
            {"Cache-Control": "public, no-cache"},
            {"Cache-Control": "max-age=60"},
            {"Cache-Control": PUBLIC, "Vary": "Cookie"},
            {"Cache-Control": PUBLIC, "Vary": "*"},
            {"Cache-Control": PUBLIC, "Set-Cookie": "a=b"},
            {"Cache-Control": PUBLIC, "Content-Type": "image/webp"},
            {"Cache-Control": PUBLIC, "Content-Encoding": "br"},
        ],
    )
    def test_what_is_one_visitors_or_no_text_is_not(
        self, cache: PageCache, headers: dict[str, str]
    ) -> None:
        site.headers = headers

        assert times_asked(cache, "/page/", "/page/") == 2

    @pytest.mark.parametrize("status", [404, 403, 500, 201])
    def test_other_statuses_are_not(self, cache: PageCache, status: int) -> None:
        site.status = status

        assert times_asked(cache, "/page/", "/page/") == 2

    @pytest.mark.parametrize(
        "headers",
        [{"Range": "bytes=0-1"}, {"If_Match": '"a"'}, {"Transfer_Encoding": "chunked"}],
    )
    def test_odd_requests_go_to_django(self, cache: PageCache, headers: dict[str, str]) -> None:
        assert times_asked(cache, "/page/", "/page/", **headers) == 2

    @pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "HEAD"])
    def test_other_methods_go_to_django(self, cache: PageCache, method: str) -> None:
        for _ in range(2):
            ask(cache, "/page/", method)

        assert [each.method for each in site.asked] == [method, method]

    def test_endless_addresses_are_not_kept(self, cache: PageCache) -> None:
        assert times_asked(cache, "/page/?" + 700 * "x", "/page/?" + 700 * "x") == 2

    def test_django_sees_nothing_of_who_asks(self, cache: PageCache) -> None:
        ask(
            cache, "/page/", User_Agent="marker", Cookie="marker", Referer="marker", Accept="marker"
        )

        assert "marker" not in {str(value) for value in site.asked[0].META.values()}

    def test_https_is_another_address(self, cache: PageCache, settings: Any) -> None:
        settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

        assert times_asked(cache, "/page/", "/page/") == 1
        assert times_asked(cache, "/page/", "/page/", X_Forwarded_Proto="https") == 1
        assert [each.scheme for each in site.asked] == ["http", "https"]


@pytest.mark.django_db
class TestForms:
    def test_a_packed_form_unpacks_to_the_plain_one_and_has_a_tag_of_its_own(
        self, cache: PageCache
    ) -> None:
        plain, packed = ask(cache, "/page/"), ask(cache, "/page/", Accept_Encoding="gzip, br")

        assert gzip.decompress(packed.body) == plain.body
        assert packed["Content-Encoding"] == "gzip"
        assert packed["Content-Length"] == str(len(packed.body))
        assert packed["ETag"] != plain["ETag"]
        assert packed["ETag"].startswith('"')
        assert plain["Vary"] == packed["Vary"] == "Accept-Encoding"
        assert "Content-Encoding" not in plain.headers

    def test_what_is_short_is_not_packed(self, cache: PageCache) -> None:
        site.text = "short"

        assert "Vary" not in ask(cache, "/page/", Accept_Encoding="gzip").headers

    @pytest.mark.parametrize(
        ("condition", "status"),
        [
            ("{}", 304),
            ("W/{}", 304),
            ('"other", {}', 304),
            ('"other" , W/{} , "more"', 304),
            ("*", 304),
            ('"other"', 200),
            ("nonsense", 200),
            ("", 200),
        ],
    )
    def test_a_condition_is_understood_kept_or_not(
        self, cache: PageCache, condition: str, status: int
    ) -> None:
        first = ask(cache, "/page/")
        asked = condition.format(first["ETag"])

        kept = ask(cache, "/page/", If_None_Match=asked)

        assert kept.status == status
        assert kept.body == (b"" if status == 304 else first.body)

    def test_a_date_is_understood_where_there_is_one(self, cache: PageCache) -> None:
        date = "Wed, 25 Nov 2026 01:00:00 GMT"
        site.headers = {"Cache-Control": PUBLIC, "Last-Modified": date}

        for _ in range(2):
            assert ask(cache, "/page/", If_Modified_Since=date).status == 304
            assert ask(cache, "/page/", If_Modified_Since=date.replace("25", "24")).status == 200

    def test_a_tombstone_is_never_unchanged(self, cache: PageCache) -> None:
        site.status = 410
        tag = ask(cache, "/page/")["ETag"]

        assert ask(cache, "/page/", If_None_Match=tag).status == 410

    def test_head_of_what_is_kept_tells_the_length_only(self, cache: PageCache) -> None:
        got = ask(cache, "/page/")

        head = ask(cache, "/page/", "HEAD")

        assert head.headers == got.headers
        assert head.body == b""


@pytest.mark.django_db
class TestFreshness:
    def test_a_change_is_seen_at_once(self, cache: PageCache, freshness: Freshness) -> None:
        ask(cache, "/page/")
        site.text = "second"
        freshness.change()

        assert ask(cache, "/page/").body == b"second"
        assert times_asked(cache, "/page/") == 0

    def test_a_change_during_the_rendering_is_seen_too(
        self, cache: PageCache, freshness: Freshness
    ) -> None:
        site.during = freshness.change
        ask(cache, "/page/")
        site.during, site.text = lambda: None, "second"

        assert ask(cache, "/page/").body == b"second"

    def test_nothing_is_fresh_for_longer_than_minutes(
        self, cache: PageCache, freshness: Freshness, clock: Clock
    ) -> None:
        ask(cache, "/page/")
        clock.now += MOST_AGE_S - 1
        freshness.be_sure()
        assert times_asked(cache, "/page/") == 0

        clock.now += 1
        assert times_asked(cache, "/page/") == 1

    def test_untold_nothing_is_fresh_for_longer_than_seconds(
        self, cache: PageCache, freshness: Freshness, clock: Clock
    ) -> None:
        freshness.be_unsure()
        ask(cache, "/page/")
        clock.now += MOST_AGE_UNTOLD_S - 0.1
        assert times_asked(cache, "/page/") == 0

        clock.now += 0.1
        assert times_asked(cache, "/page/") == 1

    def test_a_silent_database_is_not_believed_for_long(
        self, cache: PageCache, clock: Clock
    ) -> None:
        ask(cache, "/page/")
        clock.now += 5.1

        assert times_asked(cache, "/page/") == 1

    def test_what_is_no_longer_public_is_forgotten(
        self, cache: PageCache, freshness: Freshness
    ) -> None:
        ask(cache, "/page/")
        freshness.change()
        site.headers, site.status = {}, 404
        assert ask(cache, "/page/").status == 404
        site.failure = OperationalError()

        assert ask(cache, "/page/").status == 503

    def test_one_of_many_visitors_renders_an_old_page(
        self, cache: PageCache, freshness: Freshness
    ) -> None:
        ask(cache, "/page/")
        freshness.change()
        together, answers = threading.Barrier(4), []
        began = threading.Event()
        site.during = lambda: began.wait(5)

        def visit() -> None:
            together.wait(5)
            answers.append(ask(cache, "/page/"))

        visitors = [threading.Thread(target=visit) for _ in range(3)]
        for each in visitors:
            each.start()
        together.wait(5)
        # The others are waiting by now, or come so late that the page is there.
        began.set()
        for each in visitors:
            each.join(5)

        assert len(site.asked) == 2
        assert [each.status for each in answers] == [200, 200, 200]


@pytest.mark.django_db
class TestOutage:
    @pytest.fixture(autouse=True)
    def silent(self, caplog: pytest.LogCaptureFixture) -> None:
        caplog.set_level("CRITICAL", "django.request")

    def test_pages_stay_up_while_the_database_is_away(
        self, cache: PageCache, freshness: Freshness, clock: Clock
    ) -> None:
        first = ask(cache, "/page/")
        freshness.be_unsure()
        site.failure = OperationalError("the server closed the connection")

        for _ in range(3):
            clock.now += 1000
            assert ask(cache, "/page/") == first
            assert ask(cache, "/page/", "HEAD").status == 200
            assert ask(cache, "/page/", If_None_Match=first["ETag"]).status == 304
        assert ask(cache, "/page/?never=seen").status == 503

    def test_what_may_have_been_withdrawn_untold_does_not_come_back(
        self, cache: PageCache, freshness: Freshness, clock: Clock
    ) -> None:
        ask(cache, "/page/")
        freshness.be_unsure()
        clock.now += MOST_AGE_UNTOLD_S
        # The database answers, but tells nothing: this page might be gone by now.
        ask(cache, "/page/?another=one")
        site.failure = OperationalError()

        assert ask(cache, "/page/").status == 503
        assert ask(cache, "/page/?another=one").status == 200

    def test_the_database_is_asked_again_once_a_second(
        self, cache: PageCache, freshness: Freshness, clock: Clock
    ) -> None:
        ask(cache, "/page/")
        freshness.be_unsure()
        site.failure = OperationalError()

        assert times_asked(cache, *5 * ["/page/"]) == 1
        clock.now += 1
        site.failure, site.text = None, "again"
        assert ask(cache, "/page/").body == b"again"

    def test_what_was_there_before_a_withdrawal_never_comes_back(
        self, cache: PageCache, freshness: Freshness
    ) -> None:
        ask(cache, "/page/")
        freshness.take_down()
        site.failure = OperationalError()

        assert ask(cache, "/page/").status == 503

    def test_a_fault_of_ours_is_not_hidden(self, cache: PageCache, freshness: Freshness) -> None:
        ask(cache, "/page/")
        freshness.change()
        site.failure = RuntimeError("a fault of ours")

        assert ask(cache, "/page/").status == 500

    def test_a_page_that_is_kept_in_english_only_is_shown_or_led_to(
        self, cache: PageCache, freshness: Freshness
    ) -> None:
        english = ask(cache, "/en/page/")
        freshness.be_unsure()
        site.failure = OperationalError()

        assert ask(cache, "/page/") == english
        for led in (
            ask(cache, "/de/page/"),
            ask(cache, "/page/", Accept_Language="de"),
        ):
            assert (led.status, led["Location"]) == (302, "/en/page/")
            assert led["Cache-Control"] == "no-store"
            assert led["Content-Security-Policy"] == english["Content-Security-Policy"]

    def test_tips_are_not_answered_from_memory(self, cache: PageCache) -> None:
        ask(cache, "/page/")
        site.failure = OperationalError()

        assert ask(cache, "/page/", "POST").status == 503


class TestShelf:
    def kept(self, size_bytes: int) -> Kept:
        body = b"x" * size_bytes
        return Kept.of("200 OK", [], body, edition=Edition(), rendered_at=0.0)

    def address(self, number: int) -> Address:
        return Address("http", "testserver", f"/{number}/", "", "")

    def test_it_holds_no_more_than_its_bytes(self) -> None:
        one = self.kept(100)
        shelf = Shelf(most_bytes=3 * one.size_bytes)
        for number in range(3):
            shelf.put(self.address(number), one)
        shelf.find(self.address(0))

        shelf.put(self.address(3), one)

        found = [shelf.find(self.address(number)) is not None for number in range(4)]
        assert found == [True, False, True, True]

    def test_what_is_larger_than_the_shelf_is_not_kept(self) -> None:
        shelf = Shelf(most_bytes=10)

        shelf.put(self.address(0), self.kept(100))

        assert shelf.find(self.address(0)) is None

    def test_an_answer_takes_the_place_of_the_one_before(self) -> None:
        one = self.kept(100)
        shelf = Shelf(most_bytes=one.size_bytes)

        for _ in range(3):
            shelf.put(self.address(0), one)

        assert shelf.find(self.address(0)) is one
