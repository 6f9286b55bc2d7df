"""What becomes of each line of a spreadsheet of completions: new, known already, or wrong and where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from advocacy.errors import N_, Refused
from advocacy.folding import fold
from advocacy.training.rules.imports.columns import Field
from advocacy.training.rules.imports.told import Told, said_of

NEW, KNOWN, ERROR = "new", "known", "error"
"""What is said of a line."""

OWN = N_("Nobody records their own completion. Ask a colleague of HR.")

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
class Decided:
    """What would become of a line; `said` is a sentence with its values, or empty."""

    told: Told
    outcome: str
    name: str = ""
    person_id: int | None = None
    module_id: int | None = None
    slug: str = ""
    said: Mapping[str, Any] = field(default_factory=dict)


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
        said = said_of(headers[at], value, refused.sentence, refused.values)
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
        refused = Refused(OWN)
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
