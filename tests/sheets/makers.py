"""Spreadsheets for tests, made as bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from advocacy.errors import Refused
from advocacy.sheets.limits import LIMITS, Limits
from advocacy.sheets.reading import open_sheet
from advocacy.sheets.rows import Row

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def a_workbook(rows: Iterable[Iterable[object]], change: Callable[[Worksheet], None] | None = None) -> bytes:
    """An XLSX file of one sheet with these rows, its sheet changed by `change` before it is saved."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in rows:
        sheet.append(list(row))
    if change:
        change(sheet)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def with_part(workbook: bytes, part: str, content: bytes | Callable[[bytes], bytes]) -> bytes:
    """The same workbook with one part replaced, changed or added."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        before = b""
        for entry in old.infolist():
            if entry.filename == part:
                before = old.read(entry)
            else:
                new.writestr(entry.filename, old.read(entry))
        new.writestr(part, content if isinstance(content, bytes) else content(before))
    return target.getvalue()


def an_archive(**parts: bytes) -> bytes:
    """A ZIP file; in the names a double underscore stands for a slash."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return target.getvalue()


def read(
    content: bytes, name: str = "people.csv", limits: Limits = LIMITS
) -> tuple[tuple[str, ...], list[Row]]:
    """Header and rows of a file."""
    with open_sheet(io.BytesIO(content), name, limits=limits) as sheet:
        return sheet.header, list(sheet.rows)


def cells(content: bytes) -> list[tuple[str, ...]]:
    """The cells of the rows below the header."""
    return [row.cells for row in read(content)[1]]


def refusal(content: bytes, name: str = "people.csv", limits: Limits = LIMITS) -> str:
    """The sentence with which reading the file is refused."""
    try:
        read(content, name, limits)
    except Refused as refused:
        return str(refused)
    raise AssertionError("The file was read.")
