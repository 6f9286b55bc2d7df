"""Importing completions in the worker: a file read and staged, its lines recorded, each some at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from typing import Any

from advocacy.db import db
from advocacy.errors import N_, Refused
from advocacy.people.ordered import who_ordered
from advocacy.people.queries.acting import actor_of_person
from advocacy.roles import SYSTEM, Actor, Can
from advocacy.sheets.limits import LIMITS
from advocacy.sheets.reading import open_sheet
from advocacy.training.actions.applying import apply_some
from advocacy.training.actions.imports import STAGED
from advocacy.training.models import CompletionImport, CompletionImportRow
from advocacy.training.queries.importing import days_done, modules_by_name, people_by_number
from advocacy.training.rules.imports.columns import Field, recognise
from advocacy.training.rules.imports.decided import Decided, Facts, decide
from advocacy.training.rules.imports.told import Told, read_line
from advocacy.uploads import reading
from advocacy.uploads.actions import ToRead, take_back
from advocacy.uploads.chunks import chunks
from advocacy.uploads.file import unpack
from advocacy.uploads.models import ImportState
from advocacy.wiring import wiring
from advocacy.work import unit_of_work

MOST_LINES = 100_000
LINES_BETWEEN_NOTES = 2_000
MAY_NO_LONGER = N_("Whoever applied this may no longer import completions. What was recorded stays.")
MAY_NOT_READ = N_("Whoever uploaded this may no longer import completions.")
BROKEN = N_(
    "The portal failed while it read the file. Nothing has changed. Try again, or tell an administrator."
)
NOT_APPLIED = N_(
    "The portal failed while it applied the import. What was recorded stays: apply it again for the rest."
)


def read(import_id: int) -> None:
    """Read an upload and stage what each line would do. Does nothing if there is nothing to read."""
    reading.read(CompletionImport, import_id, STAGED, _look)


def give_up_reading(import_id: int) -> None:
    """Say that an upload cannot be read because of a fault of ours."""
    reading.give_up(CompletionImport, import_id, Refused(BROKEN))


def apply(import_id: int) -> None:
    """Record the lines of an import that wait, in the name of whoever ordered it.

    They are asked for their permission before each part; without it the import goes back.
    """
    while True:
        actor = who_ordered(CompletionImport, import_id, Can.IMPORT_COMPLETIONS, Refused(MAY_NO_LONGER))
        if actor is None:
            return
        with unit_of_work(actor) as work:
            if not apply_some(work, import_id):
                return


def give_up_applying(import_id: int) -> None:
    """Say that an import was not applied to its end because of a fault of ours."""
    with unit_of_work(SYSTEM) as work:
        take_back(work, CompletionImport, import_id, Refused(NOT_APPLIED))


def clear(import_id: int) -> None:
    """Delete the lines of an import, in chunks."""
    reading.clear(STAGED, import_id)


def _look(upload: ToRead) -> None:
    """Say what each line would do. Raises Refused for a file that cannot be read, and Overtaken."""
    uploader = _uploader(upload)
    told, headers, ignored = _told(upload)
    decided = list(decide(told, _facts(uploader, told), headers))
    reading.note(upload, rows_read=len(told), rows_total=len(told))
    staged = 0
    for some in chunks(decided, reading.CHUNK):
        staged += len(some)
        reading.write(upload, CompletionImportRow, [_row(one) for one in some], staged)
    counts = Counter(one.outcome for one in decided)
    numbers = {key: counts[key] for key in ("new", "known", "error")}
    reading.note(upload, state=ImportState.READY, counts={**numbers, "ignored": ignored})


def _uploader(upload: ToRead) -> Actor:
    world, session = wiring(), db.session()
    found = None
    if upload.uploaded_by_id is not None:
        zone = world.settings.time_zone
        found = actor_of_person(session, upload.uploaded_by_id, day=world.today(), zone=zone)
    session.rollback()
    if found is None or not found.can(Can.IMPORT_COMPLETIONS):
        raise Refused(MAY_NOT_READ)
    return found


def _told(upload: ToRead) -> tuple[list[Told], Mapping[Field, str], list[str]]:
    """The lines of a file, what its columns are called, and those that are not read. Raises Refused."""
    limits = replace(LIMITS, rows=MOST_LINES)
    with open_sheet(BytesIO(unpack(upload.content)), upload.file_name, limits=limits) as sheet:
        columns = recognise(sheet.header)
        told: list[Told] = []
        for rows in chunks(sheet.rows, LINES_BETWEEN_NOTES):
            told += [read_line(row, sheet.header, columns) for row in rows]
            reading.note(upload, rows_read=len(told))
        named = {one: sheet.header[place] for one, place in columns.places.items()}
        return told, named, list(columns.ignored)


def _facts(uploader: Actor, told: Sequence[Told]) -> Facts:
    world, session = wiring(), db.session()
    people = people_by_number(session, visible_to=uploader, day=world.today())
    modules = modules_by_name(session, at=world.clock.now())
    ids = {people[one.number].id for one in told if one.number in people}
    named = {module_id for found in modules.values() for module_id, _slug in found}
    done = days_done(session, ids, named, world.settings.time_zone)
    session.rollback()
    return Facts(people, modules, done, world.today(), uploader.id)


def _row(one: Decided) -> dict[str, Any]:
    return {
        "line": one.told.line,
        "outcome": one.outcome,
        "number": one.told.number,
        "name": one.name[:161],
        "module": one.slug or one.told.module[:64],
        "person_id": one.person_id,
        "module_id": one.module_id,
        "completed_on": one.told.day,
        "minutes": one.told.minutes,
        "evidence": one.told.evidence,
        "said": dict(one.said),
    }
