"""Which picture formats there are, told by a file's first bytes; nothing is decoded here."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

# As much of a file as its format shows in; the list of brands in an ISO file is rarely longer.
HEAD_BYTES: Final = 256


class Format(StrEnum):
    """A format that the cage reads; its value is what people call it."""

    JPEG = "JPEG"
    PNG = "PNG"
    WEBP = "WebP"
    AVIF = "AVIF"
    HEIC = "HEIC"
    TIFF = "TIFF"
    BMP = "BMP"
    GIF = "GIF"


# What files of the format are called; the first is the usual one.
SUFFIXES: Final[Mapping[Format, tuple[str, ...]]] = {
    # A camera's .mpo is a JPEG with more pictures behind it.
    Format.JPEG: ("jpg", "jpeg", "jpe", "jfif", "mpo"),
    Format.PNG: ("png", "apng"),
    Format.WEBP: ("webp",),
    Format.AVIF: ("avif", "avifs"),
    Format.HEIC: ("heic", "heif", "hif"),
    Format.TIFF: ("tif", "tiff"),
    Format.BMP: ("bmp", "dib"),
    Format.GIF: ("gif",),
}
# What browsers declare of them, new names and old.
MEDIA_TYPES: Final[Mapping[Format, tuple[str, ...]]] = {
    Format.JPEG: ("image/jpeg", "image/jpg", "image/pjpeg", "image/mpo"),
    Format.PNG: ("image/png", "image/x-png", "image/apng", "image/vnd.mozilla.apng"),
    Format.WEBP: ("image/webp",),
    Format.AVIF: ("image/avif", "image/avif-sequence"),
    Format.HEIC: ("image/heic", "image/heif"),
    Format.TIFF: ("image/tiff", "image/tiff-fx"),
    Format.BMP: ("image/bmp", "image/x-bmp", "image/x-ms-bmp"),
    Format.GIF: ("image/gif",),
}
_BEGINNINGS: Final = (
    (b"\xff\xd8\xff", Format.JPEG),
    (b"\x89PNG\r\n\x1a\n", Format.PNG),
    (b"GIF87a", Format.GIF),
    (b"GIF89a", Format.GIF),
    (b"II*\0", Format.TIFF),
    (b"MM\0*", Format.TIFF),
    (b"BM", Format.BMP),
)
# Brands of still pictures; those of films (hevc, msf1 alone) are no pictures to us.
_AVIF_BRANDS: Final = {b"avif", b"avis"}
_HEIC_BRANDS: Final = {b"heic", b"heix"}


def format_of(head: bytes) -> Format | None:
    """The format that a file's first ``HEAD_BYTES`` show; None for whatever the cage does not
    read.
    """
    if head[4:8] == b"ftyp":
        return _format_of_brands(head)
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Format.WEBP
    return next((each for beginning, each in _BEGINNINGS if head.startswith(beginning)), None)


def _format_of_brands(head: bytes) -> Format | None:
    end = min(int.from_bytes(head[:4], "big"), len(head))
    # The major brand, then, after its version, the compatible ones.
    brands = [head[8:12], *(head[at : at + 4] for at in range(16, end, 4))]
    for brand in brands:
        if brand in _AVIF_BRANDS:
            return Format.AVIF
        if brand in _HEIC_BRANDS:
            return Format.HEIC
    return None
