"""What a crop is: from an uploaded file to the master and the renditions that browsers get, in
pixels only. Reading and writing pictures is the cage's work; rows and rights are in services/.
"""

import hashlib
import secrets
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import IO, Final

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.utils.translation import gettext as _

from .cage.encoding import Order
from .cage.formats import HEAD_BYTES, MEDIA_TYPES, SUFFIXES, Format, format_of
from .cage.pictures import Encoded, Pixels, decode, encode, max_pixels
from .cage.running import Reason, memory_file
from .exceptions import CageFailed, CropRefused
from .purity import stripped

MAX_BYTES: Final = 20 * 1024 * 1024
# An upload is answered within ten, whatever it holds and however busy the machine is.
SECONDS: Final = 9.0
# Enough for any honest picture; with less, running out of it is not the picture's fault.
_AMPLE_S: Final = SECONDS / 2
# Pictures that one process has read at a time: each may take half a gigabyte and a core.
AT_ONCE: Final = 2
# Fewer pixels show nothing that a stranger could recognise.
MIN_SIDE_PX: Final = 64
# The lossless copy has twice what the largest rendition has; 4000 px took 1.6 times as long.
MASTER_SIDE_PX: Final = 3200
# Long sides. Cards are 360 because twenty of them have to fit a page of 200 KiB.
SIDES_PX: Final[Mapping[str, int]] = {"card": 360, "page": 960, "full": 1600}
# What social networks cut from; the ground is the one that pictures lie on on our pages.
SHARE_PX: Final = (1200, 630)
_SHARE_GROUND: Final = "#e1e5e4"
_SHARE_MARGIN_PX: Final = 30
_PIECE_BYTES: Final = 64 * 1024
# What is sent of a file whose type nobody knows; RFC 7578 takes the last for a missing one.
_ANY_MEDIA_TYPE: Final = {"", "application/octet-stream", "text/plain"}

_places: Final = threading.BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True)
class Encoding:
    """One way to write a picture: Pillow's encoder with its options, and what files are called."""

    encoder: str
    media_type: str
    suffix: str
    options: Mapping[str, int | bool | str] = field(default_factory=dict)


# Qualities that look alike. Speed 8: at 6 a picture takes four times as long for a twentieth fewer
# bytes, at 4 twenty times. One thread, since the other core serves pages.
AVIF: Final = Encoding("AVIF", "image/avif", "avif", {"quality": 48, "speed": 8, "max_threads": 1})
WEBP: Final = Encoding("WEBP", "image/webp", "webp", {"quality": 55, "method": 6})
JPEG: Final = Encoding(
    "JPEG", "image/jpeg", "jpg", {"quality": 80, "optimize": True, "progressive": True}
)
# Level 6 took five times as long for a tenth fewer bytes.
PNG: Final = Encoding("PNG", "image/png", "png", {"compress_level": 1})
# In the order in which a browser is offered them.
FOR_BROWSERS: Final = (AVIF, WEBP, JPEG)


