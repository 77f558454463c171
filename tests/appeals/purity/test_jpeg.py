"""JPEG: whatever is put into a pure file is found, wherever it is put."""

import itertools
import struct

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from appeals.purity import impurities

from .samples import (
    SECRET,
    encoded,
    inserted,
    jpeg_place,
    jpeg_places,
    noise,
    sample,
    segment,
)

BASELINE = sample("JPEG", optimize=True)
PROGRESSIVE = sample("JPEG", progressive=True)
RESTARTING = encoded(noise((20, 200)), "JPEG", restart_marker_rows=1)
SAMPLES = {"baseline": BASELINE, "progressive": PROGRESSIVE, "restarting": RESTARTING}
SOF, DHT, SOS, DQT, DRI = 0xC0, 0xC4, 0xDA, 0xDB, 0xDD
THUMBNAIL = b"Exif\0\0II*\0\x08\0\0\0" + encoded(noise((16, 12)), "JPEG")

each_sample = pytest.mark.parametrize("content", SAMPLES.values(), ids=SAMPLES)


def found(content: bytes) -> list[str]:
    return impurities(content, "image/jpeg")


def found_in_codes(content: bytes) -> list[str]:
    return impurities(content, "image/jpeg", is_thorough=True)


def changed(content: bytes, at: int, new: bytes) -> bytes:
    return content[:at] + new + content[at + len(new) :]


def moved(content: bytes, marker: int) -> bytes:
    """With the first segment of that kind once more, right behind itself."""
    at = jpeg_place(content, marker)
    length = 2 + struct.unpack(">H", content[at + 2 : at + 4])[0]
    return inserted(content, at + length, content[at : at + length])


@each_sample
def test_the_samples_are_pure(content: bytes) -> None:
    assert found(content) == []
    assert found_in_codes(content) == []


@each_sample
@pytest.mark.parametrize(
    "addition",
    [
        segment(0xE1, THUMBNAIL),
        segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta/>"),
        segment(0xE2, b"ICC_PROFILE\0\1\1" + SECRET),
        segment(0xE2, b"MPF\0II*\0\x08\0\0\0"),
        segment(0xE0, b"JFIF\0\1\1\1\0\x48\0\x48\0\0"),
        segment(0xE0, b"JFXX\0\x10" + SECRET),
        segment(0xED, b"Photoshop 3.0\0" + SECRET),
        segment(0xEE, b"Adobe\0\x64\0\0\0\0\1"),
        segment(0xFE, SECRET),
        segment(0xDC, b"\0\x1e"),
        segment(DRI, b"\xff\xff"),
        segment(DQT, b"\2" + b"\1" * 64),
        segment(DHT, b"\2" + b"\1" + bytes(15) + b"\5"),
        b"\xff",
        b"\xff\xd8",
        b"\xff\xd9",
        b"\xff\xd0",
        b"\xff\x01",
        b"\xff\xd9" + BASELINE,
    ],
    ids=lambda addition: addition[:12].hex(),
)
def test_nothing_passes_between_segments(content: bytes, addition: bytes) -> None:
    for at in jpeg_places(content):
        assert found(inserted(content, at, addition)), at


@each_sample
@pytest.mark.parametrize("addition", [b"\xff\0", b"\0", b"PK\x03\x04", SECRET])
def test_no_bare_byte_passes_between_segments(content: bytes, addition: bytes) -> None:
    # Behind a scan they would count as coded pixels: the module says that it cannot see those.
    first_scan = jpeg_place(content, SOS)
    for at in jpeg_places(content):
        if at <= first_scan:
            assert found(inserted(content, at, addition)), at


@each_sample
@settings(max_examples=400, deadline=None)
@given(
    marker=st.integers(1, 255),
    payload=st.binary(max_size=80),
    place=st.integers(0),
)
@example(marker=DQT, payload=b"\3" + b"\1" * 64, place=0)
@example(marker=DHT, payload=b"\x13\1" + bytes(15) + b"\0", place=3)
@example(marker=DRI, payload=b"\0\1", place=2)
def test_any_segment_is_found(content: bytes, marker: int, payload: bytes, place: int) -> None:
    places = jpeg_places(content)
    assert found(inserted(content, places[place % len(places)], segment(marker, payload)))


@each_sample
@settings(max_examples=300, deadline=None)
@given(marker=st.integers(1, 255), payload=st.binary(max_size=40), place=st.integers(0))
def test_any_marker_among_coded_pixels_is_found(
    content: bytes, marker: int, payload: bytes, place: int
) -> None:
    scan = jpeg_place(content, SOS)
    start = scan + 2 + struct.unpack(">H", content[scan + 2 : scan + 4])[0]
    at = start + place % (len(content) - 2 - start)
    if content[at - 1] == 0xFF:
        at -= 1
    assert found(inserted(content, at, segment(marker, payload)))


