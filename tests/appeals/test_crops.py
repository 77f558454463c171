"""The crop pipeline: what it takes, what it refuses, and what is in the bytes it writes."""

import io
import struct
import time
import zlib
from typing import Any

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from appeals import crops
from appeals.crops import CARD_SIDE_PX, FULL_SIDE_PX
from appeals.exceptions import CropRefused
from tests.factories import picture_bytes

from .containers import jpeg_parts, png_parts, webp_parts

SECRET = b"GPS 52.2297 21.0122"
# The only parts of each container that hold or describe pixels.
JPEG_ALLOWED = {"e0", "db", "c2", "c4", "da", "d9"}
PNG_ALLOWED = {"IHDR", "IDAT", "IEND"}
WEBP_ALLOWED = {"VP8"}


def decoded(content: bytes) -> Image.Image:
    return crops.read_pixels(io.BytesIO(content))


def refused(content: bytes) -> str:
    with pytest.raises(CropRefused) as refusal:
        decoded(content)
    return str(refusal.value)


def encoded(image: Image.Image, encoder: str = "PNG", **options: Any) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, encoder, **options)
    return buffer.getvalue()


def quarters() -> Image.Image:
    """Red, green, blue and white quarters, so that every turn and mirror image can be told."""
    image = Image.new("RGB", (120, 80))
    for at, colour in {(0, 0): "red", (60, 0): "lime", (0, 40): "blue", (60, 40): "white"}.items():
        image.paste(colour, (*at, at[0] + 60, at[1] + 40))
    return image


def corners(image: Image.Image) -> list[Any]:
    right, low = image.width - 10, image.height - 10
    return [image.getpixel(at) for at in ((10, 10), (right, 10), (10, low), (right, low))]


def about(colour: Any, expected: tuple[int, ...], *, within: int = 6) -> bool:
    return all(abs(one - other) <= within for one, other in zip(colour, expected, strict=True))


class TestWhatIsTaken:
    @pytest.mark.parametrize("encoder", ["JPEG", "PNG", "WEBP"])
    def test_the_formats_of_cameras_and_editors(self, encoder: str) -> None:
        pixels = decoded(picture_bytes((320, 240), encoder))

        assert (pixels.mode, pixels.size) == ("RGB", (320, 240))
        assert about(pixels.getpixel((160, 120)), (0x33, 0xAA, 0x77))

    @pytest.mark.parametrize("orientation", range(1, 9))
    def test_orientation_is_applied_and_then_gone(self, orientation: int) -> None:
        undo = {
            2: Image.Transpose.FLIP_LEFT_RIGHT,
            3: Image.Transpose.ROTATE_180,
            4: Image.Transpose.FLIP_TOP_BOTTOM,
            5: Image.Transpose.TRANSPOSE,
            6: Image.Transpose.ROTATE_90,
            7: Image.Transpose.TRANSVERSE,
            8: Image.Transpose.ROTATE_270,
        }
        as_stored = quarters().transpose(undo[orientation]) if orientation > 1 else quarters()
        exif = Image.Exif()
        exif[0x0112] = orientation

        upright = decoded(encoded(as_stored, "PNG", exif=exif))

        assert upright.size == (120, 80)
        assert corners(upright) == corners(quarters())
        assert not upright.getexif()

    def test_transparency_becomes_white_and_hides_nothing(self) -> None:
        image = Image.new("RGBA", (80, 80), (200, 10, 10, 0))
        image.paste((0, 0, 255, 255), (0, 0, 40, 80))

        pixels = decoded(encoded(image))

        assert pixels.getpixel((60, 40)) == (255, 255, 255)
        assert pixels.getpixel((20, 40)) == (0, 0, 255)

    def test_a_palette_with_a_clear_colour(self) -> None:
        image = Image.new("P", (80, 80), 0)
        image.putpalette([200, 10, 10, 0, 0, 255])
        image.paste(1, (0, 0, 40, 80))

        pixels = decoded(encoded(image, transparency=0))

        assert pixels.getpixel((60, 40)) == (255, 255, 255)
        assert pixels.getpixel((20, 40)) == (0, 0, 255)

    @pytest.mark.parametrize("mode", ["1", "L", "LA", "P"])
    def test_few_colours(self, mode: str) -> None:
        assert decoded(encoded(quarters().convert(mode))).size == (120, 80)

    def test_cmyk(self) -> None:
        pixels = decoded(encoded(quarters().convert("CMYK"), "JPEG", quality=95))

        assert about(corners(pixels)[0], (255, 0, 0), within=12)
        assert about(corners(pixels)[3], (255, 255, 255), within=12)

    @pytest.mark.parametrize("with_profile", ["", "with a profile"])
    def test_sixteen_bits_of_grey_are_scaled_and_not_clipped(self, with_profile: str) -> None:
        image = Image.new("I;16", (256, 64))
        image.putdata([column * 257 for _row in range(64) for column in range(256)])
        options = {"icc_profile": srgb_profile()} if with_profile else {}

        pixels = decoded(encoded(image, "PNG", **options))

        for column in (0, 64, 128, 255):
            assert about(pixels.getpixel((column, 30)), (column,) * 3, within=2)

    def test_sixteen_bits_of_grey_with_a_clear_level(self) -> None:
        image = Image.new("I;16", (80, 80))
        image.putdata([0x8000] * 80 * 40 + [0x4000] * 80 * 40)

        pixels = decoded(encoded(image, transparency=0x8000))

        assert pixels.getpixel((20, 20)) == (255, 255, 255)
        assert pixels.getpixel((20, 60)) == (0x40, 0x40, 0x40)

    def test_colours_of_a_wider_space_come_out_as_srgb(self) -> None:
        # Without conversion this green would come out as it went in; P3 greens are stronger than
        # those of sRGB.
        image = Image.new("RGB", (80, 80), (128, 200, 80))

        pixels = decoded(encoded(image, "JPEG", quality=95, icc_profile=p3_profile()))

        found = pixels.getpixel((40, 40))
        assert about(found, (105, 203, 61), within=8), found

    def test_alpha_survives_the_conversion_of_colours(self) -> None:
        image = Image.new("RGBA", (80, 80), (200, 10, 10, 0))

        pixels = decoded(encoded(image, icc_profile=p3_profile()))

        assert pixels.getpixel((40, 40)) == (255, 255, 255)

    @pytest.mark.parametrize("mode", ["RGB", "L", "LA", "CMYK"])
    def test_a_broken_profile_is_ignored(self, mode: str) -> None:
        encoder = "JPEG" if mode == "CMYK" else "PNG"

        pixels = decoded(encoded(quarters().convert(mode), encoder, icc_profile=b"rubbish"))

        assert pixels.size == (120, 80)

    @pytest.mark.parametrize("mode", ["L", "LA", "CMYK"])
    def test_a_profile_of_other_channels_is_ignored(self, mode: str) -> None:
        encoder = "JPEG" if mode == "CMYK" else "PNG"

        pixels = decoded(encoded(quarters().convert(mode), encoder, icc_profile=srgb_profile()))

        assert about(corners(pixels)[3], (255, 255, 255), within=12)


