"""AVIF: whatever is put into a pure file is found, wherever it is put."""

import struct
from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from appeals.purity import impurities

from .samples import (
    SECRET,
    Box,
    avif_of,
    avif_with_stream,
    box_at,
    boxes,
    obu,
    obus,
    sample,
)

COLOUR = sample("AVIF", speed=10)
FINE = sample("AVIF", speed=10, subsampling="4:4:4")
MIDDLE = sample("AVIF", speed=10, subsampling="4:2:2")
GREY = sample("AVIF", speed=10, subsampling="4:0:0")
SAMPLES = {"colour": COLOUR, "fine": FINE, "middle": MIDDLE, "grey": GREY}
DELIMITER, SEQUENCE, FRAME, METADATA, PADDING = 2, 1, 6, 5, 15

each_sample = pytest.mark.parametrize("content", SAMPLES.values(), ids=SAMPLES)


def found(content: bytes) -> list[str]:
    return impurities(content, "image/avif")


def places(tree: list[Box]) -> Iterator[tuple[list[Box], int]]:
    """Each list of boxes of the file, and each place in it."""
    yield from ((tree, index) for index in range(len(tree) + 1))
    for box in tree:
        if box.inside:
            yield from places(box.inside)


def with_box(content: bytes, place: int, extra: Box) -> bytes:
    tree = boxes(content)
    everywhere = list(places(tree))
    siblings, index = everywhere[place % len(everywhere)]
    siblings.insert(index, extra)
    return avif_of(tree)


@each_sample
def test_taking_a_picture_apart_and_together_changes_nothing(content: bytes) -> None:
    assert avif_of(boxes(content)) == content
    assert avif_with_stream(content, b"".join(obu(*unit) for unit in obus(content))) == content


@pytest.mark.parametrize(
    "kind",
    "free skip uuid moov trak moof udta meta mdat idat ftyp Exif mime auxC auxl colr clli mdcv "
    "pixi ispe av1C irot imir clap pasp rloc a1op a1lx lsel iref thmb dimg cdsc tmap grpl altr "
    "ipro iinf infe iloc pitm hdlr dinf jumb c2pa sgpd mini".split(),
)
@pytest.mark.parametrize("payload", [SECRET, b""], ids=["full", "empty"])
def test_nothing_passes_between_boxes(kind: str, payload: bytes) -> None:
    for place in range(len(list(places(boxes(COLOUR))))):
        assert found(with_box(COLOUR, place, Box(kind.encode(), payload))), place


@settings(max_examples=500, deadline=None)
@given(kind=st.binary(min_size=4, max_size=4), payload=st.binary(max_size=60), place=st.integers(0))
def test_any_box_is_found(kind: bytes, payload: bytes, place: int) -> None:
    assert found(with_box(COLOUR, place, Box(kind, payload)))


def test_any_box_once_more_is_found() -> None:
    for siblings, index in places(boxes(COLOUR)):
        if index < len(siblings):
            for place in range(len(list(places(boxes(COLOUR))))):
                assert found(with_box(COLOUR, place, siblings[index])), (
                    siblings[index].kind,
                    place,
                )


@pytest.mark.parametrize(
    "path",
    [
        (b"ftyp",),
        (b"meta", b"hdlr"),
        (b"meta", b"pitm"),
        (b"meta", b"iloc"),
        (b"meta", b"iinf", b"infe"),
        (b"meta", b"iprp", b"ipma"),
        *((b"meta", b"iprp", b"ipco", kind) for kind in (b"ispe", b"pixi", b"av1C", b"colr")),
        (b"mdat",),
    ],
    ids=lambda path: path[-1].decode(),
)
@settings(max_examples=100, deadline=None)
@given(surplus=st.binary(min_size=1, max_size=40))
def test_surplus_inside_a_box_is_found(path: tuple[bytes, ...], surplus: bytes) -> None:
    tree = boxes(COLOUR)
    box_at(tree, *path).body += surplus
    assert found(avif_of(tree))


@settings(max_examples=100, deadline=None)
@given(surplus=st.binary(min_size=1, max_size=40))
def test_surplus_outside_the_item_is_found(surplus: bytes) -> None:
    tree = boxes(COLOUR)
    box_at(tree, b"mdat").body += surplus
    assert found(avif_of(tree, surplus=len(surplus)))


