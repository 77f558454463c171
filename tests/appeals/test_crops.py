"""What a crop is: which files are taken, which sizes they become, what is in the bytes."""

import io
import time
from collections.abc import Callable, Iterator
from typing import Any

import imagehash
import pytest
from PIL import Image, ImageDraw, PngImagePlugin

from appeals import crops
from appeals.cage.formats import SUFFIXES, Format
from appeals.exceptions import CropRefused
from tests.factories import picture_bytes

from .containers import avif_parts, jpeg_parts, png_parts, webp_parts
from .drawn import FORMATS, SECRET, about, encoded, laden, png_with_header, quarters

# The only parts of each container that hold or describe pixels.
ALLOWED = {
    "image/jpeg": {"db", "c2", "c4", "da", "d9"},
    "image/png": {"IHDR", "IDAT", "IEND"},
    "image/webp": {"VP8"},
    "image/avif": set("ftyp meta mdat hdlr pitm iloc iinf iprp av01 ispe pixi av1C colr".split()),
}
WALKS: dict[str, Callable[[bytes], Iterator[str]]] = {
    "image/jpeg": jpeg_parts,
    "image/png": png_parts,
    "image/webp": webp_parts,
    "image/avif": avif_parts,
}


def read(content: bytes, **said: Any) -> crops.Picture:
    return crops.read_picture(io.BytesIO(content), **said)


def refused(content: bytes, **said: Any) -> str:
    with pytest.raises(CropRefused) as refusal:
        read(content, **said)
    return str(refusal.value)


def written(picture: crops.Picture) -> list[crops.Written]:
    return [picture.master, *picture.renditions]


class TestWhatIsTaken:
    @pytest.mark.parametrize("encoder", FORMATS)
    def test_every_format_becomes_a_picture(self, encoder: str) -> None:
        picture = read(picture_bytes((320, 240), encoder))

        master = Image.open(io.BytesIO(picture.master.content))
        assert (master.mode, master.size) == ("RGB", (320, 240))
        assert about(master.getpixel((160, 120)), (0x33, 0xAA, 0x77))

    @pytest.mark.parametrize(
        ("name", "media_type"),
        [
            ("", ""),
            ("crop.png", "image/png"),
            ("CROP.PNG", "IMAGE/PNG"),
            ("crop", "application/octet-stream"),
            ("crop", "image/png; charset=binary"),
        ],
    )
    def test_a_file_that_is_what_it_says(self, name: str, media_type: str) -> None:
        assert read(picture_bytes(), name=name, media_type=media_type)

    def test_an_upload_that_was_read_before(self) -> None:
        file = io.BytesIO(picture_bytes())
        file.read()

        assert crops.read_picture(file)


class TestWhatIsRefused:
    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"\0" * 5000,
            b"A bag with a bird\n" * 50,
            b"<svg xmlns='http://www.w3.org/2000/svg' width='100' height='100'/>",
            b"%PDF-1.7\n",
            b"%!PS-Adobe-3.0 EPSF-3.0\n",
            b"PK\x03\x04" + picture_bytes(),
            b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + b"\0" * 100,
            b"\0\0\0\x18ftyphevc\0\0\0\0hevcmsf1" + b"\0" * 100,
            b"GIF89a" + b"\0" * 100,
            picture_bytes((320, 240), "PNG")[:200],
            picture_bytes((320, 240), "JPEG")[:900],
            picture_bytes((320, 240), "JPEG")[:-40],
            picture_bytes((320, 240), "WEBP")[:-200],
        ],
        ids=lambda content: repr(content[:12]),
    )
    def test_what_is_no_whole_picture_of_a_known_format(self, content: bytes) -> None:
        assert "cannot be read as a picture" in refused(content)

    @pytest.mark.parametrize("encoder", ["JPEG", "PNG", "WEBP", "GIF"])
    @pytest.mark.parametrize("name", ["crop.tiff", "crop.svg", "crop.png.exe", "crop.heic"])
    def test_a_name_that_lies(self, encoder: str, name: str) -> None:
        sentence = refused(picture_bytes(encoder=encoder), name=name)

        assert "." + name.rsplit(".", maxsplit=1)[-1] in sentence
        assert f"content is {Format[encoder].value}" in sentence

    def test_every_suffix_belongs_to_one_format(self) -> None:
        suffixes = [suffix for each in SUFFIXES.values() for suffix in each]

        assert len(suffixes) == len(set(suffixes))

    @pytest.mark.parametrize("media_type", ["image/jpeg", "text/html", "image/svg+xml"])
    def test_a_media_type_that_lies(self, media_type: str) -> None:
        assert media_type in refused(picture_bytes(), media_type=media_type)

    @pytest.mark.parametrize("size", [(63, 500), (500, 63), (1, 1), (1, 60_000)])
    def test_what_is_too_small_to_recognise(self, size: tuple[int, int]) -> None:
        assert "less than 64 pixels" in refused(encoded(Image.new("RGB", size)))

    def test_one_byte_too_many(self) -> None:
        content = picture_bytes()

        assert read(content + bytes(crops.MAX_BYTES - len(content)))
        assert "larger than 20 MB" in refused(b"\0" * (crops.MAX_BYTES + 1))

    @pytest.mark.parametrize(
        "size", [(7_000, 7_000), (9_800, 9_800), (30_000, 30_000), (2**31 - 1, 2**31 - 1)]
    )
    def test_bombs_are_refused_at_once(self, size: tuple[int, int]) -> None:
        started = time.monotonic()

        sentence = refused(png_with_header(*size))

        assert "megapixels" in sentence or "cannot be read" in sentence
        assert time.monotonic() - started < 2

    def test_the_limit_of_webp_is_its_own(self) -> None:
        assert "more than 25 megapixels" in refused(
            encoded(Image.new("RGB", (5001, 5000)), "WEBP", method=0)
        )

    def test_a_bomb_of_text(self) -> None:
        notes = PngImagePlugin.PngInfo()
        for number in range(80):
            notes.add_text(f"note{number}", "x" * 1_000_000, zip=True)
        content = encoded(quarters(), pnginfo=notes)

        started = time.monotonic()
        refused(content)

        assert time.monotonic() - started < 2

    @pytest.mark.parametrize(
        ("reason", "words"),
        [("time", "too long"), ("memory", "memory"), ("depth", "32-bit"), ("odd", "cannot be")],
    )
    def test_every_end_in_the_cage_has_a_sentence(self, reason: str, words: str) -> None:
        assert words in crops._sentence(reason, Format.PNG)


