"""Tin and bottle, with their invented prints; wear belongs to photograph."""

import numpy as np

from tipsite.demo.pictures.fields import Plate, grid, lay, lit, noise, sheet, stencil, tint
from tipsite.demo.pictures.lettering import curved, scribble, together, word
from tipsite.demo.pictures.photograph import Shot
from tipsite.demo.pictures.rendering import (
    Thing,
    View,
    mottled,
    pasted,
    render,
    rough,
    wooden,
    wrapped,
)
from tipsite.demo.pictures.shapes import disc, leaf, outline, slab, star, stroke
from tipsite.demo.pictures.solids import (
    Points,
    plane,
    rod,
    turned,
    twisted,
    within,
)

Picture = tuple[Plate, Shot]


def biscuit_tin(rng: np.random.Generator) -> Picture:
    """A round tin with a winter village and an invented maker's name, its lid not quite on."""
    side = wrapped(_village(rng), centre=(0, 0), bottom=0, top=8.6, degrees=170, turn=-8)
    top = pasted(_lid(rng), left=-11.2, right=11.2, bottom=-11.2, top=11.2, upright=False)
    lid = twisted(rod((0.2, 9.4, 0), 11.25, 1.3, rounding=0.35), 2.5, axis=2)
    things = [
        Thing(plane(1, 0), wooden(rng, "7b5230", "a87c4c"), gloss=0.2, shades=False),
        Thing(plane(2, -26), mottled(rng, "aeb4a6", cell_cm=6, depth=0.08), shades=False),
        Thing(rod((0, 4.4, 0), 10.8, 4.4, rounding=0.3), side, gloss=0.5),
        Thing(lid, lambda p: np.where((p[1] > 10.2)[..., None], top(p),
        tint("7d1f26")), gloss=0.5,
              bump=rough(rng, cell_cm=7, depth_cm=0.05, axes=(0, 2))),
    ]  # fmt: skip
    view = View(eye=(7, 24, 38), target=(-0.8, 5, 0), lamp=(-20, 38, 34), zoom=2.35, fill=0.33)
    return render(things, view, (750, 600)), Shot(
        1300, 1040, cast=(1.04, 1.0, 0.9), falloff=0.45, exposure=1.12, tilt=0.02, turn_degrees=3,
        zoom=1.1,
        blur_px=0.95,
    )  # fmt: skip


def _village(rng: np.random.Generator) -> Plate:
    """The print around the tin: houses in snow under a dark blue sky."""
    size = (760, 210)
    _, y = grid(size)
    plate = lay(sheet(size, "1f2f55"), "5d6f95", np.clip((y - 20) / 120, 0, 1).astype(np.float32))
    flakes = together(
        *(disc((rng.uniform(0, 760), rng.uniform(0, 150)), rng.uniform(1, 2.6)) for _ in range(90))
    )
    plate = lay(plate, "dfe6ee", stencil(size, flakes) * 0.9)
    for at in range(-20, 760, 74):
        high, wide = rng.uniform(46, 74), rng.uniform(44, 60)
        wall, code = (
            slab((at, 178 - high, at + wide, 190)),
            rng.choice(["a4553f", "c59a58", "7d4a3c", "b5b0a0"]),
        )
        plate = lay(plate, str(code), stencil(size, wall))
        roof = outline(
            [(at - 6, 180 - high), (at + wide / 2, 150 - high), (at + wide + 6, 180 - high)]
        )
        plate = lay(plate, "e6ebf0", stencil(size, roof))
        panes = together(
            *(
                slab((at + dx, 186 - high + dy, at + dx + 9, 199 - high + dy))
                for dx in (9, 28)
                for dy in (0, 22)
            )
        )
        plate = lay(plate, "f3cf6a", stencil(size, panes))
    ground = np.clip((y - 176 + 5 * np.sin(grid(size)[0] / 40)) / 2, 0, 1).astype(np.float32)
    plate = lay(plate, "e9edf0", ground)
    return lay(plate, "7d1f26", (y > 198).astype(np.float32))


