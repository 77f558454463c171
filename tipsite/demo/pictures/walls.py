"""Wallpapers and tiles, seen straight on; slant and wear are photograph's business."""

import numpy as np

from tipsite.demo.pictures.fields import (
    Field,
    Plate,
    Size,
    colour,
    displaced,
    grid,
    lay,
    lit,
    noise,
    relief,
    sheen,
    sheet,
    soften,
    stencil,
)
from tipsite.demo.pictures.lettering import together
from tipsite.demo.pictures.photograph import Shot
from tipsite.demo.pictures.shapes import curl, disc, leaf, outline, repeated, slab, star, stroke

Picture = tuple[Plate, Shot]


def damask(rng: np.random.Generator) -> Picture:
    """Green-gold ornaments on a woven ground, a seam, and the top of a headboard."""
    size = (1000, 860)
    pattern = repeated(_ornament((200, 280)), *size, half_drop=True)
    ground = lit(sheet(size, "c9bd94"), 1 + 0.05 * noise(rng, size, 3, octaves=1, stretch=8))
    plate = lay(ground, "7f8a58", pattern * (0.86 + 0.12 * noise(rng, size, 40)))
    plate = lit(plate, relief(soften(pattern, 2), 2.2))
    plate = _papered(plate, rng, strip_px=430)
    plate = _shadowed(plate, rng, below=0.76)
    plate = _headboard(plate, rng, top=0.80)
    return plate, Shot(
        1200, 900, cast=(1.1, 0.99, 0.76), falloff=0.5, hotspot=(0.35, 0.3), blur_px=1.0,
        exposure=1.1, grain=0.05, tilt=0.09,
    )  # fmt: skip


def _ornament(cell: Size) -> Field:
    """One damask motif: a pomegranate between broad scrolls, the same left and right."""
    middle, foot = cell[0] / 2, cell[1] * 0.62
    fruit = together(
        disc((middle, foot - 46), 34), outline(leaf((middle, foot + 4), 0, 122, 46)),
        *(outline(leaf((middle, foot - 66), turn, 44, 13)) for turn in (-32, 0, 32)),
    )  # fmt: skip
    scrolls = [
        stroke(curl((middle + side * x, y), lean, radius, side * 1.3), thick)
        for side in (-1, 1)
        for x, y, lean, radius, thick in (
            (4, foot + 4, 40, 30, 9), (2, foot + 50, 10, 21, 7), (40, foot - 70, -30, 15, 6),
        )
    ]  # fmt: skip
    frame = [
        stroke([(middle + side * (92 * np.sin(step / 20 * np.pi) ** 1.4), 6 + 13.4 * step)
                for step in range(21)], 5)
        for side in (-1, 1)
    ]  # fmt: skip
    stem = stroke([(middle, foot), (middle, cell[1] - 26)], 7)
    solid = stencil(cell, together(fruit, stem, *scrolls, *frame))
    seeds = together(
        *(disc((middle + x, foot - 46 + y), 5) for x in (-14, 0, 14) for y in (-14, 0, 14)),
        disc((middle, foot - 46), 30, hole=26),
    )
    return solid * (1 - 0.7 * stencil(cell, seeds))


def circles(rng: np.random.Generator) -> Picture:
    """Rings within rounded squares in orange and brown, as sold around 1972."""
    size, cell = (1000, 1000), (216, 216)
    plate = lit(sheet(size, "d9b98a"), 1 + 0.03 * noise(rng, size, 4, octaves=1))
    for code, paint in (
        ("a8501f", slab((10, 10, 206, 206), 62)),
        ("e0a53c", slab((26, 26, 190, 190), 56)),
        ("6d3a1c", disc((108, 108), 72)),
        ("c9652a", disc((108, 108), 56)),
        ("ead9ae", disc((108, 108), 37)),
        ("7d4420", disc((108, 108), 20)),
    ):
        plate = lay(plate, code, repeated(stencil(cell, paint), *size) * 0.94)
    plate = lit(plate, 1 + 0.05 * noise(rng, size, 60))
    plate = _papered(plate, rng, strip_px=540)
    plate = _peeled(plate, rng)
    plate = _power_lead(plate, rng)
    return plate, Shot(
        1000, 1240, cast=(1.06, 1.0, 0.86), falloff=0.6, hotspot=(0.7, 0.3), blur_px=1.1,
        contrast=0.92, grain=0.05, jpeg=36, tilt=0.12, turn_degrees=7,
    )  # fmt: skip