@pytest.mark.parametrize(
    "entry",
    [
        b"Exif\0",
        b"mime\0application/rdf+xml\0",
        b"av01Alpha\0",
        b"av01Color\0",
        b"tmap\0",
        b"grid\0",
    ],
)
def test_a_second_item_is_found(entry: bytes) -> None:
    tree = boxes(COLOUR)
    items = box_at(tree, b"meta", b"iinf")
    items.inside.append(Box(b"infe", b"\2\0\0\0\0\2\0\0" + entry))
    assert found(avif_of(tree))
    items.body = b"\0\0\0\0\0\2"
    assert found(avif_of(tree))
    location = box_at(tree, b"meta", b"iloc")
    location.body = location.body[:7] + b"\2" + location.body[8:] + b"\0\2" + location.body[10:]
    assert found(avif_of(tree))


@pytest.mark.parametrize("name", [b"\0", b"Colour\0", b"Color", b"Alpha\0", SECRET + b"\0"])
def test_a_name_of_its_own_is_found(name: bytes) -> None:
    tree = boxes(COLOUR)
    box_at(tree, b"meta", b"iinf", b"infe").body = b"\2\0\0\0\0\1\0\0av01" + name
    assert found(avif_of(tree))
    tree = boxes(COLOUR)
    box_at(tree, b"meta", b"hdlr").body = bytes(8) + b"pict" + bytes(12) + name + b"\0"
    assert found(avif_of(tree))


@pytest.mark.parametrize(
    "brand", [b"avis", b"MA1A" * 2, b"MA1B" * 2, b"tmap", b"miaf", b"xxxx", b""]
)
def test_other_brands_are_found(brand: bytes) -> None:
    tree = boxes(FINE)
    body = box_at(tree, b"ftyp").body
    box_at(tree, b"ftyp").body = body[:20] + brand
    # Without a profile brand the file is one that libavif writes for other kinds of colour.
    assert bool(found(avif_of(tree))) == bool(brand)


@pytest.mark.parametrize(
    "colours",
    [
        b"prof" + SECRET,
        b"rICC" + SECRET,
        b"nclx\0\2\0\2\0\2\x80",
        b"nclx\0\1\0\x0d\0\6\x81",
        b"nclx\0\1\0\x0d\0\6\0",
    ],
    ids=range(5),
)
def test_other_colours_are_found(colours: bytes) -> None:
    tree = boxes(COLOUR)
    box_at(tree, b"meta", b"iprp", b"ipco", b"colr").body = colours
    assert found(avif_of(tree))


@each_sample
@pytest.mark.parametrize("kind", range(16))
def test_nothing_passes_between_the_units_of_the_stream(content: bytes, kind: int) -> None:
    units = [obu(*unit) for unit in obus(content)]
    for at in range(len(units) + 1):
        for payload in (b"", b"\0", b"\4\xb5" + SECRET):
            stream = b"".join([*units[:at], obu(kind, payload), *units[at:]])
            assert found(avif_with_stream(content, stream)), (at, payload)


@pytest.mark.parametrize("repeated", [0, 1, 2])
def test_a_unit_once_more_is_found(repeated: int) -> None:
    units = [obu(*unit) for unit in obus(COLOUR)]
    for at in range(len(units) + 1):
        assert found(
            avif_with_stream(COLOUR, b"".join([*units[:at], units[repeated], *units[at:]]))
        )


@pytest.mark.parametrize("missing", [0, 1, 2])
def test_a_missing_unit_is_found(missing: int) -> None:
    units = [obu(*unit) for unit in obus(COLOUR)]
    assert found(avif_with_stream(COLOUR, b"".join(units[:missing] + units[missing + 1 :])))


@settings(max_examples=200, deadline=None)
@given(tail=st.binary(min_size=1, max_size=40))
@example(tail=obu(PADDING, SECRET))
@example(tail=obu(METADATA, b"\4\xb5" + SECRET))
def test_surplus_after_the_frame_is_found(tail: bytes) -> None:
    assert found(avif_with_stream(COLOUR, box_at(boxes(COLOUR), b"mdat").body + tail))


@settings(max_examples=200, deadline=None)
@given(surplus=st.binary(min_size=1, max_size=40))
@example(surplus=b"\0")
@example(surplus=b"\x80")
def test_surplus_in_the_headers_of_the_stream_is_found(surplus: bytes) -> None:
    delimiter, (_kind, sequence), frame = obus(COLOUR)
    for units in (
        [(DELIMITER, surplus), (SEQUENCE, sequence), frame],
        [delimiter, (SEQUENCE, sequence + surplus), frame],
    ):
        assert found(avif_with_stream(COLOUR, b"".join(obu(*unit) for unit in units)))


