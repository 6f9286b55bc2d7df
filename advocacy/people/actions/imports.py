"""An import of people from upload to its end: kept, ordered to be read and applied, discarded."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from advocacy.people.imports.events import PeopleFileUploaded, PeopleImportDiscarded
from advocacy.people.models import PeopleImport, PeopleImportFact, PeopleImportPlace, PeopleImportRow
from advocacy.people.queries.edition import edition
from advocacy.people.rules import importing as rules
from advocacy.people.rules.placing import check_whole_company
from advocacy.roles import Can
from advocacy.uploads import actions as uploads
from advocacy.uploads.file import LONGEST_NAME, File
from advocacy.uploads.models import OPEN, ImportState
from advocacy.uploads.rules import check_size
from advocacy.work import Work

READ = "people.read_import"
APPLY = "people.apply_import"
CLEAR = "people.clear_import"

STAGED = (PeopleImportRow, PeopleImportFact, PeopleImportPlace)
"""The tables of staged rows."""


@dataclass(frozen=True)
class Upload(File):
    """A people file; `complete` where it lists everybody."""

    complete: bool


def check_may(work: Work) -> None:
    """Raise Forbidden, or Refused for somebody whose role is limited to some departments."""
    work.actor.require(Can.IMPORT_PEOPLE)
    check_whole_company(work.actor.scope(Can.IMPORT_PEOPLE))


def keep(work: Work, upload: Upload, packed: bytes) -> tuple[PeopleImport, bool]:
    """Keep a file to be read, `packed` by `pack`; returns the import, and whether it is a new one.

    The same file, waiting already with the same meaning, is not kept twice. Raises Refused.
    """
    check_may(work)
    check_size(len(upload.content), upload.name)
    waiting = work.session.scalar(
        select(PeopleImport).where(
            PeopleImport.sha256 == upload.sha256,
            PeopleImport.complete.is_(upload.complete),
            PeopleImport.state.in_(OPEN),
        )
    )
    if waiting is not None:
        return waiting, False
    made = PeopleImport(
        file_name=upload.name[:LONGEST_NAME],
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


def order_reading(work: Work, import_id: int) -> None:
    """Have a file read, or read anew after people have changed. Raises Refused once it has ended."""
    run = start_anew(work, import_id)
    work.later(READ, {"import_id": import_id}, dedup_key=f"{READ}:{import_id}:{run}")


def start_anew(work: Work, import_id: int) -> str:
    """Let an import wait to be read, by whoever calls this; returns the name of that reading. Raises
    Refused."""
    check_may(work)
    return uploads.start_anew(uploads.locked(work, PeopleImport, import_id))


def order_application(work: Work, import_id: int, *, confirmed: bool) -> None:
    """Have an import applied. Raises Refused if it may not be, or if its preview holds no longer."""
    check_may(work)
    found = uploads.locked(work, PeopleImport, import_id)
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


def discard(work: Work, import_id: int) -> None:
    """Put an import away without applying it. Raises Refused once it has been applied or is about to be."""
    check_may(work)
    found = uploads.locked(work, PeopleImport, import_id)
    if found.state is ImportState.DISCARDED:
        return
    uploads.put_away(work, found)
    work.record(PeopleImportDiscarded(import_id=import_id))
    work.later(CLEAR, {"import_id": import_id}, dedup_key=f"{CLEAR}:{import_id}")
