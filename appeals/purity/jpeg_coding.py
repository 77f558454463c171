"""The coded pixels of a JPEG scan: how many bits its blocks take, so that a byte too many is seen.

Codes are followed, coefficients are not kept; only which of them are not zero, because later
scans of a progressive picture depend on it. Figures and sections are those of ITU-T T.81.
"""

from collections.abc import Sequence
from typing import Final

from django.utils.translation import gettext as _

from .reading import Impure

_CODE_BITS: Final = 16
_WINDOWS: Final = 1 << _CODE_BITS
_BLOCK: Final = 64
_ZERO_RUN: Final = 0xF0
# A code by the next 16 bits: its length in bits, and its symbol in the byte above.
Code = list[int]
_NO_CODE: Final = 0


def code_of(counts: bytes, symbols: bytes) -> Code:
    """The code that a DHT segment defines (C.2): ``counts`` of 1 to 16 bits, and the symbols."""
    by_window = [_NO_CODE] * _WINDOWS
    code, taken = 0, iter(symbols)
    for length, count in enumerate(counts, 1):
        for symbol in (next(taken) for _number in range(count)):
            first = code << _CODE_BITS - length
            span = 1 << _CODE_BITS - length
            by_window[first : first + span] = [length | symbol << 8] * span
            code += 1
        code <<= 1
    return by_window


class CodedBits:
    """The bits between two markers, without the zeros that are stuffed behind 0xFF."""

    def __init__(self, content: memoryview, *, at: int) -> None:
        plain = bytes(content).replace(b"\xff\0", b"\xff")
        self.bits = 8 * len(plain)
        # Where a picture is cut off, decoders see ones; no code consists of ones only.
        self.content = plain + b"\xff" * 8
        self.position = 0
        self.at = at

    def symbol(self, code: Code) -> int:
        """The next symbol."""
        entry = code[self._window()]
        if not entry or self.position >= self.bits:
            raise self.broken()
        self.position += entry & 0xFF
        return entry >> 8

    def number(self, count: int) -> int:
        """The next ``count`` bits, 16 at most."""
        number = self._window() >> _CODE_BITS - count
        self.position += count
        return number

    def skip(self, count: int) -> None:
        """Step over any number of bits."""
        self.position += count

    def require_end(self) -> None:
        """Go on only if all that is left fills the last byte with ones, as libjpeg does (F.1.2.3).

        Raises:
            Impure: bits are missing, or there are more.
        """
        left = self.bits - self.position
        if left < 0:
            raise self.broken()
        if left >= 8 or self.number(left) != (1 << left) - 1:
            raise Impure(_("There are bytes after the coded pixels of a scan."), at=self.at)

    def _window(self) -> int:
        first = self.position >> 3
        three = int.from_bytes(self.content[first : first + 3], "big")
        return three >> 8 - (self.position & 7) & 0xFFFF

    def broken(self) -> Impure:
        """The refusal of bits that no encoder writes."""
        return Impure(_("The coded pixels of a scan are broken."), at=self.at)


def walk_sequential(bits: CodedBits, units: range, *, blocks: Sequence[tuple[Code, Code]]) -> None:
    """A baseline scan: in each unit these blocks, each with its codes for DC and AC (F.2.2)."""
    for _unit in units:
        for dc, ac in blocks:
            bits.skip(bits.symbol(dc))
            _walk_block(bits, ac)


def _walk_block(bits: CodedBits, code: Code) -> None:
    place = 1
    while place < _BLOCK:
        symbol = bits.symbol(code)
        if not symbol:
            return
        bits.skip(symbol & 15)
        place += (symbol >> 4) + 1


def walk_next_dc(bits: CodedBits, units: range, *, blocks: int) -> None:
    """A later scan of the DC coefficients: a bit for each block, without any code (G.1.2.1)."""
    bits.skip(len(units) * blocks)


def walk_first_dc(bits: CodedBits, units: range, *, codes: Sequence[Code]) -> None:
    """The first scan of the DC coefficients of a progressive picture (G.1.2.1)."""
    for _unit in units:
        for code in codes:
            bits.skip(bits.symbol(code))


class Bands:
    """The AC scans of one component of a progressive picture: which coefficients of each block
    are not zero so far, a bit each.
    """

    def __init__(self, blocks: int) -> None:
        self._known = [0] * blocks

    def walk_first(
        self, bits: CodedBits, blocks: range, *, code: Code, first: int, last: int
    ) -> None:
        """A band's first scan, over these blocks (G.1.2.2)."""
        empty_blocks = 0
        for block in blocks:
            if empty_blocks:
                empty_blocks -= 1
                continue
            place = first
            while place <= last:
                symbol = bits.symbol(code)
                run, length = symbol >> 4, symbol & 15
                if not length and symbol != _ZERO_RUN:
                    empty_blocks = (1 << run) - 1 + bits.number(run)
                    break
                place += run
                if length:
                    bits.skip(length)
                    self._known[block] |= 1 << place
                place += 1
        if empty_blocks:
            raise bits.broken()

    def walk_next(
        self, bits: CodedBits, blocks: range, *, code: Code, first: int, last: int
    ) -> None:
        """A later scan of a band: one more bit of each coefficient (G.1.2.3)."""
        band = (1 << last + 1) - (1 << first)
        empty_blocks = 0
        for block in blocks:
            known = self._known[block] & band
            place = first
            while not empty_blocks and place <= last:
                symbol = bits.symbol(code)
                run, is_new = symbol >> 4, symbol & 15
                if not is_new and symbol != _ZERO_RUN:
                    empty_blocks = (1 << run) + bits.number(run)
                    break
                if is_new > 1:
                    raise bits.broken()
                bits.skip(is_new)
                after = _after_zeros(known, place, run, last)
                bits.skip((known >> place & (1 << after - place) - 1).bit_count())
                place = after + 1
                if is_new and after <= last:
                    self._known[block] |= 1 << after
            if empty_blocks:
                bits.skip((known >> place).bit_count())
                empty_blocks -= 1
        if empty_blocks:
            raise bits.broken()


def _after_zeros(known: int, place: int, zeros: int, last: int) -> int:
    """The place of the zero that follows so many zeros; known coefficients do not count."""
    while place <= last:
        if not known >> place & 1:
            if not zeros:
                break
            zeros -= 1
        place += 1
    return place
