"""How much of the evidence rests on our word alone, for the HR page and `advocacy doctor`."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from advocacy.audit.models import Anchor, Checkpoint, EventRow, LedgerPending
from advocacy.audit.rules import MOST_COUNTED, Exposure
from advocacy.audit.tree import newest_checkpoint


def exposure(session: Session, now: datetime) -> Exposure:
    """The state of sealing and anchoring. Five small queries, whatever the size of the ledger."""
    last = newest_checkpoint(session)
    anchored_at = session.scalar(select(Anchor.at).order_by(Anchor.at.desc()).limit(1))
    opened_at = session.scalar(select(Checkpoint.sealed_at).order_by(Checkpoint.size).limit(1))
    waiting = select(LedgerPending.event_id).limit(MOST_COUNTED).subquery()
    unsealed = session.scalar(select(func.count()).select_from(waiting)) or 0
    oldest = (
        select(EventRow.at)
        .join(LedgerPending, LedgerPending.event_id == EventRow.id)
        .order_by(LedgerPending.event_id)
        .limit(1)
    )
    return Exposure(
        now=now,
        anchored_at=anchored_at,
        exposed_since=anchored_at or opened_at,
        size=last.size if last else 0,
        sealed_at=last.sealed_at if last else None,
        unsealed=unsealed,
        waiting_since=session.scalar(oldest),
    )
