"""From files to pixels: every format, mode, turn and profile comes out as it looks."""

import io
import struct
import zlib
from typing import Any

import pytest
from PIL import Image, ImageCms, TiffImagePlugin

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
