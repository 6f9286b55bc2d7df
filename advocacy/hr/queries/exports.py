"""Workbooks that somebody asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from advocacy.errors import NotVisible
from advocacy.hr.models import RegisterExport
from advocacy.hr.rules.exports import may_still_have
from advocacy.jobs.models import Job, JobState
from advocacy.roles import Actor, Can

MOST_SHOWN = 20


@dataclass(frozen=True)
class ExportLine:
    """An export as its owner sees it."""

    id: int
    name: str
    asked_at: datetime
    people: int
    people_done: int
    file_name: str | None
    file_bytes: int | None
    expires_at: datetime | None
    failed: bool

    @property
    def is_ready(self) -> bool:
        """Whether the file can be fetched."""
        return self.file_name is not None


def key_of(export_id: int) -> str:
    """The dedup key of the job that writes an export."""
    return f"hr-export:{export_id}"


def own(session: Session, actor: Actor, now: datetime) -> Sequence[ExportLine]:
    """The last exports of whoever asks that `export` would show them, newest first. Two queries."""
    statement = (
        select(RegisterExport)
        .where(RegisterExport.asked_by_id == actor.id)
        .order_by(RegisterExport.id.desc())
        .limit(MOST_SHOWN)
    )
    found = [row for row in session.scalars(statement) if _is_there(row, actor, now)]
    failed = _failed(session, [row.id for row in found])
    return [_line(row, row.id in failed) for row in found]


def export(session: Session, export_id: int, *, visible_to: Actor, now: datetime) -> ExportLine:
    """One's own export. Two queries. Raises NotVisible when there is none, when it is kept no more, or when
    it was written for departments whose people `visible_to` may no longer export."""
    found = session.get(RegisterExport, export_id, populate_existing=True)
    if found is None or not _is_there(found, visible_to, now):
        raise NotVisible
    return _line(found, export_id in _failed(session, [export_id]))


def _is_there(row: RegisterExport, actor: Actor, now: datetime) -> bool:
    is_kept = row.expires_at is None or now < row.expires_at
    return (
        is_kept
        and row.asked_by_id == actor.id
        and may_still_have(actor.scope(Can.EXPORT_REGISTER), row.departments)
    )


def _failed(session: Session, ids: Sequence[int]) -> set[int]:
    """Those whose job was given up."""
    keys = {key_of(export_id): export_id for export_id in ids}
    statement = select(Job.dedup_key).where(Job.dedup_key.in_(keys), Job.state == JobState.FAILED)
    return {keys[key] for key in session.scalars(statement) if key is not None}


def _line(row: RegisterExport, failed: bool) -> ExportLine:
    return ExportLine(
        id=row.id,
        name=row.name,
        asked_at=row.asked_at,
        people=row.people,
        people_done=row.people_done,
        file_name=row.file_name,
        file_bytes=row.file_bytes,
        expires_at=row.expires_at,
        failed=failed,
    )
