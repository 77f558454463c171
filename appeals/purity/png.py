"""PNG: signature, IHDR, IDAT, IEND, and only what master files are: 8 bits of grey or RGB.

What the walk cannot see: how the compressor split the pixels into blocks. A zlib stream can carry
bits in its choices (matches, code tables, empty blocks) and still inflate to exactly the pixels.
"""

import zlib
from typing import Final

from django.utils.translation import gettext as _

from .reading import MAX_PIXELS, Impure, Reader, named

SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_CHANNELS: Final = {0: 1, 2: 3}
_FILTERS: Final = bytes(range(5))
# zlib keeps what it did not use; small pieces make that copy cheap.
_PIECE_BYTES: Final = 16 * 1024
_INFLATED_BYTES: Final = 256 * 1024
# Checksum (4 bytes), end of block, and an empty last block (5 bytes), rounded up.
_MAX_END_BYTES: Final = 16


def walk(content: memoryview) -> None:
    """Go through the whole file.

    Raises:
        Impure: it holds anything but pixels, or is broken.
    """
    reader = Reader(content)
    reader.require(SIGNATURE, _("This is not the start of a PNG."))
    pixels = _read_header(_chunk(reader, b"IHDR"))
    while _next_kind(reader) == b"IDAT":
        pixels.add(_chunk(reader, b"IDAT"))
    end = _chunk(reader, b"IEND")
    pixels.finish(end.at)
    end.require_end(_("The chunk IEND is not empty."))
    reader.require_end(_("There are bytes after the end of the picture."))


def _next_kind(reader: Reader) -> bytes:
    return bytes(reader.content[reader.at + 4 : reader.at + 8])


def _chunk(reader: Reader, kind: bytes) -> Reader:
    """The content of the next chunk, which must be of this kind and have the right checksum."""
    start = reader.at
    length = reader.big(4)
    found = bytes(reader.take(4))
    if found != kind:
        raise Impure(
            _("The chunk “%(kind)s” is not allowed here.") % {"kind": named(found)}, at=start
        )
    inside = reader.part(length)
    if reader.big(4) != zlib.crc32(reader.content[start + 4 : inside.end]):
        raise Impure(_("A checksum is wrong."), at=inside.end)
    return inside


def _read_header(header: Reader) -> "_Pixels":
    start = header.at
    width_px, height_px = header.big(4), header.big(4)
    depth, colour, *methods = header.take(5)
    header.require_end(_("The chunk IHDR is too long."))
    if depth != 8 or colour not in _CHANNELS or any(methods):
        raise Impure(_("Only 8 bits of grey or RGB, not interlaced, are allowed."), at=start)
    if not 0 < width_px * height_px <= MAX_PIXELS:
        raise Impure(_("The picture is empty or too large."), at=start)
    return _Pixels(1 + width_px * _CHANNELS[colour], height_px)


class _Pixels:
    """The zlib stream of all IDAT chunks together: what it inflates to is counted, not kept.

    The stream's last bytes are held back: the last pixel must come from them, or else they are
    what a decoder never reads.
    """

    def __init__(self, row_bytes: int, rows: int) -> None:
        self._row_bytes = row_bytes
        self._expected_bytes = row_bytes * rows
        self._inflated_bytes = 0
        self._held = b""
        self._inflater = zlib.decompressobj()

    def add(self, chunk: Reader) -> None:
        """Inflate one IDAT chunk."""
        if not chunk.left:
            raise Impure(_("A chunk IDAT is empty."), at=chunk.at)
        while chunk.left:
            at = chunk.at
            stream = self._held + chunk.take(min(_PIECE_BYTES, chunk.left))
            self._held = stream[-_MAX_END_BYTES:]
            self._inflate(stream[:-_MAX_END_BYTES], at)
            if self._inflated_bytes == self._expected_bytes or self._inflater.eof:
                raise Impure(_("There are bytes after the compressed pixels."), at=at)

    def finish(self, at: int) -> None:
        """Inflate what was held back; then the stream has ended and every pixel was there."""
        self._inflate(self._held, at)
        if not self._inflater.eof or self._inflated_bytes != self._expected_bytes:
            raise Impure(_("The picture is not complete."), at=at)
        if self._inflater.unused_data:
            raise Impure(_("There are bytes after the compressed pixels."), at=at)

    def _inflate(self, compressed: bytes, at: int) -> None:
        is_filled = True
        # A full block may leave pixels inside zlib, even if it has read all that was compressed.
        while (compressed or is_filled) and not self._inflater.eof:
            try:
                block = self._inflater.decompress(compressed, _INFLATED_BYTES)
            except zlib.error:
                raise Impure(_("The compressed pixels are broken."), at=at) from None
            self._count(block, at)
            compressed = self._inflater.unconsumed_tail
            is_filled = len(block) == _INFLATED_BYTES

    def _count(self, block: bytes, at: int) -> None:
        to_next_row = -self._inflated_bytes % self._row_bytes
        if block[to_next_row :: self._row_bytes].translate(None, _FILTERS):
            raise Impure(_("A row of pixels has an unknown filter."), at=at)
        self._inflated_bytes += len(block)
        if self._inflated_bytes > self._expected_bytes:
            raise Impure(_("There are more pixels than the picture is large."), at=at)