class TestWhatIsRefused:
    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"\0" * 5000,
            b"A bag with a bird\n" * 50,
            b"<svg xmlns='http://www.w3.org/2000/svg' width='100' height='100'/>",
            b"%PDF-1.7\n",
            b"GIF89a" + b"\0" * 100,
            picture_bytes((100, 100), "GIF"),
            picture_bytes((100, 100), "BMP"),
            picture_bytes((100, 100), "TIFF"),
            picture_bytes((320, 240), "PNG")[:200],
            picture_bytes((320, 240), "JPEG")[:900],
            picture_bytes((320, 240), "JPEG")[:-40],
            picture_bytes((320, 240), "WEBP")[:-200],
        ],
        ids=lambda content: repr(content[:12]),
    )
    def test_what_is_no_whole_picture_of_a_known_format(self, content: bytes) -> None:
        assert "cannot be read as a picture" in refused(content)

    @pytest.mark.parametrize("encoder", ["PNG", "WEBP"])
    def test_animations(self, encoder: str) -> None:
        frames = [Image.new("RGB", (80, 80), colour) for colour in ("red", "blue")]

        content = encoded(frames[0], encoder, save_all=True, append_images=frames[1:])

        assert "animated" in refused(content)

    @pytest.mark.parametrize("size", [(63, 500), (500, 63), (1, 1)])
    def test_what_is_too_small_to_recognise(self, size: tuple[int, int]) -> None:
        assert "less than 64 pixels" in refused(encoded(Image.new("RGB", size)))

    def test_one_byte_too_many(self) -> None:
        assert "larger than 20 MB" in refused(b"\0" * (crops.MAX_BYTES + 1))

    @pytest.mark.parametrize("side", [7_000, 9_800, 30_000, 2**31 - 1])
    def test_bombs_are_refused_at_once(self, side: int) -> None:
        started = time.monotonic()

        refused(bomb(side))

        assert time.monotonic() - started < 1

    def test_a_bomb_of_text(self) -> None:
        notes = PngImagePlugin.PngInfo()
        for number in range(80):
            notes.add_text(f"note{number}", "x" * 1_000_000, zip=True)
        content = encoded(quarters(), pnginfo=notes)

        started = time.monotonic()
        refused(content)

        assert time.monotonic() - started < 2


