"""Completing modules for many people at once, in a few statements: what an import does.

Each completion has its cycle, certificate, tally and line in the ledger, as `complete` gives one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, insert, select

from advocacy.access import Can
from advocacy.audit.party import Party
from advocacy.audit.recording import Fact, Private
from advocacy.errors import Refused
from advocacy.people.identity import identities_of
from advocacy.people.models import Person
from advocacy.people.queries.directory import visible
from advocacy.training.actions.certifying import new_code
from advocacy.training.actions.tallying import Tallied, tally_all
from advocacy.training.events.cycles import TrainingCompleted
from advocacy.training.models import Certificate, Completion, Cycle, Module, ModuleVersion
from advocacy.training.queries.hired import first_days
from advocacy.training.queries.importing import days_done
from advocacy.training.rules import CycleCause, Way
from advocacy.training.rules.completing import check_completion
from advocacy.training.rules.imports.applying import check_person
from advocacy.training.rules.imports.decided import Key
from advocacy.training.rules.recording import instant_on
from advocacy.work import Work


@dataclass(frozen=True)
class Entry:
    """A completion of which only the day is known."""

    person_id: int
    module_id: int
    day: date
    minutes: int
    evidence: str


@dataclass
class _Ready:
    """An entry on its way: its instant, and the cycle it closes (None: a new one) with number and cause."""

    entry: Entry
    at: datetime
    number: int
    cycle_id: int | None = None
    cause: CycleCause = CycleCause.FIRST


@dataclass(frozen=True)
class Outcome:
    """What became of entries: recorded, or refused and why. All others were known already."""

    recorded: Collection[Entry]
    refused: Mapping[Entry, Refused]


def complete_all(work: Work, entries: Collection[Entry]) -> Outcome:
    """Keep these completions, as imported.

    A day on which the person completed the module already, revoked or not, is passed over, and what cannot
    be recorded is told; the others are. Raises Forbidden. Give it hundreds, not thousands: the write gate is
    held meanwhile.
    """
    work.actor.require(Can.IMPORT_COMPLETIONS)
    people = sorted({one.person_id for one in entries})
    _hold(work, people)
    ordered = sorted(entries, key=lambda one: (one.person_id, one.module_id, one.day))
    new = _new(work, ordered, people)
    refused = _refused(work, new, people)
    ready = _ready(work, [one for one in new if one not in refused], people)
    if ready:
        _open(work, ready)
        _write(work, ready, people)
        _tally(work, ready)
    return Outcome({one.entry for one in ready}, refused)


def _hold(work: Work, people: Sequence[int]) -> None:
    """Lock these people, in one order for everybody, so that nobody else closes their cycles meanwhile."""
    if work.session.get_bind().dialect.name != "sqlite":
        work.session.execute(
            select(Person.id).where(Person.id.in_(people)).order_by(Person.id).with_for_update()
        )


def _new(work: Work, entries: Sequence[Entry], people: Sequence[int]) -> list[Entry]:
    modules = {one.module_id for one in entries}
    done = days_done(work.session, people, modules, work.wiring.settings.time_zone)
    met: set[tuple[int, int, date]] = set()
    found = []
    for one in entries:
        key = one.person_id, one.module_id, one.day
        if key not in met and one.day not in done.get((one.person_id, one.module_id), {}):
            met.add(key)
            found.append(one)
    return found


def _refused(work: Work, entries: Sequence[Entry], people: Sequence[int]) -> dict[Entry, Refused]:
    """Those of the entries that may not be recorded, and why."""
    hired, zone = first_days(work.session, people), work.wiring.settings.time_zone
    in_sight = _in_sight(work, people)
    found = {}
    for one in entries:
        try:
            check_person(in_sight=one.person_id in in_sight, is_importer=one.person_id == work.actor.id)
            check_completion(
                completed_at=instant_on(one.day, zone, work.now),
                completed_on=one.day,
                now=work.now,
                minutes=one.minutes,
                hired_on=hired.get(one.person_id),
            )
        except Refused as refused:
            found[one] = refused
    return found


def _in_sight(work: Work, people: Sequence[int]) -> set[int]:
    """Those of these people whom the actor looks after, and who were not erased."""
    seen = visible(work.actor, Can.IMPORT_COMPLETIONS, work.today)
    statement = select(Person.id).where(Person.id.in_(people), Person.erased_at.is_(None), seen)
    return set(work.session.scalars(statement))


def _ready(work: Work, entries: Sequence[Entry], people: Sequence[int]) -> list[_Ready]:
    """The entries with the cycle of each: the open one if it was open then, else a past one of its own."""
    modules = {one.module_id for one in entries}
    numbers = _numbers(work, people, modules)
    opened = _open_cycles(work, people, modules)
    found = []
    for entry in entries:
        key = entry.person_id, entry.module_id
        at = instant_on(entry.day, work.wiring.settings.time_zone, work.now)
        cycle = opened.get(key)
        if cycle is not None and cycle[2] <= at:
            del opened[key]
            found.append(_Ready(entry, at, cycle[1], cycle[0]))
            continue
        cause = CycleCause.EXPIRY if key in numbers else CycleCause.FIRST
        numbers[key] = numbers.get(key, 0) + 1
        found.append(_Ready(entry, at, numbers[key], cause=cause))
    return found


def _numbers(work: Work, people: Sequence[int], modules: Iterable[int]) -> dict[Key, int]:
    """The number of the last cycle of each person and module."""
    rows = work.session.execute(
        select(Cycle.person_id, Cycle.module_id, func.max(Cycle.number))
        .where(Cycle.person_id.in_(people), Cycle.module_id.in_(modules))
        .group_by(Cycle.person_id, Cycle.module_id)
    )
    return {(person_id, module_id): number for person_id, module_id, number in rows}


def _open_cycles(
    work: Work, people: Sequence[int], modules: Iterable[int]
) -> dict[Key, tuple[int, int, datetime]]:
    """The id, number and opening of each open cycle."""
    rows = work.session.execute(
        select(Cycle.person_id, Cycle.module_id, Cycle.id, Cycle.number, Cycle.opened_at)
        .outerjoin(Completion, Completion.cycle_id == Cycle.id)
        .where(Cycle.person_id.in_(people), Cycle.module_id.in_(modules), Completion.id.is_(None))
    )
    return {(person_id, module_id): (key, number, at) for person_id, module_id, key, number, at in rows}


def _open(work: Work, ready: Sequence[_Ready]) -> None:
    """Open the cycles that are new."""
    new = [one for one in ready if one.cycle_id is None]
    if not new:
        return
    rows = [
        {
            "person_id": one.entry.person_id,
            "module_id": one.entry.module_id,
            "number": one.number,
            "cause": one.cause,
            "opened_at": one.at,
        }
        for one in new
    ]
    returning = insert(Cycle).returning(Cycle.id, sort_by_parameter_order=True)
    for one, cycle_id in zip(new, work.session.scalars(returning, rows), strict=True):
        one.cycle_id = cycle_id


@dataclass(frozen=True)
class _Module:
    """A module's short name and its versions: (published at, id, number, manifest), the latest first."""

    slug: str
    versions: tuple[tuple[datetime, int, int, str], ...]

    def version_on(self, at: datetime) -> tuple[datetime, int, int, str] | None:
        """The version in force at `at`; None before the first one."""
        return next((one for one in self.versions if one[0] <= at), None)


