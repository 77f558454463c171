"""How many scans a JPEG has, counted without decoding any."""

import re
from typing import Final

# What libtiff allows a JPEG by default; cameras and programs write one, or about ten.
MOST_SCANS: Final = 100
# In coded pixels FF is followed by zero, by a restart, or by FF as filling.
_MARKER: Final = re.compile(rb"\xff([^\x00\xd0-\xd7\xff])", re.DOTALL)
_END, _SCAN = 0xD9, 0xDA
# Below them stand no segments: one that stands alone, and reserved ones at which decoders stop.
_FIRST_SEGMENT: Final = 0xC0
_START: Final = 0xD8


def scans_in(content: bytes | memoryview, *, most: int) -> int:
    """How many scans come before the end of the picture, at most ``most`` and one.

    Segments are passed over, since thumbnails and profiles may hold the same bytes; so is what
    follows the end, such as a camera's film.
    """
    at = scans = 0
    while scans <= most and (marker := _MARKER.search(content, at)):
        kind, at = marker[1][0], marker.end()
        if kind == _END:
            break
        if kind < _FIRST_SEGMENT or kind == _START:
            continue
        scans += kind == _SCAN
        # The length counts its own two bytes; a shorter one is broken, and may not lead back.
        at += max(2, int.from_bytes(content[at : at + 2], "big"))
    return scans
