"""Answers that a web process keeps in memory: what one holds, and the shelf they lie on. Whether
one may still be given out is said in freshness.py.
"""

import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import Final, Self

from .addresses import Address
from .answering import Headers, by_name, packed, strong_etag, vary_of, without_contents
from .freshness import Edition

# Made anew for each form of the answer.
_OURS: Final = {"etag", "vary", "content-length"}
# Headers and objects around the contents, about.
_AROUND_BYTES: Final = 4096


@dataclass(frozen=True, slots=True)
class Form:
    """An answer as it is sent, plain or packed, and its headers with and without contents."""

    body: bytes
    etag: str
    headers: Headers
    unchanged_headers: Headers

    @classmethod
    def of(cls, body: bytes, etag: str, shared: Headers, *, encoding: str = "") -> Self:
        """The form with the headers that are its own."""
        own = [("ETag", etag), ("Content-Length", str(len(body)))]
        if encoding:
            own.append(("Content-Encoding", encoding))
        headers = [*shared, *own]
        return cls(body, etag, headers, without_contents(headers))


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer in all its forms, and the state of published data that it shows."""

    status: str
    plain: Form
    packed: Form | None
    last_modified: str
    varies_by_language: bool
    edition: Edition
    rendered_at: float

    @classmethod
    def of(
        cls, status: str, headers: Headers, body: bytes, *, edition: Edition, rendered_at: float
    ) -> Self:
        """The answer, packed too if that makes it smaller."""
        named = by_name(headers)
        shared = [(name, value) for name, value in headers if name.lower() not in _OURS]
        etag, smaller, varies = (
            strong_etag(named.get("etag", ""), body),
            packed(body),
            vary_of(headers),
        )
        if smaller:
            varies.add("accept-encoding")
        if varies:
            shared.append(("Vary", ", ".join(sorted(each.title() for each in varies))))
        return cls(
            status,
            Form.of(body, etag, shared),
            Form.of(smaller, f'{etag[:-1]}-gzip"', shared, encoding="gzip") if smaller else None,
            named.get("last-modified", ""),
            "accept-language" in varies,
            edition,
            rendered_at,
        )

    @property
    def size_bytes(self) -> int:
        """About what it takes in memory."""
        packed_bytes = len(self.packed.body) if self.packed else 0
        return len(self.plain.body) + packed_bytes + _AROUND_BYTES


class Shelf:
    """Kept answers up to a number of bytes; the one that nobody asked for the longest goes first.

    Safe to use from any thread.
    """

    def __init__(self, *, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._lock = threading.Lock()
        self._kept: OrderedDict[Address, Kept] = OrderedDict()
        self._bytes = 0

    def find(self, address: Address) -> Kept | None:
        """What is kept under an address."""
        with self._lock:
            kept = self._kept.get(address)
            if kept:
                self._kept.move_to_end(address)
            return kept

    def put(self, address: Address, kept: Kept) -> None:
        """Keep an answer in place of the one before, and let others go for it."""
        with self._lock:
            self._drop(address)
            self._kept[address] = kept
            self._bytes += kept.size_bytes
            while self._bytes > self._most_bytes:
                self._drop(next(iter(self._kept)))

    def drop(self, address: Address) -> None:
        """Keep nothing under an address."""
        with self._lock:
            self._drop(address)

    def _drop(self, address: Address) -> None:
        kept = self._kept.pop(address, None)
        if kept:
            self._bytes -= kept.size_bytes
