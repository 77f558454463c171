"""Things that are bought: bag, snack packet, biscuit tin, bottle; wear belongs to photograph."""

import numpy as np

from tipsite.demo.pictures.fields import Field, Plate, grid, lay, lit, sheet, stencil, tint
from tipsite.demo.pictures.lettering import curved, scribble, together, word
from tipsite.demo.pictures.photograph import Shot
from tipsite.demo.pictures.rendering import (
    Skin,
    Thing,
    View,
    mottled,
    pasted,
    plain,
    render,
    rough,
)
from tipsite.demo.pictures.shapes import disc, leaf, outline, slab, star, stroke
from tipsite.demo.pictures.solids import (
    Distance,
    Points,
    ball,
    box,
    joined,
    plane,
    ring,
    twisted,
    within,
    without,
)

Picture = tuple[Plate, Shot]


def shopping_bag(rng: np.random.Generator) -> Picture:
    """A plastic carrier bag with an invented shop's sign, half in front of a sofa."""
    whole = box((0, 15, 0), (14, 15.5, 5), 1.6)

    def bulging(p: Points) -> Field:
        dent = 0.8 * np.sin(p[0] * 0.33 + p[1] * 0.21) * np.sin(p[1] * 0.27 - p[0] * 0.1 + 1)
        taper = p[0] * (1 + 0.006 * (p[1] - 12))
        return (whole((taper, p[1], p[2] + dent)) * np.float32(0.75)).astype(np.float32)

    arcs = [_handle(z) for z in (3.6, -3.6)]
    things = [
        Thing(plane(1, 0), mottled(rng, "8f8270", cell_cm=3, depth=0.16, axes=(0, 2)), shades=False,
              bump=rough(rng, cell_cm=0.8, depth_cm=0.06, axes=(0, 2))),
        Thing(box((0, 12, -22), (80, 22, 12), 4), mottled(rng, "4d5c52", cell_cm=2, depth=0.14),
        gloss=0.04),
        Thing(within(bulging, (0, 15, 0), 23), pasted(_bag_print(rng), left=-14, right=14,
        bottom=0, top=30), gloss=0.45,
              bump=rough(rng, cell_cm=9, depth_cm=0.75, creased=True)),
        Thing(joined(*arcs), plain("c8442f"), gloss=0.35),
    ]  # fmt: skip
    view = View(eye=(-17, 27, 56), target=(2.5, 17.5, 0), lamp=(-24, 48, 44), zoom=2.25, fill=0.34)
    return render(things, view, (560, 700)), Shot(
        1040, 1300, cast=(1.05, 1.0, 0.86), falloff=0.4, exposure=1.1, tilt=0.02, turn_degrees=5,
        zoom=1.04,
        blur_px=1.0, jpeg=38,
    )  # fmt: skip


def _handle(z: float) -> Distance:
    """One loop of cord above the bag."""
    loop = without(ring((0, 30, z), 6.2, 0.55, axis=2), box((0, 22, z), (12, 8, 3)))
    return within(loop, (0, 33, z), 8.5)


def _bag_print(rng: np.random.Generator) -> Plate:
    """The bag's front: a sun over waves, the shop's name, small print below."""
    size = (560, 600)
    plate = sheet(size, "dcd8ca")
    rays = together(*(outline(leaf((280, 250), turn, 150, 34)) for turn in range(-90, 91, 22)))
    plate = lay(plate, "dd9a2e", stencil(size, rays))
    plate = lay(plate, "c8442f", stencil(size, disc((280, 250), 78)))
    plate = lay(plate, "dcd8ca", stencil(size, slab((100, 252, 460, 330))))
    waves = [
        stroke([(x, 276 + row * 24 + 7 * np.sin(x / 17 + row)) for x in range(120, 442, 5)], 9)
        for row in range(3)
    ]
    plate = lay(plate, "2a5f86", stencil(size, together(*waves)))
    name = together(
        word("SOLMARA", (280, 412), 96, weight=0.05),
        word("casa · moda · jogo", (280, 478), 36, weight=0.02),
    )
    plate = lay(plate, "2a5f86", stencil(size, name))
    plate = lay(
        plate, "c8442f", stencil(size, together(slab((0, 548, 560, 600)), slab((0, 0, 560, 34))))
    )
    return lay(plate, "77736a", stencil(size, scribble(rng, (170, 508, 430, 536), 2)))


