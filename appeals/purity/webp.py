"""WebP: one RIFF with one VP8 chunk. The extended form (VP8X) exists for what may not be there:
alpha, profiles, metadata, animation. The lossless form (VP8L) always carries alpha values, which a
decoder may be told to ignore; ours are never lossless.

What the walk cannot see: bytes after the last macroblock inside the last partition (libwebp itself
pads there to an even length).
"""

from typing import Final

from django.utils.translation import gettext as _

from .reading import Impure, Reader, named

_SEGMENTS: Final = 4


def walk(content: memoryview) -> None:
    """Go through the whole file.

    Raises:
        Impure: it holds anything but pixels, or is broken.
    """
    reader = Reader(content)
    reader.require(b"RIFF", _("This is not the start of a WebP."))
    if reader.little(4) != reader.left:
        raise Impure(_("The length of the file is not the one it names."), at=4)
    reader.require(b"WEBP", _("This is not the start of a WebP."))
    kind = bytes(reader.take(4))
    inside = reader.part(reader.little(4))
    if kind != b"VP8 ":
        name = named(kind)
        raise Impure(_("The chunk “%(kind)s” is not allowed.") % {"kind": name}, at=12)
    _walk_lossy(inside)
    if (inside.end - 20) % 2:
        reader.require(b"\0", _("A chunk is padded with something."))
    reader.require_end(_("There are bytes after the end of the picture."))


def _walk_lossy(chunk: Reader) -> None:
    """RFC 6386, 9.1 and 19.1: one key frame that is shown."""
    start = chunk.at
    tag = chunk.little(3)
    is_key_frame, version, is_shown = not tag & 1, tag >> 1 & 7, tag >> 4 & 1
    if not (is_key_frame and is_shown and version <= 3):
        raise Impure(_("The frame is not a single picture that is shown."), at=start)
    chunk.require(b"\x9d\x01\x2a", _("This is not the start of coded pixels."))
    for _side in ("width", "height"):
        # The upper two bits ask for enlarging; they are no part of the size.
        if not 0 < chunk.little(2) < 1 << 14:
            raise Impure(_("The picture is empty or to be enlarged."), at=chunk.at - 2)
    partitions = _partition_count(chunk.part(tag >> 5))
    sizes = [chunk.little(3) for _number in range(partitions - 1)]
    for size in sizes:
        _require_some(chunk.part(size))
    _require_some(chunk)


def _require_some(part: Reader) -> None:
    if not part.left:
        raise Impure(_("The picture is not complete."), at=part.at)


def _partition_count(first: Reader) -> int:
    """How many partitions follow the first one: its header says so (RFC 6386, 9.2 to 9.5)."""
    start = first.at
    bits = _CodedBits(first)
    if bits.number(1):
        raise Impure(_("The colours are of an unknown kind."), at=start)
    bits.number(1)  # how a decoder clamps values
    if bits.number(1):
        _skip_segments(bits)
    bits.number(1 + 6 + 3)  # loop filter: type, level, sharpness
    if bits.number(1) and bits.number(1):
        for _delta in range(8):
            bits.skip_optional(6 + 1)
    return 1 << bits.number(2)


def _skip_segments(bits: "_CodedBits") -> None:
    has_map, has_values = bits.number(1), bits.number(1)
    if has_values:
        bits.number(1)  # absolute or relative
        for value_bits in (7, 6):
            for _segment in range(_SEGMENTS):
                bits.skip_optional(value_bits + 1)
    if has_map:
        for _probability in range(_SEGMENTS - 1):
            bits.skip_optional(8)


class _CodedBits:
    """The boolean decoder of RFC 6386, 7, for values with even chances."""

    def __init__(self, part: Reader) -> None:
        self._part = part
        self._value = part.big(2)
        self._range = 255
        self._shifted = 0

    def number(self, count: int) -> int:
        """The next ``count`` bits."""
        number = 0
        for _bit in range(count):
            number = number << 1 | self._bit()
        return number

    def skip_optional(self, count: int) -> None:
        """Step over a bit and, if it is set, over ``count`` more."""
        if self.number(1):
            self.number(count)

    def _bit(self) -> int:
        split = 1 + ((self._range - 1) >> 1)
        bit = int(self._value >= split << 8)
        if bit:
            self._range -= split
            self._value -= split << 8
        else:
            self._range = split
        while self._range < 128:
            self._range <<= 1
            self._value <<= 1
            self._shifted += 1
            if self._shifted % 8 == 0 and self._part.left:
                self._value |= self._part.big(1)
        return bit
