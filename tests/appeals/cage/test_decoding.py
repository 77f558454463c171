"""From files to pixels: every format, mode, turn and profile comes out as it looks."""

import io
import struct
import time
import zlib
from typing import Any

import pytest
from PIL import Image, ImageCms, TiffImagePlugin

from appeals.cage import decoding
from appeals.cage.scans import scans_in
from appeals.exceptions import CageFailed
from tests.appeals.drawn import (
    FORMATS,
    about,
    corners,
    encoded,
    linear_grey_profile,
    p3_profile,
    png_chunk,
    quarters,
    srgb_profile,
)

from .reading import decoded, pixels_of

CORNERS = [(255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)]
UNDO = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def failure(content: bytes) -> str:
    with pytest.raises(CageFailed) as raised:
        decoded(content).file.close()
    return raised.value.reason


def shows_quarters(image: Image.Image, *, within: int = 12) -> bool:
    return all(
        about(found, expected, within=within)
        for found, expected in zip(corners(image), CORNERS, strict=True)
    )


class TestFormats:
    @pytest.mark.parametrize("encoder", FORMATS)
    def test_every_format_shows_what_was_drawn(self, encoder: str) -> None:
        pixels = pixels_of(encoded(quarters(), encoder))

        assert pixels.size == (120, 80)
        assert shows_quarters(pixels)

    @pytest.mark.parametrize("compression", ["raw", "tiff_lzw", "tiff_adobe_deflate", "packbits"])
    def test_the_compressions_of_tiff(self, compression: str) -> None:
        assert shows_quarters(pixels_of(encoded(quarters(), "TIFF", compression=compression)))

    def test_an_old_windows_bitmap_with_a_palette(self) -> None:
        assert shows_quarters(pixels_of(encoded(quarters().quantize(8), "BMP")))

    @pytest.mark.parametrize("encoder", ["PNG", "WEBP", "GIF", "AVIF", "TIFF", "HEIF", "MPO"])
    def test_of_several_pictures_the_first(self, encoder: str) -> None:
        others = [Image.new("RGB", (120, 80), colour) for colour in ("black", "navy")]

        content = encoded(quarters(), encoder, save_all=True, append_images=others)

        assert shows_quarters(pixels_of(content), within=24)

    def test_what_comes_after_the_picture_is_ignored(self) -> None:
        tail = b"PK\x03\x04 <script>alert(1)</script>"

        for encoder in FORMATS:
            assert shows_quarters(pixels_of(encoded(quarters(), encoder) + tail)), encoder


class TestTurns:
    @pytest.mark.parametrize("orientation", range(1, 9))
    @pytest.mark.parametrize("encoder", ["JPEG", "PNG", "WEBP", "TIFF", "HEIF", "AVIF"])
    def test_orientation_is_applied_once(self, encoder: str, orientation: int) -> None:
        drawn = quarters((160, 96))
        stored = drawn.transpose(UNDO[orientation]) if orientation > 1 else drawn
        exif = Image.Exif()
        exif[0x0112] = orientation

        pixels = pixels_of(encoded(stored, encoder, exif=exif.tobytes()))

        assert pixels.size == (160, 96)
        assert shows_quarters(pixels, within=24)

    def test_a_turned_picture_that_is_reduced(self) -> None:
        exif = Image.Exif()
        exif[0x0112] = 6
        stored = quarters((1600, 800)).transpose(UNDO[6])

        pixels = pixels_of(encoded(stored, "JPEG", exif=exif), max_side_px=400)

        assert pixels.size == (400, 200)
        assert shows_quarters(pixels)

    @pytest.mark.parametrize("exif", [b"Exif\0\0rubbish", b"Exif\0\0MM\0*\0\0\0\x08\xff\xff"])
    def test_broken_exif_says_nothing(self, exif: bytes) -> None:
        assert shows_quarters(pixels_of(encoded(quarters(), "JPEG", exif=exif)))


