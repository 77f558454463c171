"""Things one holds: toy, mug, key fob, radio; wear belongs to photograph."""

import numpy as np

from tipsite.demo.pictures.fields import Plate, lay, lit, noise, sheet, stencil, tint
from tipsite.demo.pictures.lettering import curved, together, word
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
    wrapped,
)
from tipsite.demo.pictures.shapes import disc, outline, stroke
from tipsite.demo.pictures.solids import (
    Distance,
    Points,
    ball,
    bar,
    box,
    joined,
    plane,
    ring,
    rod,
    turned,
    twisted,
    within,
    without,
)

Picture = tuple[Plate, Shot]


def plastic_toy(rng: np.random.Generator) -> Picture:
    """A green plastic dinosaur with orange plates along its back, on a worn rug."""
    body = joined(
        ball((0, 6.4, 0), 3.6, (1.35, 1, 0.95)), bar((3.4, 7.6, 0), (6.4, 12.2, 0), 1.35),
        ball((7.6, 13, 0), 1.75, (1.35, 0.9, 0.95)), bar((-3.6, 6, 0), (-8, 3.2, 0), 1.5),
        bar((-8, 3.2, 0), (-11.6, 2.6, 0), 0.8),
        *(bar((x, 5, z), (x + 0.3, 0.9, z * 1.15), 1.25) for x in (-2.6, 2.8) for z in (-1.9,
        1.9)), melt=1.5,
    )  # fmt: skip
    spine = [
        (-7.6, 4.9, 1.0),
        (-4.9, 7.3, 1.35),
        (-2.2, 9.7, 1.6),
        (0.6, 10.5, 1.7),
        (3.2, 10.4, 1.4),
        (4.9, 12.1, 1.1),
    ]
    fins = joined(*(ball((x, y, 0), size, (1, 1, 0.32)) for x, y, size in spine))
    eyes = joined(ball((8.4, 13.8, 1.42), 0.36), ball((8.4, 13.8, -1.42), 0.36))
    things = [
        Thing(
            plane(1, 0),
            _rug(rng),
            shades=False,
            bump=rough(rng, cell_cm=0.7, depth_cm=0.10, axes=(0, 2)),
        ),
        Thing(within(twisted(body, 24), (0, 7, 0), 14.2), _spotted(rng), gloss=0.5),
        Thing(
            within(twisted(fins, 24), (-1, 8, 0), 9.5),
            mottled(rng, "d97b2b", cell_cm=2, depth=0.07),
            gloss=0.5,
        ),
        Thing(within(twisted(eyes, 24), (7.7, 13.8, -3.4), 2.2), plain("16140f"), gloss=0.8),
    ]
    view = View(eye=(3, 21, 33), target=(-0.6, 5.6, 0), lamp=(-14, 34, 24), zoom=2.35, fill=0.34)
    return render(things, view, (700, 560)), Shot(
        1200, 960, cast=(1.04, 1.0, 0.9), falloff=0.4, exposure=1.12, tilt=0.02, turn_degrees=5,
        zoom=1.05,
        blur_px=1.0,
    )  # fmt: skip


def _spotted(rng: np.random.Generator) -> Skin:
    """Green plastic, paler below, with rubbed yellow spots."""
    ground = mottled(rng, "4f9a4a", cell_cm=4, depth=0.06)
    spots = [
        (-2.0, 7.9),
        (0.8, 6.4),
        (-4.4, 5.8),
        (3.0, 8.2),
        (-0.6, 9.0),
        (2.4, 4.6),
        (5.0, 10.2),
        (-7.4, 3.9),
    ]

    def skin(p: Points) -> Plate:
        base = ground(p)
        pale = np.clip((4.4 - p[1]) / 4, 0, 0.45)
        base = base + (tint("c5c77a") - base) * pale[..., None]
        for x, y in spots:
            near = np.clip(
                (0.85 - np.sqrt((p[0] * 1.08 - x) ** 2 + (p[1] - y) ** 2)) / 0.12, 0, 0.85
            )
            base = base + (tint("d8c34e") - base) * near[..., None]
        return base.astype(np.float32)

    return skin


