"""Turning an event into its journal row, its ledger leaf and the openings of its commitments.

Nothing is sealed here: the row is written in the transaction that made the fact true, and the
sealer gives it a place in the tree afterwards.
"""

from __future__ import annotations

import secrets
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from threading import Lock
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from advocacy.audit.canonical import canonical, commitment
from advocacy.audit.events import Event
from advocacy.audit.models import EventRow, LedgerPending, Opening
from advocacy.audit.party import Party
from advocacy.db import table_of

ENVELOPE = 1
"""The version of the frame around every line: its nine keys. The event's own version is in its type."""

LEAF_VERSION = 1
"""The shape of a leaf; the version of the event itself stands in its type ("charter_acknowledged/1")."""

_SALT_BYTES = 32
_RANDOM_BITS = 22
_REMEMBERED = 16
"""How many milliseconds have their sequence at hand: threads of one process are seldom further apart."""


@dataclass(frozen=True)
class Private:
    """Values that stay outside the ledger behind a salted commitment; `until` is when they are dropped."""

    values: Mapping[str, Any]
    until: datetime | None = None


@dataclass(frozen=True)
class Fact:
    """An event to write, with whom it concerns, the texts it speaks of, and what stays outside the ledger."""

    event: Event
    subject: Party | None = None
    documents: Sequence[str] = ()
    private: Mapping[str, Private] = field(default_factory=dict)


@dataclass
class Recorder:
    """Gives the events of one unit of work their ids: time-ordered, and unique across processes.

    An id is the instant in milliseconds and 22 bits that begin at random in each process, and go up by one
    for each further event of that millisecond: events of a unit of work keep their order, and no two units
    of one process ever meet.
    """

    session: Session
    now: datetime
    _ids: Iterator[int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._ids = _ids_from(first_id(self.now))

    def record(
        self,
        event: Event,
        *,
        actor: Party,
        subject: Party | None = None,
        documents: Sequence[str] = (),
        private: Mapping[str, Private] | None = None,
    ) -> int:
        """Write the event's row (and leaf, if provable) in this transaction; returns the event's id."""
        row, openings = self._rows(Fact(event, subject, documents, private or {}), actor)
        self.session.flush()
        self.session.execute(_EVENT, row)
        if openings:
            self.session.execute(_OPENING, openings)
        if row["leaf"] is not None:
            self.session.execute(_PENDING, {"event_id": row["id"]})
        return int(row["id"])

    def record_all(self, facts: Iterable[Fact], *, actor: Party) -> list[int]:
        """Write many events in this transaction, in three statements; returns their ids, in their order."""
        rows, openings = [], []
        for fact in facts:
            row, opened = self._rows(fact, actor)
            rows.append(row)
            openings += opened
        pending = [{"event_id": row["id"]} for row in rows if row["leaf"] is not None]
        self.session.flush()
        for statement, written in ((_EVENT, rows), (_OPENING, openings), (_PENDING, pending)):
            if written:
                self.session.execute(statement, written)
        return [int(row["id"]) for row in rows]

    def _rows(self, fact: Fact, actor: Party) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        """The event's row with its leaf, if it is provable, and the rows of its openings."""
        event, subject, event_id = fact.event, fact.subject, next(self._ids)
        payload = event.payload()
        openings = _openings(event_id, (subject or actor).id, fact.private)
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
                    "documents": list(fact.documents),
                    "commitments": {opening["kind"]: opening["commitment"] for opening in openings},
                }
            )
        row = {
            "id": event_id,
            "name": event.name(),
            "version": event.version,
            "at": self.now,
            "actor_id": actor.id,
            "subject_id": subject.id if subject else None,
            "payload": payload,
            "leaf": leaf,
        }
        return row, openings


_EVENT, _OPENING, _PENDING = (insert(table_of(model)) for model in (EventRow, Opening, LedgerPending))


def _openings(event_id: int, person_id: int | None, private: Mapping[str, Private]) -> list[dict[str, Any]]:
    """The rows that open the commitments to these private values."""
    rows = []
    for kind, secret in private.items():
        salt, values = secrets.token_bytes(_SALT_BYTES), dict(secret.values)
        rows.append(
            {
                "event_id": event_id,
                "person_id": person_id,
                "kind": kind,
                "commitment": commitment(salt, values),
                "salt": salt,
                "opened_values": values,
                "expires_at": secret.until,
            }
        )
    return rows


_recent: OrderedDict[int, Iterator[int]] = OrderedDict()
_recent_lock = Lock()


def _ids_from(first: int) -> Iterator[int]:
    """The ids of the millisecond that begins at `first`: one sequence for all units of this process."""
    with _recent_lock:
        if first not in _recent:
            _recent[first] = count(first | secrets.randbits(_RANDOM_BITS))
        _recent.move_to_end(first)
        if len(_recent) > _REMEMBERED:
            _recent.popitem(last=False)
        return _recent[first]


def first_id(at: datetime) -> int:
    """The lowest id an event of this instant's millisecond can have."""
    return int(at.timestamp() * 1000) << _RANDOM_BITS


def ledger_time(at: datetime) -> str:
    """An instant as the ledger writes it: UTC, microseconds, a Z at the end (RFC 3339)."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def trace_expiry(now: datetime, days: int) -> datetime:
    """When a technical trace recorded at `now` is dropped."""
    return now + timedelta(days=days)