class TestTransparency:
    @pytest.mark.parametrize("encoder", ["PNG", "WEBP", "TIFF", "AVIF", "HEIF"])
    def test_it_becomes_white_and_hides_nothing(self, encoder: str) -> None:
        image = Image.new("RGBA", (80, 80), (200, 10, 10, 0))
        image.paste((0, 0, 255, 255), (0, 0, 40, 80))
        options = {"exact": True, "lossless": True} if encoder == "WEBP" else {}

        pixels = pixels_of(encoded(image, encoder, **options))

        assert about(pixels.getpixel((60, 40)), (255, 255, 255))
        assert about(pixels.getpixel((20, 40)), (0, 0, 255))

    def test_half_of_it(self) -> None:
        pixels = pixels_of(encoded(Image.new("RGBA", (80, 80), (0, 0, 0, 128))))

        assert about(pixels.getpixel((40, 40)), (127, 127, 127), within=1)

    def test_hidden_colour_does_not_bleed_when_reduced(self) -> None:
        image = Image.new("RGBA", (1000, 1000), (255, 0, 0, 0))
        image.paste((0, 0, 255, 255), (0, 0, 501, 1000))

        pixels = pixels_of(encoded(image), max_side_px=100)

        # Only blue over white: red can never be more than green.
        found = [pixels.getpixel((x, 50)) for x in range(100)]
        assert all(abs(red - green) <= 1 for red, green, _blue in found)  # type: ignore[misc]  # RGB has three

    @pytest.mark.parametrize("encoder", ["PNG", "GIF"])
    def test_a_palette_with_a_clear_colour(self, encoder: str) -> None:
        image = Image.new("P", (80, 80), 0)
        image.putpalette([200, 10, 10, 0, 0, 255])
        image.paste(1, (0, 0, 40, 80))

        pixels = pixels_of(encoded(image, encoder, transparency=0))

        assert pixels.getpixel((60, 40)) == (255, 255, 255)
        assert pixels.getpixel((20, 40)) == (0, 0, 255)

    def test_a_palette_with_many_half_clear_colours(self) -> None:
        image = Image.new("P", (80, 80), 1)
        image.putpalette([0, 0, 0, 0, 0, 0])

        pixels = pixels_of(encoded(image, transparency=bytes([0, 128])))

        assert about(pixels.getpixel((40, 40)), (127, 127, 127), within=1)

    @pytest.mark.parametrize(
        ("mode", "clear", "level"), [("L", 200, 200), ("RGB", (9, 8, 7), (9, 8, 7)), ("1", 0, 0)]
    )
    def test_a_clear_colour_without_a_palette(self, mode: str, clear: Any, level: Any) -> None:
        pixels = pixels_of(encoded(Image.new(mode, (80, 80), level), transparency=clear))

        assert pixels.getpixel((40, 40)) == (255, 255, 255)

    def test_sixteen_bits_of_grey_with_a_clear_level(self) -> None:
        image = Image.new("I;16", (80, 80))
        image.putdata([0x8080] * 80 * 40 + [0x4040] * 80 * 40)

        pixels = pixels_of(encoded(image, transparency=0x8080))

        assert pixels.getpixel((20, 20)) == (255, 255, 255)
        assert pixels.getpixel((20, 60)) == (0x40, 0x40, 0x40)


