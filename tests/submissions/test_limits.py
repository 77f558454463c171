"""Whose network a request counts against, and what happens past the limit."""

import os
import pickle
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client, RequestFactory
from redis.exceptions import ConnectionError as RedisDown

from submissions import limits
from submissions.models import Tip
from tests.factories import make_open_appeal
from tests.stack import wait_for

TOKEN = "a" * 30


def network(address: str, forwarded: str | None = None) -> str:
    headers = {"X-Forwarded-For": forwarded} if forwarded is not None else {}
    return limits.network_of(RequestFactory().get("/", headers=headers, REMOTE_ADDR=address))


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2ff::9", "2001:db8:1:200::/56"),
        ("::ffff:192.0.2.77", "192.0.2.0/24"),
        ("", "unreadable"),
        ("not an address", "unreadable"),
    ],
)
def test_neighbours_share_a_network(address: str, expected: str) -> None:
    assert network(address) == expected


def test_a_forged_header_is_not_believed_without_a_proxy() -> None:
    assert network("192.0.2.1", "198.51.100.1") == "192.0.2.0/24"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (1, "203.0.113.5", "203.0.113.0/24"),
        (1, "198.51.100.1, 203.0.113.5", "203.0.113.0/24"),
        (2, "198.51.100.1, 203.0.113.5, 10.0.0.1", "203.0.113.0/24"),
        (2, "203.0.113.5", "192.0.2.0/24"),
    ],
)
def test_only_declared_proxies_are_believed(
    settings: Any, proxies: int, forwarded: str, expected: str
) -> None:
    settings.TRUSTED_PROXIES = proxies

    assert network("192.0.2.1", forwarded) == expected


@pytest.mark.django_db
class TestPastTheLimit:
    @pytest.fixture(autouse=True)
    def two_an_hour(self, settings: Any, queued: Any) -> None:  # noqa: ARG002  # for its effect
        settings.TIPS_PER_NETWORK = "2/h"

    def send(self, visitor: Client, text: str, address: str = "192.0.2.1") -> Any:
        appeal = Tip.objects.first()
        code = appeal.appeal.code if appeal else make_open_appeal().code
        return visitor.post(
            f"/appeals/{code}/tip/", {"text": text, "token": TOKEN}, REMOTE_ADDR=address
        )

    def test_the_text_is_kept_and_a_time_is_named(self, visitor: Client) -> None:
        for number in range(2):
            assert self.send(visitor, f"tip {number}").status_code == 200

        refused = self.send(visitor, "my <honest> text")

        assert refused.status_code == 429
        assert 0 < int(refused["Retry-After"]) <= 3600
        assert "my &lt;honest&gt; text" in refused.content.decode()
        assert Tip.objects.count() == 2

    def test_another_network_is_not_held_up(self, visitor: Client) -> None:
        for number in range(3):
            self.send(visitor, f"tip {number}")

        assert self.send(visitor, "from elsewhere", "198.51.100.9").status_code == 200

    def test_no_address_is_written_to_the_cache(self, visitor: Client) -> None:
        self.send(visitor, "tip", "192.0.2.77")

        client = cache._cache.get_client()  # type: ignore[attr-defined]
        wait_for(lambda: list(client.scan_iter("*rl:*")), "nothing was counted")
        stored = b"".join(key + (client.get(key) or b"") for key in client.scan_iter("*"))
        assert b"192.0.2" not in stored


@pytest.fixture
def new_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """The key of the day has to be asked for."""
    monkeypatch.setattr(limits, "_remembered", limits._Remembered())


@pytest.mark.django_db
@pytest.mark.usefixtures("new_minute")
def test_without_the_cache_tips_are_taken_and_limits_hold_and_nobody_waits_twice(
    visitor: Client, queued: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def broken(*_args: object, **_kwargs: object) -> None:
        asked.append("key")
        raise RedisDown

    monkeypatch.setattr(cache, "get_or_set", broken)
    settings.TIPS_PER_NETWORK = "2/h"
    address = f"/appeals/{make_open_appeal().code}/tip/"

    answers = [
        visitor.post(address, {"text": f"A bag {number}", "token": TOKEN}) for number in range(3)
    ]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert Tip.objects.count() == 2
    assert asked == ["key"]


@pytest.mark.usefixtures("new_minute")
@pytest.mark.parametrize("stored", [b"\x80\x04]", b'"zz"', b'"00"', b"[1]", b"7", b""])
def test_a_key_that_somebody_else_wrote_is_not_used(stored: bytes) -> None:
    client = cache._cache.get_client()  # type: ignore[attr-defined]
    client.set(cache.make_key("network-key"), stored)

    assert len(limits._key_of_the_day()) == 32


@pytest.mark.usefixtures("new_minute")
def test_nothing_from_the_cache_is_run() -> None:
    """Django's own way to keep values would run what a pickle says."""

    class Bomb:
        def __reduce__(self) -> tuple[Any, tuple[str]]:
            return (exec, ("import os; os.environ['TIPSITE_TEST_RAN'] = 'yes'",))

    client = cache._cache.get_client()  # type: ignore[attr-defined]
    client.set(cache.make_key("network-key"), pickle.dumps(Bomb()))

    limits._key_of_the_day()

    assert "TIPSITE_TEST_RAN" not in os.environ
