"""The view through a window at dusk and the frame around it; wear belongs to photograph."""

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from tipsite.demo.pictures.fields import (
    OVERSAMPLE,
    Plate,
    Size,
    from_image,
    grid,
    lay,
    lit,
    noise,
    sheet,
    stencil,
    to_image,
)
from tipsite.demo.pictures.lettering import together
from tipsite.demo.pictures.photograph import Shot
from tipsite.demo.pictures.shapes import slab

Picture = tuple[Plate, Shot]
Box = tuple[float, float, float, float]
SIZE: Size = (1000, 740)
CANVAS: Size = (SIZE[0] * OVERSAMPLE, SIZE[1] * OVERSAMPLE)


def window_skyline(rng: np.random.Generator) -> Picture:
    """Roofs with an onion-domed tower and a chimney, past a window bar and a net curtain."""
    town = to_image(_sky(rng)).resize(CANVAS, Image.Resampling.BICUBIC)
    glow = Image.new("L", CANVAS)
    pen, lamps = ImageDraw.Draw(town), ImageDraw.Draw(glow)
    _tower(pen, lamps)
    _chimney(pen, lamps)
    for base, step, roof, wall in (
        (770, 150, "#4d4e57", "#5a5a62"), (930, 220, "#35353b", "#403f45"), (1150, 350, "#2a2529",
        "#3a3338"),
    ):  # fmt: skip
        _street(pen, lamps, rng, base=base, step=step, roof=roof, wall=wall)
    plate = from_image(town.resize(SIZE, Image.Resampling.BOX))
    # Plaster and tiles are rough, the sky is not.
    built = np.clip((grid(SIZE)[1] - 340) / 80, 0.1, 1)
    plate = lit(plate, (1 + 0.10 * built * noise(rng, SIZE, 9, octaves=3)).astype(np.float32))
    light = np.asarray(glow.resize(SIZE, Image.Resampling.BOX), np.float32) / 255
    bloom = (
        glow.resize((SIZE[0] // 2, SIZE[1] // 2)).filter(ImageFilter.GaussianBlur(5)).resize(SIZE)
    )
    plate = lay(plate, "ffd68a", light * 0.85)
    plate = (
        plate
        + np.array((0.5, 0.33, 0.14), np.float32) * (np.asarray(bloom, np.float32) / 255)[..., None]
    )
    return _framed(plate.astype(np.float32), rng), Shot(
        1360, 980, cast=(1.0, 1.0, 1.05), falloff=0.15, exposure=1.12, blur_px=1.4, shake_px=2.5,
        contrast=1.05, tilt=0.07, zoom=1.03, grain=0.05, jpeg=36,
    )  # fmt: skip


def _sky(rng: np.random.Generator) -> Plate:
    """Blue above, a last orange strip over the roofs, torn clouds."""
    _, y = grid(SIZE)
    share = np.clip(y / 420, 0, 1)
    plate = lay(sheet(SIZE, "5a6880"), "cda88c", (share**2.2).astype(np.float32))
    plate = lay(plate, "f0d3a6", (0.85 * np.clip((share - 0.72) / 0.28, 0, 1)).astype(np.float32))
    cloud = np.clip(noise(rng, SIZE, 210, octaves=5, stretch=0.22) * 0.7, 0, 0.75)
    return lay(plate, "5d606c", cloud.astype(np.float32))


def _tower(pen: ImageDraw.ImageDraw, lamps: ImageDraw.ImageDraw) -> None:
    """A church tower far off, with a lit clock, an onion dome and a cross."""
    pen.rectangle((1360, 470, 1470, 1000), "#50505a")
    pen.rectangle((1436, 470, 1470, 1000), "#454650")
    pen.rectangle((1346, 458, 1484, 476), "#42434b")
    steps = np.linspace(0, 1, 40)
    half = 66 * np.sin(np.pi * steps**0.6) ** 0.75 * (1 - steps) ** 0.45 + 5
    left = [(1415 - float(w), 460 - 210 * float(a)) for w, a in zip(half, steps, strict=True)]
    pen.polygon(left + [(2830 - x, y) for x, y in reversed(left)], "#3e4a4d")
    pen.rectangle((1412, 170, 1418, 260), "#3d4248")
    pen.rectangle((1396, 196, 1434, 202), "#3d4248")
    lamps.ellipse((1390, 530, 1440, 580), 120)


def _chimney(pen: ImageDraw.ImageDraw, lamps: ImageDraw.ImageDraw) -> None:
    """A tall works chimney with three pale bands and a warning lamp."""
    pen.polygon([(398, 330), (436, 330), (452, 1000), (382, 1000)], "#4f4b52")
    for top in (350, 410, 470):
        pen.polygon([(396, top), (438, top), (440, top + 26), (394, top + 26)], "#7a7478")
    lamps.ellipse((412, 314, 424, 326), 255)


def _street(
    pen: ImageDraw.ImageDraw, lamps: ImageDraw.ImageDraw, rng: np.random.Generator,
    *, base: float, step: float, roof: str, wall: str,
) -> None:  # fmt: skip
    """One row of houses of uneven height, some with lit windows."""
    x = -step * rng.uniform(0.2, 0.9)
    while x < CANVAS[0]:
        width, high = step * rng.uniform(0.7, 1.4), step * rng.uniform(0.3, 0.6)
        top = base + step * rng.uniform(-0.3, 0.22)
        pen.rectangle((x, top, x + width, CANVAS[1]), wall)
        _roof(pen, rng, (x, top, width, high), roof)
        _panes(pen, lamps, rng, (x, top, width, step))
        x += width


def _roof(pen: ImageDraw.ImageDraw, rng: np.random.Generator, house: Box, code: str) -> None:
    """A gable, a hip or a flat roof, with a chimney stack and sometimes an aerial."""
    x, top, width, high = house
    lean = rng.choice([0.5, 0.5, 0.14, 0.3])
    eaves = width * 0.04
    ridge = (x + width * lean, top - high), (x + width * (1 - lean), top - high)
    pen.polygon([(x - eaves, top + 5), *ridge, (x + width + eaves, top + 5)], code)
    pen.line([(x - eaves, top + 5), (x + width + eaves, top + 5)], "#2b282d", 4)
    stack = x + width * rng.uniform(0.55, 0.75)
    pen.rectangle((stack, top - high * 1.15, stack + width * 0.08, top - high * 0.3), code)
    if rng.random() < 0.45:
        mast = x + width * 0.33
        pen.line([(mast, top - high * 0.5), (mast, top - high - 70)], "#35323a", 4)
        for rung in (34, 48, 62):
            pen.line([(mast - 26, top - high - rung), (mast + 22, top - high - rung)], "#35323a", 3)


def _panes(
    pen: ImageDraw.ImageDraw, lamps: ImageDraw.ImageDraw, rng: np.random.Generator, house: Box
) -> None:
    """Windows in rows; about one in five is lit, some behind curtains."""
    x, top, width, step = house
    count = max(2, int(width / (step * 0.27)))
    pitch = width / count
    for place in range(count * 4):
        column, row = place % count, place // count
        left, upper = x + pitch * (column + 0.3), top + step * (0.14 + 0.4 * row)
        frame = (left, upper, left + pitch * 0.4, upper + step * 0.22)
        pen.rectangle(frame, "#26262d")
        if rng.random() < 0.13:
            lamps.rectangle(frame, int(rng.choice([90, 150, 230])))
            middle = (frame[0] + frame[2]) / 2
            lamps.line((middle, frame[1], middle, frame[3]), 30, max(2, int(step / 70)))


def _framed(plate: Plate, rng: np.random.Generator) -> Plate:
    """The window from inside: a dark bar and sill, the room mirrored in the pane, a net curtain."""
    x, y = grid(SIZE)
    mirror = np.exp(-(((x - 270) / 60) ** 2 + ((y - 210) / 40) ** 2)) * 0.35
    plate = lay(plate, "f0d9ae", (mirror + 0.03).astype(np.float32))
    bars = together(slab((486, 0, 544, 740)), slab((0, 662, 1000, 740)), slab((0, 0, 34, 740)))
    plate = lit(plate, 1 - 0.3 * stencil(SIZE, bars, blur_px=7))
    wood = lit(
        sheet(SIZE, "3d3934"),
        (1 + 0.05 * noise(rng, SIZE, 30) - 0.2 * (y > 700)).astype(np.float32),
    )
    plate = lay(plate, wood, stencil(SIZE, bars))
    edges = together(slab((492, 0, 496, 662)), slab((532, 0, 535, 662)), slab((0, 668, 1000, 671)))
    plate = lay(plate, "6e675e", stencil(SIZE, edges, blur_px=1) * 0.8)
    plate = lay(plate, "2a2825", stencil(SIZE, together(slab((508, 318, 524, 408), 7))))
    fold = np.sin((x + 14 * np.sin(y / 240)) / 10 + 3 * noise(rng, SIZE, 90, stretch=7))
    edge = 842 + 26 * np.sin(y / 200) + 30 * (y / 740) ** 2
    cover = np.clip((x - edge) / 5, 0, 1) * (0.66 + 0.24 * fold)
    cloth = lit(sheet(SIZE, "6f685d"), (0.8 + 0.25 * fold).astype(np.float32))
    return lay(plate, cloth, cover.astype(np.float32))