class TestClearColourInPng:
    """Rows of one hidden colour, then of one that is seen, as the file's own numbers."""

    @pytest.mark.parametrize("profile", [b"", srgb_profile()], ids=["bare", "with a profile"])
    @pytest.mark.parametrize(
        ("bits", "hidden", "seen"),
        [
            *[(1, level, 1 - level) for level in (0, 1)],
            *[(2, level, 3 - level) for level in (1, 3)],
            *[(4, level, 15 - level) for level in (1, 15)],
            *[(8, level, 255 - level) for level in (1, 255)],
            *[(16, level, 65535 - level) for level in (0x0155, 0x8080, 0xFFFE)],
        ],
    )
    def test_of_grey(self, bits: int, hidden: int, seen: int, profile: bytes) -> None:
        pixels = pixels_of(keyed_png(bits, [hidden], [seen], profile=profile))

        level = seen * 255 // (2**bits - 1)
        assert pixels.getpixel((40, 20)) == (255, 255, 255)
        assert about(pixels.getpixel((40, 60)), (level,) * 3, within=1)

    def test_of_every_level_of_sixteen_bits(self) -> None:
        levels = range(0, 65536, 61)
        for hidden in levels:
            image = Image.new("I;16", (1, 1), hidden)
            image.info["transparency"] = hidden
            grey = decoding._plain(image)
            assert grey.convert("RGBA").getpixel((0, 0))[3] == 0, hidden  # type: ignore[index]  # RGBA has four

    @pytest.mark.parametrize("profile", [b"", srgb_profile()], ids=["bare", "with a profile"])
    @pytest.mark.parametrize(
        ("bits", "hidden", "seen"),
        [
            (8, [9, 8, 7], [7, 8, 9]),
            (8, [255, 0, 1], [255, 0, 9]),
            (16, [0x1234, 0xABCD, 0x00FF], [0x1234, 0x9900, 0x00FF]),
            (16, [0xFFFF, 0, 0x80FF], [0, 0xFFFF, 0]),
            (16, [0x0012, 0x0034, 0x0056], [0x8000, 0x8000, 0x8000]),
        ],
    )
    def test_of_colours(
        self, bits: int, hidden: list[int], seen: list[int], profile: bytes
    ) -> None:
        pixels = pixels_of(keyed_png(bits, hidden, seen, profile=profile))

        assert pixels.getpixel((40, 20)) == (255, 255, 255)
        expected = tuple(value * 255 // (2**bits - 1) for value in seen)
        assert about(pixels.getpixel((40, 60)), expected, within=1)

    @pytest.mark.parametrize("bits", [2, 4, 8])
    def test_bits_that_no_pixel_has_are_not_looked_at(self, bits: int) -> None:
        content = keyed_png(bits, [1], [2], key=[0x100 + 1])

        assert pixels_of(content).getpixel((40, 20)) == (255, 255, 255)

    @pytest.mark.parametrize("profile", [b"", srgb_profile()], ids=["bare", "with a profile"])
    @pytest.mark.parametrize("bits", [1, 2, 4, 8])
    def test_of_a_palette_with_partly_clear_colours(self, bits: int, profile: bytes) -> None:
        content = png_of(
            bits,
            3,
            [[0], [1]],
            (b"PLTE", bytes([200, 10, 10, 0, 0, 0])),
            (b"tRNS", bytes([0, 128])),
            profile=profile,
        )

        pixels = pixels_of(content)

        assert pixels.getpixel((40, 20)) == (255, 255, 255)
        assert about(pixels.getpixel((40, 60)), (127, 127, 127), within=1)


class TestDepths:
    @pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "PA"])
    def test_few_colours(self, mode: str) -> None:
        encoder = "TIFF" if mode == "PA" else "PNG"

        pixels = pixels_of(encoded(quarters().convert("P").convert(mode), encoder))

        assert pixels.size == (120, 80)
        assert about(corners(pixels)[3], (255, 255, 255))

    @pytest.mark.parametrize("profile", [b"", srgb_profile()], ids=["bare", "with a profile"])
    @pytest.mark.parametrize(("encoder", "order"), [("PNG", ""), ("TIFF", ""), ("TIFF", "B")])
    def test_sixteen_bits_of_grey(self, encoder: str, order: str, profile: bytes) -> None:
        image = Image.frombytes(
            f"I;16{order}",
            (256, 64),
            struct.pack(f"{'>' if order else '<'}256H", *range(0, 65536, 257)) * 64,
        )
        options = {"icc_profile": profile} if profile else {}

        pixels = pixels_of(encoded(image, encoder, **options))

        for column in (0, 1, 64, 128, 255):
            assert about(pixels.getpixel((column, 30)), (column,) * 3, within=1)

    @pytest.mark.parametrize("channels", [3, 4])
    def test_sixteen_bits_of_colour_in_png(self, channels: int) -> None:
        row = (
            b"\0" + struct.pack(f">{channels}H", *[0x8080, 0x4040, 0xC0C0, 0xFFFF][:channels]) * 80
        )
        kind = 6 if channels == 4 else 2
        content = b"\x89PNG\r\n\x1a\n" + b"".join(
            [
                png_chunk(b"IHDR", struct.pack(">IIBBBBB", 80, 80, 16, kind, 0, 0, 0)),
                png_chunk(b"IDAT", zlib.compress(row * 80)),
                png_chunk(b"IEND", b""),
            ]
        )

        assert about(pixels_of(content).getpixel((40, 40)), (0x80, 0x40, 0xC0), within=1)

    @pytest.mark.parametrize("order", ["<", ">"])
    @pytest.mark.parametrize("channels", [3, 4])
    def test_sixteen_bits_of_colour_in_tiff(self, order: str, channels: int) -> None:
        values = [0x8080, 0x4040, 0xC0C0, 0xFFFF][:channels]
        content = tiff(order, values, bits=16, photometric=2, extra=2 if channels == 4 else None)

        assert about(pixels_of(content).getpixel((40, 40)), (0x80, 0x40, 0xC0), within=1)

    @pytest.mark.parametrize("mode", ["I", "F"])
    def test_measurements_of_32_bits_are_refused(self, mode: str) -> None:
        assert failure(encoded(Image.new(mode, (80, 80)), "TIFF")) == "depth"


