"""Counters that processes share through Redis without waiting for it."""

import secrets
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings as project
from django.core.cache import caches
from redis import Redis

from tests.stack import wait_for
from tipsite import counters
from tipsite.counters import Tally

HOUR_S = 3600


@pytest.fixture
def key() -> str:
    """A new one, because tallies of earlier tests may still have something to tell."""
    return secrets.token_hex()


def make_tally() -> Tally:
    """As another process would have one."""
    return Tally(lambda: Redis.from_url(project.REDIS_URL))


@pytest.fixture
def stored() -> Iterator[Redis]:
    with Redis.from_url(project.REDIS_URL) as client:
        yield client


def test_a_process_counts_exactly_whatever_it_was_told(key: str) -> None:
    tally = make_tally()

    assert [tally.count(key, 1, lifetime_s=HOUR_S) for _ in range(3)] == [1, 2, 3]
    tally.work_off()
    assert tally.count(key, 2, lifetime_s=HOUR_S) == 5
    assert tally.value(key) == 5


def test_processes_learn_of_each_other(key: str) -> None:
    one, other = make_tally(), make_tally()
    for _ in range(5):
        one.count(key, 1, lifetime_s=HOUR_S)
    one.work_off()

    assert other.count(key, 1, lifetime_s=HOUR_S) == 1
    other.work_off()

    assert other.count(key, 1, lifetime_s=HOUR_S) == 7


def test_it_tells_by_itself_within_moments(stored: Redis, key: str) -> None:
    make_tally().count(key, 4, lifetime_s=HOUR_S)

    wait_for(lambda: stored.get(key) == b"4", "Redis is not told", timeout_s=5)


def test_a_counter_ends(stored: Redis, key: str) -> None:
    tally = make_tally()
    tally.count(key, 1, lifetime_s=0.05)
    tally.work_off()
    assert 0 < stored.ttl(key) <= 1

    time.sleep(0.06)

    assert tally.value(key) is None
    assert tally.count(key, 1, lifetime_s=HOUR_S) == 1


def test_threads_lose_no_count(stored: Redis, key: str) -> None:
    tally = make_tally()

    def count() -> None:
        for _ in range(500):
            tally.count(key, 1, lifetime_s=HOUR_S)

    threads = [threading.Thread(target=count) for _ in range(8)]
    for thread in threads:
        thread.start()
    for _ in range(20):
        tally.work_off()
    for thread in threads:
        thread.join()
    tally.work_off()

    assert tally.value(key) == 4000
    wait_for(lambda: stored.get(key) == b"4000", "counts are lost", timeout_s=5)


def test_with_redis_away_each_process_keeps_the_limit_and_nobody_waits(
    caplog: pytest.LogCaptureFixture, key: str
) -> None:
    tally = Tally(lambda: Redis.from_url("unix:///nowhere/valkey.sock"))
    began = time.monotonic()

    assert [tally.count(key, 1, lifetime_s=HOUR_S) for _ in range(3)] == [1, 2, 3]
    assert time.monotonic() - began < 1

    tally.work_off()
    assert "the cache does not answer" in caplog.text
    assert tally.count(key, 1, lifetime_s=HOUR_S) == 4


def test_what_redis_did_not_hear_is_told_later(stored: Redis, key: str) -> None:
    addresses = ["unix:///nowhere/valkey.sock", project.REDIS_URL]
    tally = Tally(lambda: Redis.from_url(addresses.pop(0)))
    tally.count(key, 3, lifetime_s=HOUR_S)
    tally.work_off()

    tally.count(key, 1, lifetime_s=HOUR_S)
    tally._client = None
    tally.work_off()

    assert stored.get(key) == b"4"


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counters, "MOST_COUNTERS", 10)
    tally = make_tally()

    for number in range(35):
        tally.count(f"network {number}", 1, lifetime_s=HOUR_S)

    assert len(tally._counters) <= 10


class TestAsACache:
    @pytest.fixture
    def cache(self) -> Any:
        return caches["counters"]

    def test_adding_starts_and_incrementing_counts_on(self, cache: Any, key: str) -> None:
        assert cache.get(key) is None
        assert cache.add(key, 1, HOUR_S)
        assert not cache.add(key, 1, HOUR_S)
        assert cache.incr(key) == 2
        assert cache.get(key, 0) == 2

    def test_threads_share_their_counters(self, cache: Any, key: str) -> None:
        cache.add(key, 1, HOUR_S)
        seen: list[int] = []

        thread = threading.Thread(target=lambda: seen.append(caches["counters"].incr(key)))
        thread.start()
        thread.join()

        assert seen == [2]
