"""What holds for every container: real pictures are pure, and nothing can be added to them."""

import io
import itertools
import time
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from appeals.purity import impurities, media_type_of

from .samples import SECRET, TYPES, as_written, drawing, encoded, noise, sample

SIZES = [(1, 1), (1, 2), (2, 1), (7, 9), (16, 16), (17, 33), (300, 5), (5, 300), (333, 257)]
JPEG_OPTIONS = [
    {"quality": quality, "progressive": progressive, "optimize": optimize, "subsampling": chroma}
    for quality, progressive, optimize, chroma in itertools.product(
        (1, 50, 84, 95), (False, True), (False, True), ("4:4:4", "4:2:2", "4:2:0")
    )
]
OPTIONS: dict[str, list[dict[str, Any]]] = {
    "JPEG": JPEG_OPTIONS,
    "PNG": [{"compress_level": level} for level in (0, 1, 6, 9)] + [{"optimize": True}],
    "WEBP": [
        *({"quality": quality, "method": method} for quality in (0, 55, 100) for method in (0, 6)),
    ],
    "AVIF": [
        {"quality": quality, "speed": 10, "subsampling": chroma, "range": span}
        for quality, chroma, span in itertools.product(
            (0, 60, 100), ("4:2:0", "4:4:4", "4:2:2", "4:0:0"), ("full", "limited")
        )
    ]
    + [{"speed": 6}, {"speed": 10, "autotiling": True}, {"tile_rows": 1, "tile_cols": 1}],
}
SAMPLES = [
    ("JPEG", {}),
    ("JPEG", {"progressive": True}),
    ("JPEG", {"restart_marker_rows": 1}),
    ("PNG", {}),
    ("WEBP", {}),
    ("AVIF", {"speed": 10}),
]
each_sample = pytest.mark.parametrize(("encoder", "options"), SAMPLES, ids=str)
each_encoder = pytest.mark.parametrize("encoder", TYPES)


@each_encoder
@pytest.mark.parametrize("size", SIZES, ids=str)
def test_what_the_encoders_write_is_pure(encoder: str, size: tuple[int, int]) -> None:
    pictures = [drawing(size), Image.new("RGB", size, "#8a6f52"), Image.new("L", size, 90)]
    for picture, options in itertools.product(pictures, OPTIONS[encoder]):
        if encoder == "WEBP" and picture.mode == "L":
            continue  # Pillow writes no grey WebP: it converts to RGB itself
        content = encoded(picture, encoder, **options)
        assert impurities(content, TYPES[encoder]) == [], (picture.mode, options)
        assert impurities(content, TYPES[encoder], is_thorough=True) == [], (picture.mode, options)
        assert media_type_of(content) == TYPES[encoder]


@each_encoder
def test_noise_is_pure(encoder: str) -> None:
    # Noise fills scans, tiles and partitions to the most that their pixels can need.
    for options in ({"quality": 80}, {"quality": 100}) if encoder != "PNG" else ({},):
        content = encoded(noise((320, 240)), encoder, **options)
        assert impurities(content, TYPES[encoder], is_thorough=True) == []


@each_sample
def test_a_second_opinion_finds_nothing_in_a_pure_file(
    encoder: str, options: dict[str, Any]
) -> None:
    with Image.open(io.BytesIO(sample(encoder, **options))) as picture:
        # How the JPEG is coded, and what Pillow says of every WebP whether animated or not.
        assert set(picture.info) <= {"progressive", "progression", "loop", "background"}
        assert not picture.getexif()
        assert not picture.getxmp()
        assert getattr(picture, "n_frames", 1) == 1


def with_metadata() -> list[tuple[str, dict[str, Any]]]:
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    everywhere: list[dict[str, Any]] = [{"exif": exif}, {"icc_profile": profile}]
    return [
        *((encoder, options) for encoder in TYPES for options in everywhere),
        *((encoder, {"xmp": b"<x/>"}) for encoder in ("JPEG", "WEBP", "AVIF")),
        ("JPEG", {"comment": SECRET}),
        ("JPEG", {"dpi": (72, 72)}),
        ("JPEG", {}),
        ("PNG", {"dpi": (72, 72)}),
    ]


@pytest.mark.parametrize(("encoder", "options"), with_metadata(), ids=lambda value: str(value)[:30])
def test_what_the_encoders_write_with_metadata_is_not(
    encoder: str, options: dict[str, Any]
) -> None:
    # Not stripped: even without options, the JPEG then has its density.
    assert impurities(as_written(noise(), encoder, **options), TYPES[encoder])