@each_sample
@pytest.mark.parametrize("marker", [DQT, DHT])
def test_a_table_defined_twice_is_found(content: bytes, marker: int) -> None:
    assert found(moved(content, marker))


def test_a_second_frame_header_is_found() -> None:
    assert found(moved(BASELINE, SOF))


@pytest.mark.parametrize("marker", [DQT, DHT, SOF, SOS])
@settings(max_examples=50, deadline=None)
@given(surplus=st.binary(min_size=1, max_size=40))
def test_surplus_inside_a_segment_is_found(marker: int, surplus: bytes) -> None:
    at = jpeg_place(BASELINE, marker)
    length = struct.unpack(">H", BASELINE[at + 2 : at + 4])[0]
    longer = changed(BASELINE, at + 2, struct.pack(">H", length + len(surplus)))

    assert found(inserted(longer, at + 2 + length, surplus))


def test_a_scan_over_another_one_is_found() -> None:
    # A decoder shows the last one; the first would be a picture that nobody sees.
    for content in (BASELINE, PROGRESSIVE):
        scan, end = jpeg_place(content, SOS), len(content) - 2
        following = next(at for at in jpeg_places(content) if at > scan)
        twice = inserted(content, following, content[scan:following])
        assert found(twice)
        assert found(inserted(content, end, content[jpeg_place(content, DHT) : end]))


def test_missing_scans_are_found() -> None:
    last = [at for at in jpeg_places(PROGRESSIVE) if PROGRESSIVE[at + 1] == DHT][-1]
    assert found(PROGRESSIVE[:last] + b"\xff\xd9")


def test_restart_markers_are_counted_and_in_order() -> None:
    first = RESTARTING.index(b"\xff\xd0")
    assert found(changed(RESTARTING, first + 1, b"\xd1"))
    assert found(RESTARTING[:first] + RESTARTING[first + 2 :])
    assert found(inserted(RESTARTING, len(RESTARTING) - 2, b"\xff\xd1\x12\x34"))
    assert found(inserted(BASELINE, len(BASELINE) - 9, b"\xff\xd0"))


def test_two_restart_markers_with_nothing_between_are_found() -> None:
    first = RESTARTING.index(b"\xff\xd0")
    second = RESTARTING.index(b"\xff\xd1")
    assert found(RESTARTING[: first + 2] + RESTARTING[second:])


def test_coded_data_longer_than_its_pixels_can_need_is_found() -> None:
    assert found(inserted(BASELINE, len(BASELINE) - 2, bytes(200_000)))


@pytest.mark.parametrize(
    ("offset", "value"),
    [
        (4, b"\x0c"),  # bits a sample
        (5, b"\0\0"),  # height, which only a DNL segment could then tell
        (7, b"\0\0"),
        (5, b"\xff\xff\xff\xff"),  # more pixels than anybody decodes
        (9, b"\2"),  # components
        (10, b"R"),  # names that mean RGB
        (11, b"\x33"),  # sampling
        (11, b"\x10"),
        (12, b"\2"),  # a quantizer that is not there
        (12, b"\1"),  # so that another one is unused
        (14, b"\x21"),  # chroma finer than luma
    ],
)
def test_odd_frame_headers_are_found(offset: int, value: bytes) -> None:
    assert found(changed(BASELINE, jpeg_place(BASELINE, SOF) + offset, value))


@pytest.mark.parametrize(
    ("offset", "value"),
    [
        (4, b"\2"),  # components
        (5, b"\2"),  # in another order
        (6, b"\2\2"),  # tables that are not there
        (11, b"\1"),  # the band
        (12, b"\x3e"),
        (13, b"\x10"),  # bits
        (13, b"\1"),
    ],
)
def test_odd_scan_headers_are_found(offset: int, value: bytes) -> None:
    assert found(changed(BASELINE, jpeg_place(BASELINE, SOS) + offset, value))


def test_a_progressive_scan_names_no_table_that_it_does_not_need() -> None:
    scan = jpeg_place(PROGRESSIVE, SOS)
    assert found(changed(PROGRESSIVE, scan + 6, b"\1"))


@pytest.mark.parametrize(
    "table",
    [
        b"\0" + b"\3" + bytes(15) + b"\1\2\3",  # three codes of one bit
        b"\0" + b"\2" + bytes(15) + b"\1\2",  # a code of ones only
        b"\0" + b"\0\2" + bytes(14) + b"\1\1",  # a value twice
        b"\0" + b"\1" + bytes(15) + b"\x0c",  # a value that no coefficient has
        b"\0" + bytes(16),  # no code at all
        b"\x21" + b"\1" + bytes(15) + b"\1",  # a class that does not exist
        b"\4" + b"\1" + bytes(15) + b"\1",  # a number that does not exist
        b"\x10" + b"\1" + bytes(15) + b"\x30",  # a run without value in a baseline picture
        b"",
    ],
    ids=range(9),
)
def test_tables_that_no_decoder_can_use_are_found(table: bytes) -> None:
    at = jpeg_place(BASELINE, DHT)
    length = struct.unpack(">H", BASELINE[at + 2 : at + 4])[0]
    assert found(BASELINE[:at] + segment(DHT, table) + BASELINE[at + 2 + length :])


