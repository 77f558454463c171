"""Stripping: what is taken out of fresh files, and that the picture stays the same."""

import io
from typing import Any

import pytest
from PIL import Image

from appeals.purity import impurities, stripped

from .samples import SECRET, TYPES, as_written, drawing, noise, segment

JFIF = segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0")


@pytest.mark.parametrize("picture", [noise(), drawing(), drawing().convert("L")], ids=range(3))
@pytest.mark.parametrize(
    "options", [{}, {"progressive": True, "optimize": True}, {"subsampling": "4:4:4"}], ids=str
)
def test_a_jpeg_loses_its_density_and_no_colour(
    picture: Image.Image, options: dict[str, Any]
) -> None:
    before = as_written(picture, "JPEG", quality=84, **options)
    after = stripped(before, "image/jpeg")

    assert before == after[:2] + JFIF + after[2:]
    assert impurities(before, "image/jpeg")
    assert impurities(after, "image/jpeg") == []
    with Image.open(io.BytesIO(before)) as one, Image.open(io.BytesIO(after)) as other:
        assert (one.mode, one.tobytes()) == (other.mode, other.tobytes())
        assert {"jfif", "jfif_density", "dpi"}.isdisjoint(other.info)


@pytest.mark.parametrize("encoder", ["PNG", "WEBP", "AVIF"])
def test_other_types_stay_as_they_are(encoder: str) -> None:
    content = as_written(noise(), encoder)
    assert stripped(content, TYPES[encoder]) == content


def test_nothing_else_is_taken_out_so_that_the_checker_finds_it() -> None:
    content = as_written(noise(), "JPEG", comment=SECRET)
    assert SECRET in stripped(content, "image/jpeg")
    assert impurities(stripped(content, "image/jpeg"), "image/jpeg")


@pytest.mark.parametrize("content", [b"", b"\xff\xd8\xff\xe0", b"\xff\xd8\xff\xe0\0\x10JFXX\0"])
def test_what_is_no_fresh_jpeg_stays_as_it_is(content: bytes) -> None:
    assert stripped(content, "image/jpeg") == content
