"""Words and small signs for printed things, in the one typeface that Pillow itself carries."""

from functools import lru_cache

import numpy as np
from PIL import ImageDraw, ImageFont

from tipsite.demo.pictures.fields import OVERSAMPLE, Field, Paint, Size


@lru_cache(maxsize=64)
def typeface(height_px: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """Pillow's own typeface: the same on every machine, unlike the system's."""
    return ImageFont.load_default(height_px)


def word(
    text: str, at: tuple[float, float], height_px: float, *, weight: float = 0, anchor: str = "mm"
) -> Paint:
    """Paints a word into a stencil; weight thickens the strokes, as a share of the height."""

    def paint(pen: ImageDraw.ImageDraw) -> None:
        size = max(6, round(height_px * OVERSAMPLE))
        where = (at[0] * OVERSAMPLE, at[1] * OVERSAMPLE)
        stroke = size * weight
        pen.text(
            where, text, 255, typeface(size), anchor=anchor, stroke_width=stroke, align="center"
        )

    return paint


def together(*paints: Paint) -> Paint:
    """Several paints as one."""

    def paint(pen: ImageDraw.ImageDraw) -> None:
        for each in paints:
            each(pen)

    return paint


def scribble(rng: np.random.Generator, box: tuple[float, float, float, float], lines: int) -> Paint:
    """Small print nobody can read: words as broken dashes, ragged at the right."""
    left, top, right, bottom = (side * OVERSAMPLE for side in box)
    pitch = (bottom - top) / lines

    def paint(pen: ImageDraw.ImageDraw) -> None:
        for line in range(lines):
            x, y = left, top + pitch * (line + 0.5)
            end = right - (right - left) * rng.uniform(0, 0.3)
            while x < end:
                length = pitch * rng.uniform(0.5, 3.2)
                _letters(pen, rng, (x, y, min(x + length, end)), pitch * 0.5)
                x += length + pitch * 0.45

    return paint


def _letters(
    pen: ImageDraw.ImageDraw,
    rng: np.random.Generator,
    span: tuple[float, float, float],
    size: float,
) -> None:
    """One unreadable word: uprights and bars in a row."""
    left, middle, right = span
    x = left
    while x < right:
        tall = size * rng.choice([0.5, 0.5, 0.5, 0.85])
        pen.line((x, middle - tall, x, middle + size * 0.5), 255, max(1, int(size * 0.2)))
        bar = middle + size * rng.uniform(-0.45, 0.45)
        pen.line((x, bar, x + size * 0.5, bar), 255, max(1, int(size * 0.18)))
        x += size * rng.uniform(0.55, 0.95)


def curved(mask: Field, bend_px: float) -> Field:
    """The mask arched: its middle stays, its sides sink by bend_px."""
    height, width = mask.shape
    size: Size = (width, height)
    columns = np.linspace(-1, 1, width) ** 2 * bend_px
    rows = np.arange(height)[:, None] - columns[None, :]
    inside = np.clip(rows, 0, height - 1).astype(np.int32)
    picked = mask[inside, np.arange(size[0])[None, :]]
    return np.where((rows >= 0) & (rows < height), picked, 0).astype(np.float32)
