"""Several hundred odd and hostile files, made the same way each time, for the upload path.

``python -m tests.appeals.cage.corpus`` sends all of them and prints how they ended and how long
they took.
"""

import io
import itertools
import random
import struct
import sys
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PIL import Image, TiffImagePlugin

from tests.appeals.drawn import FORMATS, encoded, laden, png_chunk, png_with_header, quarters

_SUFFIXES = dict(
    zip(FORMATS, ("jpg", "png", "webp", "avif", "heic", "tif", "bmp", "gif"), strict=True)
)
_MODES = ("1", "L", "LA", "P", "PA", "RGB", "RGBA", "CMYK", "I;16", "I", "F", "LAB", "HSV")
_POLYGLOTS = {
    "zip": b"PK\x03\x04" + bytes(60) + b"PK\x05\x06" + bytes(18),
    "html": b"<!doctype html><script>alert(1)</script>",
    "jpeg": b"\xff\xd8\xff\xe0",
}


@dataclass(frozen=True)
class File:
    """One file; a bomb that is refused has to be refused in two seconds."""

    title: str
    name: str
    content: bytes
    is_bomb: bool = False


def modes() -> Iterator[File]:
    for encoder, mode in itertools.product(FORMATS, _MODES):
        try:
            content = encoded(Image.new(mode, (90, 70)), encoder)
        except (OSError, ValueError, KeyError):
            continue  # the format has no such mode
        yield File(f"{encoder} of {mode}", f"a.{_SUFFIXES[encoder]}", content)


def empties() -> Iterator[File]:
    for encoder in FORMATS:
        for length in (1, 3, 12, 32):
            content = encoded(quarters(), encoder)[:length]
            yield File(f"{encoder}, {length} bytes", f"a.{_SUFFIXES[encoder]}", content)
    yield File("nothing", "a.png", b"")
    yield File("zeros", "a.png", bytes(100_000))


