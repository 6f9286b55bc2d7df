"""How large and how odd a spreadsheet may be. Every bound that the reader enforces is named here."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of one reading; a test passes smaller ones rather than make large files.

    `elements` is how many XML elements may stand between two rows (or two shared strings), because openpyxl
    frees memory only at the end of a row; `records` is how many rows and shared strings a workbook may hold.
    16,384 cells of three elements, the widest row Excel can write, stay far below `elements`.
    """

    file_bytes: int = 25 * MEGABYTE
    unpacked_bytes: int = 300 * MEGABYTE
    entries: int = 500
    rows: int = 200_000
    columns: int = 60
    cell_characters: int = 2_000
    elements: int = 200_000
    records: int = 2_500_000


LIMITS = Limits()

# The last row of an XLSX sheet (Microsoft, "Excel specifications and limits").
LAST_XLSX_ROW = 1_048_576