def test_a_quantizer_of_zeros_or_of_sixteen_bits_is_found() -> None:
    at = jpeg_place(BASELINE, DQT)
    assert found(changed(BASELINE, at + 20, b"\0"))
    assert found(changed(BASELINE, at + 4, b"\x10"))
    assert found(BASELINE[:at] + segment(DQT, b"") + BASELINE[at:])


class TestThoroughly:
    """Codes are followed, so that no byte passes behind the last block of a scan."""

    @each_sample
    @settings(max_examples=150, deadline=None)
    @given(payload=st.binary(min_size=1, max_size=40), place=st.integers(0))
    @example(payload=b"\xff", place=0)
    @example(payload=b"\0", place=0)
    @example(payload=SECRET, place=0)
    def test_any_byte_behind_the_coded_pixels_is_found(
        self, content: bytes, payload: bytes, place: int
    ) -> None:
        ends = [start for _before, start in _coded(content)]
        stuffed = payload.replace(b"\xff", b"\xff\0")
        assert found_in_codes(inserted(content, ends[place % len(ends)], stuffed))

    @each_sample
    def test_a_byte_missing_from_the_coded_pixels_is_found(self, content: bytes) -> None:
        for start, end in _coded(content):
            if content[end - 2] != 0xFF and end - start > 2:
                assert found_in_codes(content[: end - 1] + content[end:]), end

    def test_a_file_with_zeros_for_filling_is_found(self) -> None:
        for width in range(8, 72, 8):
            content = encoded(noise((width, 8)).convert("L"), "JPEG")
            last = content[-3]
            if last & 1 and found_in_codes(changed(content, len(content) - 3, bytes([last - 1]))):
                return
        pytest.fail("no picture had a bit to fill")

    def test_a_table_that_became_coded_pixels_is_found(self) -> None:
        tables = [at for at in jpeg_places(PROGRESSIVE) if PROGRESSIVE[at + 1] == DHT]
        assert found_in_codes(changed(PROGRESSIVE, tables[-1], b"\0"))

    def test_pictures_without_any_restart_and_with_many(self) -> None:
        for blocks in (1, 2, 7, 8):
            content = encoded(noise((64, 48)), "JPEG", restart_marker_blocks=blocks)
            assert found_in_codes(content) == []


def _coded(content: bytes) -> list[tuple[int, int]]:
    """Where the coded pixels of each scan start and end."""
    places = jpeg_places(content)
    return [
        (at + 2 + struct.unpack(">H", content[at + 2 : at + 4])[0], end)
        for at, end in itertools.pairwise(places)
        if content[at + 1] == SOS
    ]


@each_sample
def test_a_byte_changed_in_the_headers_is_found_or_only_says_how_to_decode(content: bytes) -> None:
    """What may change unseen: sizes, sampling, and the values inside tables. Each segment stays
    where it was, so that there is no place for anything else.
    """
    places = jpeg_places(content)
    for at in _offsets_of_headers(content):
        for value in {0, 1, 2, 0x7F, 0xFE, 0xFF, *(content[at] ^ 1 << bit for bit in range(8))}:
            mutated = changed(content, at, bytes([value]))
            if mutated == content or found(mutated):
                continue
            assert at in _free_offsets(content), (at, value)
            assert jpeg_places(mutated) == places


def _headers(content: bytes) -> list[tuple[int, int, int]]:
    """Marker, start and end of each segment without the coded pixels."""
    ends = (
        (at, at + 2 + struct.unpack(">H", content[at + 2 : at + 4])[0])
        for at in jpeg_places(content)[:-1]
    )
    return [(content[at + 1], at, end) for at, end in ends]


def _offsets_of_headers(content: bytes) -> list[int]:
    return [0, 1, *(at for _m, start, end in _headers(content) for at in range(start, end))]


def _free_offsets(content: bytes) -> set[int]:
    free: set[int] = set()
    for marker, start, end in _headers(content):
        if marker in {DQT, DHT}:
            free.update(range(start + 5, end))
        elif marker in {0xC0, 0xC2}:
            # Sizes, sampling, and which of two tables one of the two chroma planes uses.
            free.update(start + at for at in (5, 6, 7, 8, 11, 15, 18))
        elif marker == SOS:
            free.update({start + 8, start + 10})
        elif marker == DRI:
            free.update({start + 4, start + 5})
    return free
