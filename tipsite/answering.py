"""HTTP's rules for answers that are kept: which may be, when one is unchanged, how it is packed."""

import gzip
import hashlib
import re
from typing import Final

from django.utils.http import parse_etags

Headers = list[tuple[str, str]]

# What may be kept: pages, feeds and data. Pictures are large, cost no query, and have to be gone
# the moment they are withdrawn.
_WORDS: Final = re.compile(
    r"text/|application/(?:json|xml|javascript|[a-z.-]+\+(?:json|xml))|image/svg\+xml"
)
_KEPT_STATUSES: Final = {"200", "301", "302", "308", "410"}
# An answer may differ by these, see addresses.py; the second is the cache's own doing.
_DIFFERENCES: Final = {"accept-language", "accept-encoding"}
# What a 304 leaves out: the browser has it with the contents.
_OF_CONTENTS: Final = {"content-type", "content-length", "content-encoding", "content-disposition"}
_LEAST_PACKED_BYTES: Final = 500
_PACKING_LEVEL: Final = 6


def may_be_kept(status: str, headers: Headers) -> bool:
    """Whether an answer is the same for everybody and says that anyone may keep it."""
    named = by_name(headers)
    directives = {each.strip().lower() for each in named.get("cache-control", "").split(",")}
    return (
        status[:3] in _KEPT_STATUSES
        and "public" in directives
        and not directives & {"no-store", "no-cache", "private"}
        and "set-cookie" not in named
        and "content-encoding" not in named
        and _WORDS.match(named.get("content-type", "")) is not None
        and vary_of(headers) <= _DIFFERENCES
    )


def by_name(headers: Headers) -> dict[str, str]:
    """The headers by their names in small letters."""
    return {name.lower(): value for name, value in headers}


def vary_of(headers: Headers) -> set[str]:
    """The request headers that an answer depends on, in small letters."""
    values = [value for name, value in headers if name.lower() == "vary"]
    return {each.strip().lower() for value in values for each in value.split(",")} - {""}


def without_contents(headers: Headers) -> Headers:
    """The headers of an answer that says "unchanged"."""
    return [(name, value) for name, value in headers if name.lower() not in _OF_CONTENTS]


def strong_etag(etag: str, body: bytes) -> str:
    """The given tag if it is one that names exact bytes, else the contents' hash."""
    return etag if etag.startswith('"') else f'"{hashlib.sha256(body).hexdigest()[:32]}"'


def names(condition: str, etag: str) -> bool:
    """Whether ``If-None-Match`` names the tag, by weak comparison (RFC 9110, 13.1.2).

    >>> names('"a", W/"b"', '"b"'), names("*", '"b"'), names('"a"', '"b"')
    (True, True, False)
    """
    tags = parse_etags(condition)
    return tags == ["*"] or etag.removeprefix("W/") in {tag.removeprefix("W/") for tag in tags}


def packed(body: bytes) -> bytes | None:
    """The contents as gzip, always the same bytes for the same contents, if that is worth it."""
    if len(body) < _LEAST_PACKED_BYTES:
        return None
    smaller = gzip.compress(body, _PACKING_LEVEL, mtime=0)
    return smaller if len(smaller) < len(body) else None


def takes_gzip(accepted: str) -> bool:
    """Whether ``Accept-Encoding`` names gzip, and not with weight zero.

    >>> takes_gzip("br, gzip;q=0.5"), takes_gzip("gzip;q=0"), takes_gzip("")
    (True, False, False)
    """
    for each in accepted.lower().split(","):
        name, _, parameter = each.partition(";")
        if name.strip() == "gzip":
            return re.fullmatch(r"\s*q\s*=\s*0(?:\.0*)?\s*", parameter) is None
    return False
