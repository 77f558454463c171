"""Redis clients made once and kept, for cache and queue; what is stored there is not its business.

redis-py fills a table of about 170 entries for each client, and both Django's cache and kombu make
a client for each command: two thirds of what a command costs the process that gives it.
"""

from typing import Any

from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from kombu.transport import TRANSPORT_ALIASES
from kombu.transport import redis as kombu_redis
from redis import Redis
from redis.typing import KeyT


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
