"""What a spreadsheet of completions says, line by line: new, known already, or wrong and where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from advocacy.errors import N_, Refused
from advocacy.folding import fold
from advocacy.people.imports.columns import ENGLISH as PEOPLE_IN_ENGLISH
from advocacy.people.imports.columns import FRENCH as PEOPLE_IN_FRENCH
from advocacy.people.imports.columns import Field as PeopleField
from advocacy.people.imports.names import made_visible
from advocacy.people.imports.values import day, person_number
from advocacy.sheets.headers import Matched, match, meanings
from advocacy.sheets.rows import Row
from advocacy.training.rules.completing import MOST_MINUTES
from advocacy.training.rules.recording import LONGEST_EVIDENCE

MOST_LINES = 100_000
LONGEST_SHOWN = 60

NEW, KNOWN, ERROR = "new", "known", "error"
"""What is said of a line."""


class Field(StrEnum):
    """What can be imported about a completion."""

    NUMBER = "number"
    MODULE = "module"
    DAY = "day"
    MINUTES = "minutes"
    EVIDENCE = "evidence"


REQUIRED = (Field.NUMBER, Field.MODULE, Field.DAY)

FRENCH: Mapping[Field, tuple[str, ...]] = {
    Field.NUMBER: PEOPLE_IN_FRENCH[PeopleField.NUMBER],
    Field.MODULE: ("Formation", "Module", "Intitulé", "Intitulé de la formation", "Code formation", "Stage"),
    Field.DAY: (
        *("Date", "Date de réalisation", "Date de fin", "Fin", "Réalisée le", "Terminée le", "Suivie le"),
        *("Date de formation", "Date d'obtention", "Date de la formation"),
    ),
    Field.MINUTES: ("Minutes", "Durée", "Durée en minutes", "Durée (min)", "Temps passé"),
    Field.EVIDENCE: ("Justificatif", "Preuve", "Commentaire", "Remarque", "Référence"),
}
ENGLISH: Mapping[Field, tuple[str, ...]] = {
    Field.NUMBER: PEOPLE_IN_ENGLISH[PeopleField.NUMBER],
    Field.MODULE: ("Training", "Module", "Course", "Course name", "Course code", "Training name", "Title"),
    Field.DAY: (
        *("Completed on", "Completion date", "Date completed", "Completed", "Date", "Training date"),
        *("Finished on", "End date"),
    ),
    Field.MINUTES: ("Minutes", "Duration", "Duration in minutes", "Duration (min)", "Time spent"),
    Field.EVIDENCE: ("Evidence", "Proof", "Comment", "Remark", "Reference"),
}
_MEANINGS = meanings(FRENCH, ENGLISH)
_NEEDED = {one: f"{FRENCH[one][0]} / {ENGLISH[one][0]}" for one in REQUIRED}

Key = tuple[int, int]
"""Person and module."""


@dataclass(frozen=True)
class Someone:
    """A person the importer may record completions of; `hired_on` is None for who was never employed."""

    id: int
    name: str
    hired_on: date | None


@dataclass(frozen=True)
class Facts:
    """What is known: people by number, modules by folded name, and the days completed by person and module.

    A day is True where that completion was revoked. `importer_id` is who imports, and records no own.
    """

    people: Mapping[str, Someone]
    modules: Mapping[str, Sequence[tuple[int, str]]]
    done: Mapping[Key, Mapping[date, bool]]
    today: date
    importer_id: int | None


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


@dataclass(frozen=True)
class Decided:
    """What would become of a line; `said` is a sentence with its values, or empty."""

    told: Told
    outcome: str
    name: str = ""
    person_id: int | None = None
    module_id: int | None = None
    slug: str = ""
    said: Mapping[str, Any] = field(default_factory=dict)


def recognise(headers: Sequence[str]) -> Matched[Field]:
    """What the columns mean. Raises Refused for two with one meaning, and for required ones missing."""
    return match(headers, _MEANINGS, _NEEDED)


def template_header(language: str) -> tuple[str, ...]:
    """The header of an empty file in French ("fr…") or English, every field once."""
    names = FRENCH if language.startswith("fr") else ENGLISH
    return tuple(names[one][0] for one in Field)


def read_line(row: Row, headers: Sequence[str], columns: Matched[Field]) -> Told:
    """What a row tells, up to the first cell that is wrong."""
    cells = {one: row.cells[place].strip() for one, place in columns.places.items()}
    number, module = cells[Field.NUMBER][:40], cells[Field.MODULE][:64]
    for fault in row.faults:
        named = headers[fault.column] if fault.column < len(headers) else fault.cell
        return Told(row.line, number, module, said=_said(named, "", fault.sentence, fault.values))
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
                said=_said(named, cells.get(one, ""), refused.sentence, refused.values),
            )
    return Told(
        line=row.line,
        number=values[Field.NUMBER],
        module=values[Field.MODULE],
        day=values[Field.DAY],
        minutes=values[Field.MINUTES],
        evidence=values[Field.EVIDENCE],
    )


def decide(told: Iterable[Told], facts: Facts, headers: Mapping[Field, str]) -> Iterator[Decided]:
    """What would become of each line; a completion that stands twice in the file is known the second time.

    `headers` are the names of the columns in the file, to say where something is wrong.
    """
    met: dict[tuple[int, int, date], int] = {}
    for one in told:
        yield _decide(one, facts, headers, met)


def _decide(
    told: Told, facts: Facts, headers: Mapping[Field, str], met: dict[tuple[int, int, date], int]
) -> Decided:
    if told.said or told.day is None:
        return Decided(told, ERROR, said=told.said)
    someone, found = facts.people.get(told.number), facts.modules.get(fold(told.module), ())
    wrong = _wrong(told, someone, found, facts)
    if wrong is not None or someone is None:
        at, value, refused = wrong or (Field.NUMBER, told.number, _NOBODY)
        said = _said(headers[at], value, refused.sentence, refused.values)
        return Decided(told, ERROR, name=someone.name if someone else "", said=said)
    module_id, slug = found[0]
    known = _known(facts.done.get((someone.id, module_id), {}), told.day)
    earlier = met.setdefault((someone.id, module_id, told.day), told.line)
    if known is None and earlier != told.line:
        known = {"sentence": N_("Line %(line)s says the same."), "values": {"line": earlier}}
    outcome = NEW if known is None else KNOWN
    return Decided(told, outcome, someone.name, someone.id, module_id, slug, known or {})


_NOBODY = Refused("Nobody whom you look after has this employee number.")


def _wrong(
    told: Told, someone: Someone | None, found: Sequence[tuple[int, str]], facts: Facts
) -> tuple[Field, str, Refused] | None:
    """Where the line contradicts what is known, what stands there, and why."""
    day_told = told.day or facts.today
    if someone is None:
        return Field.NUMBER, told.number, _NOBODY
    if someone.id == facts.importer_id:
        refused = Refused("Nobody records their own completion. Ask a colleague of HR.")
        return Field.NUMBER, told.number, refused
    if not found:
        refused = Refused("No published training has this title or short name.")
        return Field.MODULE, told.module, refused
    if len(found) > 1:
        refused = Refused(
            "Several trainings have this title. Write the short name: one of %(names)s.",
            names=", ".join(slug for _id, slug in found),
        )
        return Field.MODULE, told.module, refused
    if day_told > facts.today:
        refused = Refused("A training cannot have been completed on a day to come.")
        return Field.DAY, day_told.isoformat(), refused
    if someone.hired_on is not None and day_told < someone.hired_on:
        refused = Refused(
            "This person was hired on %(hired)s: a training completed before that cannot be recorded.",
            hired=someone.hired_on.isoformat(),
        )
        return Field.DAY, day_told.isoformat(), refused
    return None


def _known(days: Mapping[date, bool], on: date) -> dict[str, Any] | None:
    if on not in days:
        return None
    if days[on]:
        return {"sentence": N_("It was recorded and revoked: it is not recorded again."), "values": {}}
    return {"sentence": N_("It is recorded already."), "values": {}}


def check_application(state: str, counts: Mapping[str, Any]) -> None:
    """Raise Refused for an import that has ended, has errors, or brings nothing."""
    if state != "ready":
        raise Refused("This import has ended already.")
    if counts.get(ERROR):
        raise Refused("There are errors: correct the file and upload it again. It is whole or not at all.")
    if not counts.get(NEW):
        raise Refused("This file says what is known already. There is nothing to apply.")


def check_discarding(state: str) -> None:
    """Raise Refused for an import that was applied."""
    if state == "applied":
        raise Refused("This import was applied. A completion that is wrong can be revoked.")


def check_sight(*, unseen: int) -> None:
    """Raise Refused when people of the file are no longer among those the importer looks after."""
    if unseen:
        raise Refused("Some people of this file are no longer in your departments. Upload it again.")


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


def _said(column: str, value: str, sentence: str, values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "column": column,
        "value": made_visible(value, LONGEST_SHOWN),
        "sentence": sentence,
        "values": {key: one if isinstance(one, int | str) else str(one) for key, one in values.items()},
    }
