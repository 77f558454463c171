"""The geometry of charts: shares and columns in the units of an SVG's view box, as texts that are
the same in every language. Words and numbers stand beside the drawing, in HTML.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

# A column with the gap to the next one, and the height of the whole drawing.
COLUMN_WIDTH: Final = 10
_GAP: Final = 2
HEIGHT: Final = 100


@dataclass(frozen=True)
class Column:
    """One rectangle that stands on the drawing's lower edge."""

    x: str
    y: str
    width: str
    height: str


@dataclass(frozen=True)
class Columns:
    """A column chart: its rectangles, how wide it is, and what its upper edge stands for."""

    columns: tuple[Column, ...]
    width: int
    top: int


def share_of(count: int, largest: int) -> str:
    """How much of 100 a bar takes whose neighbour's largest is 100.

    >>> share_of(1, 3)
    '33.3'
    """
    return f"{100 * count / largest if largest else 0:.1f}"


def columns_of(counts: Sequence[int]) -> Columns:
    """A column for each count, the first one at the start."""
    top = _round_number_above(max(counts, default=0))
    columns = []
    for number, count in enumerate(counts):
        height = HEIGHT * count / top
        columns.append(
            Column(
                x=str(number * COLUMN_WIDTH + _GAP // 2),
                y=f"{HEIGHT - height:.1f}",
                width=str(COLUMN_WIDTH - _GAP),
                height=f"{height:.1f}",
            )
        )
    return Columns(tuple(columns), len(counts) * COLUMN_WIDTH, top)


def _round_number_above(count: int) -> int:
    """The smallest of 20, 50, 100, 200, 500 … that is not below ``count``."""
    step = 10
    while True:
        for factor in (2, 5, 10):
            if factor * step >= count:
                return factor * step
        step *= 10
