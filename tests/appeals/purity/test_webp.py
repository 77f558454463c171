"""WebP: whatever is put into a pure file is found, wherever it is put."""

import struct

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from appeals.purity import impurities

from .samples import SECRET, encoded, noise, riff, riff_chunk, sample

LOSSY = sample("WEBP")
LOSSLESS = encoded(noise((40, 30)), "WEBP", lossless=True)
VP8 = LOSSY[20 : 20 + struct.unpack("<I", LOSSY[16:20])[0]]
PICTURES = {b"VP8 ": VP8}
each_picture = pytest.mark.parametrize("kind", PICTURES, ids=["lossy"])


def found(content: bytes) -> list[str]:
    return impurities(content, "image/webp")


def picture(kind: bytes) -> bytes:
    return riff_chunk(kind, PICTURES[kind])


def changed(payload: bytes, at: int, new: bytes) -> bytes:
    return payload[:at] + new + payload[at + len(new) :]


@each_picture
def test_a_picture_put_together_by_hand_is_pure(kind: bytes) -> None:
    assert found(riff([picture(kind)])) == []


@each_picture
@pytest.mark.parametrize(
    "extra",
    [
        b"EXIF",
        b"XMP ",
        b"ICCP",
        b"ALPH",
        b"ANIM",
        b"ANMF",
        b"VP8X",
        b"VP8 ",
        b"VP8L",
        b"FRGM",
        b"junk",
    ],
)
def test_nothing_passes_beside_the_picture(kind: bytes, extra: bytes) -> None:
    for payload in (SECRET, b"", PICTURES[b"VP8 "]):
        assert found(riff([riff_chunk(extra, payload), picture(kind)]))
        assert found(riff([picture(kind), riff_chunk(extra, payload)]))


@each_picture
@pytest.mark.parametrize("flags", range(0, 256, 4))
def test_the_extended_form_is_found(kind: bytes, flags: int) -> None:
    extended = riff_chunk(b"VP8X", bytes([flags, 0, 0, 0, 39, 0, 0, 29, 0, 0]))
    assert found(riff([extended, picture(kind)]))


@settings(max_examples=400, deadline=None)
@given(
    kind=st.sampled_from(list(PICTURES)),
    extra=st.binary(min_size=4, max_size=4),
    payload=st.binary(max_size=60),
    is_first=st.booleans(),
)
@example(kind=b"VP8 ", extra=b"VP8 ", payload=b"", is_first=True)
def test_any_chunk_is_found(kind: bytes, extra: bytes, payload: bytes, is_first: bool) -> None:  # noqa: FBT001  # hypothesis names it
    chunks = [riff_chunk(extra, payload), picture(kind)]
    assert found(riff(chunks if is_first else chunks[::-1]))


@each_picture
@settings(max_examples=200, deadline=None)
@given(tail=st.binary(min_size=1, max_size=60))
def test_a_tail_inside_the_named_length_is_found(kind: bytes, tail: bytes) -> None:
    assert found(riff([picture(kind), tail]))


@each_picture
@pytest.mark.parametrize("at", range(20))
def test_any_changed_byte_of_the_container_is_found(kind: bytes, at: int) -> None:
    content = riff([picture(kind)])
    # If the last byte is zero, it can be padding or coded pixels: libwebp itself pads inside.
    alike = {content[16] - 1, content[16] + 1} if at == 16 and content[-1] == 0 else set()
    for value in set(range(256)) - {content[at]} - alike:
        assert found(changed(content, at, bytes([value]))), value


def test_padding_that_is_not_zero_is_found() -> None:
    # What follows the last coded pixel is not seen; libwebp itself makes an even length of it.
    odd = VP8 + b"\0" * (1 - len(VP8) % 2)
    content = riff([riff_chunk(b"VP8 ", odd)])
    assert found(content) == []
    assert found(content[:-1] + b"\1")
    assert found(riff([riff_chunk(b"VP8 ", odd)[:-1]]))


@pytest.mark.parametrize(
    ("at", "new"),
    [
        (0, bytes([VP8[0] | 1])),  # no key frame
        (0, bytes([VP8[0] & ~0x10])),  # not shown
        (0, bytes([VP8[0] | 0x0E])),  # version 7
        (2, b"\xff"),  # a first partition beyond the end
        (3, b"\0"),
        (4, b"\0"),
        (5, b"\0"),
        (6, b"\0\0"),  # no width
        (7, b"\x40"),  # enlarged
        (8, b"\0\0"),
        (9, b"\x80"),
        (10, b"\xff"),  # a colour space of its own
    ],
)
def test_odd_lossy_headers_are_found(at: int, new: bytes) -> None:
    assert found(riff([riff_chunk(b"VP8 ", changed(VP8, at, new))]))


def test_partitions_must_fit() -> None:
    first_bytes = (VP8[0] | VP8[1] << 8 | VP8[2] << 16) >> 5
    assert found(riff([riff_chunk(b"VP8 ", VP8[: 10 + first_bytes])]))
    assert found(riff([riff_chunk(b"VP8 ", VP8[: 10 + first_bytes - 1])]))
    assert found(riff([riff_chunk(b"VP8 ", VP8[:10])]))


@pytest.mark.parametrize("partitions", [0, 1, 2, 3])
def test_several_partitions_are_counted(partitions: int) -> None:
    """The sizes of all partitions but the last follow the first one; they must fit as well."""
    header = bytearray(_lossy_header(partitions))
    sizes = [b"\4\0\0"] * (2**partitions - 1)
    parts = [b"\1\2\3\4"] * 2**partitions
    payload = bytes(header) + b"".join(sizes) + b"".join(parts)
    assert found(riff([riff_chunk(b"VP8 ", payload)])) == []
    # One partition fewer: the last one would be empty.
    assert found(riff([riff_chunk(b"VP8 ", payload[:-4])]))


def _lossy_header(partitions: int) -> bytes:
    """A VP8 header whose first partition says only how many partitions follow."""
    first = _coded([0, 0, 0, *[0] * 10, 0, partitions >> 1, partitions & 1])
    tag = 0x10 | len(first) << 5
    return tag.to_bytes(3, "little") + b"\x9d\x01\x2a\x28\0\x1e\0" + first


def _coded(bits: list[int]) -> bytes:
    """The boolean encoder of RFC 6386, 7.3, with even chances."""
    low, span, value = 0, 255, []
    for bit in [*bits, *[0] * 32]:
        split = 1 + ((span - 1) >> 1)
        low, span = (low + split, span - split) if bit else (low, split)
        while span < 128:
            span, low = span << 1, low << 1
            value.append(low.bit_length())
    shift = -len(value) % 8
    return (low << shift).to_bytes((len(value) + shift + 8) // 8, "big")


def test_the_lossless_form_is_refused() -> None:
    assert found(LOSSLESS)


def test_headers_of_real_pictures_with_segments_and_deltas_are_read() -> None:
    for options in ({"quality": 1}, {"quality": 30, "method": 0}, {"quality": 99, "method": 6}):
        assert found(encoded(noise((130, 90)), "WEBP", **options)) == []