def snack_packet(rng: np.random.Generator) -> Picture:
    """A crumpled foil packet of crisps, opened, on a kitchen table."""
    things = [
        Thing(plane(1, 0), _oilcloth(rng), gloss=0.25, shades=False),
        Thing(within(twisted(_pillow, -17), (0, 1.5, 0), 15.5), _turned_print(_packet_print(rng),
        -17), gloss=0.6,
              bump=rough(rng, cell_cm=4.6, depth_cm=0.55, axes=(0, 2), creased=True)),
        Thing(within(joined(*(ball((x, 0.4, z), 1.7, (1, 0.2, 0.75)) for x, z in ((8.9, 9.2),
        (11.9, 7.2)))),
                     (10.4, 0, 8.2), 4),
              mottled(rng, "d39a45", cell_cm=1, depth=0.22, axes=(0, 2)),
              bump=rough(rng, cell_cm=1.2, depth_cm=0.12, axes=(0, 2))),
    ]  # fmt: skip
    view = View(eye=(3, 42, 22), target=(1.6, 0, 1.0), lamp=(-18, 40, -4), zoom=2.3, fill=0.36)
    return render(things, view, (740, 592)), Shot(
        1250, 1000, cast=(1.03, 1.0, 0.92), falloff=0.35, exposure=1.1, tilt=0.02, turn_degrees=4,
        zoom=1.08,
        blur_px=0.9,
    )  # fmt: skip


def _pillow(p: Points) -> Field:
    """A filled packet lying flat: thick in the middle, pressed together at both ends."""
    along = np.clip(np.abs(p[2]) / 11.5, 0, 1)
    across = np.clip(np.abs(p[0]) / 8.3, 0, 1)
    thick = 0.12 + 2.5 * np.sqrt(1 - along**2.6) * np.sqrt(1 - across**3)
    rim = np.maximum(np.abs(p[0]) - 8.2 + 0.9 * np.cos(p[2] / 9), np.abs(p[2]) - 12.4)
    return np.maximum((np.abs(p[1] - 1.4) - thick) * 0.5, rim).astype(np.float32)


def _turned_print(plate: Plate, degrees: float) -> Skin:
    """The print of the packet, turned with it."""
    flat = pasted(plate, left=-8.3, right=8.3, bottom=-12.4, top=12.4, upright=False)
    cos, sin = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))

    def skin(p: Points) -> Plate:
        x, z = p[0] * cos - p[2] * sin, p[0] * sin + p[2] * cos
        return flat((x.astype(np.float32), p[1], z.astype(np.float32)))

    return skin


def _packet_print(rng: np.random.Generator) -> Plate:
    """Red and yellow foil with a name in an arch and a heap of crisps."""
    size = (420, 620)
    x, y = grid(size)
    plate = lay(
        sheet(size, "b3261f"),
        "e8b52e",
        np.clip((y - 330 + 50 * np.sin(x / 68)) / 6, 0, 1).astype(np.float32),
    )
    plate = lay(plate, "c9c9c6", ((y < 30) | (y > 590)).astype(np.float32))
    crimps = 1 - 0.2 * ((y < 30) | (y > 590)) * (np.sin(y * 1.3) > 0)
    plate = lit(plate, crimps.astype(np.float32))
    plate = lay(plate, "f2e6c4", stencil(size, outline(star((210, 165), 20, 172, 148))))
    name = curved(stencil(size, word("KROKITA", (210, 140), 70, weight=0.06)), 26)
    plate = lay(plate, "8d1a1a", name)
    plate = lay(plate, "2d5a34", stencil(size, word("PAPRIKA", (210, 206), 42, weight=0.04)))
    for heap in rng.normal((210, 452), (62, 36), (6, 4, 2)):
        for code, shift, radius in (("8a5a1c", 4, 30), ("dfa23c", 0, 29), ("f0c76a", -5, 15)):
            crisps = together(*(disc((x + shift, y + shift), radius) for x, y in heap))
            plate = lay(plate, code, stencil(size, crisps) * 0.9)
    return lay(plate, "6b2018", stencil(size, scribble(rng, (60, 545, 360, 582), 3)))


def _oilcloth(rng: np.random.Generator) -> Skin:
    """A checked wipe-clean cloth, seen from above."""
    ground = mottled(rng, "c9cdc2", cell_cm=4, depth=0.05, axes=(0, 2))

    def skin(p: Points) -> Plate:
        x, z = p[0] * 0.92 + p[2] * 0.4, p[2] * 0.92 - p[0] * 0.4
        stripes = (np.mod(x, 5) < 2.5).astype(np.float32) + (np.mod(z, 5) < 2.5)
        base = ground(p)
        return np.asarray(base + (tint("4f7c78") - base) * (stripes * 0.42)[..., None], np.float32)

    return skin