def clouds(rng: np.random.Generator) -> Picture:
    """White clouds with yellow stars on pale blue, for a child's room, above a painted skirting."""
    size, cell = (1040, 800), (250, 190)
    lobes = ((70, 98, 26), (100, 82, 34), (136, 90, 30), (164, 102, 21), (116, 104, 30))
    body = together(*(disc((x, y), r) for x, y, r in lobes), slab((62, 98, 178, 124), 13))
    plate = sheet(size, "a9c8de")
    plate = lay(plate, "7fa3c2", repeated(stencil(cell, body, blur_px=2.5), *size, half_drop=True))
    inner = together(*(disc((x, y), r - 5) for x, y, r in lobes), slab((68, 98, 172, 119), 10))
    plate = lay(plate, "f1f3f0", repeated(stencil(cell, inner), *size, half_drop=True))
    stars = [star((x, y), 5, r, r * 0.45, turn) for x, y, r, turn in (
        (30, 40, 13, 10), (214, 150, 11, -14), (196, 46, 8, 25), (40, 158, 7, 0),
    )]  # fmt: skip
    plate = lay(
        plate,
        "e7c552",
        repeated(stencil(cell, together(*map(outline, stars))), *size, half_drop=True),
    )
    plate = _papered(plate, rng, strip_px=500)
    plate = _shadowed(plate, rng, below=0.83)
    plate = _skirting(plate, top=0.85)
    return plate, Shot(
        1280, 960, cast=(0.9, 1.0, 1.06), falloff=0.55, hotspot=(0.5, 0.2), exposure=1.02,
        blur_px=1.0, grain=0.045, jpeg=34, turn_degrees=6, shake_px=2,
    )  # fmt: skip


