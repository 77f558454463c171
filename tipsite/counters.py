"""Counters that all processes share without a request ever waiting for Redis; what is counted is
not their business.

Each process counts in its own memory and tells Redis ten times a second what it has counted, which
answers with what all have counted. So a limit may be passed by what the other processes let through
in a tenth of a second, and with Redis away each process keeps the limit for itself.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from redis import Redis
from redis.exceptions import RedisError

from .background import Gathering

logger = logging.getLogger(__name__)

SYNC_S: Final = 0.1
# A counter takes about 400 bytes. Past this many, those that ended go, then all: an attacker with
# that many networks is not held by limits of networks anyway.
MOST_COUNTERS: Final = 100_000
# Whatever ended meanwhile begins anew, with a lifetime: no counter stays for ever.
_COUNT: Final = """
local count = redis.call('INCRBY', KEYS[1], ARGV[1])
if count == tonumber(ARGV[1]) then redis.call('EXPIRE', KEYS[1], ARGV[2]) end
return count
"""


@dataclass(slots=True)
class _Counter:
    ends_at: float
    # What all processes had counted at the last answer, and what this one has counted since.
    told: int = 0
    untold: int = 0


class Tally(Gathering):
    """The counters of one process."""

    def __init__(self, client: Callable[[], Redis]) -> None:
        super().__init__(gather_s=SYNC_S)
        self._make_client = client
        self._client: Redis | None = None
        self._lock = threading.Lock()
        self._counters: dict[str, _Counter] = {}
        self._changed: set[str] = set()

    def count(self, key: str, delta: int, *, lifetime_s: float) -> int:
        """Count ``delta`` more; how many that makes, as far as this process knows.

        Args:
            lifetime_s: seconds until the counter ends, in force from its first count on.
        """
        with self._lock:
            counter = self._living(key) or self._new(key, lifetime_s)
            counter.untold += delta
            self._changed.add(key)
            total = counter.told + counter.untold
        self.wake()
        return total

    def value(self, key: str) -> int | None:
        """How many were counted, as far as this process knows; None for what it never counted."""
        with self._lock:
            counter = self._living(key)
            return counter.told + counter.untold if counter else None

    def forget(self) -> None:
        """Begin anew."""
        with self._lock:
            self._counters.clear()
            self._changed.clear()

    def work_off(self) -> None:
        """Tell Redis what was counted, and learn what the others have."""
        with self._lock:
            untold = {
                key: (self._counters[key].untold, self._counters[key].ends_at)
                for key in self._changed
                if key in self._counters
            }
            self._changed.clear()
        if not untold:
            return
        try:
            self._learn(untold, self._told(untold))
        except (RedisError, OSError):
            logger.warning("limits are kept by each process for itself: the cache does not answer")

    def _told(self, untold: dict[str, tuple[int, float]]) -> list[int]:
        self._client = self._client or self._make_client()
        now = time.monotonic()
        with self._client.pipeline(transaction=False) as pipe:
            for key, (delta, ends_at) in untold.items():
                pipe.eval(_COUNT, 1, key, delta, max(1, round(ends_at - now)))
            return [int(total) for total in pipe.execute()]

    def _learn(self, untold: dict[str, tuple[int, float]], totals: list[int]) -> None:
        with self._lock:
            for (key, (delta, _ends_at)), total in zip(untold.items(), totals, strict=True):
                counter = self._counters.get(key)
                if counter:
                    counter.told = total
                    counter.untold -= delta

    def _living(self, key: str) -> _Counter | None:
        counter = self._counters.get(key)
        return counter if counter and counter.ends_at > time.monotonic() else None

    def _new(self, key: str, lifetime_s: float) -> _Counter:
        if len(self._counters) >= MOST_COUNTERS:
            self._make_room()
        counter = self._counters[key] = _Counter(time.monotonic() + lifetime_s)
        return counter

    def _make_room(self) -> None:
        now = time.monotonic()
        living = {key: each for key, each in self._counters.items() if each.ends_at > now}
        self._counters = living if len(living) < MOST_COUNTERS else {}


class Counters(BaseCache):
    """A cache for django-ratelimit, which only adds, increments and reads."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        options = params.get("OPTIONS", {})
        self._tally = _tally_of(server, tuple(sorted(options.items())))

    def add(
        self,
        key: Any,
        value: Any,
        timeout: float | None = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> bool:
        """Start a counter, unless this process has it already."""
        name = self.make_and_validate_key(key, version=version)
        if self._tally.value(name) is not None:
            return False
        lifetime_s = self.default_timeout if timeout is DEFAULT_TIMEOUT else timeout
        return bool(self._tally.count(name, value, lifetime_s=lifetime_s or 0) == value)

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        """Count on."""
        name = self.make_and_validate_key(key, version=version)
        return self._tally.count(name, delta, lifetime_s=self.default_timeout or 0)

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        """How many were counted."""
        value = self._tally.value(self.make_and_validate_key(key, version=version))
        return default if value is None else value

    def clear(self) -> None:
        """Forget what this process has counted."""
        self._tally.forget()


@cache
def _tally_of(server: str, options: tuple[tuple[str, Any], ...]) -> Tally:
    """One for all threads, which have a cache object of their own each."""
    return Tally(lambda: Redis.from_url(server, **dict(options)))