def _modules(work: Work) -> Mapping[int, _Module]:
    versions: dict[int, list[tuple[datetime, int, int, str]]] = {}
    rows = work.session.execute(
        select(
            ModuleVersion.module_id,
            ModuleVersion.published_at,
            ModuleVersion.id,
            ModuleVersion.number,
            ModuleVersion.manifest,
        ).order_by(ModuleVersion.number.desc())
    )
    for module_id, published_at, key, number, manifest in rows:
        versions.setdefault(module_id, []).append((published_at, key, number, manifest))
    named = work.session.execute(select(Module.id, Module.slug))
    return {key: _Module(slug, tuple(versions.get(key, ()))) for key, slug in named}


def _tally(work: Work, ready: Sequence[_Ready]) -> None:
    tally_all(
        work.session,
        [
            Tallied(one.entry.person_id, one.entry.module_id, one.entry.day, one.entry.minutes)
            for one in ready
        ],
    )


def _write(work: Work, ready: Sequence[_Ready], people: Sequence[int]) -> None:
    """Write the lines of the ledger, the completions and their certificates."""
    modules = _modules(work)
    subjects = {
        key: subject
        for key, subject in work.session.execute(
            select(Person.id, Person.subject).where(Person.id.in_(people))
        )
    }
    identities = identities_of(work.session, people, work.today)
    facts = (
        Fact(
            _event(one, modules[one.entry.module_id]),
            Party(one.entry.person_id, subjects[one.entry.person_id]),
            private={"identity": Private(identities[one.entry.person_id])},
        )
        for one in ready
    )
    events = work.record_all(facts)
    rows = [
        _row(work, one, modules[one.entry.module_id], event_id)
        for one, event_id in zip(ready, events, strict=True)
    ]
    returning = insert(Completion).returning(Completion.id, sort_by_parameter_order=True)
    made = work.session.scalars(returning, rows).all()
    work.session.execute(insert(Certificate), [{"completion_id": key, "code": new_code()} for key in made])


def _event(one: _Ready, module: _Module) -> TrainingCompleted:
    version = module.version_on(one.at)
    return TrainingCompleted(
        module=module.slug,
        number=version[2] if version else None,
        manifest=version[3] if version else None,
        cycle=one.number,
        way=Way.IMPORTED,
        completed_at=one.at,
        minutes=one.entry.minutes,
        expires_on=None,
    )


def _row(work: Work, one: _Ready, module: _Module, event_id: int) -> dict[str, Any]:
    version = module.version_on(one.at)
    return {
        "cycle_id": one.cycle_id,
        "person_id": one.entry.person_id,
        "module_id": one.entry.module_id,
        "version_id": version[1] if version else None,
        "way": Way.IMPORTED,
        "completed_at": one.at,
        "recorded_at": work.now,
        "recorded_by_id": work.actor.id,
        "minutes": one.entry.minutes,
        "expires_on": None,
        "evidence": one.entry.evidence,
        "event_id": event_id,
    }
