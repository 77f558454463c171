"""Redis clients made once and kept, for cache and queue; what is stored there is not its business.

redis-py fills a table of about 170 entries for each client, and both Django's cache and kombu make
a client for each command: two thirds of what a command costs the process that gives it.
"""

from typing import Any, Final

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from kombu.transport import TRANSPORT_ALIASES
from kombu.transport import redis as kombu_redis
from redis import Redis
from redis.typing import KeyT

_COUNT: Final = """
local count = redis.call('INCRBY', KEYS[1], ARGV[1])
if count == tonumber(ARGV[1]) then redis.call('EXPIRE', KEYS[1], ARGV[2]) end
return count
"""


class KeptCacheClient(RedisCacheClient):
    """One client a server; clients share nothing but their pool, so threads may share a client."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._kept: dict[bool, Redis] = {}

    def get_client(self, key: KeyT | None = None, *, write: bool = False) -> Redis:
        """The client for reading or for writing."""
        kept = self._kept.get(write)
        if kept is None:
            kept = self._kept[write] = super().get_client(key, write=write)
        return kept


class KeptRedisCache(RedisCache):
    """Django's Redis cache on a kept client."""

    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = KeptCacheClient


class CountersCache(KeptRedisCache):
    """Counts in one round trip what django-ratelimit asks for in three; for its counters only.

    It asks to add a counter with a lifetime, then, if that was there, to increment it, which Django
    does by looking whether it exists and counting on. Between those steps a counter can end, and
    the next one would live for ever.
    """

    _counted = 0

    def add(
        self,
        key: Any,
        value: Any,
        timeout: float | None = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> bool:
        """Count one; whether it was the first."""
        counter = self.make_and_validate_key(key, version=version)
        client = self._cache.get_client(write=True)
        lifetime_s = self.get_backend_timeout(timeout) or 0
        self._counted = int(client.eval(_COUNT, 1, counter, value, lifetime_s))
        return bool(self._counted == value)

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:  # noqa: ARG002  # known from add
        """What ``add`` has counted just now; each thread has a cache object of its own."""
        return self._counted


class Channel(kombu_redis.Channel):
    """A channel that publishes and acknowledges through one client."""

    _kept: Redis | None = None

    def _new_client(self, *, asynchronous: bool) -> Redis:
        make = super()._create_client  # type: ignore[misc]  # kombu's stubs leave it out
        client: Redis = make(asynchronous=asynchronous)
        return client

    def _create_client(self, asynchronous: bool = False) -> Redis:  # noqa: FBT001  # kombu's signature
        # The event loop's clients hold a connection of their own each, so those stay apart.
        if asynchronous:
            return self._new_client(asynchronous=True)
        # The pool is a new one after a lost connection and in a forked process.
        if self._kept is None or self._kept.connection_pool is not self.pool:
            self._kept = self._new_client(asynchronous=False)
        return self._kept


class Transport(kombu_redis.Transport):
    """Kombu's Redis transport on such channels."""

    Channel = Channel


def use_for_queue() -> None:
    """Have every Celery connection to Redis made with this transport, whatever its URL looks like.

    To be called before the first connection.
    """
    for scheme in ("redis", "rediss"):
        TRANSPORT_ALIASES[scheme] = f"{__name__}:{Transport.__name__}"
