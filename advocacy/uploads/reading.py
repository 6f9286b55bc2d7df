"""One run that reads an upload and stages what it would do, each step in a unit of work of its own.

Between the steps nothing is held open: whoever is killed here leaves an import that is read from the
beginning again, and whoever was overtaken by another run stops at the next chunk.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import structlog

from advocacy.db import Model, db
from advocacy.errors import Refused
from advocacy.roles import SYSTEM
from advocacy.uploads import actions
from advocacy.uploads.actions import ToRead
from advocacy.uploads.chunks import chunks
from advocacy.uploads.models import Uploaded
from advocacy.uploads.packing import packed
from advocacy.work import unit_of_work

log = structlog.get_logger(__name__)

CHUNK = 2_000
"""Staged rows per transaction."""


class Overtaken(Exception):
    """Another run reads this import, or it was discarded: this one stops."""


def read(
    table: type[Uploaded], import_id: int, staged: Sequence[type[Model]], look: Callable[[ToRead], None]
) -> None:
    """Have `look` read an import anew, without its earlier rows in the tables `staged`.

    Does nothing if there is nothing to read. What `look` refuses is kept as the reason.
    """
    with unit_of_work(SYSTEM) as work:
        reading = actions.begin_reading(work, table, import_id)
    if reading is None:
        return
    clear(staged, import_id)
    try:
        look(reading)
    except Overtaken:
        log.info("import_overtaken", import_id=import_id)
    except Refused as refused:
        with unit_of_work(SYSTEM) as work:
            actions.refuse(work, reading, refused)


def give_up(table: type[Uploaded], import_id: int, refused: Refused) -> None:
    """Say that an import cannot be read, because of a fault of ours."""
    with unit_of_work(SYSTEM) as work:
        reading = actions.begin_reading(work, table, import_id)
        if reading is not None:
            actions.refuse(work, reading, refused)


def note(reading: ToRead, **columns: Any) -> None:
    """Note how far a run has come. Raises Overtaken."""
    with unit_of_work(SYSTEM) as work:
        if not actions.note_progress(work, reading, **columns):
            raise Overtaken


def write(reading: ToRead, table: type[Model], rows: Sequence[Mapping[str, Any]], staged: int) -> None:
    """Write staged rows in chunks, and that so many are `staged`. Raises Overtaken."""
    dialect = db.engine.dialect.name
    for some in chunks(rows, CHUNK):
        ready = packed(table, [{**row, "import_id": reading.id} for row in some], dialect)
        with unit_of_work(SYSTEM) as work:
            if not actions.stage(work, reading, ready, staged=staged):
                raise Overtaken


def clear(staged: Sequence[type[Model]], import_id: int) -> None:
    """Delete the staged rows of an import, in chunks."""
    while True:
        with unit_of_work(SYSTEM) as work:
            if not actions.drop_staged(work, staged, import_id):
                return
