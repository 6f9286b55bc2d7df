"""Exports that auditors asked for on the page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from advocacy.audit.models import LedgerExport
from advocacy.errors import NotVisible
from advocacy.roles import Actor

MOST_SHOWN = 10


def own_exports(session: Session, actor: Actor) -> Sequence[LedgerExport]:
    """The last exports of this auditor, newest first. One query."""
    statement = select(LedgerExport).where(LedgerExport.asked_by_id == actor.id)
    return session.scalars(statement.order_by(LedgerExport.id.desc()).limit(MOST_SHOWN)).all()


def export_file(session: Session, export_id: int, *, visible_to: Actor, now: datetime) -> str:
    """The file of an export, for who asked for it, while it is kept. Raises NotVisible otherwise."""
    found = session.get(LedgerExport, export_id)
    if found is None or found.asked_by_id != visible_to.id or not is_there(found, now):
        raise NotVisible("export")
    assert found.file_name is not None
    return found.file_name


def is_there(export: LedgerExport, now: datetime) -> bool:
    """Whether an export's file can be fetched."""
    return export.file_name is not None and export.expires_at is not None and now < export.expires_at
