"""Inside the cage: from a picture file to bare sRGB pixels. A file of several pictures gives its
first. Nothing of the file but its pixels goes on.
"""

import importlib
import io
import warnings
from collections.abc import Mapping
from typing import Any, Final

from PIL import Image, ImageCms, ImageFile

from .formats import Format
from .programs import Output, ProgramRefused
from .scans import MOST_SCANS, scans_in

# Where Pillow keeps the reader of each format: only the one that is needed is loaded, and nothing
# guesses a second time what a file is.
_READERS: Final[Mapping[Format, tuple[str, str]]] = {
    # Not the factory that also reads a camera's further pictures.
    Format.JPEG: ("PIL.JpegImagePlugin", "JpegImageFile"),
    Format.PNG: ("PIL.PngImagePlugin", "PngImageFile"),
    Format.WEBP: ("PIL.WebPImagePlugin", "WebPImageFile"),
    Format.AVIF: ("PIL.AvifImagePlugin", "AvifImageFile"),
    Format.HEIC: ("pillow_heif.as_plugin", "HeifImageFile"),
    Format.TIFF: ("PIL.TiffImagePlugin", "TiffImageFile"),
    Format.BMP: ("PIL.BmpImagePlugin", "BmpImageFile"),
    Format.GIF: ("PIL.GifImagePlugin", "GifImageFile"),
}
# What the readers would load only when a file needs it: EXIF is read by the reader of TIFF.
_LOADED_LATER: Final = (
    "PIL.TiffImagePlugin",
    "PIL.ImageOps",
    "PIL.ImageSequence",
    "encodings.latin_1",
    "encodings.utf_16",
)
_EXIF_ORIENTATION: Final = 0x0112
_UPRIGHT: Final[Mapping[int, Image.Transpose]] = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# What 16 bits of grey are divided by, so that 65,535 becomes 255.
_SIXTEEN_TO_EIGHT: Final = 257
# Pillow's modes of the pixels in a PNG that can have one clear colour, and their bits a channel.
_BITS_OF_PNG: Final[Mapping[str, int]] = {
    "1": 1,
    "L;2": 2,
    "L;4": 4,
    "L": 8,
    "I;16B": 16,
    "RGB": 8,
    "RGB;16B": 16,
}


def prepare(name: str, *_limits: str) -> None:
    """Load the reader of the format called ``name``, and all that it would load later."""
    module, _reader = _READERS[Format(name)]
    importlib.import_module(module)
    for later in _LOADED_LATER:
        importlib.import_module(later)
    _keep_to_one_thread(module)


def starts_threads(name: str, *_limits: str) -> bool:
    """Only HEIC: libheif has libde265 start one for each tile, one after the other."""
    return name == Format.HEIC


def run(content: io.BytesIO, output: Output, *words: str) -> str:
    """Write the picture as rows of RGB, three bytes a pixel, and answer "WIDTH HEIGHT".

    The words: the format; the largest number of pixels; the smallest side; the longest side that
    is written, to which larger pictures are reduced; all in px.

    Raises:
        ProgramRefused: "pixels" (too many), "small", "depth" (a 32-bit measurement), or "scans"
            (a JPEG of too many).
    """
    name, *numbers = words
    most_pixels, min_side, max_side = map(int, numbers)
    if name == Format.JPEG and scans_in(content.getbuffer(), most=MOST_SCANS) > MOST_SCANS:
        raise ProgramRefused("scans")
    # Whatever Pillow would only warn of is checked below; at twice its limit it refuses by itself.
    Image.MAX_IMAGE_PIXELS = most_pixels // 2
    warnings.simplefilter("ignore")
    try:
        source = _opened(content, Format(name))
    except Image.DecompressionBombError as error:
        raise ProgramRefused("pixels") from error
    if source.width * source.height > most_pixels:
        raise ProgramRefused("pixels")
    if min(source.size) < min_side:
        raise ProgramRefused("small")
    pixels = _upright_srgb(source, max_side)
    output.write(pixels.tobytes())
    return f"{pixels.width} {pixels.height}"


def _keep_to_one_thread(module: str) -> None:
    if module == "PIL.AvifImagePlugin":
        plugin: Any = importlib.import_module(module)
        plugin.DEFAULT_MAX_THREADS = 1
    elif module == "pillow_heif.as_plugin":
        options: Any = importlib.import_module("pillow_heif.options")
        options.DECODE_THREADS = 0
        options.THUMBNAILS = options.DEPTH_IMAGES = options.AUX_IMAGES = False


def _opened(content: io.BytesIO, kind: Format) -> ImageFile.ImageFile:
    module, reader = _READERS[kind]
    source = getattr(importlib.import_module(module), reader)(content)
    if not isinstance(source, ImageFile.ImageFile):
        raise TypeError(module)
    return source