@dataclass(frozen=True)
class Written:
    """One encoded picture, before it is stored."""

    size: str
    content: bytes
    media_type: str
    suffix: str
    width_px: int
    height_px: int

    @property
    def sha256(self) -> str:
        """The hash of the content, 64 hexadecimal digits."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class Picture:
    """Everything that becomes of one upload, encoded and ready to be stored."""

    master: Written
    renditions: tuple[Written, ...]
    # The mean of all pixels, "#rrggbb".
    colour: str
    # 64 bits as 16 hexadecimal digits; near-twins differ in few of them.
    perceptual_hash: str


def read_picture(
    file: IO[bytes], *, name: str = "", media_type: str = "", seconds: float = SECONDS
) -> Picture:
    """Decode an upload and encode all that is kept of it, each in a caged process. It takes up to
    ``seconds``, mostly below two, so no lock may be held meanwhile.

    ``name`` and ``media_type`` are what the sender says of the file; empty says nothing.

    Raises:
        CropRefused: too large, too small, no picture of a known format, not what it is said to
            be, broken, or too much work for the cage; or there was no time for it.
    """
    end = time.monotonic() + seconds
    with _a_place(seconds), _copied(file) as content:
        is_hurried = end - time.monotonic() < _AMPLE_S
        kind = _honest_format(content, name=name, media_type=media_type)
        try:
            pixels = decode(
                content,
                kind,
                min_side_px=MIN_SIDE_PX,
                max_side_px=MASTER_SIDE_PX,
                # A file that takes longer is a trap, not a picture.
                seconds=min(_AMPLE_S, end - time.monotonic()),
            )
            return _picture_of(pixels, seconds=end - time.monotonic())
        except CageFailed as failure:
            if is_hurried and failure.reason == Reason.TIME:
                raise CropRefused(_no_time()) from failure
            raise CropRefused(_sentence(failure.reason, kind)) from failure


@contextmanager
def _a_place(seconds: float) -> Iterator[None]:
    """Wait until fewer than AT_ONCE pictures are read in this process.

    Raises:
        CropRefused: none came free in time.
    """
    if not _places.acquire(timeout=max(0.0, seconds)):
        raise CropRefused(_no_time())
    try:
        yield
    finally:
        _places.release()


def store(storage: Storage, written: Written) -> str:
    """Write under a new random name and return that name."""
    return store_bytes(storage, written.content, suffix=written.suffix)


def store_bytes(storage: Storage, content: bytes, *, suffix: str) -> str:
    """Write ``content`` under a new random name of 128 bits and return it."""
    return str(storage.save(f"{secrets.token_hex(16)}.{suffix}", ContentFile(content)))


def sizes_of(width_px: int, height_px: int) -> dict[str, tuple[int, int]]:
    """The renditions' sizes in px: nothing is blown up, and a size that would repeat the smaller
    one is left out.
    """
    found: dict[str, tuple[int, int]] = {}
    for size, side_px in SIDES_PX.items():
        fitted = _fitted(width_px, height_px, side_px, side_px)
        if fitted not in found.values():
            found[size] = fitted
    return found


def _picture_of(pixels: Pixels, *, seconds: float) -> Picture:
    """Encode the master and all renditions; the pixels are closed afterwards.

    Raises:
        CageFailed: as ``cage.pictures.encode``.
    """
    planned = list(_planned(pixels.width_px, pixels.height_px))
    with pixels.file:
        orders = (order for _size, _encoding, order in planned)
        encoded = encode(pixels, *orders, seconds=seconds)
    return _picture(encoded, planned)


def _copied(file: IO[bytes]) -> IO[bytes]:
    """The upload in a file that the cage can be handed.

    Raises:
        CropRefused: it is too large.
    """
    copy, length = memory_file(), 0
    file.seek(0)
    while piece := file.read(_PIECE_BYTES):
        length += len(piece)
        if length > MAX_BYTES:
            copy.close()
            raise CropRefused(_("The file is larger than 20 MB. Cut the crop smaller."))
        copy.write(piece)
    copy.seek(0)
    return copy


def _honest_format(content: IO[bytes], *, name: str, media_type: str) -> Format:
    """The format of the content.

    Raises:
        CropRefused: none of ours, or another than its name or its media type says.
    """
    kind = format_of(content.read(HEAD_BYTES))
    if kind is None:
        raise CropRefused(
            _(
                "The file cannot be read as a picture. Save it as JPEG, PNG, WebP, AVIF, HEIC,"
                " TIFF, BMP or GIF, then try again."
            )
        )
    suffix = PurePath(name).suffix.removeprefix(".").lower()
    declared = media_type.partition(";")[0].strip().lower()
    if suffix and suffix not in SUFFIXES[kind]:
        raise CropRefused(
            _(
                "The file’s name ends in “.%(suffix)s”, but its content is %(kind)s. Find out"
                " why; then name it “.%(right)s” or save it again, and try again."
            )
            % {"suffix": suffix[:20], "kind": kind, "right": SUFFIXES[kind][0]}
        )
    if declared not in _ANY_MEDIA_TYPE and declared not in MEDIA_TYPES[kind]:
        raise CropRefused(
            _(
                "The file was sent as “%(declared)s”, but its content is %(kind)s. Save it again"
                " as PNG or JPEG, then try again."
            )
            % {"declared": declared[:40], "kind": kind}
        )
    return kind


def _planned(width_px: int, height_px: int) -> Iterator[tuple[str, Encoding, Order]]:
    """The master first, then every rendition."""
    yield "master", PNG, Order(PNG.encoder, width_px, height_px, PNG.options)
    for size, (width, height) in sizes_of(width_px, height_px).items():
        for each in FOR_BROWSERS:
            yield size, each, Order(each.encoder, width, height, each.options)
    room = (side - 2 * _SHARE_MARGIN_PX for side in SHARE_PX)
    inner = _fitted(width_px, height_px, *room)
    yield "share", JPEG, Order(JPEG.encoder, *inner, JPEG.options, (*SHARE_PX, _SHARE_GROUND))


def _picture(encoded: Encoded, planned: list[tuple[str, Encoding, Order]]) -> Picture:
    master, *renditions = (
        _written(size, content, encoding, order)
        for content, (size, encoding, order) in zip(encoded.files, planned, strict=True)
    )
    return Picture(master, tuple(renditions), encoded.colour, encoded.perceptual_hash)


def _written(size: str, content: bytes, encoding: Encoding, order: Order) -> Written:
    """The picture as it is stored: what the encoder wrote, less what no decoder needs."""
    content = stripped(content, encoding.media_type)
    width, height = order.ground[:2] if order.ground else (order.width_px, order.height_px)
    return Written(size, content, encoding.media_type, encoding.suffix, width, height)


def _fitted(width_px: int, height_px: int, most_px: int, most_high_px: int) -> tuple[int, int]:
    shrink = min(1.0, most_px / width_px, most_high_px / height_px)
    return max(1, round(width_px * shrink)), max(1, round(height_px * shrink))


def _no_time() -> str:
    """What the publisher reads when other pictures have used up the time."""
    return _("There was no time left for this picture. Save the others first, then add it.")


def _sentence(reason: str, kind: Format) -> str:
    """What the publisher reads when the cage gave no picture."""
    sentences = {
        "pixels": _("The picture has more than %(most)s megapixels. Cut the crop smaller.")
        % {"most": max_pixels(kind) // 1_000_000},
        "small": _("The picture is less than 64 pixels wide or high: too small to recognise."),
        "depth": _(
            "The picture holds 32-bit measurements. Save it with 8 or 16 bits, then try again."
        ),
        Reason.TIME: _(
            "The picture took too long to read. Save it as PNG or JPEG, or cut it"
            " smaller, then try again."
        ),
        Reason.MEMORY: _("The picture needs too much memory. Cut it smaller, then try again."),
    }
    broken = _(
        "The file cannot be read as a picture. Save it again as PNG or JPEG, then try again."
    )
    return sentences.get(reason, broken)
