"""Reading an uploaded people file in the worker: rows, plan, staged rows, each step in its own transaction.

Between the steps nothing is held open: whoever is killed here leaves an import that is read from the
beginning again, and whoever was overtaken by another run stops at the next chunk.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from advocacy.clock import day_in
from advocacy.db import db
from advocacy.errors import N_, Refused
from advocacy.people.actions import applying
from advocacy.people.actions import imports as acts
from advocacy.people.imports.checks import Surroundings, checked
from advocacy.people.imports.columns import Columns, recognise
from advocacy.people.imports.names import made_visible
from advocacy.people.imports.places import Places, StagedPlace
from advocacy.people.imports.plan import Plan
from advocacy.people.imports.planning import plan
from advocacy.people.imports.preview import place_row
from advocacy.people.imports.rules import ImportedPerson, Rejected, imported_people
from advocacy.people.imports.staging import Stage, total
from advocacy.people.models import PeopleImport, PeopleImportFact, PeopleImportPlace, PeopleImportRow
from advocacy.people.models.imports import PlaceKind
from advocacy.people.ordered import who_ordered
from advocacy.people.queries.acting import actor_of_person
from advocacy.people.queries.edition import edition
from advocacy.people.queries.staff import Staff, staff
from advocacy.people.rules import Language
from advocacy.roles import SYSTEM, Can, Role
from advocacy.sheets.reading import open_sheet
from advocacy.uploads import reading
from advocacy.uploads.actions import ToRead, take_back
from advocacy.uploads.chunks import chunks
from advocacy.uploads.file import unpack
from advocacy.uploads.models import ImportState
from advocacy.wiring import wiring
from advocacy.work import unit_of_work

ROWS_BETWEEN_NOTES = 2_000
MOST_IGNORED = 20
BROKEN = N_(
    "The portal failed while it read the file. Nothing has changed. Try again, or tell an administrator."
)
MAY_NO_LONGER = N_("Whoever applied this may no longer import people.")
NOT_APPLIED = N_(
    "The portal failed while it applied the import. Nothing has changed. Read the file again, then apply it."
)


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
    reading.read(PeopleImport, import_id, acts.STAGED, _look)


def give_up_reading(import_id: int) -> None:
    """Say that an import cannot be read because of a fault of ours."""
    reading.give_up(PeopleImport, import_id, Refused(BROKEN))


def apply(import_id: int) -> None:
    """Apply an import that was ordered, in the name of whoever ordered it; says why where it is refused."""
    actor = who_ordered(PeopleImport, import_id, Can.IMPORT_PEOPLE, Refused(MAY_NO_LONGER))
    if actor is None:
        return
    try:
        with unit_of_work(actor) as work:
            applying.apply(work, import_id)
    except Refused as refused:
        with unit_of_work(SYSTEM) as work:
            take_back(work, PeopleImport, import_id, refused)
        return
    finally:
        db.session().expire_all()
    clear(import_id)


def give_up_applying(import_id: int) -> None:
    """Say that an import was not applied because of a fault of ours."""
    with unit_of_work(SYSTEM) as work:
        take_back(work, PeopleImport, import_id, Refused(NOT_APPLIED))


def clear(import_id: int) -> None:
    """Delete the staged rows of an import, in chunks."""
    reading.clear(acts.STAGED, import_id)


def _look(upload: ToRead) -> None:
    columns, rows = _rows(upload)
    reading.note(upload, rows_read=len(rows))
    compared = _compare(upload, columns, rows)
    del rows
    _stage(upload, compared)


def _rows(upload: ToRead) -> tuple[Columns, list[ImportedPerson | Rejected]]:
    """The rows of the file as people. Raises Refused for a file that cannot be read."""
    content = unpack(upload.content)
    with open_sheet(io.BytesIO(content), upload.file_name) as sheet:
        columns = recognise(sheet.header)
        rows: list[ImportedPerson | Rejected] = []
        for some in chunks(imported_people(sheet.rows, columns), ROWS_BETWEEN_NOTES):
            rows += some
            reading.note(upload, rows_read=len(rows))
    return columns, rows


def _compare(upload: ToRead, columns: Columns, rows: Sequence[ImportedPerson | Rejected]) -> _Compared:
    """The plan of the file, with all its problems."""
    world, session = wiring(), db.session()
    zone = world.settings.time_zone
    today = day_in(world.clock.now(), zone)
    complete = session.scalars(select(PeopleImport.complete).where(PeopleImport.id == upload.id)).one()
    session.rollback()
    now = edition(session)  # counted first: what commits while we read is then refused, not overlooked
    starts = {row.number: row.start for row in rows if isinstance(row, ImportedPerson) and row.start}
    known = staff(session, today=today, told_starts=starts)
    uploader = (
        actor_of_person(session, upload.uploaded_by_id, day=today, zone=zone)
        if upload.uploaded_by_id is not None
        else SYSTEM
    )
    session.rollback()
    employers = [(name, siren) for _id, name, siren in known.places.employers]
    made = plan(rows, known.current, today=today, complete=complete, columns=columns, employers=employers)
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


def _stage(upload: ToRead, compared: _Compared) -> None:
    """Write the staged rows in chunks; with the last one the import is ready."""
    made = compared.plan
    reading.note(upload, rows_total=total(made))
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
    for people in chunks(stage.people(), reading.CHUNK):
        staged += len(people)
        reading.write(upload, PeopleImportRow, [row for person in people for row in person.rows], staged)
        reading.write(upload, PeopleImportFact, [fact for person in people for fact in person.facts], staged)
    for name, siren in made.sirens:
        compared.places.add_siren(name, siren)
    named = compared.places.named if made.applicable else []
    for places in chunks(named, reading.CHUNK):
        reading.write(upload, PeopleImportPlace, [place_row(place) for place in places], staged)
    reading.note(
        upload,
        state=ImportState.READY,
        counts={**_counts(made, named), "ignored": _shown(compared.ignored)},
        planned_on=compared.today,
        edition=compared.edition,
    )


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
