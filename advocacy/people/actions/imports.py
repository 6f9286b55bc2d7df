"""An import from upload to its end: kept, read in the worker, staged, ordered, discarded.

Whatever is large is written in chunks, so that the write gate is held for a fraction of a second each time.
"""

from __future__ import annotations

import secrets
import zlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import delete, select, update

from advocacy.errors import NotVisible, Refused
from advocacy.people.imports.events import PeopleFileUploaded, PeopleImportDiscarded
from advocacy.people.imports.packing import Packed
from advocacy.people.models import PeopleImport, PeopleImportFact, PeopleImportPlace, PeopleImportRow
from advocacy.people.models.imports import ImportState
from advocacy.people.queries.edition import edition
from advocacy.people.rules import importing as rules
from advocacy.people.rules.placing import check_whole_company
from advocacy.roles import Can
from advocacy.work import Work

READ = "people.read_import"
APPLY = "people.apply_import"
CLEAR = "people.clear_import"

CHUNK = 2_000
"""Staged rows per transaction."""

DELETED_AT_ONCE = 2_000
KEPT = timedelta(days=30)
"""How long an import that nobody applied is kept."""

LONGEST_FILE_NAME = 200
_OPEN = (ImportState.UPLOADED, ImportState.READING, ImportState.READY)
_STAGED = (PeopleImportRow, PeopleImportFact, PeopleImportPlace)


@dataclass(frozen=True)
class Upload:
    """A file as its owner handed it in."""

    name: str
    content: bytes
    complete: bool

    @property
    def sha256(self) -> str:
        """The SHA-256 of the content, in hexadecimal."""
        return sha256(self.content).hexdigest()


@dataclass(frozen=True)
class ToRead:
    """An import that one run reads."""

    id: int
    run: str
    file_name: str
    content: bytes
    complete: bool
    uploaded_by_id: int | None


def check_may(work: Work) -> None:
    """Raise Forbidden, or Refused for somebody whose role is limited to some departments."""
    work.actor.require(Can.IMPORT_PEOPLE)
    check_whole_company(work.actor.scope(Can.IMPORT_PEOPLE))


def keep(work: Work, upload: Upload, packed: bytes) -> tuple[PeopleImport, bool]:
    """Keep a file to be read, `packed` by `pack`; returns the import, and whether it is a new one.

    The same file, waiting already with the same meaning, is not kept twice. Raises Refused.
    """
    check_may(work)
    rules.check_size(len(upload.content), upload.name)
    waiting = work.session.scalar(
        select(PeopleImport).where(
            PeopleImport.sha256 == upload.sha256,
            PeopleImport.complete.is_(upload.complete),
            PeopleImport.state.in_(_OPEN),
        )
    )
    if waiting is not None:
        return waiting, False
    made = PeopleImport(
        file_name=upload.name[:LONGEST_FILE_NAME],
        sha256=upload.sha256,
        content=packed,
        complete=upload.complete,
        uploaded_by_id=work.actor.id,
        uploaded_at=work.now,
        state=ImportState.UPLOADED,
    )
    work.session.add(made)
    work.session.flush()
    work.record(PeopleFileUploaded(import_id=made.id, sha256=made.sha256, complete=made.complete))
    return made, True


def pack(content: bytes) -> bytes:
    """The content as it is kept; done before the write gate is taken."""
    return zlib.compress(content, 1)


def order_reading(work: Work, import_id: int) -> None:
    """Have a file read, or read anew after people have changed. Raises Refused once it has ended."""
    run = start_anew(work, import_id)
    work.later(READ, {"import_id": import_id}, dedup_key=f"{READ}:{import_id}:{run}")


def start_anew(work: Work, import_id: int) -> str:
    """Let an import wait to be read, by whoever calls this; returns the name of that reading. Raises
    Refused."""
    check_may(work)
    found = _locked(work, import_id)
    rules.check_open(found.state)
    run = secrets.token_hex(8)
    found.state, found.run, found.problem = ImportState.UPLOADED, run, None
    found.rows_read, found.rows_total, found.rows_staged = 0, None, 0
    return run


