"""Turning an event into its journal row, its ledger leaf and the openings of its commitments.

Nothing is sealed here: the row is written in the transaction that made the fact true, and the
sealer gives it a place in the tree afterwards.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy.orm import Session

from advocacy.audit.canonical import canonical
from advocacy.audit.events import Event
from advocacy.audit.models import EventRow, LedgerPending, Opening
from advocacy.audit.party import Party

ENVELOPE = 1
"""The version of the frame around every line: its nine keys. The event's own version is in its type."""

LEAF_VERSION = 1
"""The shape of a leaf; the version of the event itself stands in its type ("charter_acknowledged/1")."""


_RANDOM_BITS = 22


@dataclass(frozen=True)
class Private:
    """Values that stay outside the ledger behind a salted commitment; `until` is when they are dropped."""

    values: Mapping[str, Any]
    until: datetime | None = None


@dataclass
class Recorder:
    """Gives the events of one unit of work their ids: time-ordered, and unique across processes.

    An id is the instant in milliseconds, 22 random bits, and a step of one for each further event of
    the same unit of work, so that events keep their order.
    """

    session: Session
    now: datetime
    _next: int = field(default=0, init=False)

    def record(
        self,
        event: Event,
        *,
        actor: Party,
        subject: Party | None = None,
        documents: Sequence[str] = (),
        private: Mapping[str, Private] | None = None,
    ) -> int:
        """Add the event's row (and leaf, if provable) to the session; returns the event's id."""
        event_id = self._new_id()
        payload = event.payload()
        commitments: dict[str, str] = {}
        openings = []
        for kind, secret in (private or {}).items():
            salt = secrets.token_bytes(32)
            values = dict(secret.values)
            commitments[kind] = sha256(salt + canonical(values)).hexdigest()
            openings.append(
                Opening(
                    event_id=event_id,
                    person_id=(subject or actor).id,
                    kind=kind,
                    commitment=commitments[kind],
                    salt=salt,
                    values_=values,
                    expires_at=secret.until,
                )
            )
        leaf = None
        if event.provable:
            leaf = canonical(
                {
                    "v": LEAF_VERSION,
                    "type": f"{event.name()}/{event.version}",
                    "id": event_id,
                    "at": ledger_time(self.now),
                    "actor": actor.subject,
                    "subject": subject.subject if subject else None,
                    "data": payload,
                    "documents": list(documents),
                    "commitments": commitments,
                }
            )
        self.session.add(
            EventRow(
                id=event_id,
                name=event.name(),
                version=event.version,
                at=self.now,
                actor_id=actor.id,
                subject_id=subject.id if subject else None,
                payload=payload,
                leaf=leaf,
            )
        )
        self.session.flush()
        self.session.add_all(openings)
        if leaf is not None:
            self.session.add(LedgerPending(event_id=event_id))
        return event_id

    def _new_id(self) -> int:
        if not self._next:
            self._next = first_id(self.now) | secrets.randbits(_RANDOM_BITS)
        self._next += 1
        return self._next


def first_id(at: datetime) -> int:
    """The lowest id an event of this instant's millisecond can have."""
    return int(at.timestamp() * 1000) << _RANDOM_BITS


def ledger_time(at: datetime) -> str:
    """An instant as the ledger writes it: UTC, microseconds, a Z at the end (RFC 3339)."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def trace_expiry(now: datetime, days: int) -> datetime:
    """When a technical trace recorded at `now` is dropped."""
    return now + timedelta(days=days)
