"""Cells that cannot start a formula, in any program's reading of them."""

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.cells import csv_line, safe_cell

# What an importer may take for an edge, and what it may take for a formula; written apart from
# the code under test on purpose.
EDGES = re.compile(r"[,;\t|:\"\r\n\v\f\x85\u2028\u2029]")
FORMULA = tuple("=+-@＝＋－＠\t\r\n")
PAYLOADS = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    "@SUM(1+9)*cmd|' /C calc'!A0",
    "+1",
    "-2+3",
    "\t=1",
    "\r=1",
    "\n=1",
    "a;=1+1",
    "a,=1+1",
    'a"=1+1',
    '";=1+1;"',
    'x"",=HYPERLINK("http://evil.example")',
    "a;  =1",
    "a;\t=1",
    "＝1+1",
    " =1",
    "a\n=1",
    "a\r\n@b",
    ";;;=1",
    "\0=1",
    "a|=1",
]


def parts_of(cell: str) -> list[str]:
    return [part.lstrip(" \0") for part in EDGES.split(cell)]


@pytest.mark.parametrize("text", PAYLOADS)
def test_no_part_of_a_known_payload_starts_a_formula(text: str) -> None:
    assert not [part for part in parts_of(safe_cell(text)) if part.startswith(FORMULA)]


@given(st.text(alphabet="=+-@;,\"'\t\r\n |:a1 ＝", max_size=30))
def test_no_part_of_any_text_starts_a_formula(text: str) -> None:
    assert not [part for part in parts_of(safe_cell(text)) if part.startswith(FORMULA)]


@given(st.text(alphabet="=+-@;,\"'\t\r\n |a", max_size=30))
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_line_read_with_any_delimiter_holds_no_formula(delimiter: str, text: str) -> None:
    line = csv_line(["first", text, "last"])

    for row in csv.reader(io.StringIO(line), delimiter=delimiter):
        for cell in row:
            assert not cell.lstrip().startswith(FORMULA)


@pytest.mark.parametrize("text", ["", "A bag from Gdańsk", "5 < 6", "2012-05", "50% – 60%", "🐦"])
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert safe_cell(text) == text


def test_a_line_is_one_line_and_reads_back() -> None:
    line = csv_line(["a", 'say "hi"', "two\nlines"])

    assert line.count("\n") == 1
    assert next(csv.reader(io.StringIO(line))) == ["a", 'say "hi"', "two ⏎ lines"]
