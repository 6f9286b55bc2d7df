"""What an import would do, told before it is done: who joins, changes, leaves, returns, and what is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from advocacy.people.imports.columns import Field
from advocacy.people.imports.problems import Problem
from advocacy.people.imports.rules import ImportedPerson


class LeavingReason(StrEnum):
    """Why somebody leaves: the file tells an end date, or it is complete and does not name the person."""

    END_DATE = "end_date"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that is no longer what it was. Both values have the type of that field in `CurrentPerson`."""

    field: Field
    old: object
    new: object


@dataclass(frozen=True, slots=True)
class Change:
    """Somebody employed whose fields change."""

    person: ImportedPerson
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Returner:
    """Somebody who had left and is employed again from `start`; `fields` are all that differ, dates too."""

    person: ImportedPerson
    start: date
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Leaver:
    """Somebody whose employment ends: `end` is the last day of work. `line` is None if absent."""

    number: str
    end: date
    reason: LeavingReason
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """An import before it is applied.

    A joiner's `start`, `kind`, `employer` and `employer_siren` are filled in. `past` counts rows about people
    who left before today and were not known. `sirens` are names of known employers, each with the SIREN that
    the file adds: it is no change of a person, whose `employer_siren` follows the employer. `errors` and
    `warnings` count all, `problems` holds the first of them.
    """

    joiners: tuple[ImportedPerson, ...]
    changes: tuple[Change, ...]
    leavers: tuple[Leaver, ...]
    returners: tuple[Returner, ...]
    unchanged: int
    past: int
    sirens: tuple[tuple[str, str], ...]
    problems: tuple[Problem, ...]
    errors: int
    warnings: int
    needs_confirmation: bool

    @property
    def applicable(self) -> bool:
        """Whether the plan may be applied: nothing in the file is wrong."""
        return not self.errors

    @property
    def empty(self) -> bool:
        """Whether applying the plan would change nothing."""
        return not (self.joiners or self.changes or self.leavers or self.returners or self.sirens)
