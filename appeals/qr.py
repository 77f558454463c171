"""QR codes, drawn here: no service of anybody else learns what is printed."""

from dataclasses import dataclass
from itertools import groupby
from typing import Final

import segno

# In modules; ISO/IEC 18004 asks for four.
QUIET_ZONE: Final = 4


@dataclass(frozen=True)
class QrCode:
    """The dark modules as an SVG path, in a square with the quiet zone around them."""

    path: str
    side: int


def qr_code(text: str) -> QrCode:
    """The QR code of ``text``, of which 15 % may be dirty or torn off (level M)."""
    rows = [
        list(row) for row in segno.make(text, error="m", micro=False).matrix_iter(border=QUIET_ZONE)
    ]
    return QrCode("".join(_runs(number, row) for number, row in enumerate(rows)), len(rows))


def _runs(number: int, row: list[int]) -> str:
    """A row's dark runs, each a rectangle of one module's height."""
    path, at = "", 0
    for is_dark, modules in groupby(map(bool, row)):
        length = len(list(modules))
        if is_dark:
            path += f"M{at} {number}h{length}v1h-{length}z"
        at += length
    return path
