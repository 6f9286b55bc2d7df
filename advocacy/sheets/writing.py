"""Writing a spreadsheet: CSV as a stream of bytes, XLSX into a file, both safe to open.

Both can be read back with `advocacy.sheets.reading`, which gives the original texts.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import BinaryIO, Literal

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from advocacy.errors import Refused
from advocacy.sheets.formulas import neutralise

Cell = str | int | float | date | datetime | None

# A workbook can't stream: 200,000 rows took 13 s when tried. Larger exports are CSV.
MAX_XLSX_ROWS = 200_000
# Longest text of a cell (Microsoft, "Excel specifications and limits"); XlsxWriter drops a longer one.
MAX_XLSX_TEXT = 32_767

_PIECE = 1 << 16
# No text: NUL, halves of surrogate pairs, and the two code points that XML 1.0 (2.2) excludes.
_NO_TEXT = re.compile("[\0\ud800-\udfff\ufffe\uffff]")
_FIRST_XLSX_DATE = date(1900, 3, 1)  # before it, spreadsheet programs count a 29 February that never was


def separator_for(language: str) -> str:
    """Return the separator that spreadsheet programs expect: a semicolon in French, a comma otherwise."""
    return ";" if language.startswith("fr") else ","


def csv_pieces(columns: Sequence[str], rows: Iterable[Sequence[Cell]], *, language: str) -> Iterator[bytes]:
    """Yield a CSV file (RFC 4180) in pieces of about 64 kB: UTF-8 with a byte-order mark, header first.

    The header is a piece of its own, so that the file begins before the first row is known. Rows are taken
    one by one as the pieces are. Texts that would be evaluated get an apostrophe in front.
    """
    buffer = io.StringIO(newline="")
    # A single column is quoted throughout: the reader must not see separators in it.
    quoting: Literal[0, 1] = csv.QUOTE_MINIMAL if len(columns) > 1 else csv.QUOTE_ALL
    separator = separator_for(language)
    buffer.write("\ufeff")
    csv.writer(buffer, delimiter=separator, quoting=csv.QUOTE_ALL).writerow(map(_text, columns))
    yield _emptied(buffer)
    write = csv.writer(buffer, delimiter=separator, quoting=quoting).writerow
    for row in rows:
        write(map(_text, row))
        if buffer.tell() >= _PIECE:
            yield _emptied(buffer)
    yield _emptied(buffer)


def write_xlsx(
    target: BinaryIO, columns: Sequence[str], rows: Iterable[Sequence[Cell]], *, title: str
) -> int:
    """Write a workbook of one sheet into `target` and return how many rows it has below the header.

    `title` names the sheet (what the format forbids in it is replaced). Numbers and dates are written as
    such, texts longer than the format allows end in "…". Raises Refused over MAX_XLSX_ROWS rows: export CSV
    instead.
    """
    book = Workbook(
        target,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    sheet = book.add_worksheet(_sheet_title(title))
    date_format = book.add_format({"num_format": "yyyy-mm-dd"})
    for column, name in enumerate(columns):
        _write(sheet, 0, column, name, date_format)
    count = 0
    for row in rows:
        count += 1
        if count > MAX_XLSX_ROWS:
            raise Refused(
                "A workbook of more than %(limit)s rows is too large. Export it as CSV instead.",
                limit=MAX_XLSX_ROWS,
            )
        for column, cell in enumerate(row):
            _write(sheet, count, column, cell, date_format)
    book.close()
    return count


def _emptied(buffer: io.StringIO) -> bytes:
    piece = buffer.getvalue().encode("utf-8")
    buffer.seek(0)
    buffer.truncate()
    return piece


def _text(cell: Cell) -> str:
    """Return a cell as text. A number keeps its sign bare: only text can carry a formula."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return neutralise(_NO_TEXT.sub("\ufffd", cell))
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ", timespec="seconds")
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _write(sheet: Worksheet, row: int, column: int, cell: Cell, date_format: Format) -> None:
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        sheet.write_number(row, column, cell)
    elif isinstance(cell, date) and not isinstance(cell, datetime) and cell >= _FIRST_XLSX_DATE:
        sheet.write_datetime(row, column, cell, date_format)
    elif cell is not None and cell != "":
        text = _text(cell)
        if len(text) > MAX_XLSX_TEXT:
            text = text[: MAX_XLSX_TEXT - 1] + "…"
        sheet.write_string(row, column, text)


def _sheet_title(title: str) -> str:
    # ECMA-376 part 1, 18.2.19 and Excel: at most 31 characters, none of []:*?/\, no apostrophe at an end.
    return re.sub(r"[\[\]:*?/\\\0-\x1f]", " ", _NO_TEXT.sub(" ", title)).strip(" '")[:31].strip(" '") or "1"
