"""Cloth: curtain, bedspread, carpet; wear belongs to photograph."""

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
from tipsite.demo.pictures.lettering import together
from tipsite.demo.pictures.photograph import Shot
from tipsite.demo.pictures.shapes import curl, disc, leaf, outline, repeated, star, stroke

Picture = tuple[Plate, Shot]


def woven(plate: Plate, rng: np.random.Generator, *, thread_px: float, depth: float) -> Plate:
    """The plate as cloth: threads across and along, uneven as threads are."""
    size = (plate.shape[1], plate.shape[0])
    x, y = grid(size)
    thread = np.sin(x * np.pi / thread_px) * np.sin(y * np.pi / thread_px)
    uneven = noise(rng, size, 3, octaves=1, stretch=5) + noise(rng, size, 5, octaves=1, stretch=0.2)
    return lit(plate, (1 + depth * (0.6 * thread + 0.35 * uneven)).astype(np.float32))


def curtain(rng: np.random.Generator) -> Picture:
    """Poppies and leaves on cream, in deep hanging folds with daylight behind."""
    size, cell = (900, 1050), (230, 250)
    plate = lay(sheet(size, "d9ceb2"), "5f7350", repeated(_stems(cell), *size, half_drop=True))
    petals = together(
        *(disc((112 + 22 * np.cos(a), 92 + 22 * np.sin(a)), 25) for a in np.arange(5) * 1.257)
    )
    small = together(
        *(disc((44 + 11 * np.cos(a), 190 + 11 * np.sin(a)), 13) for a in np.arange(5) * 1.257)
    )
    plate = lay(
        plate, "b5412f", repeated(stencil(cell, together(petals, small)), *size, half_drop=True)
    )
    lines = together(
        *(
            stroke([(112, 92), (112 + 42 * np.cos(a), 92 + 42 * np.sin(a))], 2)
            for a in np.arange(9) * 0.7
        )
    )
    plate = lay(plate, "7f2a22", repeated(stencil(cell, lines), *size, half_drop=True) * 0.6)
    hearts = together(disc((112, 92), 12), disc((44, 190), 6))
    plate = lay(plate, "2c2422", repeated(stencil(cell, hearts), *size, half_drop=True))
    plate = woven(plate, rng, thread_px=2.5, depth=0.10)
    x, y = grid(size)
    wave = x / 46 + 1.1 * noise(rng, size, 300, octaves=2, stretch=5) + 0.15 * np.sin(y / 170)
    depth = np.sin(wave * 2) + 0.45 * np.sin(wave * 4.3 + 1)
    plate = displaced(plate, 15 * np.cos(wave * 2), 5 * depth)
    light = 0.80 + 0.30 * depth + 0.12 * np.sin(wave * 2 + 1.2)
    return lit(plate, np.clip(light, 0.22, 1.4).astype(np.float32)), Shot(
        980, 1180, cast=(1.02, 1.0, 0.93), falloff=0.35, hotspot=(0.25, 0.3), blur_px=1.0,
        tilt=0.06,
        exposure=1.1,
    )  # fmt: skip


def _stems(cell: Size) -> Field:
    """The green of the curtain's pattern."""
    paths = [
        stroke([(112, 92), (124, 150), (104, 205), (96, 250)], 5),
        stroke([(44, 190), (60, 222), (96, 246)], 4),
        stroke(curl((124, 150), -40, 24, 1.1), 4),
    ]
    leaves = [
        ((120, 165), 60, 74, 24),
        ((106, 200), -62, 60, 20),
        ((116, 140), -45, 50, 15),
        ((62, 224), -70, 46, 14),
    ]
    shapes = [outline(leaf(root, turn, length, wide)) for root, turn, length, wide in leaves]
    return stencil(cell, together(*paths, *shapes))


