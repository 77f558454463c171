"""What clothes carry: a school crest, a care label; wear belongs to photograph."""

import numpy as np

from tipsite.demo.pictures.fabrics import woven
from tipsite.demo.pictures.fields import (
    Paint,
    Plate,
    Size,
    displaced,
    grid,
    lay,
    lit,
    noise,
    relief,
    sheet,
    slopes,
    soften,
    stencil,
)
from tipsite.demo.pictures.lettering import curved, scribble, together, word
from tipsite.demo.pictures.photograph import Shot
from tipsite.demo.pictures.shapes import disc, leaf, outline, slab, stroke

Picture = tuple[Plate, Shot]


def jumper_crest(rng: np.random.Generator) -> Picture:
    """A stitched school crest on dark green knitwear: a ship, a lime leaf, a motto."""
    size = (880, 980)
    plate = _knitted(size, rng)
    shield = [
        (250.0, 260.0),
        (630.0, 260.0),
        (630.0, 520.0),
        (590.0, 640.0),
        (440.0, 740.0),
        (290.0, 640.0),
        (250.0, 520.0),
    ]
    patch = stencil(size, outline(shield), blur_px=2)
    plate = lit(plate, 1 - 0.4 * np.roll(soften(patch, 8), (7, 5), (0, 1)) * (1 - patch))
    plate = lay(plate, _crest(size, shield, rng), patch)
    motto = curved(stencil(size, word("FIDELIS · IN · ALTO", (440, 800), 54, weight=0.05)), -60)
    plate = lay(plate, "d6bd72", motto * np.clip(0.75 + 0.35 * noise(rng, size, 6), 0, 1))
    folds = (30 * noise(rng, size, 300, octaves=2) + 10 * noise(rng, size, 130, stretch=3)).astype(
        np.float32
    )
    down, right = slopes(folds)
    plate = displaced(plate, 22 * right, 22 * down)
    return lit(plate, relief(folds + 3 * soften(patch, 6), 1.3)), Shot(
        1000, 1100, cast=(1.0, 1.0, 0.95), falloff=0.35, blur_px=1.15, tilt=0.12, turn_degrees=13,
        exposure=1.25, grain=0.055, jpeg=36,
    )  # fmt: skip


def _crest(size: Size, shield: list[tuple[float, float]], rng: np.random.Generator) -> Plate:
    """The stitched cloth of the shield."""
    cloth = lay(sheet(size, "d9c48c"), "27365c", stencil(size, outline([
        (440 + (x - 440) * 0.93, 480 + (y - 480) * 0.94) for x, y in shield
    ])))  # fmt: skip
    cloth = lay(
        cloth, "a03a35", stencil(size, outline([(268, 470), (612, 470), (612, 560), (268, 560)]))
    )
    cloth = lay(cloth, "e2d6b4", stencil(size, _ship()))
    cloth = lay(cloth, "d9b756", stencil(size, together(
        outline(leaf((440, 690), 0, 110, 62)), stroke([(440, 580), (440, 712)], 4),
        word("A · D · 1 9 2 6", (440, 516), 50, weight=0.04),
    )))  # fmt: skip
    x, y = grid(size)
    stitch = 0.5 * np.sin((x + y * 0.6) * 1.15) + 0.6 * noise(rng, size, 3, octaves=1)
    return lit(cloth, (1 + 0.14 * stitch).astype(np.float32))


def _ship() -> Paint:
    """A cog with one striped sail."""
    hull = outline([(350, 420), (530, 420), (505, 456), (376, 456)])
    sail = outline([(384, 310), (500, 310), (512, 400), (372, 400)])
    gaps = [slab((x, 306, x + 8, 404), ink=0) for x in (412, 440, 468)]
    mast = together(
        stroke([(441, 285), (441, 424)], 5), outline([(441, 284), (474, 294), (441, 304)])
    )
    return together(sail, *gaps, hull, mast)


