"""The tables of a JPEG: each is as long as it says, holds what a decoder can use, and is used by
the frame or the scan that follows it.
"""

from typing import Final

from django.utils.translation import gettext as _

from .reading import Impure, Reader

_MAX_DC_BITS: Final = 11
_MAX_AC_BITS: Final = 10
_ZERO_RUN, _END_OF_BLOCK = 0xF0, 0x00


class Tables:
    """What was defined so far, and whether anything has used it."""

    def __init__(self) -> None:
        self._quantizers: dict[int, bool] = {}
        # By class and number as in the segment: 0x0n for DC, 0x1n for AC.
        self._codes: dict[int, bool] = {}
        self._definitions: dict[int, tuple[bytes, bytes]] = {}

    def read_quantizers(self, segment: Reader) -> None:
        """Read a DQT segment: 64 numbers of one byte for each table in it."""
        _require_content(segment)
        while segment.left:
            number = segment.big(1)
            if number > 3 or number in self._quantizers:
                raise Impure(_("A table is unknown or defined twice."), at=segment.at - 1)
            if 0 in bytes(segment.take(64)):
                raise Impure(_("A table holds what no decoder can use."), at=segment.at - 64)
            self._quantizers[number] = False

    def use_quantizer(self, number: int, at: int) -> None:
        """Note that a component needs this table."""
        if number not in self._quantizers:
            raise Impure(_("A table is missing."), at=at)
        self._quantizers[number] = True

    def require_all_quantizers_used(self, at: int) -> None:
        """Go on only if each quantizer has its component."""
        _require_used(self._quantizers, at)

    def read_codes(self, segment: Reader, *, is_progressive: bool) -> None:
        """Read a DHT segment."""
        _require_content(segment)
        while segment.left:
            at = segment.at
            number = segment.big(1)
            if number & ~0x13 or number in self._codes:
                raise Impure(_("A table is unknown or defined twice."), at=at)
            counts = bytes(segment.take(16))
            symbols = bytes(segment.take(sum(counts)))
            allowed = _symbols(is_ac=number >= 0x10, is_progressive=is_progressive)
            if not _is_prefix_code(counts) or not _are_distinct(symbols, allowed):
                raise Impure(_("A table holds what no decoder can use."), at=at)
            self._codes[number] = False
            self._definitions[number] = counts, symbols

    def use_codes(self, numbers: int, *, needs_dc: bool, needs_ac: bool, at: int) -> None:
        """Note which tables a scan's component needs; one that it does not need must be 0."""
        for number, needed in ((numbers >> 4, needs_dc), (0x10 | numbers & 15, needs_ac)):
            if needed and number in self._codes:
                self._codes[number] = True
            elif needed or number & 15:
                raise Impure(_("A table is missing, or named without need."), at=at)

    def definition(self, number: int) -> tuple[bytes, bytes]:
        """The counts and the symbols of the latest table of that class and number."""
        return self._definitions[number]

    def require_all_used(self, at: int) -> None:
        """Go on only if no table is left that the last scan did not use; then forget them all.

        libjpeg writes each scan's tables before it. If a scan could use older ones, tables could
        become part of the coded pixels before them, and nothing would show it.
        """
        _require_used(self._codes, at)
        self._codes.clear()


def _require_content(segment: Reader) -> None:
    if not segment.left:
        raise Impure(_("A segment is empty."), at=segment.at)


def _require_used(tables: dict[int, bool], at: int) -> None:
    if not all(tables.values()):
        raise Impure(_("A table is defined that nothing uses."), at=at)


def _symbols(*, is_ac: bool, is_progressive: bool) -> frozenset[int]:
    """What a code can stand for (ITU-T T.81, F.1.2 and G.1.2)."""
    if not is_ac:
        return frozenset(range(_MAX_DC_BITS + 1))
    values = {symbol for symbol in range(256) if 0 < symbol & 15 <= _MAX_AC_BITS}
    runs = set(range(0, 256, 16)) if is_progressive else {_ZERO_RUN, _END_OF_BLOCK}
    return frozenset(values | runs)


def _are_distinct(symbols: bytes, allowed: frozenset[int]) -> bool:
    return bool(symbols) and len(set(symbols)) == len(symbols) and allowed.issuperset(symbols)


def _is_prefix_code(counts: bytes) -> bool:
    """Whether so many codes of 1 to 16 bits fit, none of them all ones (ITU-T T.81, C.2)."""
    code = 0
    for length, count in enumerate(counts, 1):
        code = 2 * code + count
        if code >= 1 << length:
            return False
    return True
