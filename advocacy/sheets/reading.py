"""Reading an uploaded spreadsheet: its kind, found from its bytes, and then its header and rows."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from advocacy.errors import N_, Refused
from advocacy.sheets.delimited import open_delimited
from advocacy.sheets.limits import LIMITS, MEGABYTE, Limits
from advocacy.sheets.rows import Row, bounded, header_of, under_header
from advocacy.sheets.workbook import open_workbook

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

# What people choose by mistake, by its first bytes in lower case. Many HR systems call a web page ".xls".
_NOT_SHEETS: tuple[tuple[tuple[bytes, ...], str], ...] = (
    ((b"%pdf",), N_("“%(name)s” is a PDF. Its table can't be read: save the original as XLSX or CSV.")),
    (
        (b"<!doctype", b"<html", b"<table", b"<?xml", b"<meta", b"<head"),
        N_(
            "“%(name)s” is a web page or XML, whatever its name says. Open it in a spreadsheet program and"
            " save it as XLSX or CSV."
        ),
    ),
    ((b"{\\rtf",), N_("“%(name)s” is a document, not a workbook. Save its table as XLSX or CSV.")),
    (
        (b"\x89png", b"\xff\xd8\xff", b"gif8", b"\x1f\x8b", b"7z\xbc\xaf", b"rar!", b"pk\x05\x06"),
        N_("“%(name)s” is a picture or an archive, not a spreadsheet. Choose a CSV or XLSX file."),
    ),
)


class SheetKind(StrEnum):
    """What kind of file a sheet was read from."""

    CSV = "csv"
    XLSX = "xlsx"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A spreadsheet being read. `rows` is taken once, while the sheet is open, and may raise Refused.

    `encoding` and `separator` are those of a CSV file, `title` is the name of the sheet in a workbook.
    """

    name: str
    kind: SheetKind
    header: tuple[str, ...]
    rows: Iterator[Row]
    encoding: str | None = None
    separator: str | None = None
    title: str | None = None


@contextmanager
def open_sheet(
    source: Path | BinaryIO, name: str | None = None, *, limits: Limits = LIMITS
) -> Iterator[Sheet]:
    """Open a CSV or XLSX file: `source` is a path or a seekable binary file, `name` what its owner calls it.

    The kind is found from the content, never from the name. A binary file stays open afterwards; it is the
    caller's. Raises Refused, with a sentence that names the limit or the place, here or while rows are taken.
    """
    with ExitStack() as stack:
        file: BinaryIO = stack.enter_context(source.open("rb")) if isinstance(source, Path) else source
        shown = name or (source.name if isinstance(source, Path) else "file")
        _check_size(file, shown, limits)
        kind = _kind_of(file, shown)
        if kind is SheetKind.XLSX:
            book = stack.enter_context(open_workbook(file, shown, limits))
            header, rows = _header_and_rows(book.rows, shown, limits)
            yield Sheet(shown, kind, header, rows, title=book.title)
        else:
            text = stack.enter_context(open_delimited(file))
            header, rows = _header_and_rows(text.rows, shown, limits)
            yield Sheet(shown, kind, header, rows, encoding=text.encoding, separator=text.separator)


def _check_size(file: BinaryIO, name: str, limits: Limits) -> None:
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    if size > limits.file_bytes:
        raise Refused(
            "“%(name)s” has %(size)s MB; at most %(limit)s MB are read.",
            name=name,
            size=-(-size // MEGABYTE),
            limit=limits.file_bytes // MEGABYTE,
        )
    if not size:
        raise _empty(name)


def _kind_of(file: BinaryIO, name: str) -> SheetKind:
    """Return CSV or XLSX from the first bytes; raises Refused, saying what the file is, for anything else."""
    file.seek(0)
    head = file.read(4096)
    if head.startswith(_ZIP):
        return SheetKind.XLSX
    if head.startswith(_OLE):
        raise _refuse_ole(head + file.read(), name)
    for beginnings, sentence in _NOT_SHEETS:
        if head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(beginnings):
            raise Refused(sentence, name=name)
    file.seek(0)
    return SheetKind.CSV


def _refuse_ole(content: bytes, name: str) -> Refused:
    # A workbook with a password is stored inside the old format (MS-OFFCRYPTO 2.3).
    if _ENCRYPTED in content:
        return Refused("“%(name)s” is protected by a password. Save it without one.", name=name)
    return Refused("“%(name)s” is in the old Excel format (XLS). Save it as XLSX or CSV.", name=name)


def _header_and_rows(rows: Iterator[Row], name: str, limits: Limits) -> tuple[tuple[str, ...], Iterator[Row]]:
    """Return the header, and the rows under it of which there is at least one; raises Refused otherwise."""
    checked = bounded(rows, limits)
    first = next(checked, None)
    if first is None:
        raise _empty(name)
    header = header_of(first)
    below = under_header(header, checked)
    one = next(below, None)
    if one is None:
        raise Refused("“%(name)s” has a header but no row below it.", name=name)
    return header, chain([one], below)


def _empty(name: str) -> Refused:
    return Refused("“%(name)s” is empty.", name=name)