def test_lengths_that_are_longer_than_they_need_be_are_found() -> None:
    units = [obu(*unit) for unit in obus(COLOUR)]
    assert units[0] == b"\x12\0"
    assert found(avif_with_stream(COLOUR, b"\x12\x80\0" + units[1] + units[2]))
    assert found(avif_with_stream(COLOUR, b"\x12\x80\x80\x80\x80\0" + units[1] + units[2]))


@pytest.mark.parametrize("place", [10, 14], ids=["width", "height"])
def test_a_size_in_more_bits_than_it_needs_is_found(place: int) -> None:
    delimiter, (_kind, sequence), frame = obus(COLOUR)
    bits = "".join(f"{byte:08b}" for byte in sequence).rstrip("0").removesuffix("1")
    # After ten bits come the lengths of width and height less one, then the two themselves.
    length = int(bits[place : place + 4], 2)
    value = 18 if place == 10 else 18 + int(bits[10:14], 2) + 1
    longer = bits[:place] + f"{length + 1:04b}" + bits[place + 4 : value] + "0" + bits[value:] + "1"
    longer += "0" * (-len(longer) % 8)
    header = obu(SEQUENCE, int(longer, 2).to_bytes(len(longer) // 8, "big"))

    [fault] = found(avif_with_stream(COLOUR, obu(*delimiter) + header + obu(*frame)))

    assert "unusual way" in fault


@pytest.mark.parametrize("bit", [0x80, 0x04, 0x01])
def test_odd_bits_in_a_unit_header_are_found(bit: int) -> None:
    stream = bytearray(box_at(boxes(COLOUR), b"mdat").body)
    stream[0] |= bit
    assert found(avif_with_stream(COLOUR, bytes(stream)))


def test_a_picture_shown_in_another_size_is_found() -> None:
    delimiter, sequence, (_kind, frame) = obus(COLOUR)
    # In the first byte: statistics, screen tools, another size, ...
    assert frame[0] & 0xE0 == 0
    resized = obu(FRAME, bytes([frame[0] | 0x20]) + frame[1:])
    assert found(avif_with_stream(COLOUR, obu(*delimiter) + obu(*sequence) + resized))


def test_an_empty_frame_is_found() -> None:
    delimiter, sequence, (_kind, frame) = obus(COLOUR)
    for payload in (b"", frame[:1]):
        stream = obu(*delimiter) + obu(*sequence) + obu(FRAME, payload)
        assert found(avif_with_stream(COLOUR, stream))


@each_sample
def test_a_byte_changed_before_the_frame_is_found_or_is_one_of_the_tools(content: bytes) -> None:
    """Only the bytes of the sequence header that name coding tools may change unseen, and the
    start of the frame's own header: they say how to decode and leave no room for anything else.
    """
    frame = content.index(obu(*obus(content)[2]))
    sequence = content.index(obu(*obus(content)[1])) + 2
    unseen = set()
    for at in range(frame + 3):
        for value in {0, 0xFF, *(content[at] ^ 1 << bit for bit in range(8))}:
            mutated = content[:at] + bytes([value]) + content[at + 1 :]
            if mutated != content and not found(mutated):
                unseen.add(at)
    # 40 x 30 pixels: after 28 bits of sizes come the tools, and at the end of the colours the flag
    # whether both chroma planes share quantizers.
    assert {at - sequence for at in unseen} <= {3, 4, 7, 8}


@pytest.mark.parametrize("length", [0, 1, 7])
def test_lengths_with_another_meaning_are_found(length: int) -> None:
    at = COLOUR.index(b"mdat") - 4
    [fault] = found(COLOUR[:at] + struct.pack(">I", length) + COLOUR[at + 4 :])
    assert fault == f"At byte {at}: The box “mdat” holds something else than it should."


def test_the_extent_must_be_the_whole_mdat() -> None:
    at = COLOUR.index(b"iloc") + 4 + 14
    offset, length = struct.unpack(">II", COLOUR[at : at + 8])
    for changed in ((offset + 1, length - 1), (offset, length - 1), (0, len(COLOUR)), (offset, 0)):
        assert found(COLOUR[:at] + struct.pack(">II", *changed) + COLOUR[at + 8 :])
