"""Whose network a request counts against, and what happens past the limit."""

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


@pytest.mark.django_db
def test_without_the_cache_tips_are_taken_all_the_same(
    visitor: Client, queued: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object, **_kwargs: object) -> None:
        raise RedisDown

    monkeypatch.setattr(limits, "get_usage", broken)
    appeal = make_open_appeal()

    answer = visitor.post(f"/appeals/{appeal.code}/tip/", {"text": "A bag", "token": TOKEN})

    assert answer.status_code == 200
    assert Tip.objects.count() == 1
