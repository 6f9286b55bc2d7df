"""What a row of a people file says: a person, or what is wrong with the row.

A column that is not in the file says nothing, and what is known is kept. Where the column is there, an empty
cell takes the e-mail address, site, manager or end date away; for the language, the start, the kind and the
SIREN it says nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from advocacy.errors import Refused
from advocacy.people.imports import values
from advocacy.people.imports.columns import Columns, Field
from advocacy.people.imports.names import department_path, made_visible, person_name, place_name
from advocacy.people.imports.problems import Problem
from advocacy.people.rules import Kind, Language
from advocacy.sheets.rows import Row


@dataclass(frozen=True, slots=True)
class ImportedPerson:
    """What one row says. Only the fields in `stated` are said; the others hold their empty value.

    `end` is the last day of work. `employer` is None while only its SIREN is told; `plan` finds the name.
    """

    line: int
    number: str
    given_name: str
    family_name: str
    employer: str | None
    department: tuple[str, ...]
    email: str | None = None
    employer_siren: str | None = None
    site: str | None = None
    manager: str | None = None
    language: Language | None = None
    start: date | None = None
    end: date | None = None
    kind: Kind | None = None
    stated: frozenset[Field] = frozenset()


@dataclass(frozen=True, slots=True)
class CurrentPerson:
    """Somebody as known today. `end` is the last day of work, told or past.

    `employed` means that an employment holds or is agreed to begin: its `end` is open or not before today.
    """

    number: str
    given_name: str
    family_name: str
    employer: str
    department: tuple[str, ...]
    employed: bool
    email: str | None = None
    employer_siren: str | None = None
    site: str | None = None
    manager: str | None = None
    language: Language | None = None
    start: date | None = None
    end: date | None = None
    kind: Kind = Kind.EMPLOYEE


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that cannot be used: its problems, and its number where that could be read."""

    line: int
    number: str | None
    problems: tuple[Problem, ...]


_READERS: dict[Field, Callable[[str], Any]] = {
    Field.NUMBER: values.person_number,
    Field.GIVEN_NAME: person_name,
    Field.FAMILY_NAME: person_name,
    Field.EMAIL: values.email_address,
    Field.EMPLOYER: place_name,
    Field.EMPLOYER_SIREN: values.siren,
    Field.SITE: place_name,
    Field.DEPARTMENT: department_path,
    Field.MANAGER: values.person_number,
    Field.LANGUAGE: values.language,
    Field.START: values.day,
    Field.END: values.day,
    Field.KIND: values.kind,
}
_NEEDED = frozenset({Field.NUMBER, Field.GIVEN_NAME, Field.FAMILY_NAME, Field.EMPLOYER, Field.DEPARTMENT})
# For these an empty cell is a statement: there is none.
_TAKEN_AWAY_BY_EMPTINESS = frozenset({Field.EMAIL, Field.SITE, Field.MANAGER, Field.END})


def imported_people(rows: Iterable[Row], columns: Columns) -> Iterator[ImportedPerson | Rejected]:
    """Yield what each row says, one by one."""
    for row in rows:
        yield person_of(row, columns)


def person_of(row: Row, columns: Columns) -> ImportedPerson | Rejected:
    """Return the person that a row describes, or the row with all its problems."""
    found: dict[Field, Any] = {}
    problems = _faults(row, columns)
    faulty = {fault.column for fault in row.faults}
    for field, place in columns.places.items():
        if place in faulty:
            continue
        cell = row.cells[place]
        try:
            _read_cell(field, cell, found)
        except Refused as refused:
            problems.append(_problem(row.line, columns, field, cell, refused))
    for field, contradiction in _contradictions(found):
        cell = row.cells[columns.places[field]]
        problems.append(_problem(row.line, columns, field, cell, contradiction))
    if problems:
        return Rejected(row.line, found.get(Field.NUMBER), tuple(problems))
    return ImportedPerson(
        line=row.line,
        stated=_one_set(tuple(found)),
        **{str(field): value for field, value in found.items()},
    )


@lru_cache(maxsize=1_024)
def _one_set(fields: tuple[Field, ...]) -> frozenset[Field]:
    # A file has few combinations of filled cells: its rows share the sets instead of carrying 100,000.
    return frozenset(fields)


def _faults(row: Row, columns: Columns) -> list[Problem]:
    """Return the row's faults that matter: those in columns that are read, or beyond the header."""
    if not row.faults:
        return []
    read = set(columns.places.values())
    width = len(columns.headers)
    return [
        Problem(
            row.line,
            columns.headers[fault.column] if fault.column < width else "",
            fault.cell,
            fault.sentence,
            fault.values,
        )
        for fault in row.faults
        if fault.column in read or fault.column >= width
    ]


def _read_cell(field: Field, cell: str, found: dict[Field, Any]) -> None:
    """Put what the cell says into `found`; raises Refused if it says nothing that can be understood."""
    if not cell or cell.isspace():
        if field in _NEEDED:
            raise Refused("This cell must not be empty.")
        if field in _TAKEN_AWAY_BY_EMPTINESS:
            found[field] = None
    elif field is Field.EMPLOYER and values.looks_like_siren(cell):
        found[field] = None
        _told_siren(found, values.siren(cell))
    elif field is Field.EMPLOYER_SIREN:
        _told_siren(found, values.siren(cell))
    else:
        found[field] = _READERS[field](cell)


def _told_siren(found: dict[Field, Any], siren: str) -> None:
    if found.setdefault(Field.EMPLOYER_SIREN, siren) != siren:
        raise Refused(
            "The row tells two SIREN for its employer: %(first)s and %(second)s.",
            first=found[Field.EMPLOYER_SIREN],
            second=siren,
        )


def _contradictions(found: dict[Field, Any]) -> Iterator[tuple[Field, Refused]]:
    """Yield what the cells of one row say against each other."""
    start, end = found.get(Field.START), found.get(Field.END)
    if start and end and end < start:
        yield Field.END, end_before_start(start, end)
    if found.get(Field.KIND) is Kind.EXTERNAL and Field.END in found and end is None:
        yield Field.END, external_without_end()
    if Field.NUMBER in found and found[Field.NUMBER] == found.get(Field.MANAGER):
        yield Field.MANAGER, Refused("Nobody is their own manager.")


def end_before_start(start: date, end: date) -> Refused:
    """Return the refusal of an employment that ends before it begins."""
    return Refused(
        "The end (%(end)s) lies before the start (%(start)s).", start=start.isoformat(), end=end.isoformat()
    )


def external_without_end() -> Refused:
    """Return the refusal of an external person without a last day."""
    return Refused("An external person needs an end date.")


def _problem(line: int, columns: Columns, field: Field, cell: str, refused: Refused) -> Problem:
    return Problem(line, columns.header(field), made_visible(cell), refused.sentence, refused.values)
