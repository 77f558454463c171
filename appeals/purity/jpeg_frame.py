"""What the header of a JPEG's frame and those of its scans say. Coded pixels are in jpeg_coding.py.

Sections are those of ITU-T T.81.
"""

from dataclasses import dataclass, field
from typing import Final

from django.utils.translation import gettext as _

from .jpeg_coding import Bands
from .jpeg_tables import Tables
from .reading import MAX_PIXELS, Impure, Reader

_NOT_CODED: Final = -1


@dataclass
class Component:
    """One colour of the frame. ``precision`` holds, for each of 64 coefficients, how many low
    bits are still to come (0: all are there).
    """

    across: int
    down: int
    precision: list[int] = field(default_factory=lambda: [_NOT_CODED] * 64)
    bands: Bands | None = None


@dataclass
class Frame:
    """What the one SOF segment says."""

    width_px: int
    height_px: int
    is_progressive: bool
    components: list[Component]

    def units_of(self, scan: "Scan") -> int:
        """The minimum coded units of a scan (ITU-T T.81, A.2): the blocks of one component alone,
        or groups of blocks of all components.
        """
        across = max(each.across for each in self.components)
        down = max(each.down for each in self.components)
        if len(scan.components) > 1:
            return ceiling(self.width_px, 8 * across) * ceiling(self.height_px, 8 * down)
        [component] = scan.components
        width = ceiling(self.width_px * component.across, across)
        height = ceiling(self.height_px * component.down, down)
        return ceiling(width, 8) * ceiling(height, 8)

    @property
    def is_begun(self) -> bool:
        """Whether a scan has coded anything."""
        return any(each.precision[0] != _NOT_CODED for each in self.components)

    def require_complete(self, at: int) -> None:
        """Go on only if the scans have coded every bit of every coefficient."""
        if any(bits for each in self.components for bits in each.precision):
            raise Impure(_("The picture is not complete."), at=at)


@dataclass
class Scan:
    """What an SOS segment says: which components, which coefficients, which bits of them."""

    components: list[Component]
    # The numbers of each component's tables, DC in the upper four bits.
    codes: list[int]
    first: int
    last: int
    high: int
    low: int

    @property
    def blocks_of_unit(self) -> list[int]:
        """The blocks of one minimum coded unit, each by the place of its component in the scan."""
        if len(self.components) == 1:
            return [0]
        return [
            place
            for place, component in enumerate(self.components)
            for _block in range(component.across * component.down)
        ]


def read_sizes(segment: Reader, tables: Tables, *, is_progressive: bool) -> Frame:
    """Read a SOF segment."""
    start = segment.at
    depth, height_px, width_px = segment.big(1), segment.big(2), segment.big(2)
    count = segment.big(1)
    if depth != 8 or not height_px or not width_px or count not in {1, 3}:
        raise Impure(_("Only 8 bits of grey or of YCbCr are allowed."), at=start)
    components = [_read_component(segment, number + 1, tables) for number in range(count)]
    segment.require_end(_("A segment is longer than what it holds."))
    if height_px * width_px > MAX_PIXELS:
        raise Impure(_("The picture is empty or too large."), at=start)
    tables.require_all_quantizers_used(start)
    if any((each.across, each.down) != (1, 1) for each in components[1:]):
        raise Impure(_("The components are sampled in an unusual way."), at=start)
    return Frame(width_px, height_px, is_progressive, components)


def _read_component(segment: Reader, number: int, tables: Tables) -> Component:
    segment.require(bytes([number]), _("The components are not numbered 1, 2, 3."))
    sampling, quantizer = segment.take(2)
    across, down = sampling >> 4, sampling & 15
    if across not in {1, 2} or down not in {1, 2}:
        raise Impure(_("The components are sampled in an unusual way."), at=segment.at - 2)
    tables.use_quantizer(quantizer, segment.at - 1)
    return Component(across, down)


def read_scan(segment: Reader, frame: Frame, tables: Tables) -> Scan:
    """Read an SOS segment, and note what its scan codes and which tables it uses."""
    start = segment.at
    selected = [tuple(segment.take(2)) for _number in range(segment.big(1))]
    first, last, bits = segment.take(3)
    segment.require_end(_("A segment is longer than what it holds."))
    chosen = [number for number, _tables in selected]
    everything = list(range(1, len(frame.components) + 1))
    is_one_colour = first > 0 and len(chosen) == 1 and chosen[0] in everything
    if not _is_band(frame, first, last) or not (chosen == everything or is_one_colour):
        raise Impure(_("A scan is put together in an unusual way."), at=start)
    components = [frame.components[each - 1] for each in chosen]
    numbers = [codes for _number, codes in selected]
    scan = Scan(components, numbers, first, last, bits >> 4, bits & 15)
    for codes in numbers:
        tables.use_codes(codes, needs_dc=not first and not scan.high, needs_ac=last > 0, at=start)
    tables.require_all_used(start)
    _refine(scan, start)
    return scan


def _is_band(frame: Frame, first: int, last: int) -> bool:
    if not frame.is_progressive:
        return (first, last) == (0, 63)
    return first == last == 0 or 0 < first <= last <= 63


def _refine(scan: Scan, at: int) -> None:
    """Each bit of each coefficient is coded once: a scan over another one could hide it."""
    expected = scan.high or _NOT_CODED
    is_next = scan.low == scan.high - 1 if scan.high else scan.low <= 13
    for component in scan.components:
        band = slice(scan.first, scan.last + 1)
        length = scan.last + 1 - scan.first
        if not is_next or component.precision[band] != [expected] * length:
            raise Impure(_("A scan codes again what another one has coded."), at=at)
        component.precision[band] = [scan.low] * length


def ceiling(number: int, divisor: int) -> int:
    """The quotient, rounded up."""
    return -(-number // divisor)
