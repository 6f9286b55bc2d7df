"""The journal page by page, newest first, and one event with all that is kept of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from advocacy.audit import merkle
from advocacy.audit.directory import Directory
from advocacy.audit.documents import NAMED_IN, short_name
from advocacy.audit.models import Checkpoint, EventRow, LedgerLeaf, Opening
from advocacy.audit.recording import first_id
from advocacy.audit.rules import TRACE
from advocacy.errors import NotVisible
from advocacy.keyset import latest_first
from advocacy.roles import Actor, Can

ROWS = 25


@dataclass(frozen=True)
class Wanted:
    """What the journal is asked for; `before` and `after` are the id of the event at the edge of a page.

    The period is from `since` on and up to, not including, `until`. `people` None means anybody.
    """

    name: str = ""
    people: Collection[int] | None = None
    since: datetime | None = None
    until: datetime | None = None
    before: int | None = None
    after: int | None = None


@dataclass(frozen=True)
class Entry:
    """One event as the journal shows it."""

    id: int
    name: str
    version: int
    at: datetime
    actor_id: int | None
    subject_id: int | None
    payload: dict[str, Any]
    is_provable: bool
    position: int | None


@dataclass(frozen=True)
class Entries:
    """One page, newest first, and the edges from which the pages around it are asked for."""

    rows: Sequence[Entry]
    newer: int | None
    older: int | None

    @property
    def people(self) -> set[int]:
        """Everybody who acts in or is concerned by these events."""
        return people_of(self.rows)


def people_of(rows: Sequence[Entry]) -> set[int]:
    """Everybody who acts in or is concerned by these events."""
    return {person for row in rows for person in (row.actor_id, row.subject_id) if person is not None}


def documents_of(rows: Sequence[Entry]) -> set[str]:
    """The short names of the documents, modules and topics these events speak of."""
    found = ((field, row.payload.get(field)) for row in rows for field in NAMED_IN)
    return {short_name(field, name) for field, name in found if isinstance(name, str | int)}


def entries(session: Session, wanted: Wanted, *, rows: int = ROWS) -> Entries:
    """One page of what is wanted. One query, whose cost does not depend on the page's distance."""
    statement = _filtered(_entries(), wanted)
    found = latest_first(
        session, statement, EventRow.id, size=rows, older_than=wanted.before, newer_than=wanted.after
    )
    newer, older = found.edges(lambda row: int(row.id))
    return Entries([Entry(**row._mapping) for row in found.rows], newer=newer, older=older)


def _entries() -> Select[*tuple[Any, ...]]:
    return select(
        EventRow.id,
        EventRow.name,
        EventRow.version,
        EventRow.at,
        EventRow.actor_id,
        EventRow.subject_id,
        EventRow.payload,
        EventRow.leaf.is_not(None).label("is_provable"),
        LedgerLeaf.position,
    ).outerjoin(LedgerLeaf, LedgerLeaf.event_id == EventRow.id)


def _filtered(statement: Select[*tuple[Any, ...]], wanted: Wanted) -> Select[*tuple[Any, ...]]:
    if wanted.name:
        statement = statement.where(EventRow.name == wanted.name)
    if wanted.people is not None:
        people = sorted(wanted.people)
        statement = statement.where(or_(EventRow.actor_id.in_(people), EventRow.subject_id.in_(people)))
    if wanted.since is not None:
        statement = statement.where(EventRow.id >= first_id(wanted.since))
    if wanted.until is not None:
        statement = statement.where(EventRow.id < first_id(wanted.until))
    return statement


def _rows(session: Session, statement: Select[*tuple[Any, ...]]) -> list[Entry]:
    return [Entry(**row._mapping) for row in session.execute(statement)]


@dataclass(frozen=True)
class Fact:
    """One event with its canonical line (None for one that is not provable) and the hash of its leaf.

    `checkpoint` is the newest of the ledger, None before the first: it covers every event that has a place.
    """

    entry: Entry
    leaf: bytes | None
    leaf_hash: bytes | None
    checkpoint: Checkpoint | None

    @property
    def is_altered(self) -> bool:
        """Whether the line is no longer the one that was sealed."""
        return self.leaf_hash is not None and merkle.leaf_hash(self.leaf or b"") != self.leaf_hash


def fact(session: Session, event_id: int) -> Fact:
    """The event with this id, for the journal. Raises NotVisible if there is none. One query."""
    newest = select(func.max(Checkpoint.size)).scalar_subquery()
    statement = (
        _entries()
        .add_columns(EventRow.leaf, LedgerLeaf.leaf_hash, Checkpoint)
        .outerjoin(Checkpoint, Checkpoint.size == newest)
        .where(EventRow.id == event_id)
    )
    row = session.execute(statement.execution_options(populate_existing=True)).one_or_none()
    if row is None:
        raise NotVisible("event")
    values = dict(row._mapping)
    leaf, leaf_hash, checkpoint = (values.pop(name) for name in ("leaf", "leaf_hash", "Checkpoint"))
    return Fact(Entry(**values), leaf, leaf_hash, checkpoint)


def receipted_fact(
    session: Session, event_id: int, *, visible_to: Actor, directory: Directory, day: date
) -> Fact:
    """The provable event with this id, if `visible_to` may have its receipt.

    That is whom it concerns (who acted, if it concerns nobody), and who sees HR's pages for that person.
    Raises NotVisible otherwise. One query, or two for an HR role that is limited to departments.
    """
    found = fact(session, event_id)
    owner = owner_of(found.entry)
    if found.leaf is None or owner is None:
        raise NotVisible("receipt")
    if owner != visible_to.id and not _sees(session, owner, visible_to, directory, day):
        raise NotVisible("receipt")
    return found


def owner_of(entry: Entry) -> int | None:
    """Whose receipt it is: whom the event concerns, else who acted; None for the program's own."""
    return entry.subject_id if entry.subject_id is not None else entry.actor_id


def _sees(session: Session, person: int, actor: Actor, directory: Directory, day: date) -> bool:
    scope = actor.scope(Can.SEE_HR)
    return scope is None or (bool(scope) and directory.is_within(session, person, scope, day))


def openings(session: Session, event_id: int, *, visible_to: Actor) -> Sequence[Opening]:
    """What the event's commitments hide from everybody but the person they are about and, without the
    technical traces, those who may have that person's receipt. One query."""
    statement = select(Opening).where(Opening.event_id == event_id).order_by(Opening.id)
    found = session.scalars(statement).all()
    return [opening for opening in found if opening.person_id == visible_to.id or opening.kind != TRACE]
