"""Light on solids: rays from a camera, a flash, soft shadows, gloss; subjects bring the solids."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PIL import Image

from tipsite.demo.pictures.fields import Field, Plate, Size, noise, sample, tint
from tipsite.demo.pictures.solids import Distance, Points, Vector

Skin = Callable[[Points], Plate]

# Rays first run in blocks of this many px a side, then each px from just before the block's hit.
BLOCK_PX = 8
FAR_CM = 400.0


@dataclass(frozen=True)
class Thing:
    """One solid and its material. Gloss and glow from 0 to 1; bump roughens what light meets."""

    distance: Distance
    skin: Skin
    gloss: float = 0.1
    glow: float = 0.0
    bump: Distance | None = None
    # A wall or floor behind everything shades nothing; leaving it out saves a third of the time.
    shades: bool = True


@dataclass(frozen=True)
class View:
    """Camera and lamp, in cm; fill is the light that comes from everywhere."""

    eye: Vector
    target: Vector
    lamp: Vector
    zoom: float = 1.6
    fill: float = 0.32
    power: float = 1.0


def _endless(along: Field) -> Field:
    """A place in a 512 px pattern that is mirrored again and again, so that no seam shows."""
    return np.asarray(np.abs(np.mod(along + 250, 1022) - 511), np.float32)


def plain(code: str) -> Skin:
    """One colour all over."""
    shade = tint(code)
    return lambda p: np.broadcast_to(shade, (*p[0].shape, 3))


def mottled(
    rng: np.random.Generator,
    code: str,
    *,
    cell_cm: float,
    depth: float,
    axes: tuple[int, int] = (0, 1),
) -> Skin:
    """One colour with soft patches, laid flat along two axes."""
    hills = noise(rng, (512, 512), 24, octaves=4)[..., None]
    shade = tint(code)

    def skin(p: Points) -> Plate:
        x, y = (_endless(p[axis] / cell_cm * 24) for axis in axes)
        return shade * (1 + np.float32(depth) * sample(hills, x, y))

    return skin


def wooden(
    rng: np.random.Generator, dark: str, light: str, *, axes: tuple[int, int] = (0, 2)
) -> Skin:
    """Boards with grain along the first axis."""
    hills = noise(rng, (512, 512), 40, octaves=5, stretch=0.09)[..., None]
    low, high = tint(dark), tint(light)

    def skin(p: Points) -> Plate:
        along, across = p[axes[0]], p[axes[1]]
        board = np.floor(across / 14)
        x, y = _endless(along * 4 + board * 173), _endless(across * 9)
        mix = np.clip(0.5 + 0.4 * sample(hills, x, y), 0, 1)
        gap = (np.abs(across / 14 - board) < 0.012)[..., None]
        return (low + (high - low) * mix) * np.where(gap, np.float32(0.4), np.float32(1))

    return skin


def wrapped(
    plate: Plate,
    *,
    centre: tuple[float, float],
    bottom: float,
    top: float,
    degrees: float,
    turn: float = 0,
) -> Skin:
    """A print around an upright axis: bottom to top in cm, over that many degrees."""
    height, width = plate.shape[:2]

    def skin(p: Points) -> Plate:
        angle = np.degrees(np.arctan2(p[0] - centre[0], p[2] - centre[1])) - turn
        x = (angle / degrees + 0.5) * (width - 1)
        y = (top - p[1]) / (top - bottom) * (height - 1)
        return sample(plate, x, y)

    return skin


def pasted(
    plate: Plate, *, left: float, right: float, bottom: float, top: float, upright: bool = True
) -> Skin:
    """A print on a flat side that faces the camera, or lies on the floor."""
    height, width = plate.shape[:2]

    def skin(p: Points) -> Plate:
        x = (p[0] - left) / (right - left) * (width - 1)
        y = (top - (p[1] if upright else -p[2])) / (top - bottom) * (height - 1)
        return sample(plate, x, y)

    return skin


def rough(
    rng: np.random.Generator,
    *,
    cell_cm: float,
    depth_cm: float,
    axes: tuple[int, int] = (0, 1),
    creased: bool = False,
) -> Distance:
    """Bumps for a surface along two axes; creased makes sharp folds of them."""
    hills = noise(rng, (512, 512), 32, octaves=4)
    if creased:
        hills = np.abs(hills)

    def measure(p: Points) -> Field:
        x, y = (_endless(p[axis] / cell_cm * 32) for axis in axes)
        return sample(hills[..., None], x, y)[..., 0] * np.float32(depth_cm)

    return measure


def render(things: list[Thing], view: View, size: Size) -> Plate:
    """What the camera sees, in display space, with hard edges that later blur hides."""
    rays = _rays(view, size)
    depth = _marched(things, view, rays, size)
    hit: Points = tuple(
        (start + way * depth).astype(np.float32) for start, way in zip(view.eye, rays, strict=True)
    )  # type: ignore[assignment]  # a generator of three is a triple
    owner = np.argmin(np.stack([thing.distance(hit) for thing in things]), axis=0)
    shadow = _shadow(things, hit, view.lamp, size)
    light = np.zeros((*owner.shape, 3), np.float32)
    for number, thing in enumerate(things):
        mine = np.nonzero(owner == number)
        if mine[0].size:
            spot: Points = (hit[0][mine], hit[1][mine], hit[2][mine])
            light[mine] = _lit(thing, things, spot, view, shadow[mine])
    return np.clip(light, 0, 4) ** np.float32(1 / 2.2)


def _rays(view: View, size: Size) -> Points:
    """One unit vector a px, from the eye."""
    ahead = np.subtract(view.target, view.eye)
    ahead = ahead / np.linalg.norm(ahead)
    right = np.cross(ahead, (0, 1, 0))
    right = right / np.linalg.norm(right)
    up = np.cross(right, ahead)
    y, x = np.mgrid[0 : size[1], 0 : size[0]].astype(np.float32)
    across = (x + 0.5 - size[0] / 2) / max(size) * 2
    above = -(y + 0.5 - size[1] / 2) / max(size) * 2
    parts = [ahead[k] * view.zoom + right[k] * across + up[k] * above for k in range(3)]
    length = np.sqrt(parts[0] ** 2 + parts[1] ** 2 + parts[2] ** 2)
    x, y, z = ((part / length).astype(np.float32) for part in parts)
    return x, y, z


def _nearest(things: list[Thing], p: Points) -> Field:
    total = things[0].distance(p)
    for thing in things[1:]:
        total = np.minimum(total, thing.distance(p))
    return total.astype(np.float32)


def _marched(things: list[Thing], view: View, rays: Points, size: Size) -> Field:
    """How far each ray runs before it meets something, in cm."""
    coarse: Points = tuple(axis[::BLOCK_PX, ::BLOCK_PX] for axis in rays)  # type: ignore[assignment]
    start = np.zeros(coarse[0].shape, np.float32)
    # A block's ray must stop while its neighbours' rays are still outside: half a block's width.
    width = BLOCK_PX * 2.2 / max(size) / view.zoom
    for _ in range(60):
        step = _nearest(things, _along(view.eye, coarse, start))
        start = np.minimum(
            start + np.where(step > start * width, step - start * width * 0.5, 0), FAR_CM
        )
    depth = np.repeat(np.repeat(_shrunk(start), BLOCK_PX, 0), BLOCK_PX, 1)[
        : size[1], : size[0]
    ].ravel()
    flat: Points = tuple(axis.ravel() for axis in rays)  # type: ignore[assignment]
    moving = np.arange(depth.size)
    for _ in range(48):
        some: Points = (flat[0][moving], flat[1][moving], flat[2][moving])
        step = _nearest(things, _along(view.eye, some, depth[moving]))
        depth[moving] = np.minimum(depth[moving] + step, FAR_CM)
        moving = moving[(np.abs(step) > 0.01) & (depth[moving] < FAR_CM)]
        if not moving.size:
            break
    return depth.reshape(size[1], size[0]).astype(np.float32)


def _shrunk(depth: Field) -> Field:
    """The least depth among each block and its neighbours."""
    wide = np.pad(depth, 1, mode="edge")
    rows, columns = depth.shape
    around = [wide[y : y + rows, x : x + columns] for y in range(3) for x in range(3)]
    return np.asarray(np.min(np.stack(around), axis=0), np.float32)


def _along(eye: Vector, rays: Points, depth: Field) -> Points:
    x, y, z = (np.float32(start) + way * depth for start, way in zip(eye, rays, strict=True))
    return x, y, z


def _shadow(things: list[Thing], hit: Points, lamp: Vector, size: Size) -> Field:
    """How much of the lamp each point sees, 0 to 1; at half size, as its edge is soft anyway."""
    x, y, z = (axis[::2, ::2] for axis in hit)
    way = [np.float32(end) - axis for end, axis in zip(lamp, (x, y, z), strict=True)]
    length = np.sqrt(way[0] ** 2 + way[1] ** 2 + way[2] ** 2)
    seen = np.ones(x.shape, np.float32)
    gone = np.full(x.shape, 0.5, np.float32)
    opaque = [thing for thing in things if thing.shades and not thing.glow]
    for _ in range(18):
        share = gone / length
        gap = _nearest(opaque, (x + way[0] * share, y + way[1] * share, z + way[2] * share))
        seen = np.minimum(seen, np.clip(14 * gap / gone + 0.05, 0, 1))
        gone = np.minimum(gone + np.clip(gap, 0.25, 12), length * 0.98)
    return np.asarray(Image.fromarray(seen).resize(size, Image.Resampling.BILINEAR))


def _lit(thing: Thing, things: list[Thing], p: Points, view: View, shadow: Field) -> Plate:
    """The linear light that leaves some points of one thing towards the eye."""
    normal = _normal(thing, p)
    lamp = _towards(p, view.lamp)
    eye = _towards(p, view.eye)
    far = np.linalg.norm(np.subtract(view.lamp, view.target))
    reach = view.power * (far / lamp[3]) ** 2
    facing = np.clip(_dot(normal, lamp), 0, 1) * shadow * reach
    nearby = [_nearest(things, _along3(p, normal, step)) / step for step in (0.8, 2.5)]
    hollow = np.clip(0.35 + 0.65 * np.minimum(nearby[0], 0.4 + 0.6 * nearby[1]), 0, 1)
    half = [a + b for a, b in zip(lamp[:3], eye[:3], strict=True)]
    size = np.sqrt(half[0] ** 2 + half[1] ** 2 + half[2] ** 2) + 1e-6
    mirror = np.clip(sum(a * b for a, b in zip(normal, half, strict=True)) / size, 0, 1)
    shine = thing.gloss * (mirror ** (12 + 160 * thing.gloss)) * shadow * 1.6
    rim = thing.gloss * 0.35 * (1 - np.clip(_dot(normal, eye), 0, 1)) ** 3
    sky = view.fill * (0.75 + 0.25 * normal[1]) * hollow
    shade = thing.skin(p) ** np.float32(2.2)
    whole = shade * (facing * 0.85 + sky + thing.glow)[..., None]
    return np.asarray(whole + (shine * reach + rim * view.fill)[..., None], np.float32)


def _normal(thing: Thing, p: Points) -> Points:
    """Which way the surface faces, from four measurements around each point."""
    step = 0.03
    total = [np.zeros_like(p[0]) for _ in range(3)]
    for corner in ((1, -1, -1), (-1, -1, 1), (-1, 1, -1), (1, 1, 1)):
        x, y, z = (axis + np.float32(step * side) for axis, side in zip(p, corner, strict=True))
        value = thing.distance((x, y, z))
        if thing.bump:
            value = value + thing.bump((x, y, z))
        total = [axis + side * value for axis, side in zip(total, corner, strict=True)]
    length = np.sqrt(total[0] ** 2 + total[1] ** 2 + total[2] ** 2) + 1e-9
    return total[0] / length, total[1] / length, total[2] / length


def _towards(p: Points, end: Vector) -> tuple[Field, Field, Field, Field]:
    """Unit vector to a place, and its distance."""
    x, y, z = (np.float32(stop) - axis for axis, stop in zip(p, end, strict=True))
    length = np.sqrt(x * x + y * y + z * z) + np.float32(1e-6)
    return x / length, y / length, z / length, length


def _along3(p: Points, way: Points, step: float) -> Points:
    x, y, z = (axis + part * np.float32(step) for axis, part in zip(p, way, strict=True))
    return x, y, z


def _dot(one: Points, other: tuple[Field, ...]) -> Field:
    return np.asarray(one[0] * other[0] + one[1] * other[1] + one[2] * other[2], np.float32)