class TestWhatIsWritten:
    def test_nothing_but_pixels_whatever_came_along(self) -> None:
        for content in (laden_jpeg(), laden_png(), laden_webp()):
            assert SECRET in content
            pixels = decoded(content)
            written = [*crops.renditions_of(pixels), crops.master_of(pixels)]
            for each in written:
                assert SECRET not in each.content
                assert (
                    parts(each)
                    <= {
                        "image/jpeg": JPEG_ALLOWED,
                        "image/png": PNG_ALLOWED,
                        "image/webp": WEBP_ALLOWED,
                    }[each.media_type]
                )

    def test_the_jpeg_header_says_nothing_of_the_source(self) -> None:
        pixels = decoded(encoded(quarters(), "JPEG", dpi=(317, 317)))

        (full,) = [each for each in crops.renditions_of(pixels) if each.size == "full"]

        # Version 1.1, no unit, aspect 1:1, no thumbnail.
        assert full.content[2:20] == b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"

    def test_a_second_picture_of_a_camera_stays_behind(self) -> None:
        second = Image.new("RGB", (120, 80), "red")
        content = encoded(quarters(), "MPO", save_all=True, append_images=[second])

        pixels = decoded(content)

        assert corners(pixels)[3] == pytest.approx((255, 255, 255), abs=6)
        for each in crops.renditions_of(pixels):
            assert "trailing" not in parts(each)

    def test_two_renditions_of_the_right_sizes(self) -> None:
        card, full = crops.renditions_of(Image.new("RGB", (2000, 1000)))

        assert [(each.size, each.suffix) for each in (card, full)] == [
            ("card", "webp"),
            ("full", "jpg"),
        ]
        assert (card.width_px, card.height_px) == (CARD_SIDE_PX, CARD_SIDE_PX // 2)
        assert (full.width_px, full.height_px) == (FULL_SIDE_PX, FULL_SIDE_PX // 2)

    def test_small_pictures_are_not_blown_up(self) -> None:
        sizes = {
            (each.width_px, each.height_px)
            for each in crops.renditions_of(Image.new("RGB", (90, 70)))
        }

        assert sizes == {(90, 70)}

    def test_a_picture_is_the_master_and_every_rendition(self) -> None:
        picture = crops.read_picture(io.BytesIO(picture_bytes((500, 400))))

        assert (picture.master.size, picture.master.media_type) == ("master", "image/png")
        assert [each.size for each in picture.renditions] == ["card", "full"]

    def test_the_hash_is_of_the_content(self) -> None:
        master = crops.master_of(quarters())

        assert decoded(master.content).tobytes() == quarters().tobytes()
        assert len(master.sha256) == 64


def parts(written: crops.Written) -> set[str]:
    walk = {"image/jpeg": jpeg_parts, "image/png": png_parts, "image/webp": webp_parts}
    return set(walk[written.media_type](written.content))


def laden_exif() -> Image.Exif:
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    return exif


def laden_jpeg() -> bytes:
    content = encoded(
        quarters(),
        "JPEG",
        exif=laden_exif(),
        comment=SECRET,
        icc_profile=srgb_profile() + SECRET,
        xmp=b"<x:xmpmeta>" + SECRET + b"</x:xmpmeta>",
        dpi=(317, 317),
    )
    return content + SECRET


def laden_png() -> bytes:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", SECRET.decode())
    notes.add_itxt("XML:com.adobe.xmp", SECRET.decode())
    notes.add(b"prVt", SECRET)
    return encoded(quarters(), "PNG", pnginfo=notes, exif=laden_exif(), dpi=(317, 317)) + SECRET


def laden_webp() -> bytes:
    content = encoded(quarters(), "WEBP", exif=laden_exif(), xmp=SECRET, quality=95)
    return content + SECRET


def bomb(side: int) -> bytes:
    """A PNG that promises ``side`` by ``side`` pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        check = zlib.crc32(kind + body)
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", check)

    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 1_000_000)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        [chunk(b"IHDR", header), chunk(b"IDAT", pixels), chunk(b"IEND", b"")]
    )


def srgb_profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def p3_profile() -> bytes:
    """A matrix profile with the primaries of Display P3 and a plain gamma of 2.2."""

    def fixed(value: float) -> bytes:
        return struct.pack(">i", round(value * 65536))

    def xyz(*values: float) -> bytes:
        return b"XYZ \0\0\0\0" + b"".join(map(fixed, values))

    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(2.2 * 256)) + b"\0\0"
    text = b"desc\0\0\0\0" + struct.pack(">I", 3) + b"P3\0" + b"\0" * 78
    tags = {
        b"desc": text + b"\0" * (-len(text) % 4),
        b"wtpt": xyz(0.9642, 1.0, 0.8249),
        b"rXYZ": xyz(0.51512, 0.24120, -0.00105),
        b"gXYZ": xyz(0.29198, 0.69225, 0.04189),
        b"bXYZ": xyz(0.15710, 0.06657, 0.78407),
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
    }
    table, body = b"", b""
    start = 128 + 4 + 12 * len(tags)
    for name, content in tags.items():
        table += name + struct.pack(">II", start + len(body), len(content))
        body += content
    size = start + len(body)
    header = (
        struct.pack(">I4sI", size, b"lcms", 0x02100000)
        + b"mntrRGB XYZ "
        + b"\0" * 12
        + b"acsp"
        + b"\0" * 28
        + fixed(0.9642)
        + fixed(1.0)
        + fixed(0.8249)
    )
    return header.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + body
