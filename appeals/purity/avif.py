"""AVIF: the boxes that libavif 1.4 writes for one opaque still picture, in its order, with every
field that has no choice compared to a constant. Any other box, item, property, brand or name is an
impurity. The AV1 stream itself is walked by av1.py.
"""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from . import av1
from .reading import Impure, Reader, named

_BRANDS: Final = b"avif\0\0\0\0avifmif1miaf"
# Baseline and advanced profile (AV1 Image File Format, 8); neither for grey and for 4:2:2.
_PROFILE_BRANDS: Final = {b"": (0, 1, 2), b"MA1B": (0,), b"MA1A": (0, 1)}
# Full box, not predefined, "pict", three reserved words, no name.
_HANDLER: Final = bytes(8) + b"pict" + bytes(13)
_PRIMARY_ITEM: Final = b"\0\0\0\0\0\1"
# Offsets and lengths of 4 bytes; one item, number 1, in this file, with one extent.
_LOCATION: Final = b"\0\0\0\0\x44\0\0\1\0\1\0\0\0\1"
# One entry: version 2, item 1, not protected, coded as AV1, under libavif's fixed name.
_ITEMS: Final = b"\0\0\0\0\0\1" + b"\0\0\0\x1ainfe\2\0\0\0\0\1\0\0av01Color\0"
# Item 1 has the properties 1 to 4; the third, the decoder's configuration, is essential.
_ASSOCIATIONS: Final = b"\0\0\0\0\0\0\0\1\0\1\4\1\2\x83\4"
_CHANNELS: Final = {b"\0\0\0\0\3\x08\x08\x08": 3, b"\0\0\0\0\1\x08": 1}
# nclx: BT.709 primaries, sRGB curve, BT.601 matrix; then the range in the first bit.
_COLOURS: Final = b"nclx\0\1\0\x0d\0\6"


@dataclass(frozen=True)
class _Properties:
    """What the boxes say about the coded picture."""

    width_px: int
    height_px: int
    channels: int
    configuration: bytes
    has_full_range: bool


def walk(content: memoryview) -> None:
    """Go through the whole file.

    Raises:
        Impure: it holds anything but pixels, or is broken.
    """
    reader = Reader(content)
    brands = _box(reader, b"ftyp")
    brands.require(_BRANDS, _differs(b"ftyp"))
    profile_brand = bytes(brands.take(brands.left))
    extent, properties = _read_meta(_box(reader, b"meta"))
    pixels = _box(reader, b"mdat")
    reader.require_end(_("There are bytes after the end of the picture."))
    if extent != (pixels.at, pixels.left):
        raise Impure(_("The pixels are not exactly where the file says they are."), at=pixels.at)
    sequence = av1.walk(pixels)
    _require_same(sequence, properties, pixels.at)
    if sequence.profile not in _PROFILE_BRANDS.get(profile_brand, ()):
        raise Impure(_differs(b"ftyp"), at=brands.end)


def _differs(kind: bytes) -> str:
    name = kind.decode("ascii")
    return _("The box “%(kind)s” holds something else than it should.") % {"kind": name}


def _box(reader: Reader, kind: bytes) -> Reader:
    """The content of the next box, which must be of this kind."""
    start = reader.at
    length = reader.big(4)
    found = bytes(reader.take(4))
    if found != kind:
        name = named(found)
        raise Impure(_("The box “%(kind)s” is not allowed here.") % {"kind": name}, at=start)
    # Lengths of 0 (to the end) and 1 (64 bits follow) have other meanings; libavif needs neither.
    if length < 8:
        raise Impure(_differs(kind), at=start)
    return reader.part(length - 8)


def _require_box(reader: Reader, kind: bytes, expected: bytes) -> None:
    box = _box(reader, kind)
    box.require(expected, _differs(kind))
    box.require_end(_differs(kind))


def _read_meta(meta: Reader) -> tuple[tuple[int, int], _Properties]:
    meta.require(bytes(4), _differs(b"meta"))
    _require_box(meta, b"hdlr", _HANDLER)
    _require_box(meta, b"pitm", _PRIMARY_ITEM)
    location = _box(meta, b"iloc")
    location.require(_LOCATION, _differs(b"iloc"))
    extent = location.big(4), location.big(4)
    location.require_end(_differs(b"iloc"))
    _require_box(meta, b"iinf", _ITEMS)
    described = _box(meta, b"iprp")
    meta.require_end(_("The box “meta” holds more than it should."))
    properties = _read_properties(_box(described, b"ipco"))
    _require_box(described, b"ipma", _ASSOCIATIONS)
    described.require_end(_differs(b"iprp"))
    return extent, properties


def _read_properties(container: Reader) -> _Properties:
    size = _box(container, b"ispe")
    size.require(bytes(4), _differs(b"ispe"))
    width_px, height_px = size.big(4), size.big(4)
    size.require_end(_differs(b"ispe"))
    depths = _box(container, b"pixi")
    # Zero channels are in no stream, so they are found when the two are compared.
    channels = _CHANNELS.get(bytes(depths.take(depths.left)), 0)
    configuration = _box(container, b"av1C")
    coded = bytes(configuration.take(configuration.left))
    has_full_range = _read_range(_box(container, b"colr"))
    container.require_end(_differs(b"ipco"))
    return _Properties(width_px, height_px, channels, coded, has_full_range)


def _read_range(colours: Reader) -> bool:
    colours.require(_COLOURS, _differs(b"colr"))
    value = colours.big(1)
    colours.require_end(_differs(b"colr"))
    if value not in {0, 0x80}:
        raise Impure(_differs(b"colr"), at=colours.at - 1)
    return bool(value)


def _require_same(sequence: av1.Sequence, properties: _Properties, at: int) -> None:
    """The boxes repeat what the stream says; where they differ, one of them says something else."""
    said = _Properties(
        sequence.width_px,
        sequence.height_px,
        1 if sequence.is_grey else 3,
        sequence.configuration(),
        sequence.has_full_range,
    )
    if said != properties:
        raise Impure(_("The boxes do not describe the coded picture."), at=at)
