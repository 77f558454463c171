"""Walks through picture files by hand: which parts are in the bytes, whatever a decoder skips."""

import struct
from collections.abc import Iterator

_START_OF_SCAN, _END_OF_IMAGE = 0xDA, 0xD9


def jpeg_parts(content: bytes) -> Iterator[str]:
    """The markers of a JPEG in order, as hexadecimal; bytes after the end are "trailing"."""
    assert content[:2] == b"\xff\xd8"
    at = 2
    while True:
        assert content[at] == 0xFF
        marker = content[at + 1]
        at += 2
        yield f"{marker:02x}"
        if marker == _END_OF_IMAGE:
            break
        at += struct.unpack(">H", content[at : at + 2])[0]
        if marker == _START_OF_SCAN:
            at = _after_scan(content, at)
    if content[at:]:
        yield "trailing"


def png_parts(content: bytes) -> Iterator[str]:
    """The chunk types of a PNG in order; bytes after the end are "trailing"."""
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    at, kind = 8, ""
    while kind != "IEND":
        length = struct.unpack(">I", content[at : at + 4])[0]
        kind = content[at + 4 : at + 8].decode("ascii")
        yield kind
        at += 12 + length
    if content[at:]:
        yield "trailing"


def webp_parts(content: bytes) -> Iterator[str]:
    """The chunk types of a WebP in order; bytes after the end are "trailing"."""
    length = struct.unpack("<I", content[4:8])[0]
    assert (content[:4], content[8:12]) == (b"RIFF", b"WEBP")
    at, end = 12, 8 + length
    while at < end:
        kind, size = struct.unpack("<4sI", content[at : at + 8])
        yield kind.decode("ascii").strip()
        at += 8 + size + size % 2
    if content[end:]:
        yield "trailing"


def _after_scan(content: bytes, at: int) -> int:
    # In the coded pixels a marker's first byte is followed by zero or by a restart number.
    while content[at] != 0xFF or content[at + 1] == 0 or 0xD0 <= content[at + 1] <= 0xD7:
        at += 1
    return at


def avif_parts(content: bytes) -> Iterator[str]:
    """The boxes of an AVIF in order, with those inside "meta", item types and item properties;
    bytes after the last box are "trailing".
    """
    for kind, body in _boxes(content):
        yield kind
        if kind == "meta":
            for inner, below in _boxes(body[4:]):
                yield from (inner, *_avif_items(inner, below))


def _avif_items(kind: str, body: bytes) -> Iterator[str]:
    if kind == "iinf":
        yield from (below[8:12].decode("ascii") for _kind, below in _boxes(body[6:]))
    if kind == "iprp":
        for inner, below in _boxes(body):
            if inner == "ipco":
                yield from (name for name, _body in _boxes(below))


def _boxes(content: bytes) -> Iterator[tuple[str, bytes]]:
    at = 0
    while at + 8 <= len(content):
        size = struct.unpack(">I", content[at : at + 4])[0]
        assert size >= 8
        yield content[at + 4 : at + 8].decode("ascii"), content[at + 8 : at + size]
        at += size
    if content[at:]:
        yield "trailing", b""