class TestTime:
    def test_a_place_that_does_not_come_free(self) -> None:
        with crops._a_place(1), crops._a_place(1):
            assert "no time left" in refused(picture_bytes(), seconds=0.1)

    @pytest.mark.parametrize("seconds", [0.02, 0.0, -3.0])
    def test_others_of_the_form_have_used_it_up(self, seconds: float) -> None:
        assert "no time left" in refused(picture_bytes(), seconds=seconds)

    def test_a_picture_that_takes_all_there_is(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(crops, "_AMPLE_S", 0.02)

        assert "took too long" in refused(picture_bytes(), seconds=9)


class TestWhatIsWritten:
    @pytest.mark.parametrize("encoder", FORMATS)
    def test_nothing_but_pixels_whatever_came_along(self, encoder: str) -> None:
        content = laden(encoder)
        assert SECRET in content

        for each in written(read(content)):
            assert SECRET not in each.content
            assert set(WALKS[each.media_type](each.content)) <= ALLOWED[each.media_type]

    def test_sizes_and_formats(self) -> None:
        picture = read(encoded(Image.new("RGB", (2000, 1000))))

        assert (picture.master.size, picture.master.media_type) == ("master", "image/png")
        found = [
            (each.size, each.suffix, each.width_px, each.height_px) for each in picture.renditions
        ]
        assert found == [
            *[("card", suffix, 360, 180) for suffix in ("avif", "webp", "jpg")],
            *[("page", suffix, 960, 480) for suffix in ("avif", "webp", "jpg")],
            *[("full", suffix, 1600, 800) for suffix in ("avif", "webp", "jpg")],
            ("share", "jpg", 1200, 630),
        ]
        for each in written(picture):
            image = Image.open(io.BytesIO(each.content))
            assert (image.size, image.get_format_mimetype()) == (
                (each.width_px, each.height_px),
                each.media_type,
            )

    @pytest.mark.parametrize(
        ("size", "expected"),
        [
            ((90, 70), {"card": (90, 70)}),
            ((360, 270), {"card": (360, 270)}),
            ((400, 300), {"card": (360, 270), "page": (400, 300)}),
            ((960, 960), {"card": (360, 360), "page": (960, 960)}),
            ((500, 1200), {"card": (150, 360), "page": (400, 960), "full": (500, 1200)}),
            ((3200, 10), {"card": (360, 1), "page": (960, 3), "full": (1600, 5)}),
        ],
    )
    def test_nothing_is_blown_up_or_made_twice(
        self, size: tuple[int, int], expected: dict[str, tuple[int, int]]
    ) -> None:
        assert crops.sizes_of(*size) == expected

    def test_the_share_card_shows_all_of_it_on_neutral_ground(self) -> None:
        picture = read(encoded(Image.new("RGB", (400, 400), "red")))

        share = Image.open(io.BytesIO(picture.renditions[-1].content))
        assert share.size == crops.SHARE_PX
        assert about(share.getpixel((600, 315)), (254, 0, 0))
        assert about(share.getpixel((600, 316 - 205)), (0xE1, 0xE5, 0xE4))
        assert about(share.getpixel((20, 20)), (0xE1, 0xE5, 0xE4))

    def test_the_master_is_lossless_and_large_ones_are_reduced(self) -> None:
        drawn = quarters((500, 400))

        master = Image.open(io.BytesIO(read(encoded(drawn)).master.content))
        large = read(encoded(Image.new("L", (6400, 3200)))).master

        assert master.tobytes() == drawn.tobytes()
        assert (large.width_px, large.height_px) == (3200, 1600)

    def test_colour_is_the_mean(self) -> None:
        image = Image.new("RGB", (100, 100), "#102030")
        image.paste("#304050", (0, 0, 50, 100))

        assert read(encoded(image)).colour == "#203040"

    @pytest.mark.parametrize("seed", range(4))
    def test_the_perceptual_hash_is_the_one_of_imagehash(self, seed: int) -> None:
        image = Image.effect_noise((97 + 40 * seed, 113), 90 - seed).convert("RGB")
        ImageDraw.Draw(image).ellipse((10, 10 + seed * 7, 80, 90), fill="teal")

        assert read(encoded(image)).perceptual_hash == str(imagehash.phash(image))

    def test_the_hash_of_a_picture_without_anything_in_it(self) -> None:
        assert read(encoded(Image.new("RGB", (90, 90), "teal"))).perceptual_hash == "8" + "0" * 15

    def test_the_sha256_is_of_the_content(self) -> None:
        assert crops.Written("", b"abc", "", "", 0, 0).sha256.startswith("ba7816bf8f01cfea")


def test_the_web_process_loads_no_decoder() -> None:
    import subprocess
    import sys

    look = (
        "import appeals.crops, sys; print([m for m in sys.modules if 'Plugin' in m or 'heif' in m])"
    )
    done: Any = subprocess.run(
        [sys.executable, "-c", look], capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "[]"