def _rug(rng: np.random.Generator) -> Skin:
    """Flat woven stripes."""
    ground = mottled(rng, "9a8f86", cell_cm=1.2, depth=0.2, axes=(0, 2))
    codes = ("a39a8c", "6d5a66", "a39a8c", "8f4f45", "b8a98c", "4f6270")
    stripes = np.stack([tint(code) for code in codes])

    def skin(p: Points) -> Plate:
        stripe = np.mod(np.floor((p[2] + p[0] * 0.25 + 60) / 3.1), len(codes)).astype(int)
        return np.asarray(ground(p) * 1.75 * stripes[stripe], np.float32)

    return skin


def mug(rng: np.random.Generator) -> Picture:
    """A stoneware mug with a printed sailing ship and a half-hidden year, on a wet table."""
    cup = without(
        turned([(0, 3.7), (0.3, 4.0), (9.6, 4.1), (9.9, 4.0)]), turned([(0.8, 3.5), (12, 3.75)])
    )
    ear = without(ring((5.2, 5.2, 0), 2.7, 0.62, axis=2), rod((0, 5, 0), 3.8, 6))
    print_ = wrapped(_mug_print(rng), centre=(0, 0), bottom=1.2, top=8.8, degrees=150, turn=-14)

    def skin(p: Points) -> Plate:
        angle = np.degrees(np.arctan2(p[0], p[2])) + 14
        on = (np.abs(angle) < 74) & (p[1] > 1.2) & (p[1] < 8.8) & (p[0] ** 2 + p[2] ** 2 > 14)
        rim = tint("7a5a3f") * np.ones_like(p[0])[..., None]
        glaze = np.where((p[1] > 9.45)[..., None], rim, tint("cfc7b2"))
        return np.where(on[..., None], print_(p), glaze).astype(np.float32)

    things = [
        Thing(plane(1, 0), wooden(rng, "8f6a43", "b08a5c"), gloss=0.3, shades=False),
        Thing(plane(2, -20), mottled(rng, "6f7f86", cell_cm=5, depth=0.12), shades=False),
        Thing(joined(cup, ear, melt=0.3), skin, gloss=0.6),
        Thing(rod((0, 4.2, 0), 3.55, 3.4), plain("2a170c"), gloss=0.5),
        Thing(
            box((-12, 0.15, 2), (5, 0.15, 8), 0.1),
            mottled(rng, "c9c6bc", cell_cm=3, depth=0.06),
            gloss=0.02,
        ),
    ]
    view = View(eye=(2.5, 15, 27), target=(0.9, 4.5, 0), lamp=(-13, 24, 20), zoom=2.6, fill=0.33)
    return render(things, view, (640, 640)), Shot(
        1080, 1080, cast=(1.06, 1.0, 0.86), falloff=0.4, exposure=1.1, tilt=0.02, turn_degrees=5,
        zoom=1.04,
        blur_px=0.95,
    )  # fmt: skip


def _mug_print(rng: np.random.Generator) -> Plate:
    """Blue print on a pale glaze: a three-master, waves, a harbour feast's name."""
    size = (520, 340)
    plate = lit(sheet(size, "cfc7b2"), 1 + 0.03 * noise(rng, size, 12))
    hull = outline([(150, 196), (370, 196), (344, 236), (182, 236)])
    sails = [
        outline([(x - w, y), (x + w, y), (x + w * 1.15, y + 40), (x - w * 1.15, y + 40)])
        for x, w in ((196, 24), (258, 32), (318, 24)) for y in (64, 110, 150)
    ]  # fmt: skip
    masts = [stroke([(x, 44), (x, 198)], 4) for x in (196, 258, 318)]
    waves = [
        stroke([(x, 248 + row * 14 + 5 * np.sin(x / 13)) for x in range(110, 410, 4)], 4)
        for row in range(2)
    ]
    words = together(
        word("HAVNEFEST", (260, 306), 54, weight=0.04), word("2009", (438, 150), 50, weight=0.03)
    )
    ink = stencil(size, together(hull, *sails, *masts, *waves, words))
    worn = np.clip(0.8 + 0.4 * noise(rng, size, 30, octaves=4), 0.2, 0.95)
    return lay(plate, "25406f", (ink * worn).astype(np.float32))


