"""Pictures that a publisher might open: their colours are known, and so is what must not leave."""

import io
import struct
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
from PIL import Image

Pixels = npt.NDArray[np.int16]
Rectangle = tuple[int, int, int, int]

MARKER: Final = b"marker-of-the-source-4711"
FILE_NAME: Final = "child-bedroom-original.jpg"
# Blocks of whole JPEG units, so that each decodes to one flat colour, and no two are alike.
BLOCK_PX: Final = 80
COLUMNS, ROWS = 10, 8
# What two JPEG decoders may differ by in a flat block.
TOLERANCE: Final = 3


def colour_of(column: int, row: int) -> tuple[int, int, int]:
    """The colour of a block of the upright picture; never near black, which boxes have."""
    return 60 + 18 * column, 60 + 20 * row, 230 - 10 * ((3 * column + 7 * row) % 16)


def upright() -> Image.Image:
    """The picture as a person sees it: 800 × 640 pixels."""
    image = Image.new("RGB", (COLUMNS * BLOCK_PX, ROWS * BLOCK_PX))
    for column in range(COLUMNS):
        for row in range(ROWS):
            corner = (column * BLOCK_PX, row * BLOCK_PX)
            image.paste(Image.new("RGB", (BLOCK_PX, BLOCK_PX), colour_of(column, row)), corner)
    return image


def write_source(folder: Path) -> Path:
    """A JPEG lying on its side (orientation 6), with a marker and a thumbnail in its EXIF."""
    lying = upright().transpose(Image.Transpose.ROTATE_90)
    path = folder / FILE_NAME
    lying.save(path, "JPEG", quality=100, subsampling=0, exif=_exif(), comment=MARKER)
    return path


def pixels(image: Image.Image, rectangle: Rectangle | None = None) -> Pixels:
    """Height × width × 3 values of 0 to 255, of all or of (left, top, width, height)."""
    if rectangle:
        left, top, width, height = rectangle
        image = image.crop((left, top, left + width, top + height))
    return np.asarray(image.convert("RGB"), dtype=np.int16)


def pngs_in(content: bytes) -> list[Image.Image]:
    """Every PNG that lies anywhere in the bytes."""
    starts = [at for at in range(len(content)) if content.startswith(b"\x89PNG\r\n\x1a\n", at)]
    found: list[Image.Image] = []
    for start in starts:
        image = Image.open(io.BytesIO(content[start:]), formats=["PNG"])
        image.load()
        found.append(image)
    return found


def _exif() -> bytes:
    thumbnail = io.BytesIO()
    upright().resize((80, 64)).save(thumbnail, "JPEG")
    entries_at, count_bytes = 8, 2
    first = [(0x010E, 2, len(MARKER) + 1, None), (0x0112, 3, 1, 6)]
    second = [(0x0201, 4, 1, None), (0x0202, 4, 1, len(thumbnail.getvalue()))]
    second_at = entries_at + count_bytes + 12 * len(first) + 4
    marker_at = second_at + count_bytes + 12 * len(second) + 4
    thumbnail_at = marker_at + len(MARKER) + 1
    return b"".join(
        [
            b"Exif\0\0II*\0",
            struct.pack("<I", entries_at),
            _directory(first, value_at=marker_at, following=second_at),
            _directory(second, value_at=thumbnail_at, following=0),
            MARKER + b"\0",
            thumbnail.getvalue(),
        ]
    )


def _directory(
    entries: list[tuple[int, int, int, int | None]], *, value_at: int, following: int
) -> bytes:
    packed = b"".join(
        struct.pack("<HHII", tag, kind, count, value_at if value is None else value)
        for tag, kind, count, value in entries
    )
    return struct.pack("<H", len(entries)) + packed + struct.pack("<I", following)
