"""Pictures for tests: drawn, encoded in every format, laden with what must not come along."""

import io
import struct
import zlib
from typing import Any

import pillow_heif
from PIL import Image, ImageCms, PngImagePlugin

pillow_heif.register_heif_opener()

SECRET = b"GPS 52.2297 21.0122"
FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "HEIF", "TIFF", "BMP", "GIF")


def encoded(image: Image.Image, encoder: str = "PNG", **options: Any) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, encoder, **options)
    return buffer.getvalue()


def quarters(size: tuple[int, int] = (120, 80)) -> Image.Image:
    """Red, green, blue and white quarters, so that every turn and mirror image can be told."""
    image = Image.new("RGB", size)
    x, y = size[0] // 2, size[1] // 2
    for at, colour in {(0, 0): "red", (x, 0): "lime", (0, y): "blue", (x, y): "white"}.items():
        image.paste(colour, (*at, at[0] + x, at[1] + y))
    return image


def corners(image: Image.Image) -> list[Any]:
    right, low = image.width - 10, image.height - 10
    return [image.getpixel(at) for at in ((10, 10), (right, 10), (10, low), (right, low))]


def about(colour: Any, expected: tuple[int, ...], *, within: int = 6) -> bool:
    return all(abs(one - other) <= within for one, other in zip(colour, expected, strict=True))


def laden(encoder: str) -> bytes:
    """Quarters with ``SECRET`` wherever the format has room for it, and behind its end."""
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    options: dict[str, Any] = {"exif": exif}
    if encoder == "PNG":
        notes = PngImagePlugin.PngInfo()
        notes.add_text("Comment", SECRET.decode())
        notes.add_itxt("XML:com.adobe.xmp", SECRET.decode())
        notes.add(b"prVt", SECRET)
        options |= {"pnginfo": notes, "dpi": (317, 317)}
    elif encoder == "JPEG":
        xmp = b"<x:xmpmeta>" + SECRET + b"</x:xmpmeta>"
        profile = srgb_profile() + SECRET
        options |= {"comment": SECRET, "icc_profile": profile, "xmp": xmp, "dpi": (317, 317)}
    elif encoder == "GIF":
        options = {"comment": SECRET}
    elif encoder == "TIFF":
        options = {"tiffinfo": {270: SECRET.decode()}, "dpi": (317, 317)}
    elif encoder == "BMP":
        options = {"dpi": (317, 317)}
    else:
        options |= {"xmp": SECRET, "quality": 95}
    return encoded(quarters(), encoder, **options) + SECRET


def png_with_header(width: int, height: int, *, pixels: bytes = b"\0" * 1_000_000) -> bytes:
    """A grey PNG that promises so many pixels, whatever it holds."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = [(b"IHDR", header), (b"IDAT", zlib.compress(pixels)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(png_chunk(*part) for part in parts)


def png_chunk(kind: bytes, body: bytes) -> bytes:
    check = zlib.crc32(kind + body)
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", check)


def srgb_profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def p3_profile() -> bytes:
    """A matrix profile with the primaries of Display P3 and a plain gamma of 2.2."""
    return _profile(
        b"RGB ",
        {
            b"rXYZ": _xyz(0.51512, 0.24120, -0.00105),
            b"gXYZ": _xyz(0.29198, 0.69225, 0.04189),
            b"bXYZ": _xyz(0.15710, 0.06657, 0.78407),
            **dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), _gamma(2.2)),
        },
    )


def linear_grey_profile() -> bytes:
    """Grey whose numbers are light itself, so that half is much brighter than in sRGB."""
    return _profile(b"GRAY", {b"kTRC": _gamma(1.0)})


def _fixed(value: float) -> bytes:
    return struct.pack(">i", round(value * 65536))


def _xyz(*values: float) -> bytes:
    return b"XYZ \0\0\0\0" + b"".join(map(_fixed, values))


def _gamma(value: float) -> bytes:
    return b"curv\0\0\0\0" + struct.pack(">IH", 1, round(value * 256)) + b"\0\0"


def _profile(space: bytes, tags: dict[bytes, bytes]) -> bytes:
    text = b"desc\0\0\0\0" + struct.pack(">I", 3) + b"P3\0" + b"\0" * 78
    tags = {
        b"desc": text + b"\0" * (-len(text) % 4),
        b"wtpt": _xyz(0.9642, 1.0, 0.8249),
        **tags,
    }
    table, body = b"", b""
    start = 128 + 4 + 12 * len(tags)
    for name, content in tags.items():
        table += name + struct.pack(">II", start + len(body), len(content))
        body += content
    size = start + len(body)
    header = struct.pack(">I4sI", size, b"lcms", 0x02100000) + b"mntr" + space + b"XYZ "
    header += b"\0" * 12 + b"acsp" + b"\0" * 28
    header += _fixed(0.9642) + _fixed(1.0) + _fixed(0.8249)
    return header.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + body
