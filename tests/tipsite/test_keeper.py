"""Pages are rendered ahead of visitors, and again when something changes."""

from collections.abc import Iterable, Iterator
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest
from django.db import connection, connections
from django.db.utils import OperationalError
from django.http import HttpResponse

from tests.factories import make_awaiting_appeal, make_open_appeal, make_withdrawn_appeal
from tipsite import keeper
from tipsite.freshness import Freshness
from tipsite.keeper import Keeper
from tipsite.page_cache import PageCache

from .asking import one_connection


class Site:
    """Stands in for Django, and writes down what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        scheme, host = environ["wsgi.url_scheme"], environ["HTTP_HOST"]
        self.asked.append(f"{scheme}://{host}{environ['PATH_INFO']}")
        start_response("200 OK", [("Cache-Control", "public"), ("Content-Type", "text/html")])
        return HttpResponse(b"page")


class KeeperAtOnce(Keeper):
    """Without the thread, so that a test sees what was rendered."""

    def wake(self) -> None:
        self.work_off()


@pytest.fixture
def site(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    settings.ALLOWED_HOSTS = ["tips.example", ".example.org", "*"]
    settings.SECURE_SSL_REDIRECT = True
    monkeypatch.setattr(keeper, "_REST_PER_WORK", 0)
    # The thread would have connections of its own; here it is the test's.
    monkeypatch.setattr(connections, "close_all", lambda: None)
    with one_connection():
        yield Site()


@pytest.fixture
def freshness() -> Freshness:
    return Freshness()


@pytest.fixture
def woken(site: Site, freshness: Freshness) -> KeeperAtOnce:
    return KeeperAtOnce(PageCache(site, freshness))


@pytest.mark.django_db
def test_the_front_page_and_every_public_appeal_are_rendered_once(
    site: Site, woken: KeeperAtOnce
) -> None:
    first, gone, last = make_open_appeal(), make_withdrawn_appeal(), make_open_appeal()
    make_awaiting_appeal()

    woken.tell()
    woken.tell()

    paths = ["", f"appeals/{last.code}/", f"appeals/{first.code}/", f"appeals/{gone.code}/"]
    assert site.asked == [f"https://tips.example/en/{each}" for each in paths]


@pytest.mark.django_db
def test_a_change_renders_them_again_a_withdrawn_one_first(
    site: Site, woken: KeeperAtOnce, freshness: Freshness
) -> None:
    codes = [make_open_appeal().code for _ in range(3)]
    woken.tell()
    site.asked.clear()

    freshness.take_down()
    woken.tell([codes[1]])

    assert site.asked[0] == f"https://tips.example/en/appeals/{codes[1]}/"
    assert len(site.asked) == 4


@pytest.mark.django_db
def test_no_more_is_rendered_than_there_is_room_for(
    site: Site, woken: KeeperAtOnce, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        make_open_appeal()
    monkeypatch.setattr(keeper, "MOST_PAGES", 2)

    woken.tell()

    assert len(site.asked) == 3


@pytest.mark.django_db
def test_an_outage_ends_the_round_not_the_thread(
    woken: KeeperAtOnce, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise OperationalError("away")

    monkeypatch.setattr(connection, "cursor", fail)
    woken.tell()


@pytest.mark.django_db
def test_pages_without_any_copy_come_first(
    site: Site, woken: KeeperAtOnce, freshness: Freshness
) -> None:
    make_open_appeal()
    woken.tell()
    site.asked.clear()
    new = make_open_appeal()
    freshness.change()

    woken.tell()

    assert site.asked[0] == f"https://tips.example/en/appeals/{new.code}/"
