"""JPEG: one picture of one or three components, baseline or progressive, as libjpeg writes it and
without any application segment: JFIF holds a density, and the colours are clear without it.

What the walk cannot see, because it does not decode: bytes between the last coded block of a scan
and the next marker, the filling bits of a scan's last byte, and codes in a table that no block
uses. Lengths of scans are bounded by what their blocks could need at most.
"""

import re
from dataclasses import dataclass, field
from typing import Final

from django.utils.translation import gettext as _

from .jpeg_tables import Tables
from .reading import Impure, Reader

START: Final = b"\xff\xd8"
_SOF_BASELINE, _SOF_PROGRESSIVE = 0xC0, 0xC2
_DHT, _EOI, _SOS, _DQT, _DRI = 0xC4, 0xD9, 0xDA, 0xDB, 0xDD
_RESTART: Final = 0xD0
# In coded data 0xFF is followed by zero; anything else is a marker (ITU-T T.81, B.1.1.5).
_MARKER: Final = re.compile(rb"\xff[^\x00]")
# A coefficient takes at most 16 bits of code and 11 of value; stuffing may double the bytes.
_MAX_BYTES_PER_COEFFICIENT: Final = 8
_NOT_CODED: Final = -1


@dataclass
class _Component:
    """One colour of the frame. ``precision`` holds, for each of 64 coefficients, how many low
    bits are still to come (0: all are there).
    """

    across: int
    down: int
    precision: list[int] = field(default_factory=lambda: [_NOT_CODED] * 64)


@dataclass
class _Frame:
    """What the one SOF segment says."""

    width_px: int
    height_px: int
    is_progressive: bool
    components: list[_Component]

    def blocks_in(self, component: _Component) -> int:
        """The blocks of a scan of that component alone (ITU-T T.81, A.1.1 and A.2.2)."""
        across = max(each.across for each in self.components)
        down = max(each.down for each in self.components)
        width = _ceiling(self.width_px * component.across, across)
        height = _ceiling(self.height_px * component.down, down)
        return _ceiling(width, 8) * _ceiling(height, 8)

    def units(self) -> int:
        """The minimum coded units of a scan of all components."""
        across = 8 * max(each.across for each in self.components)
        down = 8 * max(each.down for each in self.components)
        return _ceiling(self.width_px, across) * _ceiling(self.height_px, down)


@dataclass
class _Scan:
    """What an SOS segment says: which components, which coefficients, which bits of them."""

    components: list[_Component]
    first: int
    last: int
    high: int
    low: int


def walk(content: memoryview) -> None:
    """Go through the whole file.

    Raises:
        Impure: it holds anything but pixels, or is broken.
    """
    reader = Reader(content)
    reader.require(START, _("This is not the start of a JPEG."))
    tables = Tables()
    frame, marker = _read_frame(reader, tables)
    interval = restarts = 0
    while marker != _EOI:
        if marker == _DHT:
            tables.read_codes(_segment(reader), is_progressive=frame.is_progressive)
        elif marker == _DRI and not interval and not _is_begun(frame):
            interval = _read_interval(_segment(reader))
        elif marker == _SOS:
            restarts += _walk_scan(reader, frame, tables, interval)
        else:
            raise _not_allowed(marker, reader.at - 2)
        marker = _marker(reader)
    if interval and not restarts:
        raise Impure(_("A restart interval is defined that nothing uses."), at=reader.at - 2)
    tables.require_all_used(reader.at - 2)
    _require_complete(frame, reader.at - 2)
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


def _read_frame(reader: Reader, tables: Tables) -> tuple[_Frame, int]:
    """Read up to the one SOF segment; the next marker comes with it."""
    while (marker := _marker(reader)) == _DQT:
        tables.read_quantizers(_segment(reader))
    if marker not in {_SOF_BASELINE, _SOF_PROGRESSIVE}:
        raise _not_allowed(marker, reader.at - 2)
    frame = _read_sizes(_segment(reader), tables, is_progressive=marker == _SOF_PROGRESSIVE)
    return frame, _marker(reader)


def _read_sizes(segment: Reader, tables: Tables, *, is_progressive: bool) -> _Frame:
    start = segment.at
    depth, height_px, width_px = segment.big(1), segment.big(2), segment.big(2)
    count = segment.big(1)
    if depth != 8 or not height_px or not width_px or count not in {1, 3}:
        raise Impure(_("Only 8 bits of grey or of YCbCr are allowed."), at=start)
    components = [_read_component(segment, number + 1, tables) for number in range(count)]
    segment.require_end(_("A segment is longer than what it holds."))
    tables.require_all_quantizers_used(start)
    if any((each.across, each.down) != (1, 1) for each in components[1:]):
        raise Impure(_("The components are sampled in an unusual way."), at=start)
    return _Frame(width_px, height_px, is_progressive, components)


