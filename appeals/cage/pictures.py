"""Pictures through the cage: one process turns a file into pixels, a second one pixels into files.

The first may be taken over by the file it reads; all it can do then is to choose other pixels. The
second never sees the file.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import IO, Final

from appeals.exceptions import CageFailed

from .encoding import Order, words_for
from .formats import Format
from .limits import Limits
from .running import Reason, memory_file, run

BYTES_A_PIXEL: Final = 3
# 40 megapixels of any of the formats decode in 180 to 480 MB; those of WebP would take 650, since
# its decoder keeps two canvases and hands out a copy. docs/decisions/0007 has the table.
MAX_PIXELS: Final = 40_000_000
_MAX_PIXELS_OF: Final[Mapping[Format, int]] = {Format.WEBP: 25_000_000}
# No process above 512 MiB: address space is always more than memory in use.
_MEMORY_BYTES: Final = 510 * 2**20
# Decoding the slowest measured, a HEIC of 40 megapixels, took 1.6 seconds on a busy machine; the
# rest is for a busier one.
SECONDS: Final = 4.5
_MAX_ENCODED_BYTES: Final = 128 * 2**20
_SIZE: Final = re.compile(r"([0-9]{1,5}) ([0-9]{1,5})")
_ENCODED: Final = re.compile(r"(#[0-9a-f]{6}) ([0-9a-f]{16})((?: [0-9]{1,9})+)")


@dataclass(frozen=True)
class Pixels:
    """Rows of sRGB, three bytes a pixel, in a file without a name."""

    file: IO[bytes]
    width_px: int
    height_px: int


@dataclass(frozen=True)
class Encoded:
    """What became of pixels: one file an order; the mean colour as "#rrggbb"; the perceptual hash
    as 16 hexadecimal digits.
    """

    files: tuple[bytes, ...]
    colour: str
    perceptual_hash: str


def max_pixels(kind: Format) -> int:
    """How many pixels a file of that format may have."""
    return _MAX_PIXELS_OF.get(kind, MAX_PIXELS)


def decode(
    content: IO[bytes],
    kind: Format,
    *,
    min_side_px: int,
    max_side_px: int,
    seconds: float = SECONDS,
) -> Pixels:
    """The first picture of a file: upright, sRGB, opaque on white, at most ``max_side_px`` long.

    ``content`` is a real file, read from its beginning.

    Raises:
        CageFailed: one of running.Reason; or "pixels" (too many), "small", "depth" (32 bits).
    """
    output = memory_file()
    limits = Limits(_MEMORY_BYTES, seconds, max_side_px * max_side_px * BYTES_A_PIXEL)
    numbers = (max_pixels(kind), min_side_px, max_side_px)
    words = [kind.value, *map(str, numbers)]
    try:
        answer = run("appeals.cage.decoding", *words, content=content, output=output, limits=limits)
        return _checked_pixels(answer, output, max_side_px)
    except BaseException:
        output.close()
        raise


def encode(pixels: Pixels, *orders: Order, seconds: float = SECONDS) -> Encoded:
    """Encode pixels in every way that is ordered.

    Raises:
        CageFailed: one of running.Reason.
    """
    words = words_for(pixels.width_px, pixels.height_px, orders)
    limits = Limits(_MEMORY_BYTES, seconds, _MAX_ENCODED_BYTES)
    with memory_file() as output:
        answer = run(
            "appeals.cage.encoding", *words, content=pixels.file, output=output, limits=limits
        )
        return _checked_files(answer, output, len(orders))


def _checked_pixels(answer: str, output: IO[bytes], max_side_px: int) -> Pixels:
    match = _SIZE.fullmatch(answer)
    if not match:
        raise CageFailed(Reason.BROKEN)
    width, height = map(int, match.groups())
    fits = 1 <= width <= max_side_px and 1 <= height <= max_side_px
    if not fits or _length(output) != width * height * BYTES_A_PIXEL:
        raise CageFailed(Reason.BROKEN)
    return Pixels(output, width, height)


def _checked_files(answer: str, output: IO[bytes], count: int) -> Encoded:
    match = _ENCODED.fullmatch(answer)
    if not match:
        raise CageFailed(Reason.BROKEN)
    colour, perceptual_hash, words = match.groups()
    lengths = [int(word) for word in words.split()]
    if len(lengths) != count or sum(lengths) != _length(output) or not all(lengths):
        raise CageFailed(Reason.BROKEN)
    output.seek(0)
    return Encoded(tuple(output.read(length) for length in lengths), colour, perceptual_hash)


def _length(file: IO[bytes]) -> int:
    return os.fstat(file.fileno()).st_size
