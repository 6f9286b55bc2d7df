"""The rows of a preview: one for each person that a plan speaks of, and one for each problem."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Any

from advocacy.folding import fold
from advocacy.people.imports.places import StagedPlace
from advocacy.people.imports.plan import FieldChange
from advocacy.people.imports.problems import Problem, Severity
from advocacy.people.models.imports import RowOutcome
from advocacy.people.rules import Kind, Language
from advocacy.uploads.actions import plain as jsonable

Staged = dict[str, Any]
"""A row to stage, by column."""


def row(outcome: RowOutcome, line: int, number: str, name: str, said: Staged) -> Staged:
    """What the preview says of somebody; nothing of them is to be written yet."""
    return {
        "outcome": outcome,
        "line": line,
        "number": number,
        "name": name,
        "said": said,
        "person_id": None,
        "last_day": None,
        "writes": False,
        "subject": None,
        "kind": None,
        "given_name": None,
        "family_name": None,
        "email": None,
        "email_key": None,
        "language": None,
        "sort_key": None,
        "search_key": None,
    }


def identity(given: str, family: str, email: str | None, language: Language, kind: Kind) -> Staged:
    """The columns of a row that say who somebody is from now on: to be written."""
    return {
        "writes": True,
        "kind": kind.value,
        "given_name": given,
        "family_name": family,
        "email": email,
        "email_key": email.casefold() if email else None,
        "language": language.value,
        "sort_key": fold(f"{family} {given}"),
        "search_key": fold(f"{given} {family}"),
    }


def problem_row(problem: Problem) -> Staged:
    """What the preview says of a problem."""
    outcome = RowOutcome.ERROR if problem.severity is Severity.ERROR else RowOutcome.WARNING
    said = {
        "column": problem.column,
        "value": problem.value,
        "sentence": problem.sentence,
        "values": jsonable(problem.values),
    }
    return row(outcome, problem.line or 0, "", "", said)


def place_row(place: StagedPlace) -> Staged:
    """A place to stage."""
    row = asdict(place)
    del row["closed"]
    return {**row, "is_new": place.place_id is None}


def changes(fields: Iterable[FieldChange]) -> list[list[Any]]:
    """Changes as JSON: field, old, new."""
    return [[str(one.field), plain(one.old), plain(one.new)] for one in fields]


def called(person: Any) -> str:
    """The name of somebody, as one."""
    return f"{person.given_name} {person.family_name}".strip()


def plain(value: object) -> Any:
    """A value of a field as JSON: a date as ISO text, a department as its levels."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return list(value)
    return None if value is None else str(value)
