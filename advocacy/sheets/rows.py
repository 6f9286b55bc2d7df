"""Rows of text under a header, whatever file they come from: counted, bounded, padded, located."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from advocacy.errors import N_, Refused
from advocacy.sheets.limits import Limits


@dataclass(frozen=True, slots=True)
class Fault:
    """One cell that cannot be taken at its word (a formula, an error value, a cell under no header).

    `column` counts from 0, `cell` is its address as a spreadsheet program shows it ("B7"); `sentence` is
    English with named gaps that `values` fill.
    """

    column: int
    cell: str
    sentence: str
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Row:
    """One row that is not blank: the line it starts on, its cells (as many as the header has), its faults."""

    line: int
    cells: tuple[str, ...]
    faults: tuple[Fault, ...] = ()


def column_letters(column: int) -> str:
    """Return the letters of a column counted from 0, as a spreadsheet program shows it: 0 is A, 26 is AA."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def bounded(rows: Iterable[Row], limits: Limits) -> Iterator[Row]:
    """Yield the rows that are not blank.

    Raises Refused at the first row or cell over a limit, or with a NUL character, naming line and column.
    """
    count = 0
    for row in rows:
        width = _width(row.cells)
        if not width and not row.faults:
            continue
        count += 1
        if count > limits.rows + 1:  # the header is not one of the rows
            raise Refused(
                "The file has more than %(limit)s rows. Split it into smaller files.",
                limit=limits.rows,
            )
        if width > limits.columns:
            raise Refused(
                "Line %(line)s has %(count)s columns; at most %(limit)s are read.",
                line=row.line,
                count=width,
                limit=limits.columns,
            )
        _check_cells(row, limits)
        yield row


def _width(cells: Sequence[str]) -> int:
    width = len(cells)
    while width and not cells[width - 1].strip():
        width -= 1
    return width


def _check_cells(row: Row, limits: Limits) -> None:
    longest = max(map(len, row.cells), default=0)
    if longest > limits.cell_characters:
        column = next(i for i, cell in enumerate(row.cells) if len(cell) > limits.cell_characters)
        raise Refused(
            "Line %(line)s, column %(column)s: the cell holds %(count)s characters; at most %(limit)s are"
            " read. Perhaps a closing quotation mark is missing.",
            line=row.line,
            column=column_letters(column),
            count=longest,
            limit=limits.cell_characters,
        )
    if any("\0" in cell for cell in row.cells):
        raise nul_on(row.line)


def nul_on(line: int) -> Refused:
    """Return the refusal of a NUL character on `line`."""
    return Refused(
        "Line %(line)s holds a NUL character, which no text has: the file is damaged. Export it again.",
        line=line,
    )


def header_of(row: Row) -> tuple[str, ...]:
    """Return the names in the header row, without white space at their ends.

    Raises Refused if a column between others has no name, a name is a formula, or two columns have one name.
    """
    if row.faults:
        raise Refused(
            "The header of column %(column)s is a formula or an error. Replace it by its name.",
            column=column_letters(row.faults[0].column),
        )
    names = tuple(" ".join(cell.split()) for cell in row.cells[: _width(row.cells)])
    seen: dict[str, int] = {}
    for column, name in enumerate(names):
        if not name:
            raise Refused(
                "Column %(column)s has no name in the header (line %(line)s).",
                column=column_letters(column),
                line=row.line,
            )
        first = seen.setdefault(name.casefold(), column)
        if first != column:
            raise Refused(
                "Columns %(first)s and %(second)s have the same name, “%(name)s”. Rename or remove one.",
                first=column_letters(first),
                second=column_letters(column),
                name=name,
            )
    return names


def under_header(header: Sequence[str], rows: Iterable[Row]) -> Iterator[Row]:
    """Yield `rows` with exactly as many cells as the header; a cell to the right of it becomes a fault."""
    width = len(header)
    for row in rows:
        cells = row.cells
        if len(cells) == width:
            yield row
        elif len(cells) < width:
            yield Row(row.line, cells + ("",) * (width - len(cells)), row.faults)
        elif _width(cells) <= width:
            yield Row(row.line, cells[:width], row.faults)
        else:
            yield Row(row.line, cells[:width], (*row.faults, _beyond_header(row, width)))


def _beyond_header(row: Row, width: int) -> Fault:
    column = next(i for i in range(width, len(row.cells)) if row.cells[i].strip())
    return Fault(
        column,
        f"{column_letters(column)}{row.line}",
        N_(
            "The line has more cells than the header: column %(column)s has no name. Perhaps a text that"
            " holds the separator lacks its quotation marks."
        ),
        {"column": column_letters(column)},
    )