def key_fob(rng: np.random.Generator) -> Picture:
    """A round hotel key fob in brass with a number, its ring and two keys, on a desk."""
    round_tag = joined(
        rod((0, 0.3, 0.4), 2.9, 0.3, rounding=0.18), rod((0, 0.3, -2.7), 1.15, 0.24, rounding=0.15)
    )
    fob = without(round_tag, rod((0, 0.3, -2.9), 0.55, 1))
    link = ring((0.2, 0.75, -4.0), 1.75, 0.16)
    things = [
        Thing(plane(1, 0), wooden(rng, "4a2f1c", "6f4a2c"), gloss=0.35, shades=False),
        Thing(within(twisted(fob, 28), (0, 0.3, 0), 4.4), _fob_skin(rng, 28), gloss=0.6),
        Thing(within(twisted(link, 28), (-1.6, 0.7, -3.6), 2.6), plain("a5a5a0"), gloss=0.9),
        Thing(
            within(twisted(_key(4.4), 62), (-7.2, 0.3, -3.8), 4.8),
            mottled(rng, "a8a49a", cell_cm=1.5, depth=0.1),
            gloss=0.85,
        ),
        Thing(
            within(twisted(_key(4.2), 4), (-0.5, 0.3, -8.2), 4.8),
            mottled(rng, "b39a5c", cell_cm=1.5, depth=0.12),
            gloss=0.8,
        ),
        Thing(box((9.8, 0.1, 3), (5, 0.1, 7), 0.05), mottled(rng, "c9c3b0", cell_cm=2, depth=0.05)),
    ]
    view = View(
        eye=(-1.5, 19, 10.5), target=(-0.2, 0, -1.7), lamp=(-11, 17, -4), zoom=2.35, fill=0.32
    )
    return render(things, view, (680, 572)), Shot(
        1140, 960, cast=(1.05, 1.0, 0.86), falloff=0.5, exposure=1.15, tilt=0.02, turn_degrees=6,
        zoom=1.05,
        blur_px=1.0, shake_px=2,
    )  # fmt: skip


def _key(length: float) -> Distance:
    """A flat key pointing away, hung on the ring at its bow."""
    bow = without(rod((0, 0.35, -6.4), 1.25, 0.14), rod((0, 0.35, -5.7), 0.42, 1))
    teeth = [
        box((0.42, 0.35, -7.6 - step * 0.62), (0.24 + 0.1 * (step % 2), 0.1, 0.24))
        for step in range(5)
    ]
    return joined(bow, box((0, 0.35, -7.2 - length / 2), (0.36, 0.13, length / 2)), *teeth)


def _fob_skin(rng: np.random.Generator, degrees: float) -> Skin:
    """Tarnished brass with an engraved number and a name around it."""
    size = (400, 520)
    plate = lit(sheet(size, "b08d4c"), 1 + 0.12 * noise(rng, size, 60, octaves=4))
    name = curved(stencil(size, word("HOTEL ALMIRA", (200, 225), 36, weight=0.03)), 18)
    rest = together(
        word("27", (200, 325), 120, weight=0.04),
        stroke([(120, 424), (280, 424)], 6),
        disc((200, 424), 10),
    )
    plate = lay(plate, "3a2a14", np.maximum(name, stencil(size, rest)) * 0.9)
    plate = lay(
        plate, "d8b871", np.roll(np.maximum(name, stencil(size, rest)), (3, 3), (0, 1)) * 0.25
    )
    flat = pasted(plate, left=-2.8, right=2.8, bottom=-3.3, top=3.8, upright=False)
    cos, sin = np.float32(np.cos(np.radians(degrees))), np.float32(np.sin(np.radians(degrees)))
    return lambda p: flat((p[0] * cos - p[2] * sin, p[1], p[0] * sin + p[2] * cos))
