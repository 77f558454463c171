"""Arrays that stand for surfaces: noise, relief, stencils; no subject is drawn here."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

# Height × width (a Field) or height × width × 3 (a Plate); light in display space, 0 to 1.
Field = NDArray[Any]
Plate = NDArray[Any]
Colour = tuple[float, float, float]
Size = tuple[int, int]
Paint = Callable[[ImageDraw.ImageDraw], None]

# Stencils are drawn at twice their size and averaged: smooth edges at a quarter of 4x's cost.
OVERSAMPLE = 2


def colour(code: str) -> Colour:
    """Red, green and blue from 0 to 1 for a code such as "d8c9a3"."""
    return int(code[0:2], 16) / 255, int(code[2:4], 16) / 255, int(code[4:6], 16) / 255


def tint(code: str) -> Plate:
    """The same as one pixel of a plate."""
    return np.array(colour(code), np.float32)


def sheet(size: Size, code: str) -> Plate:
    """A plate of (width, height) px in one colour."""
    return np.broadcast_to(tint(code), (size[1], size[0], 3)).copy()


def grid(size: Size) -> tuple[Field, Field]:
    """The x and y of each pixel, in px."""
    y, x = np.mgrid[0 : size[1], 0 : size[0]].astype(np.float32)
    return x, y


def noise(
    rng: np.random.Generator, size: Size, cell_px: float, *, octaves: int = 3, stretch: float = 1.0
) -> Field:
    """Soft random hills around 0, mostly within ±1; stretch > 1 makes them taller than wide."""
    width, height = size
    total = np.zeros((height, width), np.float32)
    for octave in range(octaves):
        step = max(cell_px / 2**octave, 1.0)
        cells = (int(height / (step * stretch)) + 2, int(width / step) + 2)
        hills = Image.fromarray(rng.standard_normal(cells).astype(np.float32))
        total += np.asarray(hills.resize(size, Image.Resampling.BICUBIC)) / 2**octave
    return total / np.float32(1.6)


def soften(field: Field, radius_px: float) -> Field:
    """The field, blurred; PIL's Gaussian works on 8 bits only, so boxes on floats."""
    if radius_px < 0.5:
        return field
    small = (max(1, int(field.shape[1] / radius_px)), max(1, int(field.shape[0] / radius_px)))
    image = Image.fromarray(field.astype(np.float32))
    image = image.resize(small, Image.Resampling.BOX)
    return np.asarray(image.resize((field.shape[1], field.shape[0]), Image.Resampling.BICUBIC))


def slopes(height: Field) -> tuple[Field, Field]:
    """How steeply a surface rises downwards and to the right, for each px."""
    down, right = np.gradient(height)
    return down.astype(np.float32), right.astype(np.float32)


def relief(height: Field, strength: float, *, light: tuple[float, float] = (-0.5, -0.6)) -> Field:
    """How much light a bumpy surface returns, 1 where it is flat; light comes from (x, y)."""
    down, right = slopes(height * np.float32(strength))
    length = np.sqrt(right * right + down * down + 1)
    lambert = (-(right * light[0] + down * light[1]) + 1) / length
    return np.asarray(np.clip(lambert, 0.05, 2.2), np.float32)


def sheen(
    height: Field, strength: float, *, light: tuple[float, float] = (-0.3, -0.4), power: float = 24
) -> Field:
    """Where a glossy bumpy surface mirrors the lamp, 0 to 1."""
    down, right = slopes(height * np.float32(strength))
    length = np.sqrt(right * right + down * down + 1)
    half = np.sqrt(light[0] ** 2 + light[1] ** 2 + 1)
    facing = np.clip((-(right * light[0] + down * light[1]) + 1) / (length * half), 0, 1)
    return np.asarray(facing**power, np.float32)


def stencil(size: Size, paint: Paint, *, blur_px: float = 0.0) -> Field:
    """A mask from 0 to 1; paint draws with fill=255 in coordinates of OVERSAMPLE times the size."""
    image = Image.new("L", (size[0] * OVERSAMPLE, size[1] * OVERSAMPLE))
    paint(ImageDraw.Draw(image))
    if blur_px:
        image = image.filter(ImageFilter.GaussianBlur(blur_px * OVERSAMPLE))
    return np.asarray(image.reduce(OVERSAMPLE), np.float32) / 255


def lay(plate: Plate, what: Colour | Plate | str, mask: Field) -> Plate:
    """The plate with a colour or another plate laid over it where the mask is 1."""
    over = tint(what) if isinstance(what, str) else np.asarray(what, np.float32)
    return np.asarray(plate + (over - plate) * mask[..., None], np.float32)


def lit(plate: Plate, light: Field) -> Plate:
    """The plate under a light given for each pixel."""
    return (plate * light[..., None]).astype(np.float32)


def sample(plate: Plate, x: Field, y: Field) -> Plate:
    """The plate's colours at fractional positions in px; beyond its edge the edge goes on."""
    height, width = plate.shape[:2]
    x = np.clip(x, 0, width - 1.001)
    y = np.clip(y, 0, height - 1.001)
    left, top = x.astype(np.int32), y.astype(np.int32)
    across, down = (x - left)[..., None], (y - top)[..., None]
    upper = plate[top, left] * (1 - across) + plate[top, left + 1] * across
    lower = plate[top + 1, left] * (1 - across) + plate[top + 1, left + 1] * across
    return (upper * (1 - down) + lower * down).astype(np.float32)


def displaced(plate: Plate, right: Field, down: Field) -> Plate:
    """The plate with each pixel fetched from (right, down) px away."""
    x, y = grid((plate.shape[1], plate.shape[0]))
    return sample(plate, x + right, y + down)


def from_image(image: Image.Image) -> Plate:
    """The plate of a Pillow picture."""
    return np.asarray(image.convert("RGB"), np.float32) / np.float32(255)


def to_image(plate: Plate) -> Image.Image:
    """The Pillow picture of a plate, clipped to what 8 bits hold."""
    return Image.fromarray((np.clip(plate, 0, 1) * 255 + 0.5).astype(np.uint8))
