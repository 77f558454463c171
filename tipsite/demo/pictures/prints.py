"""Printed paper: a bus ticket and the corner of a wall calendar; wear belongs to photograph."""

import numpy as np

from tipsite.demo.pictures.fields import (
    Field,
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
from tipsite.demo.pictures.lettering import scribble, together, word
from tipsite.demo.pictures.photograph import Shot
from tipsite.demo.pictures.shapes import disc, outline, slab, stroke

Picture = tuple[Plate, Shot]


def bus_ticket(rng: np.random.Generator) -> Picture:
    """A folded paper ticket with a stripe, a zone number and a stamp, on a patterned seat."""
    size = (1000, 760)
    plate = _seat(size, rng)
    edge = [
        (170.0, 150.0),
        (850.0, 120.0),
        (868.0, 560.0),
        (640.0, 596.0),
        (610.0, 586.0),
        (186.0, 602.0),
    ]
    mask = stencil(size, outline(edge))
    teeth = together(*(disc((169 + 0.035 * (y - 150), y), 8) for y in range(156, 600, 22)))
    mask = mask * (1 - stencil(size, teeth))
    fold = _ticket_folds(size, rng)
    paper = lit(_ticket_print(size, rng), relief(fold, 1.25))
    down, right = slopes(soften(fold, 5))
    paper = displaced(paper, 9 * right, 9 * down)
    shade = soften(np.roll(mask, (13, 11), (0, 1)), 9)
    return lay(lit(plate, 1 - 0.6 * shade * (1 - mask)), paper, mask), Shot(
        1200, 900, cast=(1.0, 1.0, 0.95), falloff=0.4, hotspot=(0.6, 0.4), exposure=1.1, tilt=0.15,
        turn_degrees=12, zoom=1.18, blur_px=1.0,
    )  # fmt: skip


def _ticket_folds(size: Size, rng: np.random.Generator) -> Field:
    """One hard fold down the middle, some creases, a curl at the right."""
    x, y = grid(size)
    folds = 16 * np.exp(-np.abs(x - 500 - 0.06 * y) / 34) - 11 * np.exp(
        -np.abs(x - 690 + 0.3 * y) / 16
    )
    creases = 7 * np.abs(noise(rng, size, 130, octaves=4)) + 0.02 * np.clip(x - 640, 0, 400) ** 1.2
    return soften((folds + creases).astype(np.float32), 1.2)


def _ticket_print(size: Size, rng: np.random.Generator) -> Plate:
    """The ticket's face."""
    paper = lit(sheet(size, "d9d3bd"), 1 + 0.03 * noise(rng, size, 4, octaves=2))
    weave = np.sin((grid(size)[0] + 16 * np.sin(grid(size)[1] / 24)) / 4) > 0.7
    paper = lay(paper, "b9c9b2", (0.6 * weave).astype(np.float32))
    paper = lay(
        paper,
        "2f7a63",
        stencil(size, together(slab((170, 178, 880, 250)), slab((170, 548, 880, 562)))),
    )
    paper = lay(
        paper,
        "e5e0cc",
        stencil(size, word("TRANSVAL  ·  LINHA URBANA", (512, 215), 46, weight=0.03)),
    )
    faded = np.clip(0.75 + 0.5 * noise(rng, size, 60, octaves=4), 0.1, 1)
    ink = together(
        word("ZONA", (270, 305), 34, weight=0.02), word("2", (270, 380), 116, weight=0.05),
        word("1 VIAGEM", (510, 312), 46, weight=0.03), scribble(rng, (375, 350, 650, 440), 4),
        word("No. 0048 713", (760, 312), 36, weight=0.02), scribble(rng, (240, 482, 820, 530), 2),
        *(slab((700 + at, 350, 700 + at + wide, 440)) for at, wide in _stripes(rng, 130)),
    )  # fmt: skip
    paper = lay(paper, "38383c", (stencil(size, ink) * faded).astype(np.float32))
    stamp = together(
        disc((560, 440), 84, hole=79),
        disc((560, 440), 58, hole=55),
        word("14 : 52", (560, 441), 34, weight=0.03),
    )
    blotted = np.clip(0.35 + 0.7 * noise(rng, size, 20, octaves=3), 0, 0.75)
    paper = lay(paper, "5a3f86", (stencil(size, stamp) * blotted).astype(np.float32))
    return lay(paper, "8a7a58", np.clip(noise(rng, size, 200, octaves=4) - 0.4, 0, 0.4))


def _stripes(rng: np.random.Generator, length: float) -> list[tuple[float, float]]:
    """Start and width of the bars of a bar code."""
    bars, at = [], 0.0
    while at < length:
        wide = float(rng.choice([2, 2, 4, 6]))
        bars.append((at, wide))
        at += wide + float(rng.choice([2, 4, 5]))
    return bars


def _seat(size: Size, rng: np.random.Generator) -> Plate:
    """Moquette as on bus seats: dark blue with scattered dashes, short pile."""
    marks = {
        code: together(*(
            stroke([(x, y), (x + 26 * np.cos(a), y + 26 * np.sin(a))], 8)
            for x, y, a in rng.uniform((0, 0, 0), (size[0], size[1], 3.1), (60, 3))
        ))
        for code in ("b5523f", "4f8f8a", "c9a44a")
    }  # fmt: skip
    plate = sheet(size, "2b3350")
    for code, paint in marks.items():
        plate = lay(plate, code, stencil(size, paint))
    plate = displaced(plate, 2 * noise(rng, size, 3, octaves=1), 2 * noise(rng, size, 3, octaves=1))
    height = (20 * noise(rng, size, 280)).astype(np.float32)
    return lit(lit(plate, 1 + 0.22 * noise(rng, size, 3, octaves=2)), relief(height, 1.2))


def wall_calendar(rng: np.random.Generator) -> Picture:
    """The lower corner of a calendar on woodchip paper: one week ringed, the page curling."""
    size = (900, 1000)
    wall = lit(
        sheet(size, "c5bca2"),
        relief((2.6 * np.clip(noise(rng, size, 9, octaves=2) - 0.7, 0, 1)).astype(np.float32), 1.6),
    )
    wall = lit(wall, 1 + 0.04 * noise(rng, size, 200))
    page = _month(size, rng)
    x, y = grid(size)
    corner = np.clip((x - 520) / 200, 0, 1) * np.clip((y - 620) / 220, 0, 1)
    bend = (70 * corner**2 + 7 * noise(rng, size, 300)).astype(np.float32)
    mask = stencil(size, outline([(0, 0), (724, 0), (738, 770), (704, 838), (0, 860)]))
    down, right = slopes(bend)
    page = lit(displaced(page, 14 * right, 14 * down), np.clip(relief(bend, 1.0), 0.5, 1.5))
    near = np.clip((y - 500) / 330, 0.25, 1)
    shade = soften(np.roll(mask, (26, 30), (0, 1)), 16) * near
    return lay(lit(wall, (1 - 0.55 * shade * (1 - mask)).astype(np.float32)), page, mask), Shot(
        1000, 1120, cast=(1.07, 1.0, 0.84), falloff=0.45, hotspot=(0.4, 0.35), exposure=1.08,
        tilt=0.13,
        turn_degrees=7, zoom=1.06, blur_px=1.0, shake_px=2,
    )  # fmt: skip


def _month(size: Size, rng: np.random.Generator) -> Plate:
    """The page: the foot of a lake picture, the month's name, days in columns, notes in pen."""
    x, y = grid(size)
    plate = sheet(size, "dedacb")
    lake = lay(
        sheet(size, "7f9fae"),
        "3f5a48",
        np.clip((60 + 26 * noise(rng, size, 130, octaves=5) - y) / 3, 0, 1).astype(np.float32),
    )
    ripple = np.clip(noise(rng, size, 60, octaves=4, stretch=0.12) * 0.6, -0.4, 0.5)
    lake = lit(lake, (1 + 0.35 * ripple).astype(np.float32))
    plate = lay(plate, lake, ((y < 236) & (x < 690) & (x > 40)).astype(np.float32))
    plate = _days(plate, size)
    angle = np.linspace(0, 6.9, 40)
    loop = [(368 + (58 + 3 * a) * np.cos(a), 572 + (36 + a) * np.sin(a)) for a in angle]
    pen = together(
        stroke(loop, 4.5),
        stroke([(430, 540), (470, 520), (462, 540)], 4),
        scribble(rng, (470, 496, 640, 530), 1),
    )
    plate = lay(plate, "2c4a8c", stencil(size, pen) * 0.85)
    return lay(plate, "77746a", stencil(size, scribble(rng, (60, 800, 420, 836), 2)))


def _days(plate: Plate, size: Size) -> Plate:
    """The month's name, and its days in seven columns; Sundays are red."""
    left, step = 92.0, 92.0
    names = ("ma", "di", "wo", "do", "vr", "za", "zo")
    first = 3
    days = [(day, (day + first - 1) % 7, (day + first - 1) // 7) for day in range(1, 32)]
    black = [
        word(str(day), (left + step * column, 408 + 82 * row), 46, weight=0.02)
        for day, column, row in days
        if column < 6
    ]
    red = [
        word(str(day), (left + step * column, 408 + 82 * row), 46, weight=0.03)
        for day, column, row in days
        if column == 6
    ]
    heads = [word(name, (left + step * k, 348), 30, weight=0.01) for k, name in enumerate(names)]
    lines = [slab((48, 366 + 82 * row, 690, 368 + 82 * row)) for row in range(6)]
    plate = lay(
        plate,
        "35393f",
        stencil(size, together(word("oktober", (200, 292), 72, weight=0.02), *black, *heads)),
    )
    plate = lay(plate, "b03a32", stencil(size, together(*red)))
    return lay(plate, "a9a698", stencil(size, together(*lines)))
