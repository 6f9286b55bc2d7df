"""What auditors and operators do to the ledger: ask for an export, change its key."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from advocacy.access import Can
from advocacy.audit.announced import announced_keys
from advocacy.audit.facts import KeyChanged, LedgerExported
from advocacy.audit.models import LedgerExport
from advocacy.audit.notes import VerifierKey
from advocacy.audit.rules import KEPT, check_opened
from advocacy.work import Work

EXPORT_JOB = "audit.export"
DROP_JOB = "audit.drop_export"


def ask_for_export(work: Work, people: Collection[int]) -> int:
    """Have the ledger exported with the personal details of `people`; returns the export's id.

    Raises Refused for too many people, or while another export of the same auditor is under way.
    """
    work.actor.require(Can.EXPORT_LEDGER)
    assert work.actor.id is not None
    under_way = select(LedgerExport.asked_at).where(
        LedgerExport.asked_by_id == work.actor.id, LedgerExport.ended_at.is_(None)
    )
    check_opened(len(people), list(work.session.scalars(under_way)), work.now)
    export = LedgerExport(
        asked_by_id=work.actor.id,
        asked_at=work.now,
        opened={"people": sorted(people)},
        lines=0,
        lines_done=0,
    )
    work.session.add(export)
    work.session.flush()
    work.record(LedgerExported(opened=len(people)))
    work.later(EXPORT_JOB, {"export_id": export.id}, dedup_key=f"{EXPORT_JOB}:{export.id}")
    return export.id


def note_progress(work: Work, export_id: int, done: int, total: int) -> None:
    """Keep how far an export is."""
    export = work.session.get(LedgerExport, export_id)
    if export is not None:
        export.lines_done, export.lines = done, total


def finish_export(work: Work, export_id: int, *, file_name: str, file_bytes: int) -> bool:
    """The file is there, for seven days. False if another run of the same job was quicker."""
    export = work.lock(LedgerExport, export_id)
    if export is None or export.ended_at is not None:
        return False
    export.file_name, export.file_bytes = file_name, file_bytes
    export.ended_at, export.expires_at = work.now, work.now + KEPT
    export.lines_done = export.lines
    work.later(DROP_JOB, {"export_id": export_id}, dedup_key=f"{DROP_JOB}:{export_id}", due=export.expires_at)
    return True


def drop_export(work: Work, export_id: int) -> str | None:
    """Forget the file of an export whose time is over; returns its name, to be deleted."""
    export = work.lock(LedgerExport, export_id)
    if export is None or export.expires_at is None or export.expires_at > work.now:
        return None
    name, export.file_name = export.file_name, None
    return name


def announce_key(work: Work, key: VerifierKey) -> bool:
    """Write into the ledger that `key` signs from here on. False if it does already, or nothing is open."""
    known = announced_keys(work.session)
    if not known or known[-1].key == key:
        return False
    work.record(KeyChanged(key=key.text, fingerprint=key.fingerprint))
    return True