def _lid(rng: np.random.Generator) -> Plate:
    """The lid: a gold ring, the maker's name, biscuits in a wreath."""
    size = (440, 440)
    plate = lit(sheet(size, "7d1f26"), 1 + 0.03 * noise(rng, size, 60))
    plate = lay(
        plate,
        "c9a04e",
        stencil(size, together(disc((220, 220), 196, hole=186), disc((220, 150), 1))),
    )
    plate = lay(plate, "1f2f55", stencil(size, disc((220, 220), 176)))
    around = [(220 + 138 * np.cos(a), 220 + 138 * np.sin(a)) for a in np.arange(14) * 0.449]
    for number, at in enumerate(around):
        shape = disc(at, 24) if number % 2 else outline(star(at, 6, 27, 21))
        plate = lay(plate, "d6a35a", stencil(size, shape))
        plate = lay(plate, "a8742f", stencil(size, together(disc(at, 15, hole=11), disc(at, 4))))
    name = together(
        word("Holmgaard", (220, 204), 44, weight=0.03),
        word("SMAAKAGER", (220, 250), 27, weight=0.02),
    )
    return lay(plate, "e8d39a", stencil(size, name))


def bottle_label(rng: np.random.Generator) -> Picture:
    """A green bottle with a paper label: a lime leaf, an invented name, a torn corner."""
    body = turned([(0, 3.5), (0.4, 3.75), (14.5, 3.75), (16, 3.4), (18, 2.2), (20, 1.5), (25.4,
    1.35), (25.6, 1.6),
                   (26.6, 1.6)])  # fmt: skip
    paper = wrapped(_bottle_print(rng), centre=(0, 0), bottom=3.2, top=12.6, degrees=150, turn=-5)

    def skin(p: Points) -> Plate:
        angle = np.degrees(np.arctan2(p[0], p[2])) + 5
        torn = (angle > 45 + 14 * np.sin(p[1] * 2.1)) & (p[1] > 10.4)
        on = (np.abs(angle) < 75) & (p[1] > 3.2) & (p[1] < 12.6) & ~torn
        glass = tint("27472c") * (0.8 + 0.5 * np.exp(-(((angle + 48) / 14) ** 2)))[..., None]
        return np.where(on[..., None], paper(p), glass).astype(np.float32)

    things = [
        Thing(plane(1, 0), wooden(rng, "5b3d26", "80603c"), gloss=0.25, shades=False),
        Thing(plane(2, -14), mottled(rng, "9a7d6a", cell_cm=2, depth=0.16), shades=False),
        Thing(within(body, (0, 13, 0), 14.5), skin, gloss=0.55),
        Thing(rod((9.2, 2.9, -3), 3.3, 2.9, rounding=0.4), mottled(rng, "7d5f47", cell_cm=1.5,
        depth=0.18), gloss=0.5),
    ]  # fmt: skip
    view = View(eye=(-5, 13.5, 34), target=(1.2, 9.6, 0), lamp=(-16, 24, 26), zoom=2.7, fill=0.3)
    return render(things, view, (600, 800)), Shot(
        900, 1200, cast=(1.02, 1.0, 0.86), falloff=0.45, exposure=1.12, tilt=0.02, turn_degrees=4,
        zoom=1.05,
        blur_px=1.05, grain=0.05, jpeg=36,
    )  # fmt: skip


def _bottle_print(rng: np.random.Generator) -> Plate:
    """The label: cream paper, a leaf in a ring, the name, some small print."""
    size = (420, 400)
    plate = lit(sheet(size, "d9cda8"), 1 + 0.05 * noise(rng, size, 50, octaves=4))
    frame = together(
        slab((14, 12, 406, 388)),
        slab((20, 18, 400, 382), ink=0),
        slab((26, 24, 394, 376)),
        slab((28, 26, 392, 374), ink=0),
    )
    plate = lay(plate, "7d2b25", stencil(size, frame))
    sign = together(disc((210, 104), 66, hole=60), outline(leaf((210, 156), 0, 104, 66)))
    plate = lay(plate, "3d6038", stencil(size, sign))
    plate = lay(plate, "d9cda8", stencil(size, stroke([(210, 150), (210, 66)], 3)))
    name = curved(stencil(size, word("VELHA LIMA", (210, 210), 47, weight=0.04)), 12)
    plate = lay(plate, "7d2b25", name)
    plate = lay(plate, "2f2a24", stencil(size, word("LICOR DE ERVAS", (210, 258), 30, weight=0.02)))
    return lay(
        plate,
        "4f4a3e",
        stencil(
            size,
            together(
                scribble(rng, (60, 290, 360, 340), 4), word("0,5 l    32 % vol", (210, 356), 24)
            ),
        ),
    )
