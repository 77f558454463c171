"""AV1: the stream of one still picture, as libaom writes it: temporal delimiter, reduced sequence
header, one frame. No metadata, padding, film grain, second frame or second layer.

What the walk cannot see: the frame's own bits after the picture's size, so neither filters and
quantizers nor bytes after the last block of a tile. Numbers of sections are those of the AV1
Bitstream and Decoding Process Specification.
"""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from .reading import Bits, Impure, Reader

_SEQUENCE_HEADER, _TEMPORAL_DELIMITER, _FRAME = 1, 2, 6
# Primaries BT.709, curve sRGB, matrix BT.601, as in the colr box.
_COLOURS: Final = (1, 13, 6)
# All that is read of a frame header lies in its first byte.
_FRAME_HEADER_BYTES: Final = 1
_PROFILES: Final = 3


@dataclass(frozen=True)
class Sequence:
    """What the sequence header says that boxes repeat or the frame header depends on."""

    profile: int
    level: int
    width_px: int
    height_px: int
    has_superres: bool
    is_grey: bool
    has_full_range: bool
    is_halved_across: bool
    is_halved_down: bool
    chroma_position: int

    def configuration(self) -> bytes:
        """The av1C box that belongs to this header, without repeating the header itself."""
        flags = (
            self.is_grey << 4
            | self.is_halved_across << 3
            | self.is_halved_down << 2
            | self.chroma_position
        )
        return bytes([0x81, self.profile << 5 | self.level, flags, 0])


def walk(reader: Reader) -> Sequence:
    """Go through the stream.

    Raises:
        Impure: it holds anything but one picture, or is broken.
    """
    _unit(reader, _TEMPORAL_DELIMITER).require_end(_("A temporal delimiter is not empty."))
    sequence = _read_sequence(_unit(reader, _SEQUENCE_HEADER))
    frame = _unit(reader, _FRAME)
    reader.require_end(_("There is more than one frame."))
    _check_frame(frame, sequence)
    return sequence


def _unit(reader: Reader, kind: int) -> Reader:
    """The content of the next open bitstream unit, which must be of this kind (5.3)."""
    # The header byte: forbidden bit 0, four bits of type, no extension, has a size, reserved 0.
    reader.require(bytes([kind << 3 | 0b10]), _("A part of the coded stream is not allowed here."))
    return reader.part(_read_size(reader))


def _read_size(reader: Reader) -> int:
    """A number in seven bits a byte, lowest first (leb128, 4.10.5), in as few bytes as it needs."""
    start, size = reader.at, 0
    for place in range(4):
        byte = reader.big(1)
        size |= (byte & 0x7F) << (7 * place)
        if byte < 0x80:
            if place and not byte:
                break
            return size
    raise Impure(_("A length is written in an unusual way."), at=start)


def _read_sequence(unit: Reader) -> Sequence:
    """The reduced header of a still picture (5.5.1)."""
    start = unit.at
    bits = Bits(unit.take(unit.left))
    profile = bits.number(3)
    is_still, is_reduced = bits.flag(), bits.flag()
    if profile >= _PROFILES or not is_still or not is_reduced:
        raise Impure(_("The coded stream is not a single still picture."), at=start)
    level = bits.number(5)
    width_px, height_px = _read_dimensions(bits, start)
    bits.number(3)  # tools: superblock size, filter intra, edge filter
    has_superres = bits.flag()
    bits.number(2)  # tools: CDEF, restoration
    is_grey, has_full_range, halved, position = _read_colours(bits, profile, start)
    if bits.flag():
        raise Impure(_("The coded stream adds film grain."), at=start)
    _require_trailing_bits(bits, start)
    return Sequence(
        profile,
        level,
        width_px,
        height_px,
        has_superres,
        is_grey,
        has_full_range,
        *halved,
        position,
    )


def _read_dimensions(bits: Bits, at: int) -> tuple[int, int]:
    lengths = [bits.number(4) + 1, bits.number(4) + 1]
    lesser = [bits.number(length) for length in lengths]
    if any(max(1, one.bit_length()) != length for one, length in zip(lesser, lengths, strict=True)):
        raise Impure(_("A length is written in an unusual way."), at=at)
    return lesser[0] + 1, lesser[1] + 1


def _read_colours(bits: Bits, profile: int, at: int) -> tuple[bool, bool, tuple[bool, bool], int]:
    """Grey, full range, chroma halved across and down, chroma position (5.5.2)."""
    if bits.flag():
        raise Impure(_("Only 8 bits of grey or of YCbCr are allowed."), at=at)
    is_grey = profile != 1 and bits.flag()
    if not bits.flag() or (bits.number(8), bits.number(8), bits.number(8)) != _COLOURS:
        raise Impure(_("The colours are of an unknown kind."), at=at)
    has_full_range = bits.flag()
    if is_grey:
        return True, has_full_range, (True, True), 0
    halved = (profile != 1, profile == 0)
    position = bits.number(2) if profile == 0 else 0
    bits.flag()  # whether the two chroma planes have quantizers of their own
    return False, has_full_range, halved, position


def _require_trailing_bits(bits: Bits, at: int) -> None:
    """A one and then zeros up to the end of the byte (5.3.4)."""
    length = bits.left
    if not 0 < length <= 8 or bits.number(length) != 1 << (length - 1):
        raise Impure(_("There are bytes after a part of the coded stream."), at=at)


def _check_frame(unit: Reader, sequence: Sequence) -> None:
    """The frame header up to the size that a player is asked to show (5.9.2, 5.9.6)."""
    start = unit.at
    bits = Bits(unit.take(_FRAME_HEADER_BYTES))
    bits.flag()  # whether symbol statistics adapt
    if bits.flag():  # screen content tools
        bits.flag()  # whole motion vectors
    if sequence.has_superres and bits.flag():
        bits.number(3)
    if bits.flag():
        raise Impure(_("The picture is to be shown in another size."), at=start)
    if not unit.left:
        raise Impure(_("The picture is not complete."), at=unit.end)