@pytest.mark.parametrize("encoder", ["PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize("mode", ["RGBA", "LA"])
def test_alpha_is_not(encoder: str, mode: str) -> None:
    picture = drawing().convert("L" if mode == "LA" else "RGB").convert(mode)
    picture.putalpha(100)
    assert impurities(as_written(picture, encoder), TYPES[encoder])


@pytest.mark.parametrize("encoder", ["PNG", "WEBP", "AVIF", "GIF"])
def test_animations_are_not(encoder: str) -> None:
    content = as_written(drawing(), encoder, save_all=True, append_images=[noise()])
    assert impurities(content, TYPES.get(encoder, "image/gif"))


@pytest.mark.parametrize("mode", ["CMYK", "RGB"])
def test_other_colours_of_jpeg_are_not(mode: str) -> None:
    # Pillow marks RGB by the components' names, CMYK by an Adobe segment.
    options = {"keep_rgb": True} if mode == "RGB" else {}
    assert impurities(encoded(noise().convert(mode), "JPEG", **options), "image/jpeg")


@pytest.mark.parametrize("mode", ["I;16", "1"])
def test_other_depths_of_png_are_not(mode: str) -> None:
    assert impurities(encoded(Image.new(mode, (9, 9)), "PNG"), "image/png")


@each_sample
def test_a_file_cut_anywhere_is_found(encoder: str, options: dict[str, Any]) -> None:
    content = sample(encoder, **options)
    for length in range(len(content)):
        assert impurities(content[:length], TYPES[encoder]), length


@each_sample
@settings(max_examples=150, deadline=None)
@given(tail=st.binary(min_size=1, max_size=200))
@example(tail=b"\0")
@example(tail=b"\xff")
@example(tail=b"PK\x03\x04 an archive PK\x05\x06")
@example(tail=b"<html><script>alert(1)</script>")
def test_any_tail_is_found(encoder: str, options: dict[str, Any], tail: bytes) -> None:
    assert impurities(sample(encoder, **options) + tail, TYPES[encoder])


@each_sample
@pytest.mark.parametrize("other", SAMPLES, ids=str)
def test_a_second_picture_at_the_end_is_found(
    encoder: str, options: dict[str, Any], other: tuple[str, dict[str, Any]]
) -> None:
    content = sample(encoder, **options) + sample(other[0], **other[1])
    assert impurities(content, TYPES[encoder])


@each_sample
def test_a_smaller_file_written_over_a_larger_one_is_found(
    encoder: str, options: dict[str, Any]
) -> None:
    # aCropalypse, CVE-2023-21036: the rest of the larger file stays.
    larger = encoded(noise((64, 48)), encoder, **options)
    smaller = sample(encoder, **options)
    assert impurities(smaller + larger[len(smaller) :], TYPES[encoder])


@each_sample
@settings(max_examples=150, deadline=None)
@given(head=st.binary(min_size=1, max_size=200))
def test_anything_before_the_start_is_found(
    encoder: str, options: dict[str, Any], head: bytes
) -> None:
    assert impurities(head + sample(encoder, **options), TYPES[encoder])


@each_encoder
@pytest.mark.parametrize("other", TYPES)
def test_a_file_that_lies_about_its_type_is_found(encoder: str, other: str) -> None:
    if encoder != other:
        assert impurities(sample(encoder), TYPES[other])


@pytest.mark.parametrize("media_type", ["", "image/gif", "image/svg+xml", "IMAGE/PNG"])
def test_other_types_are_refused(media_type: str) -> None:
    assert impurities(sample("PNG"), media_type) == [
        f"“{media_type}” is no type of picture that is published."
    ]


@each_encoder
@settings(max_examples=300, deadline=None)
@given(content=st.binary(max_size=400))
@example(content=b"")
def test_arbitrary_bytes_are_impure_and_never_raise(encoder: str, content: bytes) -> None:
    assert impurities(content, TYPES[encoder])
    assert media_type_of(content) in {"", *TYPES.values()}


@each_sample
@settings(max_examples=300, deadline=None)
@given(changes=st.lists(st.tuples(st.integers(0), st.binary(max_size=6)), min_size=1, max_size=6))
def test_broken_files_never_raise(
    encoder: str, options: dict[str, Any], changes: list[tuple[int, bytes]]
) -> None:
    content = bytearray(sample(encoder, **options))
    for place, new in changes:
        at = place % len(content)
        content[at : at + len(new)] = new
    plainly = impurities(bytes(content), TYPES[encoder])
    thoroughly = impurities(bytes(content), TYPES[encoder], is_thorough=True)
    assert len(plainly) <= len(thoroughly) <= 1


def test_a_sentence_says_what_was_found_and_where() -> None:
    assert impurities(sample("PNG") + b"x", "image/png") == [
        f"At byte {len(sample('PNG'))}: There are bytes after the end of the picture."
    ]


@pytest.mark.parametrize(
    ("encoder", "content"),
    [
        ("JPEG", b"\xff\xd8" + b"\xff" * 4_000_000),
        ("JPEG", b"\xff\xd8" + b"\xff\xdb\0\2" * 1_000_000),
        ("JPEG", sample("JPEG")[:-2] + b"\xff\0" * 2_000_000 + b"\xff\xd9"),
        ("PNG", sample("PNG")[:33] + b"\0\0\0\0IDAT\x35\xaf\x06\x1e" * 300_000),
        ("WEBP", sample("WEBP") + b"\0" * 4_000_000),
        ("AVIF", sample("AVIF")[:32] + b"\0\0\0\x08free" * 500_000),
    ],
    ids=range(6),
)
def test_hostile_files_of_four_megabytes_take_no_time(encoder: str, content: bytes) -> None:
    before = time.process_time()
    assert impurities(content, TYPES[encoder])
    assert time.process_time() - before < 0.5


def test_many_restarts_cost_no_more_than_their_pixels() -> None:
    content = encoded(Image.new("RGB", (1024, 1024)), "JPEG", restart_marker_blocks=1)
    before = time.process_time()
    assert impurities(content, "image/jpeg", is_thorough=True) == []
    # The tables of the codes are made once a scan: once for each of 4,096 pieces would show.
    assert time.process_time() - before < 2
