"""What is written about an uploaded spreadsheet on its way, of whichever table: parts of a unit of work.

A run is known by a random word: whoever was overtaken by another run, or by somebody who discarded the
import, writes no more.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from sqlalchemy import delete, select, update

from advocacy.db import Model
from advocacy.errors import NotVisible, Refused
from advocacy.uploads import rules
from advocacy.uploads.models import ImportState, Uploaded
from advocacy.uploads.packing import Packed
from advocacy.work import Work

U = TypeVar("U", bound=Uploaded)

DELETED_AT_ONCE = 2_000


class StagedTable(Protocol):
    """A table of staged rows, each of one import."""

    id: Any
    import_id: Any


@dataclass(frozen=True)
class ToRead:
    """An import that one run reads."""

    table: type[Uploaded]
    id: int
    run: str
    file_name: str
    content: bytes = field(repr=False)
    uploaded_by_id: int | None


def locked(work: Work, table: type[U], import_id: int) -> U:
    """An import, locked. Raises NotVisible."""
    found = work.lock(table, import_id)
    if found is None:
        raise NotVisible
    return found


def start_anew(found: Uploaded) -> str:
    """Let an import wait to be read; returns the name of that reading. Raises Refused once it has ended."""
    rules.check_open(found.state)
    run = secrets.token_hex(8)
    found.state, found.run, found.problem = ImportState.UPLOADED, run, None
    found.rows_read, found.rows_total, found.rows_done = 0, None, 0
    return run


def begin_reading(work: Work, table: type[Uploaded], import_id: int) -> ToRead | None:
    """Take an import to read it; None when there is nothing to read. A run before it is overtaken."""
    found = work.lock(table, import_id)
    if found is None or found.state not in (ImportState.UPLOADED, ImportState.READING) or not found.content:
        return None
    found.state, found.run = ImportState.READING, secrets.token_hex(8)
    found.rows_read, found.rows_total, found.rows_done = 0, None, 0
    found.problem = None
    return ToRead(table, found.id, found.run, found.file_name, found.content, found.uploaded_by_id)


def note_progress(work: Work, reading: ToRead, **columns: Any) -> bool:
    """Note how far a run has come; False when it was overtaken or the import discarded."""
    table = reading.table
    statement = (
        update(table)
        .where(table.id == reading.id, table.run == reading.run, table.state == ImportState.READING)
        .values(**columns)
        .returning(table.id)
        .execution_options(synchronize_session=False)
    )
    return work.session.execute(statement).one_or_none() is not None


def stage(work: Work, reading: ToRead, rows: Packed, *, staged: int) -> bool:
    """Write a chunk of staged rows; False when the run was overtaken."""
    if not note_progress(work, reading, rows_done=staged):
        return False
    rows.insert(work.session.connection())
    return True


def refuse(work: Work, reading: ToRead, refused: Refused) -> None:
    """Say that a file cannot be read, and why."""
    note_progress(
        work,
        reading,
        state=ImportState.UNREADABLE,
        problem=problem(refused),
        content=None,
        ended_at=work.now,
        ended_by_id=reading.uploaded_by_id,
    )


def take_back(work: Work, table: type[Uploaded], import_id: int, refused: Refused) -> None:
    """Say why an ordered import was not applied; it waits for somebody's decision again."""
    found = work.lock(table, import_id)
    if found is not None and found.state is ImportState.APPLYING:
        found.state, found.problem = ImportState.READY, problem(refused)
        found.run, found.ended_by_id = secrets.token_hex(8), None


def put_away(work: Work, found: Uploaded) -> None:
    """End an import without applying it. Raises Refused once it is applied or is about to be."""
    rules.check_discarding(found.state)
    found.state, found.content = ImportState.DISCARDED, None
    found.ended_at, found.ended_by_id = work.now, work.actor.id


def drop_staged(work: Work, tables: Sequence[type[Model]], import_id: int) -> bool:
    """Delete some of the staged rows of an import; whether there were any."""
    for table in tables:
        columns: StagedTable = table  # type: ignore[assignment]  # a class whose columns are those
        some = select(columns.id).where(columns.import_id == import_id).limit(DELETED_AT_ONCE)
        statement = delete(table).where(columns.id.in_(some)).returning(columns.id)
        if work.session.execute(statement.execution_options(synchronize_session=False)).all():
            return True
    return False


def problem(refused: Refused) -> dict[str, Any]:
    """A sentence with its values, as a row keeps it."""
    return {"sentence": refused.sentence, "values": plain(refused.values)}


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a sentence as JSON."""
    return {key: one if isinstance(one, int | str) else str(one) for key, one in values.items()}
