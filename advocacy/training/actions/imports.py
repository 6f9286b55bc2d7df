"""An import of completions from upload to its end: kept, ordered to be read and applied, put away."""

from __future__ import annotations

from sqlalchemy import select

from advocacy.access import Actor, Can
from advocacy.errors import Forbidden, NotVisible
from advocacy.training.events.imports import CompletionImportDiscarded
from advocacy.training.models import CompletionImport, CompletionImportRow
from advocacy.training.rules.imports.applying import check_application
from advocacy.training.rules.imports.decided import NEW
from advocacy.uploads import actions as uploads
from advocacy.uploads.file import LONGEST_NAME, File
from advocacy.uploads.models import OPEN, ImportState
from advocacy.uploads.rules import check_size
from advocacy.work import Work

READ = "training.read_import"
APPLY = "training.apply_import"
CLEAR = "training.clear_import"

STAGED = (CompletionImportRow,)
"""The tables of staged rows."""


def keep(work: Work, file: File, packed: bytes) -> int:
    """Keep a file, `packed` by `pack`, and have it read; returns the id of its import.

    The same file, waiting already, is not kept twice: it is read anew, as the preview would be an old one.
    Raises Refused.
    """
    work.actor.require(Can.IMPORT_COMPLETIONS)
    if work.actor.id is None:
        raise Forbidden("only a person uploads")
    check_size(len(file.content), file.name)
    found = _waiting(work, file) or CompletionImport(
        file_name=file.name[:LONGEST_NAME],
        sha256=file.sha256,
        content=packed,
        state=ImportState.UPLOADED,
        uploaded_by_id=work.actor.id,
        uploaded_at=work.now,
    )
    work.session.add(found)
    work.session.flush()
    run = uploads.start_anew(found)
    work.later(READ, {"import_id": found.id}, dedup_key=f"{READ}:{found.id}:{run}")
    return found.id


def order_application(work: Work, import_id: int) -> None:
    """Have every completion of an import that is new recorded, in the name of the actor.

    Ordered or applied already, it changes nothing. Raises NotVisible for one out of sight, and Refused.
    """
    found = _found(work, import_id)
    if found.state in (ImportState.APPLYING, ImportState.APPLIED):
        return
    check_application(found.state, found.counts)
    found.state, found.problem = ImportState.APPLYING, None
    found.ended_by_id = work.actor.id
    found.rows_total, found.rows_done = found.counts[NEW], 0
    work.later(APPLY, {"import_id": import_id}, dedup_key=f"{APPLY}:{import_id}:{found.run}")


def discard(work: Work, import_id: int) -> None:
    """Put an import away; what was recorded of it stays. Raises NotVisible and Refused."""
    found = _found(work, import_id)
    if found.state is ImportState.DISCARDED:
        return
    uploads.put_away(work, found)
    work.record(CompletionImportDiscarded(import_id=found.id))
    work.later(CLEAR, {"import_id": import_id}, dedup_key=f"{CLEAR}:{import_id}")


def _waiting(work: Work, file: File) -> CompletionImport | None:
    """What the actor uploaded before, is the same file, and waits untouched."""
    waiting = work.session.scalars(
        select(CompletionImport)
        .where(
            CompletionImport.sha256 == file.sha256,
            CompletionImport.state.in_(OPEN),
            CompletionImport.uploaded_by_id == work.actor.id,
        )
        .order_by(CompletionImport.id)
        .with_for_update()
    )
    return next((one for one in waiting if not one.counts.get("recorded")), None)


def _found(work: Work, import_id: int) -> CompletionImport:
    work.actor.require(Can.IMPORT_COMPLETIONS)
    found = uploads.locked(work, CompletionImport, import_id)
    if not _is_in_sight(found, work.actor):
        raise NotVisible
    return found


def _is_in_sight(found: CompletionImport, actor: Actor) -> bool:
    return actor.scope(Can.IMPORT_COMPLETIONS) is None or found.uploaded_by_id == actor.id
