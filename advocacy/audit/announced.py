"""Which keys the ledger has announced: its opening and key changes, in the ledger's order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from advocacy.audit.facts import KeyChanged, LedgerOpened
from advocacy.audit.models import EventRow, LedgerLeaf
from advocacy.audit.notes import VerifierKey

_NAMES = (LedgerOpened.name(), KeyChanged.name())


@dataclass(frozen=True)
class Announced:
    """One key, and the position of the line that announced it (None while that line waits to be sealed)."""

    key: VerifierKey
    position: int | None


def announced_keys(session: Session) -> Sequence[Announced]:
    """Every key the ledger announced, the newest last. One query."""
    statement = (
        select(EventRow.id, EventRow.payload, LedgerLeaf.position)
        .outerjoin(LedgerLeaf, LedgerLeaf.event_id == EventRow.id)
        .where(EventRow.name.in_(_NAMES))
    )
    rows = session.execute(statement).all()
    # By place rather than by number: after the clock stepped back, a later event has a lower number.
    rows = sorted(rows, key=lambda row: (row.position is None, row.position or 0, row.id))
    return [Announced(VerifierKey.parse(row.payload["key"]), row.position) for row in rows]


def verifier_keys(session: Session) -> Sequence[VerifierKey]:
    """The same, keys alone."""
    return [announced.key for announced in announced_keys(session)]
