"""The portable radio; wear belongs to photograph."""

import numpy as np

from tipsite.demo.pictures.fields import Paint, Plate, lay, lit, noise, sheet, stencil, tint
from tipsite.demo.pictures.lettering import together, word
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
    wooden,
)
from tipsite.demo.pictures.shapes import slab
from tipsite.demo.pictures.solids import (
    Points,
    bar,
    box,
    joined,
    plane,
    rod,
    twisted,
    within,
    without,
)

Picture = tuple[Plate, Shot]


def radio(rng: np.random.Generator) -> Picture:
    """A portable radio with a lit dial, two knobs and a slotted front, on a shelf before tiles."""
    case = box((0, 7, 0), (13, 7, 3.6), 0.9)
    slots = [box((-6.2, 2.6 + 1.05 * k, 3.6), (5.2, 0.26, 0.7), 0.1) for k in range(9)]
    knobs = joined(*(rod((x, 3.2, 4.2), 1.35, 0.75, axis=2, rounding=0.25) for x in (4.6, 9.4)))
    grip = joined(
        bar((-10, 13.6, 0), (-10, 17.2, 0), 0.55),
        bar((10, 13.6, 0), (10, 17.2, 0), 0.55),
        box((0, 17.4, 0), (10.6, 0.6, 0.9), 0.5),
    )
    aerial = bar((11.4, 13.5, -2.6), (22, 40, -5), 0.22)
    things = [
        Thing(plane(1, 0), wooden(rng, "6f5a48", "8f7a60"), gloss=0.15, shades=False),
        Thing(plane(2, -12), _kitchen_tiles(rng), gloss=0.4, shades=False),
        Thing(
            within(twisted(without(case, *slots), 14), (0, 7, 0), 15.4),
            _radio_skin(rng, 14),
            gloss=0.28,
            bump=rough(rng, cell_cm=0.5, depth_cm=0.01),
        ),
        Thing(
            within(twisted(knobs, 14), (7.8, 3.2, 2.4), 4.2),
            mottled(rng, "b5b0a4", cell_cm=2, depth=0.05),
            gloss=0.6,
        ),
        Thing(within(twisted(grip, 14), (0, 15.5, 0), 12), plain("26221f"), gloss=0.35),
        Thing(twisted(aerial, 14), plain("b9b9b6"), gloss=0.9),
    ]
    view = View(eye=(-8, 17, 46), target=(1.2, 9, 0), lamp=(-22, 34, 36), zoom=2.25, fill=0.32)
    return render(things, view, (720, 558)), Shot(
        1280, 992, cast=(1.04, 1.0, 0.88), falloff=0.4, exposure=1.12, tilt=0.02, turn_degrees=3,
        zoom=1.05,
        blur_px=0.95,
    )  # fmt: skip


def _radio_skin(rng: np.random.Generator, degrees: float) -> Skin:
    """Red plastic with a printed dial on the front."""
    size = (780, 420)
    plate = lit(sheet(size, "8f2f2a"), 1 + 0.04 * noise(rng, size, 80, octaves=3))
    plate = lay(
        plate,
        "c9a970",
        stencil(size, together(slab((395, 60, 740, 250), 10), slab((60, 30, 350, 34)))),
    )
    plate = lay(plate, "1d1a18", stencil(size, slab((405, 70, 730, 185), 6)))
    plate = lay(plate, "e6c98a", stencil(size, _dial()))
    plate = lay(plate, "d9452f", stencil(size, slab((590, 74, 595, 182))))
    plate = lay(plate, "5a1f1a", stencil(size, word("Ostara 300", (566, 218), 44, weight=0.03)))
    dust = np.clip(noise(rng, size, 120, octaves=4) * 0.2, 0, 0.2)
    plate = lay(plate, "b5a898", dust)
    flat = pasted(plate, left=-13, right=13, bottom=0, top=14)
    cos, sin = np.float32(np.cos(np.radians(degrees))), np.float32(np.sin(np.radians(degrees)))

    def skin(p: Points) -> Plate:
        x, z = p[0] * cos - p[2] * sin, p[0] * sin + p[2] * cos
        front = (z > 3.2)[..., None]
        return np.where(front, flat((x, p[1], z)), tint("8a2d28")).astype(np.float32)

    return skin


def _dial() -> Paint:
    ticks = [
        slab((420 + 19.5 * k, 110 if k % 5 else 100, 422.5 + 19.5 * k, 124)) for k in range(16)
    ]
    numbers = [
        word(text, (424 + 97 * k, 148), 28) for k, text in enumerate(("88", "94", "100", "108"))
    ]
    return together(
        *ticks,
        *numbers,
        slab((415, 124, 722, 126)),
        word("FM", (440, 88), 20),
        word("MHz", (700, 88), 20),
    )


def _kitchen_tiles(rng: np.random.Generator) -> Skin:
    """White tiles with a brown joint, seen behind the shelf."""
    ground = mottled(rng, "c5c3b4", cell_cm=8, depth=0.07)

    def skin(p: Points) -> Plate:
        x, y = np.mod(p[0] + 3, 10), np.mod(p[1] + 2, 10)
        joint = (np.minimum(np.minimum(x, 10 - x), np.minimum(y, 10 - y)) < 0.16)[..., None]
        return np.where(joint, tint("7d7466"), ground(p)).astype(np.float32)

    return skin
