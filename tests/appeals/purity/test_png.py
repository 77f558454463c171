"""PNG: whatever is put into a pure file is found, wherever it is put."""

import zlib

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from PIL import Image

from appeals.purity import impurities

from .samples import SECRET, chunk, encoded, ihdr, inserted, noise, png_of, png_places, sample

ROWS = 2 * (b"\0" + bytes(range(12)))
PIXELS = zlib.compress(ROWS)
IEND = chunk(b"IEND", b"")
LARGE = encoded(noise((200, 150)), "PNG")


def found(content: bytes) -> list[str]:
    return impurities(content, "image/png")


def with_pixels(*idat: bytes) -> bytes:
    return png_of(ihdr(), *(chunk(b"IDAT", each) for each in idat), IEND)


@pytest.mark.parametrize("colour", [0, 2])
def test_one_and_three_channels_are_pure(colour: int) -> None:
    rows = 2 * (b"\4" + bytes(12 if colour else 4))
    idat = chunk(b"IDAT", zlib.compress(rows))
    assert found(png_of(ihdr(colour=colour), idat, IEND)) == []


def test_pixels_may_be_spread_over_chunks() -> None:
    assert found(with_pixels(PIXELS[:5], PIXELS[5:6], PIXELS[6:])) == []
    assert len(png_places(LARGE)) == 5


@pytest.mark.parametrize("content", [sample("PNG"), LARGE], ids=["small", "large"])
@pytest.mark.parametrize(
    "kind",
    "tEXt zTXt iTXt eXIf pHYs tIME gAMA sRGB cHRM iCCP cICP sBIT bKGD hIST tRNS sPLT PLTE acTL "
    "fcTL fdAT prVt MDAT idat IDAT IEND IHDR vpAg caBX".split(),
)
def test_nothing_passes_between_chunks(content: bytes, kind: str) -> None:
    for at in png_places(content):
        for payload in (SECRET, b""):
            assert found(inserted(content, at, chunk(kind.encode(), payload))), at


@settings(max_examples=500, deadline=None)
@given(kind=st.binary(min_size=4, max_size=4), payload=st.binary(max_size=60), place=st.integers(0))
@example(kind=b"IDAT", payload=b"", place=1)
def test_any_chunk_is_found(kind: bytes, payload: bytes, place: int) -> None:
    places = png_places(LARGE)
    assert found(inserted(LARGE, places[place % len(places)], chunk(kind, payload)))


def test_any_changed_byte_is_found() -> None:
    content = sample("PNG")
    for at in range(len(content)):
        for bit in range(8):
            mutated = bytearray(content)
            mutated[at] ^= 1 << bit
            assert found(bytes(mutated)), (at, bit)


@settings(max_examples=300, deadline=None)
@given(surplus=st.binary(min_size=1, max_size=60))
@example(surplus=b"\0")
@example(surplus=PIXELS)
def test_surplus_after_the_compressed_pixels_is_found(surplus: bytes) -> None:
    assert found(with_pixels(PIXELS + surplus))
    assert found(with_pixels(PIXELS, surplus))


@settings(max_examples=200, deadline=None)
@given(surplus=st.binary(min_size=1, max_size=60))
def test_surplus_among_the_compressed_pixels_is_found(surplus: bytes) -> None:
    assert found(with_pixels(zlib.compress(ROWS + surplus)))


def test_a_stream_that_goes_on_after_the_last_pixel_is_found() -> None:
    compressor = zlib.compressobj()
    stream = compressor.compress(ROWS)
    for _block in range(50):  # empty blocks: they inflate to nothing, but could carry something
        stream += compressor.flush(zlib.Z_FULL_FLUSH) + compressor.flush(zlib.Z_SYNC_FLUSH)
        compressor.compress(b"")
    padded = stream + b"\0\0\0\xff\xff" * 50 + compressor.flush()
    assert zlib.decompress(padded) == ROWS
    assert found(with_pixels(padded))
    assert found(with_pixels(*(padded[at : at + 1] for at in range(len(padded)))))


@settings(max_examples=300, deadline=None)
@given(content=st.binary(max_size=60))
def test_other_pixels_than_the_header_says_are_found(content: bytes) -> None:
    assume(len(content) != len(ROWS))
    assert found(with_pixels(zlib.compress(content)))


@pytest.mark.parametrize("row", [0, 1])
def test_an_unknown_filter_is_found(row: int) -> None:
    rows = bytearray(ROWS)
    rows[row * 13] = 5
    assert found(with_pixels(zlib.compress(bytes(rows))))


def test_an_unknown_filter_deep_in_a_large_picture_is_found() -> None:
    rows = bytearray(b"\0" + bytes(3 * 700)) * 600
    header = ihdr(700, 600)
    for row, filter_type, is_pure in ((500, 5, False), (500, 4, True)):
        rows[row * 2101] = filter_type
        content = png_of(header, chunk(b"IDAT", zlib.compress(bytes(rows))), IEND)
        assert (found(content) == []) == is_pure


@pytest.mark.parametrize(
    "header",
    [
        ihdr(width=0),
        ihdr(height=0),
        ihdr(depth=16),
        ihdr(depth=4),
        ihdr(colour=3),
        ihdr(colour=4),
        ihdr(colour=6),
        ihdr(methods=b"\1\0\0"),
        ihdr(methods=b"\0\1\0"),
        ihdr(methods=b"\0\0\1"),
        ihdr(methods=b"\0\0\0\0"),
        ihdr(width=3),
        ihdr(height=1),
        ihdr(height=3),
        ihdr(width=2**31, height=2**31),
    ],
    ids=range(15),
)
def test_odd_headers_are_found(header: bytes) -> None:
    assert found(png_of(header, chunk(b"IDAT", PIXELS), IEND))


def test_a_bomb_is_left_at_its_last_promised_pixel() -> None:
    bomb = zlib.compress(bytes(100_000_000), 9)
    assert found(with_pixels(bomb)) == [
        "At byte 41: There are more pixels than the picture is large."
    ]
    assert found(png_of(ihdr(20_000, 20_000), chunk(b"IDAT", bomb), IEND))


@pytest.mark.parametrize("mode", ["P", "LA", "RGBA", "1", "I;16"])
def test_other_modes_are_found(mode: str) -> None:
    assert found(encoded(Image.new(mode, (9, 9)), "PNG"))