def begin_reading(work: Work, import_id: int) -> ToRead | None:
    """Take an import to read it; None when there is nothing to read. A run before it is overtaken."""
    found = work.lock(PeopleImport, import_id)
    if found is None or found.state not in (ImportState.UPLOADED, ImportState.READING) or not found.content:
        return None
    found.state, found.run = ImportState.READING, secrets.token_hex(8)
    found.rows_read, found.rows_total, found.rows_staged = 0, None, 0
    found.problem = None
    return ToRead(found.id, found.run, found.file_name, found.content, found.complete, found.uploaded_by_id)


def note_progress(work: Work, reading: ToRead, **columns: Any) -> bool:
    """Note how far a run has come; False when it was overtaken or the import discarded."""
    statement = (
        update(PeopleImport)
        .where(
            PeopleImport.id == reading.id,
            PeopleImport.run == reading.run,
            PeopleImport.state == ImportState.READING,
        )
        .values(**columns)
        .returning(PeopleImport.id)
        .execution_options(synchronize_session=False)
    )
    return work.session.execute(statement).one_or_none() is not None


def stage(work: Work, reading: ToRead, rows: Packed, *, staged: int) -> bool:
    """Write a chunk of staged rows; False when the run was overtaken."""
    if not note_progress(work, reading, rows_staged=staged):
        return False
    rows.insert(work.session.connection())
    return True


def refuse(work: Work, reading: ToRead, refused: Refused) -> None:
    """Say that a file cannot be read, and why."""
    note_progress(
        work,
        reading,
        state=ImportState.UNREADABLE,
        problem=_problem(refused),
        content=None,
        ended_at=work.now,
        ended_by_id=reading.uploaded_by_id,
    )


def order_application(work: Work, import_id: int, *, confirmed: bool) -> None:
    """Have an import applied. Raises Refused if it may not be, or if its preview holds no longer."""
    check_may(work)
    found = _locked(work, import_id)
    rules.check_application(found.state, found.counts, confirmed=confirmed)
    check_preview(work, found)
    found.state, found.problem = ImportState.APPLYING, None
    found.ended_by_id = work.actor.id
    work.later(APPLY, {"import_id": import_id}, dedup_key=f"{APPLY}:{import_id}:{found.run}")


def check_preview(work: Work, found: PeopleImport) -> None:
    """Refuse what was planned on another day or for people who have changed since."""
    rules.check_preview(
        planned_on=found.planned_on,
        today=work.today,
        unchanged=found.edition == edition(work.session),
    )


def take_back(work: Work, import_id: int, refused: Refused) -> None:
    """Say why an ordered import was not applied. Nothing has changed; it can be read anew."""
    found = work.lock(PeopleImport, import_id)
    if found is not None and found.state is ImportState.APPLYING:
        found.state, found.problem = ImportState.READY, _problem(refused)
        found.run, found.ended_by_id = secrets.token_hex(8), None


def discard(work: Work, import_id: int) -> None:
    """Put an import away without applying it. Raises Refused once it has been applied or is about to be."""
    check_may(work)
    found = _locked(work, import_id)
    if found.state is ImportState.DISCARDED:
        return
    rules.check_discarding(found.state)
    found.state, found.content, found.ended_at, found.ended_by_id = (
        ImportState.DISCARDED,
        None,
        work.now,
        work.actor.id,
    )
    work.record(PeopleImportDiscarded(import_id=import_id))
    work.later(CLEAR, {"import_id": import_id}, dedup_key=f"{CLEAR}:{import_id}")


def drop_staged(work: Work, import_id: int) -> bool:
    """Delete some of the staged rows of an import; whether there were any."""
    for table in _STAGED:
        some = select(table.id).where(table.import_id == import_id).limit(DELETED_AT_ONCE)
        statement = delete(table).where(table.id.in_(some)).returning(table.id)
        if work.session.execute(statement.execution_options(synchronize_session=False)).all():
            return True
    return False


def old(now: datetime) -> datetime:
    """Before which instant an import was uploaded that is now discarded by itself."""
    return now - KEPT


def _locked(work: Work, import_id: int) -> PeopleImport:
    found = work.lock(PeopleImport, import_id)
    if found is None:
        raise NotVisible
    return found


def _problem(refused: Refused) -> dict[str, Any]:
    values = {
        key: value if isinstance(value, int | str) else str(value) for key, value in refused.values.items()
    }
    return {"sentence": refused.sentence, "values": values}
