"""Inside the cage: from bare pixels to encoded pictures, their mean colour and their perceptual
hash. It never sees the file that the pixels came from.
"""

import importlib
import io
import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from statistics import median
from typing import Final

from PIL import Image

from .programs import Output

_PLUGINS: Final[Mapping[str, str]] = {
    "JPEG": "PIL.JpegImagePlugin",
    "PNG": "PIL.PngImagePlugin",
    "WEBP": "PIL.WebPImagePlugin",
    "AVIF": "PIL.AvifImagePlugin",
}
# The perceptual hash looks at 32 by 32 grey pixels, and keeps the 8 by 8 slowest waves of them, as
# imagehash.phash does.
_HASHED_SIDE, _HASHED_WAVES = 32, 8


@dataclass(frozen=True)
class Order:
    """One picture to encode: Pillow's name and options of the encoder, and the size in px to
    which the pixels are resized.
    """

    encoder: str
    width_px: int
    height_px: int
    options: Mapping[str, int | bool | str] = field(default_factory=dict)
    # A larger picture in whose middle it lies, and that one's colour.
    ground: tuple[int, int, str] | None = None


def words_for(width_px: int, height_px: int, orders: tuple[Order, ...]) -> list[str]:
    """The program's words for pixels of that size."""
    return [str(width_px), str(height_px), json.dumps([asdict(order) for order in orders])]


def prepare(_width: str, _height: str, orders: str) -> None:
    """Load the encoders that are asked for."""
    for order in json.loads(orders):
        importlib.import_module(_PLUGINS[order["encoder"]])


def starts_threads(*_words: str) -> bool:
    """None does: AVIF is told to use one."""
    return False


def run(content: io.BytesIO, output: Output, *words: str) -> str:
    """Write one picture after the other; answer the mean colour, the perceptual hash and how many
    bytes each picture takes.
    """
    width, height, orders = int(words[0]), int(words[1]), json.loads(words[2])
    pixels = Image.frombytes("RGB", (width, height), content.getbuffer())
    content.close()
    sizes: dict[tuple[int, int], Image.Image] = {pixels.size: pixels}
    lengths = []
    for order in (Order(**each) for each in orders):
        encoded = _encoded(_sized(sizes, order), order)
        output.write(encoded)
        lengths.append(len(encoded))
    return " ".join([mean_colour(pixels), perceptual_hash(pixels), *map(str, lengths)])


def mean_colour(pixels: Image.Image) -> str:
    """The mean of all pixels as "#rrggbb"."""
    mean = pixels.resize((1, 1), Image.Resampling.BOX)
    return f"#{mean.tobytes().hex()}"


def perceptual_hash(pixels: Image.Image) -> str:
    """64 bits as 16 hexadecimal digits, of which near-twins share most.

    The same as ``imagehash.phash``, which would load scipy: 110 ms and 90 MiB a picture.
    """
    small = pixels.convert("L").resize((_HASHED_SIDE, _HASHED_SIDE), Image.Resampling.LANCZOS)
    grey = small.tobytes()
    rows = [grey[at : at + _HASHED_SIDE] for at in range(0, len(grey), _HASHED_SIDE)]
    # Waves down each column first, then along the rows of what that gave.
    down = [
        [sum(w * row[x] for w, row in zip(wave, rows, strict=True)) for x in range(_HASHED_SIDE)]
        for wave in _waves()
    ]
    # Rounded, so that the noise of arithmetic decides nothing in a picture without waves.
    both = [
        round(sum(w * value for w, value in zip(wave, row, strict=True)), 6)
        for row in down
        for wave in _waves()
    ]
    middle = median(both)
    return f"{int(''.join('1' if value > middle else '0' for value in both), 2):016x}"


def _sized(sizes: dict[tuple[int, int], Image.Image], order: Order) -> Image.Image:
    """The pixels in the order's size: made once for all encoders, from the next larger one."""
    size = (order.width_px, order.height_px)
    if size not in sizes:
        larger = min(
            (each for each in sizes if each[0] >= 2 * size[0] and each[1] >= 2 * size[1]),
            default=max(sizes),
        )
        sizes[size] = sizes[larger].resize(size, Image.Resampling.LANCZOS)
    return sizes[size]


def _encoded(pixels: Image.Image, order: Order) -> bytes:
    if order.ground:
        width, height, colour = order.ground
        ground = Image.new("RGB", (width, height), colour)
        ground.paste(pixels, ((width - pixels.width) // 2, (height - pixels.height) // 2))
        pixels = ground
    buffer = io.BytesIO()
    pixels.save(buffer, order.encoder, **order.options)
    return buffer.getvalue()


@cache
def _waves() -> list[list[float]]:
    """The first waves of the discrete cosine transform (its type II)."""
    return [
        [math.cos(math.pi * wave * (2 * at + 1) / (2 * _HASHED_SIDE)) for at in range(_HASHED_SIDE)]
        for wave in range(_HASHED_WAVES)
    ]
