"""Rate limits per network, without storing or logging an address. What a refused visitor reads is
in views.py.
"""

import hashlib
import hmac
import ipaddress
import logging
import secrets
import time
from typing import Final

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django_ratelimit.core import get_usage
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

_DAY_S: Final = 24 * 60 * 60
# One customer's network: a /24 of version 4, a /56 of version 6 (RIPE 690 recommends /56 per
# household).
_IPV4_PREFIX: Final = 24
_IPV6_PREFIX: Final = 56
_MINUTE_S: Final = 60
_KEY_BYTES: Final = 32


class _Remembered:
    """The key of the day as this process knows it."""

    minute = -1
    key = b""


_remembered = _Remembered()


def seconds_to_wait(request: HttpRequest, *, group: str, rate: str) -> int:
    """Count this request against its network's limit; 0 while within it, else the seconds until it
    opens again.
    """
    usage = get_usage(request, group=group, key=_network_key, rate=rate, increment=True)
    if not usage or not usage["should_limit"]:
        return 0
    return max(1, int(usage["time_left"]))


def network_of(request: HttpRequest) -> str:
    """The network a request comes from, behind the declared number of proxies; never trusting more
    headers than that.

    An address that cannot be read counts as one network of its own kind.
    """
    address = str(request.META.get("REMOTE_ADDR", ""))
    if settings.TRUSTED_PROXIES:
        forwarded = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).split(",")
        # Every trusted proxy appends one address; what stands left of those was written by the
        # visitor.
        if len(forwarded) >= settings.TRUSTED_PROXIES:
            address = forwarded[-settings.TRUSTED_PROXIES].strip()
    return _prefix(address)


def _prefix(address: str) -> str:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unreadable"
    if parsed.version == 6 and parsed.ipv4_mapped:
        parsed = parsed.ipv4_mapped
    bits = _IPV4_PREFIX if parsed.version == 4 else _IPV6_PREFIX
    return str(ipaddress.ip_network((parsed, bits), strict=False))


def _network_key(group: str, request: HttpRequest) -> str:
    return hmac.new(_key_of_the_day(), network_of(request).encode(), hashlib.sha256).hexdigest()


def _key_of_the_day() -> bytes:
    """A random key that lives in the cache only, and in each process for a minute at a time: after
    a day nobody can tell any more whose network a counter was.

    While the cache is away the last key goes on, or one of this process alone; it is asked once a
    minute, because a visitor waits for it.
    """
    minute = int(time.monotonic()) // _MINUTE_S
    if _remembered.minute != minute:
        _remembered.minute = minute
        _remembered.key = _shared_key() or _remembered.key or secrets.token_bytes(_KEY_BYTES)
    return _remembered.key


def _shared_key() -> bytes:
    """The key that all processes use; empty while the cache is away or holds something else."""
    try:
        key = cache.get_or_set("network-key", lambda: secrets.token_hex(_KEY_BYTES), _DAY_S)
        found = bytes.fromhex(str(key))
    except (RedisError, OSError, TypeError, ValueError):
        logger.warning("the cache has no key for rate limits; each process uses one of its own")
        return b""
    return found if len(found) == _KEY_BYTES else b""
