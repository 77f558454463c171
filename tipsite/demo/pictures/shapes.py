"""Outlines that several subjects share: leaves, stars, discs; without colour or light."""

import numpy as np
from PIL import ImageDraw

from tipsite.demo.pictures.fields import OVERSAMPLE, Field, Paint

Point = tuple[float, float]


def outline(points: list[Point]) -> Paint:
    """Paints a filled shape through the points, in px."""

    def paint(pen: ImageDraw.ImageDraw) -> None:
        pen.polygon([(x * OVERSAMPLE, y * OVERSAMPLE) for x, y in points], 255)

    return paint


def stroke(points: list[Point], width_px: float) -> Paint:
    """Paints a line with round joints through the points."""

    def paint(pen: ImageDraw.ImageDraw) -> None:
        path = [(x * OVERSAMPLE, y * OVERSAMPLE) for x, y in points]
        thick = max(1, round(width_px * OVERSAMPLE))
        pen.line(path, 255, thick, joint="curve")
        for x, y in (path[0], path[-1]):
            pen.ellipse((x - thick / 2, y - thick / 2, x + thick / 2, y + thick / 2), 255)

    return paint


def disc(centre: Point, radius: float, *, hole: float = 0.0) -> Paint:
    """Paints a disc, or a ring when it has a hole of that radius."""

    def paint(pen: ImageDraw.ImageDraw) -> None:
        for size, ink in ((radius, 255), (hole, 0)):
            if size:
                x, y, r = centre[0] * OVERSAMPLE, centre[1] * OVERSAMPLE, size * OVERSAMPLE
                pen.ellipse((x - r, y - r, x + r, y + r), ink)

    return paint


def slab(box: tuple[float, float, float, float], radius: float = 0.0, *, ink: int = 255) -> Paint:
    """Paints a rectangle with rounded corners; ink 0 cuts one out."""

    def paint(pen: ImageDraw.ImageDraw) -> None:
        x0, y0, x1, y1 = (side * OVERSAMPLE for side in box)
        pen.rounded_rectangle((x0, y0, x1, y1), radius * OVERSAMPLE, ink)

    return paint


def leaf(root: Point, degrees: float, length: float, width: float) -> list[Point]:
    """A pointed leaf from its root; 0 degrees points up, positive turns to the right."""
    along = np.linspace(0, 1, 16)
    half = width / 2 * np.sin(np.pi * along**0.8)
    sides = np.concatenate([np.stack([half, along], 1), np.stack([-half, along], 1)[::-1]])
    angle = np.radians(degrees)
    right = root[0] + sides[:, 0] * np.cos(angle) + sides[:, 1] * length * np.sin(angle)
    down = root[1] + sides[:, 0] * np.sin(angle) - sides[:, 1] * length * np.cos(angle)
    return [(float(x), float(y)) for x, y in zip(right, down, strict=True)]


def curl(root: Point, degrees: float, radius: float, turns: float) -> list[Point]:
    """A spiral that starts at its root and winds inwards; negative turns mirror it to the left."""
    steps = np.linspace(0, 1, 26)
    shrink = radius * (1 - 0.8 * steps)
    start = np.radians(degrees)
    angle = start + steps * abs(turns) * 2 * np.pi
    right = root[0] + np.sign(turns) * (radius * np.cos(start) - shrink * np.cos(angle))
    down = root[1] + radius * np.sin(start) - shrink * np.sin(angle)
    return [(float(x), float(y)) for x, y in zip(right, down, strict=True)]


def star(centre: Point, points: int, outer: float, inner: float, degrees: float = 0) -> list[Point]:
    """A star, or a polygon when inner equals outer."""
    angle = np.arange(points * 2) * np.pi / points + np.radians(degrees - 90)
    radius = np.where(np.arange(points * 2) % 2 == 0, outer, inner)
    right, down = centre[0] + radius * np.cos(angle), centre[1] + radius * np.sin(angle)
    return [(float(x), float(y)) for x, y in zip(right, down, strict=True)]


def repeated(cell: Field, width: int, height: int, *, half_drop: bool = False) -> Field:
    """The cell repeated over width × height px; half-drop shifts each second column."""
    column = np.tile(cell, (height // cell.shape[0] + 2, 1))
    other = np.roll(column, cell.shape[0] // 2, axis=0) if half_drop else column
    pair = np.concatenate([column, other], axis=1)
    return np.tile(pair, (1, width // pair.shape[1] + 1))[:height, :width].astype(np.float32)
