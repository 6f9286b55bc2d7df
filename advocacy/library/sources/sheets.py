"""Reading an uploaded spreadsheet of contents: bounded, before any transaction begins."""

from __future__ import annotations

from dataclasses import dataclass, replace
from io import BytesIO

from advocacy.library.rules.content_sheets import (
    MOST_LINES,
    Known,
    Line,
    check_file,
    read_line,
    recognise,
)
from advocacy.library.rules.writing import LONGEST_WORDING
from advocacy.sheets.limits import LIMITS, MEGABYTE
from advocacy.sheets.reading import open_sheet
from advocacy.uploads.file import File

_LIMITS = replace(
    LIMITS,
    rows=MOST_LINES,
    unpacked_bytes=50 * MEGABYTE,
    cell_characters=LONGEST_WORDING + 100,
    records=50_000,
)


@dataclass(frozen=True)
class SheetRead:
    """The lines of a file in their order, and the columns that were not read."""

    lines: tuple[Line, ...]
    ignored: tuple[str, ...]


def read_sheet(file: File, known: Known) -> SheetRead:
    """The lines of `file`. Raises Refused for one that cannot be read as a whole."""
    check_file(len(file.content), file.name)
    with open_sheet(BytesIO(file.content), file.name, limits=_LIMITS) as sheet:
        columns = recognise(sheet.header)
        lines = tuple(read_line(row, sheet.header, columns, known) for row in sheet.rows)
    return SheetRead(lines, columns.ignored)
