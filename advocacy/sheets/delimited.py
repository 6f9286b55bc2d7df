"""CSV: separator and encoding found from the file, quoted newlines, every row with the line it starts on."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from typing import BinaryIO

from advocacy.errors import N_, Refused
from advocacy.sheets.encoding import encoding_of
from advocacy.sheets.formulas import restore
from advocacy.sheets.rows import Fault, Row, column_letters

SEPARATORS = (";", ",", "\t")

# A file without any newline must not be taken whole into memory before the first check.
_LONGEST_FIRST_LINE = 1 << 20
_MOST_BLANK_LINES = 1_000

# Excel's own way to say which separator follows.
_SEPARATOR_LINE = re.compile(r"sep=([;,\t])\s*\Z", re.IGNORECASE)
# What people write so that Excel keeps leading zeros: ="00123" is that text, not a computation.
_TEXT_AS_FORMULA = re.compile(r'="([^"]*)"\Z')


@dataclass(frozen=True, slots=True)
class Delimited:
    """A CSV file opened: its rows, the header among them, and how it is written."""

    rows: Iterator[Row]
    encoding: str
    separator: str


@contextmanager
def open_delimited(file: BinaryIO) -> Iterator[Delimited]:
    """Open a seekable CSV file, which stays the caller's and is not closed.

    Raises Refused, here or while rows are taken: text that does not decode, a quotation mark never closed.
    """
    encoding = encoding_of(file)
    text = io.TextIOWrapper(file, encoding=encoding, errors="strict", newline="")
    try:
        first = text.readline(_LONGEST_FIRST_LINE).removeprefix("\ufeff")
        told = _SEPARATOR_LINE.match(first)
        if told:
            yield Delimited(_rows(text, told[1], skipped=1), encoding, told[1])
        else:
            blank, header = _first_with_text(first, text)
            separator = _separator_of(header or "".join(blank))
            yield Delimited(_rows(chain(blank, [header], text), separator, skipped=0), encoding, separator)
    finally:
        text.detach()  # or the wrapper closes the file when it is thrown away


def _first_with_text(first: str, text: io.TextIOWrapper) -> tuple[list[str], str]:
    """Return the lines of separators and space that precede the first line with text, and that line."""
    blank: list[str] = []
    line = first
    while line and not line.strip(" \t\r\n;,") and len(blank) < _MOST_BLANK_LINES:
        blank.append(line)
        line = text.readline(_LONGEST_FIRST_LINE)
    return blank, line


def _separator_of(line: str) -> str:
    """Return the separator that stands most often outside quotation marks, else the comma."""
    outside = re.sub(r'"[^"]*("|\Z)', "", line)
    best = max(SEPARATORS, key=outside.count)
    return best if best in outside else ","


def _rows(lines: Iterator[str], separator: str, skipped: int) -> Iterator[Row]:
    reader = csv.reader(lines, delimiter=separator, strict=True)
    while True:
        line = reader.line_num + 1 + skipped
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise Refused(
                "Line %(line)s can't be read as CSV: a quotation mark is missing, or one too many. Quotation"
                " marks inside a text are doubled.",
                line=line,
            ) from error
        yield _row(line, cells)


def _row(line: int, cells: list[str]) -> Row:
    # Nearly no row holds a formula or an apostrophe: look once, and pay only then.
    if not any(cell and cell[0] in "='" for cell in cells):
        return Row(line, tuple(cells))
    faults = []
    texts = []
    for column, cell in enumerate(cells):
        wrapped = _TEXT_AS_FORMULA.match(cell)
        if wrapped:
            texts.append(wrapped[1])
            continue
        texts.append(restore(cell))
        if cell.startswith("="):
            faults.append(_formula(line, column, cell))
    return Row(line, tuple(texts), tuple(faults))


def _formula(line: int, column: int, cell: str) -> Fault:
    return Fault(
        column,
        f"{column_letters(column)}{line}",
        N_("Line %(line)s, column %(column)s holds a formula: %(formula)s. Replace it by its value."),
        {"line": line, "column": column_letters(column), "formula": cell[:60]},
    )