def cut_off() -> Iterator[File]:
    for encoder in FORMATS:
        content = encoded(Image.effect_noise((160, 120), 60).convert("RGB"), encoder)
        for part in range(1, 16):
            cut = content[: len(content) * part // 16]
            yield File(f"{encoder} cut at {part}/16", f"a.{_SUFFIXES[encoder]}", cut)


def flipped() -> Iterator[File]:
    chance = random.Random(7)
    for encoder in FORMATS:
        content = laden(encoder)
        # Headers are where decoders go wrong, so half of the flips are there.
        for number in range(24):
            broken = bytearray(content)
            for _ in range(1 + number % 5):
                end = 120 if number % 2 else len(broken)
                broken[chance.randrange(min(end, len(broken)))] = chance.randrange(256)
            yield File(f"{encoder} broken {number}", f"a.{_SUFFIXES[encoder]}", bytes(broken))


def with_more_behind() -> Iterator[File]:
    for encoder, (kind, tail) in itertools.product(FORMATS, _POLYGLOTS.items()):
        content = encoded(quarters(), encoder) + tail
        yield File(f"{encoder} and {kind}", f"a.{_SUFFIXES[encoder]}", content)
        yield File(f"{kind} before {encoder}", f"a.{_SUFFIXES[encoder]}", tail + content)


def lying() -> Iterator[File]:
    for encoder in FORMATS:
        for suffix in ("svg", "exe", "png" if encoder != "PNG" else "jpg"):
            yield File(f"{encoder} as {suffix}", f"a.{suffix}", encoded(quarters(), encoder))
    yield File("SVG as PNG", "a.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>")
    yield File("SVG", "a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>")
    yield File("PDF", "a.pdf", b"%PDF-1.7\n" + bytes(500))
    yield File("EPS", "a.eps", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 90 90\n")
    yield File("a name of many characters", "ä" * 5000 + ".png", encoded(quarters()))
    yield File("a name with a line in it", "a\n\x00.png", encoded(quarters()))


def shapes() -> Iterator[File]:
    for size in ((1, 1), (1, 60_000), (60_000, 1), (64, 60_000), (63, 64), (64, 64)):
        for encoder in ("PNG", "JPEG", "TIFF", "BMP"):
            content = encoded(Image.new("L", size, 128), encoder)
            yield File(f"{encoder} of {size}", f"a.{_SUFFIXES[encoder]}", content)


def animated() -> Iterator[File]:
    others = [Image.new("RGB", (120, 80), (level, 0, 0)) for level in range(0, 250, 25)]
    for encoder in ("PNG", "WEBP", "AVIF", "GIF", "TIFF", "HEIF"):
        content = encoded(quarters(), encoder, save_all=True, append_images=others)
        yield File(f"{encoder} of 11 frames", f"a.{_SUFFIXES[encoder]}", content)
    content = encoded(quarters(), "MPO", save_all=True, append_images=others)
    yield File("a camera's pair", "a.mpo", content)


def bombs() -> Iterator[File]:
    for title, content in _bomb_contents():
        suffix = _SUFFIXES[title.partition(" ")[0]]
        yield File(f"bomb: {title}", f"a.{suffix}", content, is_bomb=True)


def _bomb_contents() -> Iterator[tuple[str, bytes]]:
    hundred = encoded(Image.new("L", (10_000, 10_000)))
    yield "PNG of 100 megapixels", hundred
    for side in (7_000, 30_000, 2**31 - 1):
        yield f"PNG that promises {side}", png_with_header(side, side)
    yield "PNG with less than it promises", png_with_header(6_000, 6_000, pixels=b"")
    yield "PNG with more than it promises", png_with_header(90, 90, pixels=bytes(500_000_000))
    head, tail = encoded(quarters())[:33], encoded(quarters())[33:]
    packed = zlib.compress(bytes(300_000_000), 9)
    for kind, start in {"zTXt": b"a\0\0", "iCCP": b"a\0\0", "iTXt": b"a\0\1\0\0\0"}.items():
        yield f"PNG with {kind}", head + png_chunk(kind.encode(), start + packed) + tail
    yield "PNG with many texts", head + png_chunk(b"tEXt", b"a\0b") * 200_000 + tail
    yield "GIF of 65535 by 65535", _patched(encoded(quarters(), "GIF"), 6, b"\xff" * 4)
    yield "GIF of 100 megapixels", encoded(Image.new("L", (10_000, 10_000)), "GIF")
    yield "BMP of 2 gigapixels", _patched(encoded(quarters(), "BMP"), 18, b"\xff\xff\0\0" * 2)
    jpeg = encoded(quarters(), "JPEG")
    yield "JPEG of 65000 by 65000", _patched(jpeg, jpeg.index(b"\xff\xc0") + 5, b"\xfd\xe8" * 2)
    yield "JPEG of 100 megapixels", encoded(Image.new("L", (10_000, 10_000)), "JPEG")
    yield (
        "WEBP of 16383 by 16383",
        encoded(Image.new("L", (16_383, 5)), "WEBP").replace(
            b"\xff\x3f\x05\0", b"\xff\x3f\xff\x3f"
        ),
    )
    yield "WEBP with a large canvas", _webp_with_canvas()
    for encoder in ("AVIF", "HEIF"):
        yield f"{encoder} of 20000 by 20000", _with_ispe(encoded(quarters(), encoder), 20_000)
        yield f"{encoder} of 6000 by 6000", _with_ispe(encoded(quarters(), encoder), 6_000)
    yield (
        "TIFF of 100 megapixels",
        encoded(Image.new("1", (10_000, 10_000)), "TIFF", compression="group4"),
    )
    yield "TIFF with one huge strip", _tiff({278: 2**31, 279: 2**31 - 1})
    yield "TIFF with huge tiles", _tiff({322: 60_000, 323: 60_000, 324: 8, 325: 100})
    yield "TIFF that goes round", _tiff({}, following=8)
    yield "TIFF of many channels", _tiff({277: 60_000})


def _patched(content: bytes, at: int, patch: bytes) -> bytes:
    return content[:at] + patch + content[at + len(patch) :]


def _webp_with_canvas() -> bytes:
    content = encoded(Image.new("RGBA", (90, 90), (1, 2, 3, 4)), "WEBP", exif=b"Exif\0\0")
    return _patched(content, content.index(b"VP8X") + 12, b"\xff\x3f\x00" * 2)


def _with_ispe(content: bytes, side: int) -> bytes:
    at = content.index(b"ispe") + 8
    return _patched(content, at, struct.pack(">II", side, side))


def _tiff(tags: dict[int, int], *, following: int = 0) -> bytes:
    ifd = TiffImagePlugin.ImageFileDirectory_v2(prefix=b"II")
    for tag, value in {
        256: 90,
        257: 90,
        258: 8,
        259: 5,
        262: 1,
        273: 0,
        277: 1,
        278: 90,
        279: 100,
    }.items():
        ifd[tag] = value
    for tag, value in tags.items():
        ifd[tag] = value
    directory = bytearray(ifd.tobytes(8))
    end = 2 + 12 * struct.unpack_from("<H", directory)[0]
    struct.pack_into("<I", directory, end, following)
    return b"II*\0" + struct.pack("<I", 8) + bytes(directory) + bytes(range(100))


KINDS: dict[str, Callable[[], Iterator[File]]] = {
    made.__name__: made
    for made in (
        modes,
        empties,
        cut_off,
        flipped,
        with_more_behind,
        lying,
        shapes,
        animated,
        bombs,
    )
}


def main() -> None:
    """Send every file, with the words of settings that translations need and nothing else."""
    from django.conf import settings

    settings.configure(USE_I18N=False)
    from appeals import crops
    from appeals.exceptions import CropRefused

    ends: Counter[str] = Counter()
    times: list[tuple[float, str, str]] = []
    for file in itertools.chain.from_iterable(made() for made in KINDS.values()):
        started = time.monotonic()
        try:
            crops.read_picture(io.BytesIO(file.content), name=file.name)
            end = "a picture"
        except CropRefused as refusal:
            end = str(refusal)
        ends[end] += 1
        times.append((time.monotonic() - started, file.title, end))
    for end, count in ends.most_common():
        sys.stdout.write(f"{count:5}  {end[:110]!r}\n")
    for took_s, title, end in sorted(times, reverse=True)[:15]:
        sys.stdout.write(f"{took_s:8.2f} s  {title}: {end[:60]}\n")
    total_s = sum(took_s for took_s, _title, _end in times)
    sys.stdout.write(f"{len(times)} files, {total_s / len(times):.2f} s a file\n")


if __name__ == "__main__":
    main()
