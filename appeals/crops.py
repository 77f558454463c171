"""The crop pipeline: from an uploaded file to renditions that hold pixels only. Rows and rights
are in services/.
"""

import hashlib
import io
import secrets
import warnings
from dataclasses import dataclass
from typing import IO, Final

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps

from .exceptions import CropRefused

# What cameras, telephones and editors write; judged by content, not by name.
FORMATS: Final = ("JPEG", "PNG", "WEBP")
MAX_BYTES: Final = 20 * 1024 * 1024
# 40 megapixels decode to 120 MB of RGB; an order of magnitude above what a crop needs.
MAX_PIXELS: Final = 40_000_000
# Fewer pixels show nothing that a stranger could recognise.
MIN_SIDE_PX: Final = 64
# Twenty cards of 360 px at quality 55 came to 179 KiB; 400 px at 62 to 235, above a page's 200.
CARD_SIDE_PX: Final = 360
FULL_SIDE_PX: Final = 1600


@dataclass(frozen=True)
class Written:
    """One encoded picture, before it is stored."""

    size: str
    content: bytes
    media_type: str
    suffix: str
    width_px: int
    height_px: int

    @property
    def sha256(self) -> str:
        """The hash of the content, 64 hexadecimal digits."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class Picture:
    """Everything that becomes of one upload, encoded and ready to be stored."""

    master: Written
    renditions: tuple[Written, ...]


def read_picture(file: IO[bytes]) -> Picture:
    """Decode an upload and encode all that is kept of it. It takes up to seconds of one core, so
    no lock may be held meanwhile.

    Raises:
        CropRefused: too large, too small, not one of ``FORMATS``, animated or broken.
    """
    pixels = read_pixels(file)
    return Picture(master_of(pixels), tuple(renditions_of(pixels)))


def read_pixels(file: IO[bytes]) -> Image.Image:
    """Decode an upload and copy its pixels into a fresh sRGB image: upright, opaque, 8 bits.

    Raises:
        CropRefused: too large, too small, not one of ``FORMATS``, animated or broken.
    """
    content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise CropRefused(_("The file is larger than 20 MB. Cut the crop smaller."))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _decode(content)
    except CropRefused:
        raise
    except Exception as error:  # broken files raise far more than OSError
        raise CropRefused(
            _("The file cannot be read as a picture. Save it again as PNG or JPEG, then try again.")
        ) from error


def renditions_of(pixels: Image.Image) -> list[Written]:
    """The pictures that browsers get: a small WebP for lists and a large JPEG for the page."""
    card = _fitted(pixels, CARD_SIDE_PX)
    full = _fitted(pixels, FULL_SIDE_PX)
    return [
        _written("card", card, "WEBP", quality=55, method=6),
        _written("full", full, "JPEG", quality=84, optimize=True, progressive=True),
    ]


def master_of(pixels: Image.Image) -> Written:
    """The lossless copy that later renditions are made from; it never leaves the private bucket."""
    return _written("master", pixels, "PNG", compress_level=6)


def store(storage: Storage, written: Written) -> str:
    """Write under a new random name and return that name."""
    return store_bytes(storage, written.content, suffix=written.suffix)


def store_bytes(storage: Storage, content: bytes, *, suffix: str) -> str:
    """Write ``content`` under a new random name of 128 bits and return it."""
    return str(storage.save(f"{secrets.token_hex(16)}.{suffix}", ContentFile(content)))


def _decode(content: bytes) -> Image.Image:
    with Image.open(io.BytesIO(content), formats=FORMATS) as source:
        _check_size(source)
        if getattr(source, "n_frames", 1) > 1 and source.format != "MPO":
            raise CropRefused(_("The picture is animated. Save one frame of it as PNG."))
        source.load()
        upright = ImageOps.exif_transpose(source)
        plain = _flattened(_in_srgb(_in_eight_bits(upright)))
    # New pixels in a new image: nothing that hangs on the decoded one comes along.
    return Image.frombytes("RGB", plain.size, plain.tobytes())


def _check_size(source: Image.Image) -> None:
    width, height = source.size
    if width * height > MAX_PIXELS:
        raise CropRefused(_("The picture has more than 40 megapixels. Cut the crop smaller."))
    if min(width, height) < MIN_SIDE_PX:
        raise CropRefused(
            _("The picture is less than 64 pixels wide or high: too small to recognise.")
        )


def _in_eight_bits(image: Image.Image) -> Image.Image:
    if not image.mode.startswith("I"):
        return image
    # Pillow clips 16-bit grey to white; the upper eight bits are the picture.
    scaled = image.point(lambda value: value / 256).convert("L")
    clear = scaled.info.get("transparency")
    if isinstance(clear, int):
        scaled.info["transparency"] = clear >> 8
    return scaled


def _in_srgb(image: Image.Image) -> Image.Image:
    profile = image.info.get("icc_profile")
    if not profile:
        return image
    if image.mode in {"P", "PA"}:
        image = image.convert("RGBA")
    alpha = image.getchannel("A") if "A" in image.getbands() else None
    without_alpha = "L" if image.mode == "LA" else "RGB"
    colours = image if image.mode in {"RGB", "L", "CMYK"} else image.convert(without_alpha)
    try:
        converted = ImageCms.profileToProfile(
            colours,
            ImageCms.ImageCmsProfile(io.BytesIO(profile)),
            ImageCms.createProfile("sRGB"),
            outputMode="RGB",
        )
    except (ImageCms.PyCMSError, OSError):
        # A profile that is broken or does not fit says nothing; the bare pixels do.
        return image
    if converted is None:
        return image
    if alpha is not None:
        converted.putalpha(alpha)
    return converted


def _flattened(image: Image.Image) -> Image.Image:
    if image.has_transparency_data:
        ground = Image.new("RGBA", image.size, "white")
        return Image.alpha_composite(ground, image.convert("RGBA")).convert("RGB")
    return image.convert("RGB")


def _fitted(pixels: Image.Image, side_px: int) -> Image.Image:
    fitted = pixels.copy()
    fitted.thumbnail((side_px, side_px), Image.Resampling.LANCZOS)
    return fitted


def _written(size: str, pixels: Image.Image, encoder: str, **options: object) -> Written:
    buffer = io.BytesIO()
    pixels.save(buffer, encoder, **options)
    width, height = pixels.size
    suffix = {"WEBP": "webp", "JPEG": "jpg", "PNG": "png"}[encoder]
    media_type = f"image/{'jpeg' if suffix == 'jpg' else suffix}"
    return Written(size, buffer.getvalue(), media_type, suffix, width, height)
