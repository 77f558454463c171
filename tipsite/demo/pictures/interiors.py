"""Parts of a room: socket, door handle, lamp; wear belongs to photograph."""

import numpy as np

from tipsite.demo.pictures.fields import (
    Plate,
    tint,
)
from tipsite.demo.pictures.photograph import Shot
from tipsite.demo.pictures.rendering import Skin, Thing, View, mottled, plain, render, rough, wooden
from tipsite.demo.pictures.solids import (
    Distance,
    Points,
    bar,
    box,
    joined,
    plane,
    ring,
    rod,
    turned,
    without,
)

Picture = tuple[Plate, Shot]


def power_socket(rng: np.random.Generator) -> Picture:
    """A socket and a rocker switch in one yellowed frame, on a rough painted wall."""
    things = [
        Thing(
            without(plane(2, 0), rod((0, -3.6, 0), 2.2, 2, axis=2)),
            mottled(rng, "b9c0a4", cell_cm=2.2, depth=0.07), gloss=0.03, shades=False,
            bump=rough(rng, cell_cm=1.2, depth_cm=0.05),
        ),
        Thing(_socket_frame(), mottled(rng, "dcd0ac", cell_cm=5, depth=0.03), gloss=0.42),
        Thing(_rocker(), plain("ddd3b4"), gloss=0.45),
        Thing(_socket_well(), plain("cfc39e"), gloss=0.3),
        Thing(
            joined(
                box((0, -1.85, -0.2), (0.3, 0.25, 0.9), 0.08),
                box((0, -5.35, -0.2), (0.3, 0.25, 0.9), 0.08),
            ),
            plain("8d8a80"), gloss=0.8,
        ),
        Thing(box((0, -3.6, -1.9), (3, 3, 0.05)), plain("191510")),
    ]  # fmt: skip
    view = View(eye=(-9, 4, 26), target=(0.9, -0.7, 0), lamp=(-14, 16, 24), zoom=2.5, fill=0.3)
    return render(things, view, (570, 760)), Shot(
        900, 1200, cast=(1.06, 1.0, 0.84), falloff=0.4, blur_px=0.9, tilt=0.02, turn_degrees=2,
        exposure=1.08,
    )  # fmt: skip


def _socket_frame() -> Distance:
    return without(
        box((0, 0, 0.4), (4.1, 7.7, 0.55), 0.45),
        rod((0, -3.6, 1.2), 2.1, 2.5, axis=2),
        box((0, 3.6, 0.9), (2.9, 2.9, 0.6), 0.1),
    )


def _socket_well() -> Distance:
    """The floor of the socket with its two holes, and the lip around it."""
    floor = without(
        rod((0, -3.6, -1.4), 2.3, 0.4, axis=2),
        rod((-0.95, -3.6, -1), 0.3, 2, axis=2),
        rod((0.95, -3.6, -1), 0.3, 2, axis=2),
    )
    lip = without(rod((0, -3.6, 0.55), 2.3, 0.5, axis=2), rod((0, -3.6, 0.5), 1.95, 2.0, axis=2))
    return joined(floor, lip)


def _rocker() -> Distance:
    """The switch, pressed at its upper end."""
    whole = box((0, 3.6, 0.45), (2.75, 2.75, 0.5), 0.25)
    return lambda p: whole((p[0], p[1], p[2] - (p[1] - np.float32(3.6)) * np.float32(0.07)))


