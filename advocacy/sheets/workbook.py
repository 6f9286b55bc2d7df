"""XLSX: the first visible sheet of a workbook as rows of text. Formulas are named, never trusted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, BinaryIO

from openpyxl import load_workbook

from advocacy.errors import N_, Refused
from advocacy.sheets.archive import check_archive, damaged
from advocacy.sheets.formulas import restore
from advocacy.sheets.limits import Limits
from advocacy.sheets.rows import Fault, Row, column_letters

# ECMA-376 part 1, 22.9.2.19 (ST_Xstring): a character that XML can't hold, or an underscore before such a
# code.
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ZEROS = re.compile(r"0{2,40}")


@dataclass(frozen=True, slots=True)
class OpenedWorkbook:
    """A workbook opened: the title of the sheet that is read, and its rows, the header among them."""

    title: str
    rows: Iterator[Row]


@contextmanager
def open_workbook(file: BinaryIO, name: str, limits: Limits) -> Iterator[OpenedWorkbook]:
    """Open the first visible sheet of an XLSX workbook; `file` must be seekable, `name` is what it is called.

    Dates become ISO text, whole numbers lose their ".0". A number shown with leading zeros by its format
    (00000) keeps them. Raises Refused, here or while rows are taken, if the workbook is damaged or over a
    limit.
    """
    check_archive(file, name, limits)
    try:
        book = load_workbook(file, read_only=True, data_only=False, keep_links=False)
        sheets = book.worksheets
    except Exception as error:  # openpyxl lets KeyError, TypeError and others through on forged workbooks
        raise damaged(name) from error
    try:
        if not sheets:
            raise Refused("“%(name)s” holds no sheet with cells.", name=name)
        sheet = next((one for one in sheets if one.sheet_state == "visible"), sheets[0])
        yield OpenedWorkbook(sheet.title, _rows(sheet, name))
    finally:
        book.close()


def _rows(sheet: Any, name: str) -> Iterator[Row]:
    # Any: the stubs of openpyxl do not describe the sheet that is read row by row.
    sheet.reset_dimensions()  # what the file says of its own size is often wrong, and may be a trap
    rows = enumerate(sheet.iter_rows(), start=1)
    while True:
        try:
            number, cells = next(rows)
            row = _row(number, cells)
        except StopIteration:
            return
        except Refused:
            raise
        except Exception as error:
            raise damaged(name) from error
        yield row


def _row(number: int, cells: tuple[Any, ...]) -> Row:
    texts = []
    faults = []
    for column, cell in enumerate(cells):
        value = cell.value
        if value is None:
            texts.append("")
        elif cell.data_type == "s":
            texts.append(_text(value))
        elif cell.data_type in ("f", "e"):
            texts.append("")
            faults.append(_fault(number, column, cell))
        else:
            texts.append(_shown(value, cell))
    return Row(number, tuple(texts), tuple(faults))


def _text(value: str) -> str:
    if "_x" in value:
        value = _ESCAPE.sub(_character, value)
    return restore(value)


def _character(escape: re.Match[str]) -> str:
    code = int(escape[1], 16)
    return escape[0] if 0xD800 <= code <= 0xDFFF else chr(code)


def _shown(value: object, cell: Any) -> str:
    """Return a number, date or truth value as text, without what only the file format added to it."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return (
            value.date().isoformat()
            if value.time() == time()
            else value.isoformat(sep=" ", timespec="seconds")
        )
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and not value.is_integer():
        return format(value, ".15g")  # 15 digits, as spreadsheet programs show and compare
    if isinstance(value, int | float):
        return _whole(int(value), str(cell.number_format))
    return str(value)


def _whole(number: int, number_format: str) -> str:
    return str(number).zfill(len(number_format)) if _ZEROS.fullmatch(number_format) else str(number)


def _fault(number: int, column: int, cell: Any) -> Fault:
    address = f"{column_letters(column)}{number}"
    if cell.data_type == "e":
        return Fault(
            column,
            address,
            N_("Cell %(cell)s holds the error %(error)s."),
            {"cell": address, "error": str(cell.value)},
        )
    formula = cell.value if isinstance(cell.value, str) else f"={getattr(cell.value, 'text', '') or '…'}"
    return Fault(
        column,
        address,
        N_("Cell %(cell)s holds a formula: %(formula)s. Replace it by its value."),
        {"cell": address, "formula": "=" + formula.lstrip("=")[:60]},
    )
