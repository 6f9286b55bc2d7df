"""Reading an uploaded people file in the worker: rows, plan, staged rows, each step in its own transaction.

Between the steps nothing is held open: whoever is killed here leaves an import that is read from the
beginning again, and whoever was overtaken by another run stops at the next chunk.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, TypeVar

import structlog

from advocacy.clock import day_in
from advocacy.db import Model, db
from advocacy.errors import N_, Refused
from advocacy.people.actions import applying
from advocacy.people.actions import imports as acts
from advocacy.people.actions.imports import CHUNK, ToRead
from advocacy.people.imports.checks import Surroundings, checked
from advocacy.people.imports.columns import Columns, recognise
from advocacy.people.imports.names import made_visible
from advocacy.people.imports.packing import packed
from advocacy.people.imports.places import Places, StagedPlace
from advocacy.people.imports.plan import Plan
from advocacy.people.imports.planning import plan
from advocacy.people.imports.rules import ImportedPerson, Rejected, imported_people
from advocacy.people.imports.staging import Stage, Staged, place_row, total
from advocacy.people.models import PeopleImport, PeopleImportFact, PeopleImportPlace, PeopleImportRow
from advocacy.people.models.imports import ImportState, PlaceKind
from advocacy.people.queries.acting import actor_of_person
from advocacy.people.queries.edition import edition
from advocacy.people.queries.staff import Staff, staff
from advocacy.people.rules import Language
from advocacy.roles import SYSTEM, Actor, Can, Role
from advocacy.sheets.reading import open_sheet
from advocacy.wiring import wiring
from advocacy.work import unit_of_work

log = structlog.get_logger(__name__)

ROWS_BETWEEN_NOTES = 2_000
MOST_IGNORED = 20
BROKEN = N_(
    "The portal failed while it read the file. Nothing has changed. Try again, or tell an administrator."
)
NOT_APPLIED = N_(
    "The portal failed while it applied the import. Nothing has changed. Read the file again, then apply it."
)

T = TypeVar("T")


class Overtaken(Exception):
    """Another run reads this import, or it was discarded: this one stops."""


@dataclass(frozen=True)
class _Compared:
    """What came of comparing a file with the people."""

    plan: Plan
    known: Staff
    places: Places
    edition: int
    today: date
    ignored: tuple[str, ...]


def read(import_id: int) -> None:
    """Read an import and stage what it would do. Does nothing if there is nothing to read."""
    with unit_of_work(SYSTEM) as work:
        reading = acts.begin_reading(work, import_id)
    if reading is None:
        return
    clear(import_id)
    try:
        columns, rows = _rows(reading)
        _note(reading, rows_read=len(rows))
        compared = _compare(reading, columns, rows)
        del rows
        _stage(reading, compared)
    except Overtaken:
        log.info("import_overtaken", import_id=import_id)
    except Refused as refused:
        with unit_of_work(SYSTEM) as work:
            acts.refuse(work, reading, refused)


def give_up_reading(import_id: int) -> None:
    """Say that an import cannot be read because of a fault of ours."""
    with unit_of_work(SYSTEM) as work:
        reading = acts.begin_reading(work, import_id)
        if reading is not None:
            acts.refuse(work, reading, Refused(BROKEN))


def apply(import_id: int) -> None:
    """Apply an import that was ordered, in the name of whoever ordered it; says why where it is refused."""
    actor = _who_ordered(import_id)
    if actor is None:
        return
    try:
        with unit_of_work(actor) as work:
            applying.apply(work, import_id)
    except Refused as refused:
        with unit_of_work(SYSTEM) as work:
            acts.take_back(work, import_id, refused)
        return
    finally:
        db.session().expire_all()
    clear(import_id)


def give_up_applying(import_id: int) -> None:
    """Say that an import was not applied because of a fault of ours."""
    with unit_of_work(SYSTEM) as work:
        acts.take_back(work, import_id, Refused(NOT_APPLIED))


def clear(import_id: int) -> None:
    """Delete the staged rows of an import, in chunks."""
    while True:
        with unit_of_work(SYSTEM) as work:
            if not acts.drop_staged(work, import_id):
                return


def _who_ordered(import_id: int) -> Actor | None:
    """Whoever ordered the application, with what is granted today; SYSTEM for a command.

    None when nothing is ordered. Whoever may not act any more is refused: the import goes back.
    """
    session = db.session()
    found = session.get(PeopleImport, import_id, populate_existing=True)
    if found is None or found.state is not ImportState.APPLYING:
        return None
    if found.ended_by_id is None:
        return SYSTEM
    world = wiring()
    zone = world.settings.time_zone
    actor = actor_of_person(session, found.ended_by_id, day=day_in(world.clock.now(), zone), zone=zone)
    if actor is None or not actor.can(Can.IMPORT_PEOPLE):
        with unit_of_work(SYSTEM) as work:
            acts.take_back(work, import_id, Refused("Whoever applied this may no longer import people."))
        return None
    return actor


def _rows(reading: ToRead) -> tuple[Columns, list[ImportedPerson | Rejected]]:
    """The rows of the file as people. Raises Refused for a file that cannot be read."""
    content = zlib.decompress(reading.content)
    with open_sheet(io.BytesIO(content), reading.file_name) as sheet:
        columns = recognise(sheet.header)
        rows: list[ImportedPerson | Rejected] = []
        for some in chunks(imported_people(sheet.rows, columns), ROWS_BETWEEN_NOTES):
            rows += some
            _note(reading, rows_read=len(rows))
    return columns, rows


def _compare(reading: ToRead, columns: Columns, rows: Sequence[ImportedPerson | Rejected]) -> _Compared:
    """The plan of the file, with all its problems."""
    world, session = wiring(), db.session()
    zone = world.settings.time_zone
    today = day_in(world.clock.now(), zone)
    session.rollback()
    now = edition(session)  # counted first: what commits while we read is then refused, not overlooked
    starts = {row.number: row.start for row in rows if isinstance(row, ImportedPerson) and row.start}
    known = staff(session, today=today, told_starts=starts)
    uploader = (
        actor_of_person(session, reading.uploaded_by_id, day=today, zone=zone)
        if reading.uploaded_by_id is not None
        else SYSTEM
    )
    session.rollback()
    employers = [(name, siren) for _id, name, siren in known.places.employers]
    made = plan(
        rows, known.current, today=today, complete=reading.complete, columns=columns, employers=employers
    )
    places = Places(known.places.employers, known.places.sites, known.places.departments)
    around = Surroundings(
        columns=columns,
        known_departments=len(known.places.departments),
        other_addresses=known.other_addresses,
        holds_role=lambda number: bool(known.grants.get(known.people[number].id)),
        administrators=frozenset(known.administrators.values()),
        may_touch_accounts=uploader is not None and (uploader.is_system or Role.ADMIN in uploader.roles),
    )
    return _Compared(checked(made, places, around), known, places, now, today, columns.ignored)


def _stage(reading: ToRead, compared: _Compared) -> None:
    """Write the staged rows in chunks; with the last one the import is ready."""
    made = compared.plan
    _note(reading, rows_total=total(made))
    language = Language(wiring().settings.language)
    stage = Stage(
        made,
        compared.places,
        known=compared.known.people,
        grants=compared.known.grants,
        today=compared.today,
        language=language,
    )
    staged = 0
    for people in chunks(stage.people(), CHUNK):
        staged += len(people)
        _write(reading, PeopleImportRow, [row for person in people for row in person.rows], staged)
        _write(reading, PeopleImportFact, [fact for person in people for fact in person.facts], staged)
    for name, siren in made.sirens:
        compared.places.add_siren(name, siren)
    named = compared.places.named if made.applicable else []
    for places in chunks(named, CHUNK):
        _write(reading, PeopleImportPlace, [place_row(place) for place in places], staged)
    _note(
        reading,
        state=ImportState.READY,
        counts={**_counts(made, named), "ignored": _shown(compared.ignored)},
        planned_on=compared.today,
        edition=compared.edition,
    )


def _write(reading: ToRead, table: type[Model], rows: list[Staged], staged: int) -> None:
    dialect = db.engine.dialect.name
    for some in chunks(rows, CHUNK):
        ready = packed(table, [{**row, "import_id": reading.id} for row in some], dialect)
        with unit_of_work(SYSTEM) as work:
            if not acts.stage(work, reading, ready, staged=staged):
                raise Overtaken


def _note(reading: ToRead, **columns: Any) -> None:
    with unit_of_work(SYSTEM) as work:
        if not acts.note_progress(work, reading, **columns):
            raise Overtaken


def _counts(made: Plan, named: Iterable[StagedPlace]) -> dict[str, Any]:
    new = [place.kind for place in named if place.place_id is None]
    return {
        "joiners": len(made.joiners),
        "changes": len(made.changes),
        "leavers": len(made.leavers),
        "returners": len(made.returners),
        "unchanged": made.unchanged,
        "past": made.past,
        "errors": made.errors,
        "warnings": made.warnings,
        "needs_confirmation": made.needs_confirmation,
        "sirens": len(made.sirens),
        "employers": new.count(PlaceKind.EMPLOYER),
        "sites": new.count(PlaceKind.SITE),
        "departments": new.count(PlaceKind.DEPARTMENT),
    }


def _shown(headers: Iterable[str]) -> list[str]:
    """The headers of columns that are not read, as many as a page can name."""
    return [made_visible(header) for header in headers if header.strip()][:MOST_IGNORED]


def chunks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Yield the items in lists of at most `size`."""
    iterator = iter(items)
    while some := list(islice(iterator, size)):
        yield some