class TestColours:
    def test_colours_of_a_wider_space_come_out_as_srgb(self) -> None:
        # Greens of P3 are stronger than those of sRGB: without conversion it would stay as it is.
        image = Image.new("RGB", (80, 80), (128, 200, 80))

        for encoder in ("JPEG", "PNG", "WEBP", "TIFF", "AVIF", "HEIF"):
            content = encoded(image, encoder, icc_profile=p3_profile())
            found = pixels_of(content).getpixel((40, 40))
            assert about(found, (105, 203, 61), within=10), (encoder, found)

    def test_of_a_palette_and_of_what_is_half_clear_too(self) -> None:
        image = Image.new("RGBA", (80, 80), (128, 200, 80, 255))
        image.paste((0, 0, 0, 0), (0, 0, 40, 80))

        for drawn in (image, image.quantize(4)):
            pixels = pixels_of(encoded(drawn, icc_profile=p3_profile()))
            assert pixels.getpixel((20, 40)) == (255, 255, 255)
            assert about(pixels.getpixel((60, 40)), (105, 203, 61), within=8)

    @pytest.mark.parametrize("mode", ["L", "LA"])
    def test_grey_of_another_gamma(self, mode: str) -> None:
        image = Image.new("L", (80, 80), 128).convert(mode)

        found = pixels_of(encoded(image, icc_profile=linear_grey_profile())).getpixel((40, 40))

        assert about(found, (188, 188, 188), within=3)

    @pytest.mark.parametrize("encoder", ["JPEG", "TIFF"])
    def test_inks_without_a_profile(self, encoder: str) -> None:
        pixels = pixels_of(encoded(quarters().convert("CMYK"), encoder))

        assert shows_quarters(pixels, within=16)

    def test_lab(self) -> None:
        lab = ImageCms.profileToProfile(
            quarters(),
            ImageCms.createProfile("sRGB"),
            ImageCms.createProfile("LAB"),
            outputMode="LAB",
        )
        assert lab is not None

        assert shows_quarters(pixels_of(encoded(lab, "TIFF")), within=24)

    @pytest.mark.parametrize("mode", ["RGB", "L", "LA", "CMYK"])
    @pytest.mark.parametrize("profile", [b"rubbish", b"of other channels"])
    def test_a_profile_that_does_not_fit_says_nothing(self, mode: str, profile: bytes) -> None:
        encoder = "JPEG" if mode == "CMYK" else "PNG"
        other = linear_grey_profile() if mode == "RGB" else srgb_profile()

        pixels = pixels_of(
            encoded(
                quarters().convert(mode),
                encoder,
                icc_profile=profile if profile == b"rubbish" else other,
            )
        )

        assert about(corners(pixels)[3], (255, 255, 255), within=12)