def door_handle(rng: np.random.Generator) -> Picture:
    """A brass lever on a long plate with a keyhole, on a varnished door with a moulding."""
    plate = without(
        box((0, -2, 0.2), (2.1, 11, 0.35), 0.3),
        rod((0, -8, 0.5), 0.42, 1, axis=2), box((0, -8.8, 0.5), (0.2, 0.8, 1)),
    )  # fmt: skip
    grip = joined(
        bar((0, 3.5, 4.6), (3.5, 3.9, 5.0), 0.74),
        bar((3.5, 3.9, 5.0), (7, 3.5, 5.0), 0.74),
        bar((7, 3.5, 5.0), (11.2, 2.3, 4.3), 0.76),
    )
    lever = joined(rod((0, 3.5, 2.2), 0.85, 2.3, axis=2, rounding=0.2), grip, melt=0.6)  # fmt: skip
    panel = joined(
        plane(2, 0), box((17, 0, 0), (1.3, 60, 0.9), 0.6), box((-9.3, 0, -0.5), (0.8, 60, 0.9), 0.3)
    )
    screws = joined(*(rod((0, y, 0.55), 0.42, 0.12, axis=2, rounding=0.1) for y in (8, -12)))
    things = [
        Thing(panel, wooden(rng, "5a3116", "8d5a2e", axes=(1, 0)), gloss=0.3, shades=False),
        Thing(plate, mottled(rng, "a8843f", cell_cm=3, depth=0.12), gloss=0.75),
        Thing(joined(lever, screws), mottled(rng, "b8944a", cell_cm=2, depth=0.1), gloss=0.85),
        Thing(plane(2, -0.6), plain("0d0a08"), shades=False),
    ]
    view = View(eye=(-10, 9, 34), target=(3.4, -2, 0), lamp=(-20, 22, 26), zoom=1.9, fill=0.26)
    return render(things, view, (576, 720)), Shot(
        960, 1200, cast=(1.05, 0.98, 0.9), falloff=0.55, blur_px=0.9, shake_px=2, tilt=0.02,
        turn_degrees=2, exposure=1.1,
    )  # fmt: skip


def table_lamp(rng: np.random.Generator) -> Picture:
    """A lit lamp with a pleated shade and a glazed foot, beside a papered wall at night."""
    foot = turned([(0, 6.2), (1.2, 6.4), (1.8, 4.2), (3, 3.2), (6, 5.4), (10, 7), (14, 6.2), (18,
    3.2),
                   (20, 1.7), (21.5, 1.9), (22.2, 1.1), (27, 0.9)])  # fmt: skip
    shade = turned([(25.5, 13.2), (26.1, 13.3), (38.4, 7.2), (39, 7.2)])
    rims = joined(ring((0, 25.8, 0), 13.2, 0.35), ring((0, 38.8, 0), 7.2, 0.35))
    things = [
        Thing(plane(2, -15), mottled(rng, "a9866a", cell_cm=3.5, depth=0.08), shades=False),
        Thing(box((4, -1.5, 0), (34, 1.5, 20), 0.4), wooden(rng, "3d2212", "6b4124"), gloss=0.35),
        Thing(foot, _glaze(rng), gloss=0.7),
        Thing(shade, _pleats("e8c88d"), gloss=0.02, glow=0.75),
        Thing(rims, plain("7d5a34"), gloss=0.2, glow=0.06),
        Thing(plane(1, -40), plain("221a16"), shades=False),
    ]
    lamp = View(
        eye=(9, 26, 74), target=(2, 17.5, 0), lamp=(0, 29, 3), zoom=2.7, fill=0.10, power=1.7
    )
    return render(things, lamp, (576, 720)), Shot(
        1000, 1250, cast=(1.08, 0.96, 0.74), falloff=0.3, exposure=1.25, blur_px=1.0, grain=0.06,
        shake_px=2.5, jpeg=36, tilt=0.02, turn_degrees=4,
    )  # fmt: skip


def _glaze(rng: np.random.Generator) -> Skin:
    """Turquoise with a brown run-off and three dark bands."""
    ground = mottled(rng, "3f8f8a", cell_cm=3, depth=0.22)

    def skin(p: Points) -> Plate:
        band = (np.abs(np.mod(p[1] + 1, 4.0) - 2) < 0.28) & (p[1] > 5) & (p[1] < 17)
        brown = np.clip((p[1] - 14.5 + np.sin(np.arctan2(p[0], p[2]) * 9)) / 2, 0, 1)
        base = ground(p)
        base = base + (tint("6b4a2c") - base) * brown[..., None]
        return np.where(band[..., None], tint("223f45"), base).astype(np.float32)

    return skin


def _pleats(code: str) -> Skin:
    """Cloth in narrow pleats, brightest where the bulb is near."""
    tone = tint(code)

    def skin(p: Points) -> Plate:
        fold = 0.9 + 0.1 * np.sin(np.arctan2(p[0], p[2]) * 46)
        near = 0.82 + 0.3 * np.exp(-(((p[1] - 30.5) / 4.5) ** 2))
        return np.asarray(tone * np.minimum(fold * near, 1.08)[..., None], np.float32)

    return skin
