"""Pure pictures, and the ways to put something into them: written apart from the walks, so that
neither inherits the other's mistakes.
"""

import io
import random
import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from PIL import Image, ImageDraw

from appeals.purity import impurities, stripped

TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp", "AVIF": "image/avif"}
SECRET = b"GPS 52.2297 21.0122 and the uncropped picture"


def noise(size: tuple[int, int] = (40, 30)) -> Image.Image:
    return Image.frombytes("RGB", size, random.Random(1).randbytes(3 * size[0] * size[1]))


def drawing(size: tuple[int, int] = (40, 30)) -> Image.Image:
    image = Image.linear_gradient("L").resize(size).convert("RGB")
    ImageDraw.Draw(image).text((2, 2), "bag", fill="#33aa77")
    return image


def encoded(image: Image.Image, encoder: str, **options: Any) -> bytes:
    """As Pillow writes it, without the JFIF segment."""
    return stripped(as_written(image, encoder, **options), TYPES[encoder])


def as_written(image: Image.Image, encoder: str, **options: Any) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, encoder, **options)
    return buffer.getvalue()


@cache
def sample(encoder: str, **options: Any) -> bytes:
    """A small pure picture."""
    content = encoded(noise(), encoder, **options)
    assert not impurities(content, TYPES[encoder])
    return content


# JPEG


def segment(marker: int, payload: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(payload) + 2) + payload


def jpeg_places(content: bytes) -> list[int]:
    """Where a segment can stand: before each marker but the first."""
    places, at = [], 2
    while True:
        places.append(at)
        if content[at + 1] == 0xD9:
            return places
        is_scan = content[at + 1] == 0xDA
        at += 2 + struct.unpack(">H", content[at + 2 : at + 4])[0]
        while is_scan and (content[at] != 0xFF or content[at + 1] in {0, *range(0xD0, 0xD8)}):
            at += 1


def jpeg_place(content: bytes, marker: int) -> int:
    """Where the first segment of that kind starts."""
    return next(at for at in jpeg_places(content) if content[at + 1] == marker)


def inserted(content: bytes, at: int, addition: bytes) -> bytes:
    return content[:at] + addition + content[at:]


# PNG


def chunk(kind: bytes, payload: bytes) -> bytes:
    checksum = zlib.crc32(kind + payload)
    return struct.pack(">I", len(payload)) + kind + payload + struct.pack(">I", checksum)


def png_of(*chunks: bytes) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def ihdr(
    width: int = 4, height: int = 2, depth: int = 8, colour: int = 2, methods: bytes = b"\0\0\0"
) -> bytes:
    return chunk(b"IHDR", struct.pack(">IIBB", width, height, depth, colour) + methods)


def png_places(content: bytes) -> list[int]:
    places, at = [], 8
    while at < len(content):
        places.append(at)
        at += 12 + struct.unpack(">I", content[at : at + 4])[0]
    return [*places, at]


# WebP


def riff_chunk(kind: bytes, payload: bytes) -> bytes:
    return kind + struct.pack("<I", len(payload)) + payload + b"\0" * (len(payload) % 2)


def riff(chunks: Iterable[bytes]) -> bytes:
    body = b"WEBP" + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body


# AVIF

# Boxes that hold boxes, and how many bytes come before those.
_NESTED = {b"meta": 4, b"iprp": 0, b"ipco": 0, b"iinf": 6}


@dataclass
class Box:
    kind: bytes
    body: bytes
    inside: list["Box"] = field(default_factory=list)

    def __bytes__(self) -> bytes:
        body = self.body + b"".join(map(bytes, self.inside))
        return struct.pack(">I", 8 + len(body)) + self.kind + body


def boxes(content: bytes) -> list[Box]:
    found = []
    while content:
        length = struct.unpack(">I", content[:4])[0]
        kind, body, content = content[4:8], content[8:length], content[length:]
        prefix = _NESTED.get(kind, len(body))
        found.append(Box(kind, body[:prefix], boxes(body[prefix:])))
    return found


def box_at(tree: list[Box], *path: bytes) -> Box:
    """The box of these kinds, from outside to inside."""
    found = next(box for box in tree if box.kind == path[0])
    return box_at(found.inside, *path[1:]) if path[1:] else found


def avif_of(tree: list[Box], *, surplus: int = 0) -> bytes:
    """The file, with the item's place and length put right (or ``surplus`` bytes too short)."""
    inside = [box for outer in tree if outer.kind == b"meta" for box in outer.inside]
    location = box_at(inside, b"iloc")
    at = 0
    for box in tree:
        if box.kind == b"mdat":
            extent = struct.pack(">II", at + 8, len(box.body) - surplus)
            location.body = location.body[:14] + extent + location.body[22:]
        at += len(bytes(box))
    return b"".join(map(bytes, tree))


def obu(kind: int, payload: bytes) -> bytes:
    """An open bitstream unit with its size."""
    size, length = b"", len(payload)
    while length > 0x7F:
        size, length = size + bytes([0x80 | length & 0x7F]), length >> 7
    return bytes([kind << 3 | 2]) + size + bytes([length]) + payload


def obus(content: bytes) -> list[tuple[int, bytes]]:
    """The units in the mdat of a pure AVIF: type and payload."""
    stream, found = box_at(boxes(content), b"mdat").body, []
    while stream:
        kind, size, at = stream[0] >> 3, 0, 1
        while True:
            size |= (stream[at] & 0x7F) << 7 * (at - 1)
            at += 1
            if stream[at - 1] < 0x80:
                break
        found.append((kind, stream[at : at + size]))
        stream = stream[at + size :]
    return found


def avif_with_stream(content: bytes, stream: bytes) -> bytes:
    tree = boxes(content)
    box_at(tree, b"mdat").body = stream
    return avif_of(tree)