def _knitted(size: Size, rng: np.random.Generator) -> Plate:
    """Rows of V stitches with some fluff."""
    x, y = grid(size)
    column = x / 9.0
    lean = np.abs(column - np.floor(column) - 0.5)
    stitch = np.cos((y / 8.5 + lean * 1.3) * 2 * np.pi) * 0.5 + np.cos(column * 2 * np.pi) * 0.55
    fluff = noise(rng, size, 4, octaves=2)
    light = 0.86 + 0.22 * stitch + 0.10 * fluff + 0.06 * noise(rng, size, 90)
    return lit(sheet(size, "2f5642"), light.astype(np.float32))


def care_label(rng: np.random.Generator) -> Picture:
    """A satin label in a seam: washing signs, two languages of small print, a size."""
    size = (960, 800)
    ground = woven(sheet(size, "5b4a63"), rng, thread_px=3.4, depth=0.28)
    x, y = grid(size)
    hem = np.exp(-((y - 150) ** 2) / 60) * 0.4 + 0.25 * np.exp(-((y - 172) ** 2) / 20)
    dashes = (np.abs(y - 196) < 2.6) & (np.mod(x, 22) < 14)
    ground = lay(lit(ground, (1 - hem).astype(np.float32)), "8a7693", dashes.astype(np.float32))
    mask = stencil(size, slab((190, 150, 790, 820), 4))
    label = sheet(size, "ddd9d0")
    label = lit(
        label, (1 + 0.025 * np.sin(y * 1.4) + 0.03 * noise(rng, size, 120)).astype(np.float32)
    )
    ink = together(
        word("65% POLIESTERE  35% COTONE", (490, 222), 33, weight=0.01),
        word("65% POLYESTER  35% BAUMWOLLE", (490, 268), 33, weight=0.01),
        _washing_signs(330), scribble(rng, (235, 405, 745, 590), 7),
        word("LAVARE A PARTE", (490, 618), 36, weight=0.03), word("98 / 104", (490, 672), 46,
        weight=0.05),
    )  # fmt: skip
    worn = np.clip(0.82 + 0.5 * noise(rng, size, 46, octaves=4), 0.15, 1)
    label = lay(label, "4b4a55", (stencil(size, ink) * worn).astype(np.float32))
    bend = (
        26 * noise(rng, size, 330, octaves=2)
        + 16 * np.sin(x / 150 + 1) * np.clip((y - 160) / 500, 0, 1)
    ).astype(np.float32)
    down, right = slopes(bend)
    label, mask = (
        displaced(label, 20 * right, 20 * down),
        displaced(mask[..., None], 20 * right, 20 * down)[..., 0],
    )
    shade = soften(np.roll(mask, (12, 9), (0, 1)), 12)
    plate = lay(lit(ground, 1 - 0.5 * shade * (1 - mask)), lit(label, relief(bend, 1.0)), mask)
    return plate, Shot(
        1150, 900, cast=(1.0, 0.98, 1.04), falloff=0.4, hotspot=(0.55, 0.4), blur_px=1.15,
        tilt=0.12, zoom=1.1,
        turn_degrees=9, exposure=1.1, grain=0.05, jpeg=34,
    )  # fmt: skip


def _washing_signs(top: float) -> Paint:
    """Tub, triangle, iron, circle and square in a row, as outlines."""
    tub = [
        stroke([(232, top), (242, top + 50), (302, top + 50), (312, top)], 5),
        word("40", (272, top + 26), 26, weight=0.03),
    ]
    triangle = [stroke([(370, top), (340, top + 50), (400, top + 50), (370, top)], 5)]
    crossed = [
        stroke([(342, top + 4), (398, top + 50)], 4),
        stroke([(398, top + 4), (342, top + 50)], 4),
    ]
    iron = [
        stroke(
            [(430, top + 50), (442, top + 18), (500, top + 18), (508, top + 50), (430, top + 50)], 5
        ),
        disc((470, top + 36), 5),
    ]
    cleaning = [disc((572, top + 26), 28, hole=23), word("P", (572, top + 27), 34, weight=0.03)]
    drying = [
        stroke([(640, top), (694, top), (694, top + 52), (640, top + 52), (640, top)], 5),
        disc((667, top + 26), 22, hole=18),
    ]
    return together(*tub, *triangle, *crossed, *iron, *cleaning, *drying)
