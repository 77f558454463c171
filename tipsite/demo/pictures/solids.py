"""Shapes given by their distance to a point, and how to join them; light belongs to rendering."""

from collections.abc import Callable

import numpy as np

from tipsite.demo.pictures.fields import Field

# Positions in cm as x (right), y (up) and z (towards the camera), one entry a ray.
Points = tuple[Field, Field, Field]
Distance = Callable[[Points], Field]
Vector = tuple[float, float, float]


def away(one: Field, other: Field) -> Field:
    """The length of a flat vector; several times faster here than numpy's careful hypot."""
    return np.asarray(np.sqrt(one * one + other * other), np.float32)


def box(centre: Vector, half: Vector, radius: float = 0.0) -> Distance:
    """A box with rounded edges; half is half of each side."""

    def measure(p: Points) -> Field:
        x, y, z = (
            np.abs(axis - middle) - np.float32(side - radius)
            for axis, middle, side in zip(p, centre, half, strict=True)
        )
        outside = np.sqrt(np.maximum(x, 0) ** 2 + np.maximum(y, 0) ** 2 + np.maximum(z, 0) ** 2)
        return np.asarray(
            outside + np.minimum(np.maximum(x, np.maximum(y, z)), 0) - np.float32(radius),
            np.float32,
        )

    return measure


def ball(centre: Vector, radius: float, stretch: Vector = (1, 1, 1)) -> Distance:
    """A sphere, or an egg when stretched."""
    shortest = min(stretch)

    def measure(p: Points) -> Field:
        x, y, z = (
            (axis - middle) / np.float32(scale)
            for axis, middle, scale in zip(p, centre, stretch, strict=True)
        )
        return (np.sqrt(x * x + y * y + z * z) - np.float32(radius)) * np.float32(shortest)

    return measure


def rod(
    centre: Vector, radius: float, half: float, *, axis: int = 1, rounding: float = 0.0
) -> Distance:
    """A cylinder along one axis (0 x, 1 y, 2 z)."""
    first, second = (each for each in range(3) if each != axis)

    def measure(p: Points) -> Field:
        around = away(p[first] - np.float32(centre[first]), p[second] - np.float32(centre[second]))
        out = around - np.float32(radius - rounding)
        along = np.abs(p[axis] - np.float32(centre[axis])) - np.float32(half - rounding)
        corner = away(np.maximum(out, 0), np.maximum(along, 0))
        return corner + np.minimum(np.maximum(out, along), 0) - np.float32(rounding)

    return measure


def turned(profile: list[tuple[float, float]], at: Vector = (0, 0, 0)) -> Distance:
    """A shape from a lathe: (height, radius) pairs from the foot to the top."""
    heights, radii = (np.array(side, np.float32) for side in zip(*profile, strict=True))
    steepest = float(np.abs(np.diff(radii) / np.maximum(np.diff(heights), 0.05)).max())
    # A slope makes the distance at equal height too long; shorten it so that no ray jumps through.
    safe = np.float32(max(1 / np.sqrt(1 + steepest**2), 0.3))

    def measure(p: Points) -> Field:
        y = p[1] - np.float32(at[1])
        out = away(p[0] - np.float32(at[0]), p[2] - np.float32(at[2]))
        out -= np.interp(y, heights, radii).astype(np.float32)
        ends = np.maximum(heights[0] - y, y - heights[-1])
        return np.asarray(np.maximum(out * safe, ends), np.float32)

    return measure


def ring(centre: Vector, radius: float, thickness: float, *, axis: int = 1) -> Distance:
    """A torus around one axis."""
    first, second = (each for each in range(3) if each != axis)

    def measure(p: Points) -> Field:
        around = away(
            p[first] - np.float32(centre[first]), p[second] - np.float32(centre[second])
        ) - np.float32(radius)
        return away(around, p[axis] - np.float32(centre[axis])) - np.float32(thickness)

    return measure


def bar(start: Vector, end: Vector, radius: float) -> Distance:
    """A rod with round ends between two points."""
    way = np.subtract(end, start).astype(np.float32)
    length = float(way @ way)

    def measure(p: Points) -> Field:
        x, y, z = (axis - np.float32(first) for axis, first in zip(p, start, strict=True))
        share = np.clip((x * way[0] + y * way[1] + z * way[2]) / length, 0, 1)
        x, y, z = x - way[0] * share, y - way[1] * share, z - way[2] * share
        return np.asarray(np.sqrt(x * x + y * y + z * z) - np.float32(radius), np.float32)

    return measure


def plane(axis: int, level: float) -> Distance:
    """Everything below a level of one axis: floor (1), wall (2)."""
    return lambda p: p[axis] - np.float32(level)


def joined(*parts: Distance, melt: float = 0.0) -> Distance:
    """All parts as one; melt in cm rounds the creases where they meet."""

    def measure(p: Points) -> Field:
        total = parts[0](p)
        for part in parts[1:]:
            other = part(p)
            if melt:
                blend = np.clip(melt - np.abs(total - other), 0, None)
                total = np.minimum(total, other) - blend * blend / np.float32(4 * melt)
            else:
                total = np.minimum(total, other)
        return total

    return measure


def without(whole: Distance, *holes: Distance) -> Distance:
    """The whole with holes cut out."""

    def measure(p: Points) -> Field:
        total = whole(p)
        for hole in holes:
            total = np.maximum(total, -hole(p))
        return total

    return measure


def twisted(part: Distance, degrees: float, *, axis: int = 1) -> Distance:
    """The part turned around one axis through the origin."""
    cos, sin = np.float32(np.cos(np.radians(degrees))), np.float32(np.sin(np.radians(degrees)))

    def measure(p: Points) -> Field:
        x, y, z = p
        if axis == 1:
            return part((x * cos - z * sin, y, x * sin + z * cos))
        if axis == 2:
            return part((x * cos + y * sin, y * cos - x * sin, z))
        return part((x, y * cos + z * sin, z * cos - y * sin))

    return measure


def within(part: Distance, centre: Vector, radius: float) -> Distance:
    """The part, measured only near the ball that holds all of it; farther points get the ball."""

    def measure(p: Points) -> Field:
        x, y, z = (axis - np.float32(middle) for axis, middle in zip(p, centre, strict=True))
        total = np.sqrt(x * x + y * y + z * z) - np.float32(radius)
        # A wide margin: shadows and creases ask for distances, and the ball must not darken them.
        near = total < np.float32(4)
        total[near] = part((p[0][near], p[1][near], p[2][near]))
        return np.asarray(total, np.float32)

    return measure