def _read_component(segment: Reader, number: int, tables: Tables) -> _Component:
    segment.require(bytes([number]), _("The components are not numbered 1, 2, 3."))
    sampling, quantizer = segment.take(2)
    across, down = sampling >> 4, sampling & 15
    if across not in {1, 2} or down not in {1, 2}:
        raise Impure(_("The components are sampled in an unusual way."), at=segment.at - 2)
    tables.use_quantizer(quantizer, segment.at - 1)
    return _Component(across, down)


def _read_interval(segment: Reader) -> int:
    interval = segment.big(2)
    segment.require_end(_("A segment is longer than what it holds."))
    if not interval:
        raise Impure(_("The restart interval is zero."), at=segment.at - 2)
    return interval


def _is_begun(frame: _Frame) -> bool:
    return any(each.precision[0] != _NOT_CODED for each in frame.components)


def _require_complete(frame: _Frame, at: int) -> None:
    if any(bits for each in frame.components for bits in each.precision):
        raise Impure(_("The picture is not complete."), at=at)


def _walk_scan(reader: Reader, frame: _Frame, tables: Tables, interval: int) -> int:
    """Step over a scan and return the number of restart markers in it."""
    start = reader.at
    scan = _read_scan(_segment(reader), frame, tables)
    _refine(scan, start)
    if len(scan.components) == 1:
        units = blocks = frame.blocks_in(scan.components[0])
    else:
        units = frame.units()
        blocks = units * sum(each.across * each.down for each in scan.components)
    coded_from = reader.at
    restarts = _ceiling(units, interval) - 1 if interval else 0
    _skip_coded(reader, restarts)
    coefficients = blocks * (scan.last - scan.first + 1)
    if reader.at - coded_from > coefficients * _MAX_BYTES_PER_COEFFICIENT + 2 * units:
        raise Impure(_("A scan is longer than its pixels."), at=coded_from)
    return restarts


def _read_scan(segment: Reader, frame: _Frame, tables: Tables) -> _Scan:
    start = segment.at
    selected = [tuple(segment.take(2)) for _number in range(segment.big(1))]
    first, last, bits = segment.take(3)
    segment.require_end(_("A segment is longer than what it holds."))
    chosen = [number for number, _tables in selected]
    everything = list(range(1, len(frame.components) + 1))
    is_one_colour = first > 0 and len(chosen) == 1 and chosen[0] in everything
    if not _is_band(frame, first, last) or not (chosen == everything or is_one_colour):
        raise Impure(_("A scan is put together in an unusual way."), at=start)
    scan = _Scan([frame.components[each - 1] for each in chosen], first, last, bits >> 4, bits & 15)
    for _number, codes in selected:
        tables.use_codes(codes, needs_dc=not first and not scan.high, needs_ac=last > 0, at=start)
    tables.require_all_used(start)
    return scan


def _is_band(frame: _Frame, first: int, last: int) -> bool:
    if not frame.is_progressive:
        return (first, last) == (0, 63)
    return first == last == 0 or 0 < first <= last <= 63


def _refine(scan: _Scan, at: int) -> None:
    """Each bit of each coefficient is coded once: a scan over another one could hide it."""
    expected = scan.high or _NOT_CODED
    is_next = scan.low == scan.high - 1 if scan.high else scan.low <= 13
    for component in scan.components:
        band = slice(scan.first, scan.last + 1)
        length = scan.last + 1 - scan.first
        if not is_next or component.precision[band] != [expected] * length:
            raise Impure(_("A scan codes again what another one has coded."), at=at)
        component.precision[band] = [scan.low] * length


def _skip_coded(reader: Reader, restarts: int) -> None:
    """Step over coded data with exactly this many restart markers, in order."""
    for number in range(restarts):
        _skip_to_marker(reader)
        marker = _marker(reader)
        if marker != _RESTART + number % 8:
            raise _not_allowed(marker, reader.at - 2)
    _skip_to_marker(reader)


def _skip_to_marker(reader: Reader) -> None:
    found = _MARKER.search(reader.content, reader.at, reader.end)
    if found is None:
        raise Impure(_("The file or a part of it ends too early."), at=reader.end)
    if found.start() == reader.at:
        raise Impure(_("The picture is not complete."), at=reader.at)
    reader.at = found.start()


def _ceiling(number: int, divisor: int) -> int:
    return -(-number // divisor)