def bathroom_tiles(rng: np.random.Generator) -> Picture:
    """Peach wall tiles with one row of water-lily decors, under a flash."""
    size, side = (1020, 1020), 170
    x, y = grid(size)
    joint = np.minimum(np.minimum(x % side, side - x % side), np.minimum(y % side, side - y % side))
    tone = rng.uniform(0.94, 1.04, (7, 7)).astype(np.float32)
    plate = lit(sheet(size, "e2b79c"), tone[(y // side).astype(int), (x // side).astype(int)])
    plate = lit(plate, 1 + 0.035 * noise(rng, size, 26, octaves=4))
    decor = np.where((y // side == 2) | ((y // side == 4) & (x // side == 3)), 1, 0)
    motif = repeated(_lily((side, side)), *size) * decor.astype(np.float32)
    plate = lay(plate, "8e5a53", motif * 0.8)
    grout = np.clip(1 - (joint - 2.2) / 1.6, 0, 1).astype(np.float32)
    plate = lay(plate, "8f857a", grout * (0.82 + 0.15 * noise(rng, size, 30)))
    height = np.minimum(joint, 9) + 1.1 * noise(rng, size, 90) * 9
    gloss = sheen(height, 0.35, light=(-0.25, -0.3), power=60)
    plate = lit(plate, relief(np.minimum(joint, 8).astype(np.float32), 0.28))
    spot = np.exp(-(((x - 380) / 150) ** 2 + ((y - 330) / 130) ** 2)).astype(np.float32)
    plate = lay(plate, "fffbf0", np.clip(0.22 * gloss + 0.85 * spot * (1 - grout), 0, 1))
    plate = _limescale(plate, rng)
    return plate, Shot(
        1080, 1080, cast=(1.03, 1.0, 0.9), falloff=0.55, hotspot=(0.37, 0.33), tilt=0.13,
        blur_px=0.9,
        jpeg=38, exposure=1.12,
    )  # fmt: skip


def _lily(cell: Size) -> Field:
    """A water lily with two waves beneath it."""
    foot = (cell[0] / 2, cell[1] * 0.66)
    ribs = [leaf(foot, turn, 74 - abs(turn) * 0.18, 15) for turn in range(-75, 76, 25)]
    waves = [
        stroke([(x, cell[1] * 0.78 + row * 13 + 4 * np.sin(x / 9)) for x in range(22, 150, 4)], 3)
        for row in range(2)
    ]
    return stencil(cell, together(*map(outline, ribs), disc(foot, 11), *waves))


def floor_tiles(rng: np.random.Generator) -> Picture:
    """Cement tiles with eight-pointed stars, worn along the way people walk."""
    size, side = (1080, 900), 180
    plate = sheet(size, "cfc4ae")
    for code, paint in (
        ("3d4f66", outline(star((90, 90), 8, 86, 50))),
        ("d3c7ae", outline(star((90, 90), 8, 62, 36, 22.5))),
        ("8c3b32", outline(star((90, 90), 8, 44, 26))),
        ("d8cdb6", disc((90, 90), 13)),
        ("8c3b32", together(*(disc(at, 34) for at in ((0, 0), (180, 0), (0, 180), (180, 180))))),
        ("cfc4ae", together(*(disc(at, 20) for at in ((0, 0), (180, 0), (0, 180), (180, 180))))),
    ):
        plate = lay(plate, code, repeated(stencil((side, side), paint), *size) * 0.92)
    x, y = grid(size)
    tone = rng.uniform(0.88, 1.06, (6, 7)).astype(np.float32)
    plate = lit(plate, tone[(y // side).astype(int), (x // side).astype(int)])
    walked = np.exp(-(((x - y * 0.5 - 320) / 230) ** 2)).astype(np.float32)
    plate = lay(
        plate, "b3a994", np.clip(0.5 * walked + 0.16 * noise(rng, size, 24, octaves=4), 0, 0.7)
    )
    joint = np.minimum(np.minimum(x % side, side - x % side), np.minimum(y % side, side - y % side))
    plate = lay(plate, "5b5248", np.clip(2.4 - joint, 0, 1).astype(np.float32) * 0.85)
    grit = (noise(rng, size, 5, octaves=2) > 1.5).astype(np.float32)
    plate = lay(plate, "554b40", soften(grit, 1.5) * 0.5)
    plate = lit(plate, 1 + 0.05 * noise(rng, size, 2, octaves=1))
    return _crack(plate, rng), Shot(
        1300, 920, cast=(1.04, 0.99, 0.9), falloff=0.5, hotspot=(0.55, 0.85), tilt=0.3, blur_px=0.9,
        grain=0.045, turn_degrees=16,
    )  # fmt: skip


def _papered(plate: Plate, rng: np.random.Generator, *, strip_px: int) -> Plate:
    """Paper on a wall that was never flat: bulges, strips that miss by a few px, old damp."""
    size = (plate.shape[1], plate.shape[0])
    x, _ = grid(size)
    slip = np.where(x % (2 * strip_px) > strip_px, rng.uniform(3, 7), 0).astype(np.float32)
    plate = displaced(plate, 1.5 * noise(rng, size, 200), slip + 1.5 * noise(rng, size, 200))
    seam = np.exp(-((((x + 6) % strip_px) - 6) ** 2) / 3).astype(np.float32)
    height = 14 * noise(rng, size, 260) + 0.5 * noise(rng, size, 7) - 1.5 * seam
    plate = lit(plate, relief(height.astype(np.float32), 0.6) * (1 - 0.12 * seam))
    damp = np.clip(noise(rng, size, 220, octaves=4) - 0.5, 0, 1)
    return lay(plate, "8a7350", 0.35 * damp)


def _shadowed(plate: Plate, rng: np.random.Generator, *, below: float) -> Plate:
    """The soft shadow above a thing that stands against the wall."""
    size = (plate.shape[1], plate.shape[0])
    _, y = grid(size)
    depth = np.clip((y / size[1] - below + 0.10) / 0.14, 0, 1)
    return lit(plate, (1 - 0.55 * depth**2 + 0.02 * noise(rng, size, 120)).astype(np.float32))


def _headboard(plate: Plate, rng: np.random.Generator, *, top: float) -> Plate:
    """Dark varnished wood along the lower edge."""
    size = (plate.shape[1], plate.shape[0])
    x, y = grid(size)
    rim = size[1] * top - 16 * np.cos((x / size[0] - 0.45) * 5)
    grain = noise(rng, size, 180, octaves=5) + 0.5 * np.sin(y / 4 + 5 * noise(rng, size, 200))
    wood = lit(sheet(size, "6b3f26"), (1 + 0.13 * grain).astype(np.float32))
    shine = np.exp(-((y - rim - 9) ** 2) / 24)
    wood = lay(wood, "c9a583", (0.55 * shine).astype(np.float32))
    return lay(plate, wood, np.clip(y - rim, 0, 1).astype(np.float32))


def _skirting(plate: Plate, *, top: float) -> Plate:
    """A white painted board along the floor."""
    size = (plate.shape[1], plate.shape[0])
    _, y = grid(size)
    rim = size[1] * top
    board = lit(
        sheet(size, "d6d2c6"), (1 - 0.35 * np.exp(-((y - rim - 22) ** 2) / 12)).astype(np.float32)
    )
    return lay(plate, board, np.clip(y - rim, 0, 1).astype(np.float32))


def _peeled(plate: Plate, rng: np.random.Generator) -> Plate:
    """A place where the paper came off and the plaster shows."""
    size = (plate.shape[1], plate.shape[0])
    x, y = grid(size)
    away = np.hypot((x - 760) / 1.0, (y - 740) / 1.7) + 26 * noise(rng, size, 34, octaves=4)
    gone = np.clip((62 - away) / 2, 0, 1).astype(np.float32)
    shade = np.clip((70 - np.hypot(away, 0)) / 12, 0, 1) * (1 - gone)
    plate = lit(plate, (1 - 0.4 * shade).astype(np.float32))
    plaster = lit(sheet(size, "c4bcae"), 1 + 0.06 * noise(rng, size, 40, octaves=5))
    return lay(plate, plaster, gone)


def _power_lead(plate: Plate, rng: np.random.Generator) -> Plate:
    """A white lead that hangs across the wall, with its shadow."""
    size = (plate.shape[1], plate.shape[0])
    sway = rng.uniform(20, 50)
    path = [(250 + sway * np.sin(step / 9) + step * 1.2, step * 26.0) for step in range(42)]
    shade = stencil(size, stroke([(x + 9, y + 6) for x, y in path], 11), blur_px=4)
    lead = stencil(size, stroke(path, 9))
    core = stencil(size, stroke([(x - 1.5, y) for x, y in path], 3), blur_px=1)
    plate = lit(plate, 1 - 0.5 * shade)
    return lay(lay(plate, "b9b2a2", lead), "eeeade", core * 0.8)


def _limescale(plate: Plate, rng: np.random.Generator) -> Plate:
    """Dried drops that ran down."""
    size = (plate.shape[1], plate.shape[0])
    runs = np.clip(noise(rng, size, 12, octaves=3, stretch=14) - 0.7, 0, 1)
    return lay(plate, "f4ece2", 0.28 * runs)


def _crack(plate: Plate, rng: np.random.Generator) -> Plate:
    """One crack across two tiles."""
    size = (plate.shape[1], plate.shape[0])
    steps = np.cumsum(rng.normal(0, 7, 40))
    path = [(560 + 8.0 * step, 430 + float(steps[step]) + 3.5 * step) for step in range(40)]
    return lay(plate, colour("3a332b"), stencil(size, stroke(path, 1.6)) * 0.85)