def bedspread(rng: np.random.Generator) -> Picture:
    """A quilt of stars in blocks of blue, red and check, rumpled, with stitching sunk in."""
    size, side = (1060, 860), 176
    x, y = grid(size)
    column, row = (x // side).astype(int), (y // side).astype(int)
    plate = sheet(size, "c8bda3")
    for number, code in enumerate(("51698c", "c9bea6", "96463f", "bfae8c")):
        plate = lay(plate, code, ((column + 2 * row) % 4 == number).astype(np.float32))
    check = 0.88 + 0.12 * np.sign(np.sin(x / 5.5)) * np.sign(np.sin(y / 5.5))
    plate = lit(plate, np.where((column + 2 * row) % 4 == 3, check, 1).astype(np.float32))
    points = repeated(stencil((side, side), outline(star((88, 88), 8, 74, 34))), *size)
    inner = repeated(stencil((side, side), outline(star((88, 88), 8, 44, 20, 22.5))), *size)
    plate = lay(
        lay(plate, "e3dac3", points * (column + row) % 2), "3f5475", inner * ((column + row) % 2)
    )
    joint = np.minimum(np.minimum(x % side, side - x % side), np.minimum(y % side, side - y % side))
    across = np.abs((x % side) - (y % side)) / 1.4
    seams = np.exp(-np.minimum(joint, across + 3) / 7)
    plate = woven(plate, rng, thread_px=2.2, depth=0.09)
    height = (
        34 * noise(rng, size, 240, octaves=3)
        + 5 * np.abs(noise(rng, size, 80, octaves=3))
        - 7 * seams
    )
    down, right = slopes(soften((height + 7 * seams).astype(np.float32), 6))
    plate = displaced(plate, 12 * right, 12 * down)
    height = soften(height.astype(np.float32), 2.5)
    shade = relief(height, 1.15) * (1 - 0.2 * seams)
    return lit(plate, shade.astype(np.float32)), Shot(
        1280, 960, cast=(1.08, 1.0, 0.82), falloff=0.5, hotspot=(0.3, 0.6), tilt=0.24,
        turn_degrees=14,
        blur_px=1.0, grain=0.05, exposure=1.12,
    )  # fmt: skip


def carpet(rng: np.random.Generator) -> Picture:
    """The corner of a red wool carpet with a border of rosettes and fringes, on parquet."""
    size = (1080, 860)
    x, y = grid(size)
    plate = _carpet_field(size)
    pile = noise(rng, size, 3, octaves=2) + 0.5 * noise(rng, size, 40, octaves=3)
    plate = displaced(
        plate, 1.6 * noise(rng, size, 4, octaves=1), 1.6 * noise(rng, size, 4, octaves=1)
    )
    plate = lit(plate, (1 + 0.13 * pile).astype(np.float32))
    edge = 760 + 5 * np.sin(x / 90)
    off = np.clip((y - edge) / 2, 0, 1).astype(np.float32)
    board = lit(
        sheet(size, "8a6238"),
        (1 + 0.12 * noise(rng, size, 90, octaves=5, stretch=0.12)).astype(np.float32),
    )
    joints = np.exp(-((((y + x * 0.02) % 74) - 37) ** 2) / 3) * 0.5
    board = lit(
        board, (1 - joints - 0.5 * np.exp(-np.clip(y - edge, 0, 99) / 9)).astype(np.float32)
    )
    plate = lay(plate, board, off)
    threads = [
        stroke(
            [
                (at, 757),
                (at + rng.normal(0, 4), 780),
                (at + rng.normal(0, 11), 806 + rng.normal(0, 6)),
            ],
            3.2,
        )
        for at in range(4, 1080, 7)
    ]
    plate = lay(plate, "d2c3a0", stencil(size, together(*threads)) * 0.95)
    wave = relief((16 * noise(rng, size, 330)).astype(np.float32), 0.9)
    return lit(plate, wave), Shot(
        1300, 1000, cast=(1.05, 0.98, 0.88), falloff=0.45, hotspot=(0.6, 0.7), tilt=0.2,
        turn_degrees=10,
        blur_px=1.0, exposure=1.2, grain=0.045,
    )  # fmt: skip


def _carpet_field(size: Size) -> Plate:
    """The carpet's drawing: ground with small flowers, guard stripes, a border of rosettes."""
    _, y = grid(size)
    plate = sheet(size, "7c2a2a")
    flower = together(
        *(outline(leaf((45, 45), turn, 22, 12)) for turn in range(0, 360, 60)),
        *(outline(leaf((0, 0), turn, 16, 8)) for turn in range(90, 181, 45)),
    )
    plate = lay(plate, "c9a779", repeated(stencil((90, 90), flower), *size, half_drop=True))
    plate = lay(
        plate, "2d3a55", repeated(stencil((90, 90), disc((45, 45), 7)), *size, half_drop=True)
    )
    border = ((y > 520) & (y < 700)).astype(np.float32)
    band = sheet(size, "26314a")
    rosette = together(outline(star((90, 90), 8, 72, 52)), disc((0, 90), 26), disc((180, 90), 26))
    band = lay(band, "a8433a", np.roll(repeated(stencil((180, 180), rosette), *size), 520, axis=0))
    inner = together(
        outline(star((90, 90), 8, 46, 26, 22.5)), disc((0, 90), 13), disc((180, 90), 13)
    )
    band = lay(band, "d3b98a", np.roll(repeated(stencil((180, 180), inner), *size), 520, axis=0))
    band = lay(
        band,
        "2d4a45",
        np.roll(repeated(stencil((180, 180), disc((90, 90), 15)), *size), 520, axis=0),
    )
    plate = lay(plate, band, border)
    for top, wide, code in (
        (496, 24, "d0b88c"),
        (502, 12, "3a2a24"),
        (700, 24, "d0b88c"),
        (706, 12, "7c2a2a"),
        (730, 40, "3a2430"),
    ):
        plate = lay(plate, code, ((y > top) & (y < top + wide)).astype(np.float32))
    return plate
