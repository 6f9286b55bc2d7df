"""A line of a spreadsheet of completions as it tells it, up to the first cell that is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from advocacy.errors import Refused
from advocacy.people.imports.names import made_visible
from advocacy.people.imports.values import day, person_number
from advocacy.sheets.headers import Matched
from advocacy.sheets.rows import Row
from advocacy.training.rules.completing import MOST_MINUTES
from advocacy.training.rules.imports.columns import Field
from advocacy.training.rules.recording import LONGEST_EVIDENCE

LONGEST_SHOWN = 60


@dataclass(frozen=True)
class Told:
    """What a line tells: its cells as read, or what is wrong with one of them."""

    line: int
    number: str = ""
    module: str = ""
    day: date | None = None
    minutes: int = 0
    evidence: str = ""
    said: Mapping[str, Any] = field(default_factory=dict)


def read_line(row: Row, headers: Sequence[str], columns: Matched[Field]) -> Told:
    """What a row tells, up to the first cell that is wrong."""
    cells = {one: row.cells[place].strip() for one, place in columns.places.items()}
    number, module = cells[Field.NUMBER][:40], cells[Field.MODULE][:64]
    for fault in row.faults:
        named = headers[fault.column] if fault.column < len(headers) else fault.cell
        return Told(row.line, number, module, said=said_of(named, "", fault.sentence, fault.values))
    values: dict[Field, Any] = {}
    for one in Field:
        try:
            values[one] = _READ[one](cells.get(one, ""))
        except Refused as refused:
            place = columns.places.get(one)
            named = headers[place] if place is not None else one.value
            return Told(
                row.line,
                number,
                module,
                said=said_of(named, cells.get(one, ""), refused.sentence, refused.values),
            )
    return Told(
        line=row.line,
        number=values[Field.NUMBER],
        module=values[Field.MODULE],
        day=values[Field.DAY],
        minutes=values[Field.MINUTES],
        evidence=values[Field.EVIDENCE],
    )


def said_of(column: str, value: str, sentence: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """What is wrong with a cell, as JSON: its column, the value made visible, and the sentence."""
    return {
        "column": column,
        "value": made_visible(value, LONGEST_SHOWN),
        "sentence": sentence,
        "values": {key: one if isinstance(one, int | str) else str(one) for key, one in values.items()},
    }


def _minutes(text: str) -> int:
    """Minutes from 0 up; nothing told is 0. Spreadsheet programs write 90 as 90.0."""
    digits = text.strip().removesuffix(".0").removesuffix(",0")
    if not digits:
        return 0
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 6 and int(digits) <= MOST_MINUTES):
        raise Refused("The time spent is a number of minutes from 0 to %(most)s.", most=MOST_MINUTES)
    return int(digits)


def _evidence(text: str) -> str:
    if len(text) > LONGEST_EVIDENCE:
        raise Refused("The evidence is told in at most %(most)s characters.", most=LONGEST_EVIDENCE)
    return " ".join(text.split())


def _module(text: str) -> str:
    if not text:
        raise Refused("The training is missing: write its title or its short name.")
    return text


def _number(text: str) -> str:
    if not text:
        raise Refused("The employee number is missing.")
    return person_number(text)


def _day(text: str) -> date:
    if not text:
        raise Refused("The day is missing. Write it as 2024-05-31 or 31/05/2024.")
    return day(text)


_READ = {
    Field.NUMBER: _number,
    Field.MODULE: _module,
    Field.DAY: _day,
    Field.MINUTES: _minutes,
    Field.EVIDENCE: _evidence,
}
