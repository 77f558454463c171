"""JPEG: one picture of one or three components, baseline or progressive, as libjpeg writes it and
without any application segment: JFIF holds a density, and the colours are clear without it.

The plain walk does not follow codes, so it cannot see bytes between the last coded block of a scan
and the next marker; it only bounds them. The thorough walk can, and takes a thousand times longer.
What neither sees: the order of a table's codes, and those that no block uses.
"""

import re
from collections.abc import Callable
from functools import partial
from typing import Final

from django.utils.translation import gettext as _

from .jpeg_coding import (
    Bands,
    Code,
    CodedBits,
    code_of,
    walk_first_dc,
    walk_next_dc,
    walk_sequential,
)
from .jpeg_frame import Frame, Scan, ceiling, read_scan, read_sizes
from .jpeg_tables import Tables
from .reading import Impure, Reader

START: Final = b"\xff\xd8"
_SOF_BASELINE, _SOF_PROGRESSIVE = 0xC0, 0xC2
_DHT, _EOI, _SOS, _DQT, _DRI = 0xC4, 0xD9, 0xDA, 0xDB, 0xDD
_RESTART: Final = 0xD0
# libjpeg writes up to 10 (jcparam.c, jpeg_simple_progression).
_MAX_SCANS: Final = 10
# In coded data 0xFF is followed by zero; anything else is a marker (ITU-T T.81, B.1.1.5).
_MARKER: Final = re.compile(rb"\xff[^\x00]")
# A coefficient takes at most 16 bits of code and 11 of value; stuffing may double the bytes.
_MAX_BYTES_PER_COEFFICIENT: Final = 8
# Follows the codes of these minimum coded units.
_Walk = Callable[[CodedBits, range], None]


def walk(content: memoryview, *, is_thorough: bool = False) -> None:
    """Go through the whole file; if ``is_thorough``, through the codes of its pixels too.

    Raises:
        Impure: it holds anything but pixels, or is broken.
    """
    reader = Reader(content)
    reader.require(START, _("This is not the start of a JPEG."))
    tables = Tables()
    frame, marker = _read_frame(reader, tables)
    interval = restarts = scans = 0
    while marker != _EOI:
        if marker == _DHT:
            tables.read_codes(_segment(reader), is_progressive=frame.is_progressive)
        elif marker == _DRI and not interval and not frame.is_begun:
            interval = _read_interval(_segment(reader))
        elif marker == _SOS and scans < _MAX_SCANS:
            scans += 1
            scan = read_scan(_segment(reader), frame, tables)
            follow = _walk_of(frame, scan, tables) if is_thorough else None
            restarts += _walk_coded(reader, frame, scan, interval, follow)
        else:
            raise _not_allowed(marker, reader.at - 2)
        marker = _marker(reader)
    if interval and not restarts:
        raise Impure(_("A restart interval is defined that nothing uses."), at=reader.at - 2)
    tables.require_all_used(reader.at - 2)
    frame.require_complete(reader.at - 2)
    reader.require_end(_("There are bytes after the end of the picture."))


def _marker(reader: Reader) -> int:
    reader.require(b"\xff", _("There are bytes between two segments."))
    return reader.big(1)


def _segment(reader: Reader) -> Reader:
    at = reader.at
    length = reader.big(2)
    if length < 2:
        raise Impure(_("A segment has no length."), at=at)
    return reader.part(length - 2)


def _not_allowed(marker: int, at: int) -> Impure:
    return Impure(_("The segment FF%(marker)02X is not allowed here.") % {"marker": marker}, at=at)


def _read_frame(reader: Reader, tables: Tables) -> tuple[Frame, int]:
    """Read up to the one SOF segment; the next marker comes with it."""
    while (marker := _marker(reader)) == _DQT:
        tables.read_quantizers(_segment(reader))
    if marker not in {_SOF_BASELINE, _SOF_PROGRESSIVE}:
        raise _not_allowed(marker, reader.at - 2)
    frame = read_sizes(_segment(reader), tables, is_progressive=marker == _SOF_PROGRESSIVE)
    return frame, _marker(reader)


def _read_interval(segment: Reader) -> int:
    interval = segment.big(2)
    segment.require_end(_("A segment is longer than what it holds."))
    if not interval:
        raise Impure(_("The restart interval is zero."), at=segment.at - 2)
    return interval


def _walk_coded(reader: Reader, frame: Frame, scan: Scan, interval: int, walk: _Walk | None) -> int:
    """Step over coded data, follow the codes if there is a ``walk``, and return the number of
    restart markers, which must be as many as there should be, and in order.
    """
    start, units = reader.at, frame.units_of(scan)
    pieces = ceiling(units, interval) if interval else 1
    for number in range(pieces):
        if number:
            _require_restart(reader, number - 1)
        piece = _skip_to_marker(reader)
        if walk:
            bits = CodedBits(piece.content[piece.at : piece.end], at=piece.end)
            first = number * interval
            walk(bits, range(first, min(units, first + interval) if interval else units))
            bits.require_end()
    coefficients = units * len(scan.blocks_of_unit) * (scan.last - scan.first + 1)
    if reader.at - start > coefficients * _MAX_BYTES_PER_COEFFICIENT + 2 * units:
        raise Impure(_("A scan is longer than its pixels."), at=start)
    return pieces - 1


def _require_restart(reader: Reader, number: int) -> None:
    marker = _marker(reader)
    if marker != _RESTART + number % 8:
        raise _not_allowed(marker, reader.at - 2)


def _skip_to_marker(reader: Reader) -> Reader:
    found = _MARKER.search(reader.content, reader.at, reader.end)
    if found is None:
        raise Impure(_("The file or a part of it ends too early."), at=reader.end)
    if found.start() == reader.at:
        raise Impure(_("The picture is not complete."), at=reader.at)
    return reader.part(found.start() - reader.at)


def _walk_of(frame: Frame, scan: Scan, tables: Tables) -> _Walk:
    """What follows the codes of that scan."""
    unit = scan.blocks_of_unit
    if not scan.first and scan.high:
        return partial(walk_next_dc, blocks=len(unit))
    dc = [_code(tables, numbers >> 4) for numbers in scan.codes] if not scan.first else []
    ac = [_code(tables, 0x10 | numbers & 15) for numbers in scan.codes] if scan.last else []
    if dc and ac:
        return partial(walk_sequential, blocks=[(dc[place], ac[place]) for place in unit])
    if dc:
        return partial(walk_first_dc, codes=[dc[place] for place in unit])
    [component] = scan.components
    bands = component.bands = component.bands or Bands(frame.units_of(scan))
    walk_band = bands.walk_next if scan.high else bands.walk_first
    return partial(walk_band, code=ac[0], first=scan.first, last=scan.last)


def _code(tables: Tables, number: int) -> Code:
    return code_of(*tables.definition(number))