class TestScans:
    def test_a_bomb_of_scans_is_refused_at_once(self) -> None:
        content = with_scans(encoded(quarters((2000, 2000)), "JPEG", progressive=True), 5000)
        started = time.monotonic()

        assert failure(content) == "scans"
        assert time.monotonic() - started < 1

    @pytest.mark.parametrize(
        "between", [b"\xff", b"\xff\x01", b"\xff\x02", b"\xff\xd0", b"\xff\xd8", b"\xff\x00\xbf"]
    )
    def test_nothing_between_them_hides_them(self, between: bytes) -> None:
        content = with_scans(encoded(quarters(), "JPEG", progressive=True), 200, between=between)

        assert scans_in(content, most=100) == 101

    def test_as_many_as_honest_files_have(self) -> None:
        assert scans_in(encoded(quarters(), "JPEG"), most=100) == 1
        content = encoded(quarters(), "JPEG", progressive=True)
        assert 5 < scans_in(content, most=100) < 20
        assert shows_quarters(pixels_of(with_scans(content, 50)))

    def test_what_only_looks_like_scans(self) -> None:
        looks = b"\xff\xda\x00\x02" * 1000
        plain = encoded(quarters(), "JPEG")
        start, rest = plain[:2], plain[2:]
        segment = b"\xff\xe5" + (len(looks) + 2).to_bytes(2, "big") + looks

        for content in (start + segment + rest, plain + looks):
            assert scans_in(content, most=100) == 1
            assert shows_quarters(pixels_of(content))

    @pytest.mark.parametrize(
        "piece", [b"\xff\x00", b"\xff", b"\xff\xe0\x00\x02", b"\xff\x01", b"a"]
    )
    def test_twenty_megabytes_of_anything_are_counted_soon(self, piece: bytes) -> None:
        content = b"\xff\xd8" + piece * (20 * 2**20 // len(piece))
        started = time.monotonic()

        scans_in(content, most=100)

        assert time.monotonic() - started < 10


class TestSizes:
    @pytest.mark.parametrize("encoder", FORMATS)
    def test_large_pictures_are_reduced(self, encoder: str) -> None:
        pixels = pixels_of(encoded(quarters((1200, 800)), encoder), max_side_px=300)

        assert pixels.size == (300, 200)
        assert shows_quarters(pixels)

    def test_a_long_strip_keeps_a_pixel(self) -> None:
        assert pixels_of(encoded(Image.new("L", (64, 30_000)))).size == (7, 3200)

    def test_too_many_pixels_and_too_few(self) -> None:
        assert failure(encoded(Image.new("1", (8000, 5001)))) == "pixels"
        assert failure(encoded(Image.new("1", (63, 500)))) == "small"


def with_scans(jpeg: bytes, more: int, *, between: bytes = b"") -> bytes:
    """A progressive JPEG whose last scan is repeated."""
    last, end = jpeg.rindex(b"\xff\xda"), jpeg.rindex(b"\xff\xd9")
    return jpeg[:end] + (between + jpeg[last:end]) * more + jpeg[end:]


def keyed_png(
    bits: int,
    hidden: list[int],
    seen: list[int],
    *,
    key: list[int] | None = None,
    profile: bytes = b"",
) -> bytes:
    """Grey or colours; the hidden ones are the clear colour."""
    clear = struct.pack(f">{len(hidden)}H", *(key or hidden))
    return png_of(
        bits, 0 if len(hidden) == 1 else 2, [hidden, seen], (b"tRNS", clear), profile=profile
    )


def png_of(
    bits: int, kind: int, halves: list[list[int]], *parts: tuple[bytes, bytes], profile: bytes
) -> bytes:
    """80 by 80 pixels: the upper half and the lower, each of one pixel's numbers."""
    if profile:
        parts = ((b"iCCP", b"a\0\0" + zlib.compress(profile)), *parts)
    rows = b"".join((b"\0" + packed(half * 80, bits)) * 40 for half in halves)
    head = struct.pack(">IIBBBBB", 80, 80, bits, kind, 0, 0, 0)
    chunks = [(b"IHDR", head), *parts, (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(png_chunk(*chunk) for chunk in chunks)


def packed(numbers: list[int], bits: int) -> bytes:
    """The numbers side by side, the first in the highest bits."""
    whole = int("".join(f"{number:0{bits}b}" for number in numbers), 2)
    return whole.to_bytes(len(numbers) * bits // 8, "big")


def tiff(
    order: str, values: list[int], *, bits: int, photometric: int, extra: int | None = None
) -> bytes:
    """An uncompressed TIFF of 80 by 80 equal pixels."""
    ifd = TiffImagePlugin.ImageFileDirectory_v2(prefix=b"II" if order == "<" else b"MM")
    pixel = struct.pack(f"{order}{len(values)}{'H' if bits == 16 else 'B'}", *values)
    ifd[256], ifd[257] = 80, 80
    ifd[258] = (bits,) * len(values)
    ifd[259], ifd[262], ifd[277], ifd[278] = 1, photometric, len(values), 80
    ifd[279] = len(pixel) * 6400
    if extra is not None:
        ifd[338] = extra
    # Pillow adds where the directory ends.
    ifd[273] = 0
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(f"{order}I", 8)
    return io.BytesIO(head + ifd.tobytes(8) + pixel * 6400).getvalue()
