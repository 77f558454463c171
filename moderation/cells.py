"""Spreadsheet cells that cannot start a formula, whatever a program splits them at."""

import csv
import re
from collections.abc import Iterable
from typing import Final

# What a spreadsheet takes for the start of a formula, in both widths.
_FORMULA_SIGNS: Final = "=+\\-@＝＋－＠"
# Programs of other locales split at semicolons, tabs or bars, and take any quote for a text's edge.
_EDGES: Final = ",;|:\"'`’‘“”„«»"
_DANGEROUS: Final = re.compile(rf"(^|[{_EDGES}])([\s\0]*)(?=[{_FORMULA_SIGNS}])")
# Line breaks and tabs would start a new cell in a program that does not know quotes.
_BREAKS: Final = re.compile(r"\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_SHIELD: Final = "'"


def safe_cell(text: str) -> str:
    """``text`` for a CSV or XLSX cell: one line, and no part of it can start a formula.

    A part is what follows the start, a separator or a quote, after any blanks. An apostrophe is
    put before a formula sign there; line breaks become " ⏎ " and tabs a space. JSON, not a
    spreadsheet, is for exact text.
    """
    line = _BREAKS.sub(" ⏎ ", text).replace("\t", " ").replace("\0", "�")
    return _DANGEROUS.sub(_shielded, line)


class _Line:
    """The file that csv.writer writes to: it hands each line back."""

    def write(self, line: str) -> str:
        return line


_writer = csv.writer(_Line(), quoting=csv.QUOTE_ALL, lineterminator="\r\n")


def csv_line(cells: Iterable[object]) -> str:
    """One line of CSV (RFC 4180), every cell quoted and safe."""
    return str(_writer.writerow([safe_cell(str(cell)) for cell in cells]))


def _shielded(found: re.Match[str]) -> str:
    edge, blanks = found.groups()
    return f"{edge}{blanks}{_SHIELD}"