def _upright_srgb(source: ImageFile.ImageFile, max_side: int) -> Image.Image:
    # A JPEG can be decoded at a half, a quarter or an eighth: a fraction of time and memory.
    source.draft(None, _within(source.size, max_side))
    stored = source.tile[0][3] if source.format == "PNG" and source.tile else None
    source.load()
    if isinstance(stored, str):
        _scale_clear_colour(source, stored)
    turn, profile = _orientation(source), source.info.get("icc_profile")
    image = _reduced(_plain(source), max_side)
    del source
    flat = _flattened(*_in_srgb(image, profile))
    return flat.transpose(_UPRIGHT[turn]) if turn in _UPRIGHT else flat


def _scale_clear_colour(source: Image.Image, stored: str) -> None:
    """Pillow keeps a PNG's clear colour as the file has it, but has scaled the pixels."""
    clear, bits = source.info.get("transparency"), _BITS_OF_PNG.get(stored)
    if bits is None or clear is None:
        return
    # The standard has a reader ignore the higher bits (11.3.2.1).
    if isinstance(clear, tuple):
        # Pillow cuts the lower byte off, so close neighbours become clear too.
        clear = tuple((each & (1 << bits) - 1) >> bits - 8 for each in clear)
    elif bits <= 8:
        clear = (clear & (1 << bits) - 1) * 255 // ((1 << bits) - 1)
    source.info["transparency"] = clear


def _orientation(source: Image.Image) -> int:
    """1 to 8 as in EXIF; the readers of TIFF and HEIC have applied theirs and say 1."""
    try:
        found = source.getexif().get(_EXIF_ORIENTATION, 1)
    except (ImportError, MemoryError):
        raise  # not the file's fault
    except Exception:  # noqa: BLE001  # broken EXIF raises anything, and the pixels are whole
        return 1
    return found if isinstance(found, int) else 1


def _plain(image: Image.Image) -> Image.Image:
    """The same in one of the modes L, LA, RGB, RGBA, CMYK and LAB, freed from its reader.

    Raises:
        ProgramRefused: "depth": nothing says which of its numbers is black and which white.
    """
    if image.mode in {"I", "F"}:
        raise ProgramRefused("depth")
    if image.mode.startswith("I;16"):
        image = _in_eight_bits(image)
    if image.mode == "1":
        image = _in_grey(image)
    if image.has_transparency_data and image.mode not in {"LA", "RGBA"}:
        return image.convert("LA" if image.mode in {"L", "La"} else "RGBA")
    if image.mode not in {"L", "LA", "RGB", "RGBA", "CMYK", "LAB"}:
        return image.convert("RGB")
    return _let_go(image)


def _let_go(image: Image.Image) -> Image.Image:
    """The same pixels without what the reader holds beside them: for WebP, twice the picture."""
    for name in ("_decoder", "_heif_file", "fp"):
        if getattr(image, name, None) is not None:
            setattr(image, name, None)
    return image


def _in_eight_bits(image: Image.Image) -> Image.Image:
    # Pillow clips 16-bit grey to white.
    if image.mode != "I;16":
        # Of the other byte order; arithmetic knows it only in 32 bits.
        image = image.convert("I")
    scaled = image.point(lambda value: value / _SIXTEEN_TO_EIGHT).convert("L")
    clear = scaled.info.get("transparency")
    if isinstance(clear, int):
        scaled.info["transparency"] = clear // _SIXTEEN_TO_EIGHT
    return scaled


def _in_grey(image: Image.Image) -> Image.Image:
    clear = image.info.pop("transparency", None)
    grey = image.convert("L")
    if isinstance(clear, int):
        grey.info["transparency"] = 255 if clear else 0
    return grey


def _reduced(image: Image.Image, max_side: int) -> Image.Image:
    size = _within(image.size, max_side)
    # Alpha is multiplied in on the way, so no hidden colour bleeds into what is seen.
    return image if size == image.size else image.resize(size, Image.Resampling.LANCZOS)


def _within(size: tuple[int, int], max_side: int) -> tuple[int, int]:
    shrink = min(1.0, max_side / max(size))
    return max(1, round(size[0] * shrink)), max(1, round(size[1] * shrink))


def _in_srgb(image: Image.Image, profile: bytes | None) -> tuple[Image.Image, Image.Image | None]:
    """The colours as sRGB, and alpha apart."""
    alpha = image.getchannel("A") if image.mode in {"LA", "RGBA"} else None
    colours = image.convert(image.mode[:-1]) if alpha else image
    if image.mode == "LAB":
        return _converted(colours, ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))), None
    if profile:
        try:
            return _converted(colours, ImageCms.ImageCmsProfile(io.BytesIO(profile))), alpha
        except (ImageCms.PyCMSError, OSError):
            # A profile that is broken or does not fit says nothing; the bare pixels do.
            return colours.convert("RGB"), alpha
    return colours.convert("RGB"), alpha


def _converted(colours: Image.Image, profile: ImageCms.ImageCmsProfile) -> Image.Image:
    converted = ImageCms.profileToProfile(
        colours, profile, ImageCms.createProfile("sRGB"), outputMode="RGB"
    )
    if converted is None:
        raise ImageCms.PyCMSError("no picture")
    return converted


def _flattened(colours: Image.Image, alpha: Image.Image | None) -> Image.Image:
    if alpha is None:
        return colours
    ground = Image.new("RGB", colours.size, "white")
    ground.paste(colours, mask=alpha)
    return ground
