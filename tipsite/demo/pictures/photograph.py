"""What a bad camera and years of copying do to a picture; what it shows comes from elsewhere."""

import io
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageFilter

from tipsite.demo.pictures.fields import Colour, Plate, from_image, grid, noise, to_image

# The picture is worn at this fraction of its final size and then enlarged, as real crops are.
NEUTRAL: Colour = (1.0, 1.0, 1.0)


@dataclass(frozen=True)
class Shot:
    """How one picture was taken. Lengths are fractions of the frame, blur in px of the sensor."""

    width_px: int
    height_px: int
    sensor: float = 0.62
    tilt: float = 0.10
    turn_degrees: float = 4.0
    zoom: float = 1.0
    cast: Colour = NEUTRAL
    exposure: float = 1.0
    contrast: float = 1.0
    falloff: float = 0.35
    hotspot: tuple[float, float] = (0.45, 0.4)
    blur_px: float = 0.8
    shake_px: float = 0.0
    grain: float = 0.035
    jpeg: int = 42


def photograph(plate: Plate, shot: Shot, rng: np.random.Generator) -> Image.Image:
    """The worn picture, width_px × height_px, RGB."""
    sensor = (int(shot.width_px * shot.sensor), int(shot.height_px * shot.sensor))
    image = _framed(plate, shot, sensor, rng)
    exposed = _exposed(from_image(image), shot)
    image = _blurred(to_image(exposed), shot, rng)
    image = to_image(_grainy(from_image(image), shot, rng))
    image = image.filter(ImageFilter.UnsharpMask(radius=1.4, percent=70, threshold=2))
    image = _saved(image, shot.jpeg)
    image = image.resize((shot.width_px, shot.height_px), Image.Resampling.BICUBIC)
    return _saved(image, min(shot.jpeg + 25, 88))


def _framed(
    plate: Plate, shot: Shot, sensor: tuple[int, int], rng: np.random.Generator
) -> Image.Image:
    """The plate seen from a slant, cut so that nothing beyond its edge shows."""
    height, width = plate.shape[:2]
    corners = np.array([(-1, -1), (-1, 1), (1, 1), (1, -1)], float)
    corners *= 1 + rng.uniform(-shot.tilt, shot.tilt, (4, 2))
    corners[:, 0] *= sensor[0] / sensor[1]
    angle = np.radians(rng.uniform(-shot.turn_degrees, shot.turn_degrees))
    turn = np.array([(np.cos(angle), -np.sin(angle)), (np.sin(angle), np.cos(angle))])
    corners = corners @ turn.T
    reach = np.abs(corners).max(axis=0)
    scale = min((width / 2 - 2) / reach[0], (height / 2 - 2) / reach[1]) / shot.zoom
    corners = corners * scale + (width / 2, height / 2)
    targets = [(0, 0), (0, sensor[1]), sensor, (sensor[0], 0)]
    terms = perspective_terms(targets, [(float(x), float(y)) for x, y in corners])
    return to_image(plate).transform(
        sensor, Image.Transform.PERSPECTIVE, terms, Image.Resampling.BICUBIC
    )


def perspective_terms(
    targets: list[tuple[int, int]], sources: list[tuple[float, float]]
) -> tuple[float, ...]:
    """The eight numbers Pillow's PERSPECTIVE wants, for four corners of target and source."""
    rows: list[list[float]] = []
    for (x, y), (u, v) in zip(targets, sources, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y])
    answer = np.linalg.solve(np.array(rows), np.array(sources).reshape(8))
    return tuple(float(term) for term in answer)


def _exposed(plate: Plate, shot: Shot) -> Plate:
    """The plate under a weak lamp, in its colour, through a cheap sensor's curve."""
    height, width = plate.shape[:2]
    x, y = grid((width, height))
    away = np.hypot(x / width - shot.hotspot[0], y / height - shot.hotspot[1])
    light = shot.exposure * (1.06 - shot.falloff * away * (0.6 + away))
    plate = plate * light[..., None] * np.array(shot.cast, np.float32)
    plate = (plate - 0.45) * np.float32(shot.contrast) + 0.45
    # Small sensors lift the blacks and burn out the whites softly.
    plate = 0.025 + 0.975 * np.clip(plate, 0, None)
    return np.where(plate > 0.8, 1 - 0.2 * np.exp(-(plate - 0.8) / 0.2), plate).astype(np.float32)


def _blurred(image: Image.Image, shot: Shot, rng: np.random.Generator) -> Image.Image:
    image = image.filter(ImageFilter.GaussianBlur(shot.blur_px))
    if not shot.shake_px:
        return image
    angle = rng.uniform(0, np.pi)
    total = np.zeros((image.height, image.width, 3), np.float32)
    for step in np.linspace(-0.5, 0.5, 5):
        right, down = np.cos(angle) * shot.shake_px * step, np.sin(angle) * shot.shake_px * step
        moved = image.transform(
            image.size, Image.Transform.AFFINE, (1, 0, right, 0, 1, down), Image.Resampling.BILINEAR
        )
        total += from_image(moved) / 5
    inset = int(shot.shake_px / 2) + 1
    # The edge that moved in from outside is black; cut it.
    whole = to_image(total).crop((inset, inset, image.width - inset, image.height - inset))
    return whole.resize(image.size, Image.Resampling.BICUBIC)


def _grainy(plate: Plate, shot: Shot, rng: np.random.Generator) -> Plate:
    """Fine grey grain, and the blotches of colour that the dark parts of phone pictures have."""
    height, width = plate.shape[:2]
    grey = rng.standard_normal((height, width, 1)).astype(np.float32)
    blotches = np.stack([noise(rng, (width, height), 7, octaves=2) for _ in range(3)], axis=-1)
    dark = 1.25 - plate.mean(axis=-1, keepdims=True)
    return np.asarray(plate + shot.grain * dark * (0.55 * grey + 0.45 * blotches), np.float32)


def _saved(image: Image.Image, quality: int) -> Image.Image:
    """The picture after one more JPEG copy."""
    copy = io.BytesIO()
    image.save(copy, "JPEG", quality=quality, subsampling=2)
    with Image.open(io.BytesIO(copy.getvalue())) as reread:
        return reread.convert("RGB")
