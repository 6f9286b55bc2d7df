"""How much of the evidence rests on our word alone, for the HR page and `advocacy doctor`."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from sqlalchemy import ScalarSelect, Select, func, select
from sqlalchemy.orm import Session

from advocacy.audit.models import Anchor, Checkpoint, EventRow, LedgerPending
from advocacy.audit.rules import MOST_COUNTED, Exposure

T = TypeVar("T")


def exposure(session: Session, now: datetime) -> Exposure:
    """The state of sealing and anchoring. One query of small parts, whatever the size of the ledger."""
    waiting = select(LedgerPending.event_id).limit(MOST_COUNTED).subquery()
    oldest = (
        select(EventRow.at)
        .join(LedgerPending, LedgerPending.event_id == EventRow.id)
        .order_by(LedgerPending.event_id)
    )
    row = session.execute(
        select(
            _first(select(Checkpoint.size).order_by(Checkpoint.size.desc())).label("size"),
            _first(select(Checkpoint.sealed_at).order_by(Checkpoint.size.desc())).label("sealed_at"),
            _first(select(Checkpoint.sealed_at).order_by(Checkpoint.size)).label("opened_at"),
            _first(select(Anchor.at).order_by(Anchor.at.desc())).label("anchored_at"),
            select(func.count()).select_from(waiting).scalar_subquery().label("unsealed"),
            _first(oldest).label("waiting_since"),
        )
    ).one()
    return Exposure(
        now=now,
        anchored_at=row.anchored_at,
        exposed_since=row.anchored_at or row.opened_at,
        size=row.size or 0,
        sealed_at=row.sealed_at,
        unsealed=row.unsealed or 0,
        waiting_since=row.waiting_since,
    )


def _first(statement: Select[T]) -> ScalarSelect[T]:
    return statement.limit(1).scalar_subquery()
