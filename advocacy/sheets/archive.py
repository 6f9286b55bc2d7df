"""The ZIP archive around an XLSX workbook, looked at before a library opens it.

openpyxl trusts what it is given: it expands entities, and keeps in memory what stands between two rows. So
the archive is measured and every XML part is walked once with expat, which keeps nothing. Done here rather
than with defusedxml because that would bound neither memory nor size, and would not name the part.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from typing import IO, BinaryIO
from xml.parsers import expat

from advocacy.errors import Refused
from advocacy.sheets.limits import LAST_XLSX_ROW, MEGABYTE, Limits

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_ROW, _STRING = f"{_MAIN} row", f"{_MAIN} si"
_PIECE = 1 << 18
_KNOWN_COMPRESSIONS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def damaged(name: str) -> Refused:
    """Return the refusal of a workbook that is not what it says it is."""
    return Refused(
        "“%(name)s” is damaged or is not an XLSX workbook. Save it again as XLSX or CSV.", name=name
    )


def check_archive(file: BinaryIO, name: str, limits: Limits) -> None:
    """Return if `file` is a ZIP archive within `limits` that holds a workbook without DTD or entities.

    The file is left at its start. Raises Refused with the limit, or the part, that is at fault.
    """
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            _check_entries(archive, name, limits)
            for entry in archive.infolist():
                with archive.open(entry) as part:
                    _Part(entry.filename, limits).walk(part)
    except Refused:
        raise
    # zlib, struct and others raise their own errors on forged archives; to the reader they are one thing.
    except Exception as error:
        raise damaged(name) from error
    file.seek(0)


def _check_entries(archive: zipfile.ZipFile, name: str, limits: Limits) -> None:
    entries = archive.infolist()
    if len(entries) > limits.entries:
        raise Refused(
            "The workbook is made of %(count)s parts; at most %(limit)s are read. Save one sheet alone.",
            count=len(entries),
            limit=limits.entries,
        )
    # zipfile never gives more of a part than its declared size, so that a forged size only cuts the part
    # short.
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > limits.unpacked_bytes:
        raise Refused(
            "Unpacked, the workbook takes %(size)s MB; at most %(limit)s MB are read.",
            size=-(-unpacked // MEGABYTE),
            limit=limits.unpacked_bytes // MEGABYTE,
        )
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refused("“%(name)s” is protected by a password. Save it without one.", name=name)
    names = {entry.filename for entry in entries}
    if len(names) < len(entries) or any(entry.compress_type not in _KNOWN_COMPRESSIONS for entry in entries):
        raise damaged(name)
    _check_kind(names, name)


def _check_kind(parts: set[str], name: str) -> None:
    if "xl/workbook.bin" in parts:
        raise Refused("“%(name)s” is a binary workbook (XLSB). Save it as XLSX or CSV.", name=name)
    if "mimetype" in parts or "content.xml" in parts:
        raise Refused("“%(name)s” is an OpenDocument file. Save it as XLSX or CSV.", name=name)
    if "word/document.xml" in parts or "ppt/presentation.xml" in parts:
        raise Refused("“%(name)s” is a document, not a workbook. Save its table as XLSX or CSV.", name=name)
    if "[Content_Types].xml" not in parts:
        raise Refused(
            "“%(name)s” is an archive, not a workbook. Unpack it and choose the file in it.", name=name
        )


class _Part:
    """One part of the workbook being walked: what it may hold, and how much it has held so far."""

    def __init__(self, part_name: str, limits: Limits) -> None:
        self.name = part_name
        self.limits = limits
        self.last_row = 0

    def walk(self, part: IO[bytes]) -> None:
        """Read the part to its end; a part that is not XML (a picture) is left at its first byte."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartDoctypeDeclHandler = self._refuse_doctype
        parser.StartElementHandler = self._counter()
        while piece := part.read(_PIECE):
            try:
                parser.Parse(piece, False)
            except expat.ExpatError:
                return  # not XML, or broken XML that openpyxl will stumble over at the same byte

    def _refuse_doctype(self, *_declaration: object) -> None:
        # ECMA-376 part 2 (Open Packaging Conventions): a part shall not contain a DTD.
        raise Refused(
            "The part “%(part)s” of the workbook declares a document type or entities, which no workbook"
            " does. Save the workbook again from a spreadsheet program.",
            part=self.name,
        )

    def _counter(self) -> Callable[[str, dict[str, str]], None]:
        # Called for every element of the workbook: local names, no attribute look-ups.
        elements = records = 0
        most_elements, most_records = self.limits.elements, self.limits.records

        def start(tag: str, attributes: dict[str, str]) -> None:
            nonlocal elements, records
            elements += 1
            if tag in (_ROW, _STRING):
                elements = 0
                records += 1
                if tag == _ROW:
                    self._check_order(attributes)
            if elements > most_elements or records > most_records:
                raise Refused(
                    "The part “%(part)s” of the workbook is too large to read."
                    " Save its first sheet alone, as CSV.",
                    part=self.name,
                )

        return start

    def _check_order(self, attributes: dict[str, str]) -> None:
        """Rows out of order would be passed over in silence by openpyxl; no program writes them so."""
        told = attributes.get("r")
        row = int(told) if told and told.isdecimal() else self.last_row + 1
        if not self.last_row < row <= LAST_XLSX_ROW:
            raise Refused(
                "In the part “%(part)s” of the workbook, row %(row)s stands after row %(last)s: the workbook"
                " is damaged. Save it again from a spreadsheet program.",
                part=self.name,
                row=row,
                last=self.last_row,
            )
        self.last_row = row
