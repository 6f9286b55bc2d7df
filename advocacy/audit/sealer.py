"""The sealer: gives recorded facts their place in the ledger, and signs the tree that results.

It runs after the answer, in any number of processes: what it read outside its transaction it reads again
inside, and the uniqueness of positions, not its lease, is what keeps two sealers apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from flask import Flask
from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from advocacy.access import SYSTEM
from advocacy.audit.announced import Announced, announced_keys
from advocacy.audit.events import Event
from advocacy.audit.facts import ClockSteppedBack, LedgerOpened
from advocacy.audit.keys import LedgerKeyError, make_key, read_key, read_old_key
from advocacy.audit.merkle import Frontier, leaf_hash
from advocacy.audit.models import Checkpoint, EventRow, LedgerLeaf, LedgerNode, LedgerPending
from advocacy.audit.notes import CheckpointBody, SignerKey, sign_checkpoint
from advocacy.audit.recording import Recorder, first_id, ledger_time
from advocacy.audit.rules import stepped_back
from advocacy.audit.soundness import LedgerInconsistent, check_soundness
from advocacy.audit.tree import newest_checkpoint
from advocacy.db import db, table_of
from advocacy.errors import Refused
from advocacy.jobs.loops import Loop
from advocacy.settings import Settings
from advocacy.wiring import wiring
from advocacy.work import Work, unit_of_work

log = structlog.get_logger(__name__)

BATCH = 1000
"""Lines sealed in one transaction: few enough to hold the write gate for some hundredths of a second, and
more than come between two rounds on the busiest day (bar P1): a round costs as much as a hundred lines."""

BATCHES = 100
"""Transactions in one round, so that a worker that is told to stop can."""


@dataclass(frozen=True)
class Line:
    """A fact on its way into the tree."""

    event_id: int
    at: datetime
    hash: bytes


def seal(batch: int = BATCH, batches: int = BATCHES) -> int:
    """Give every recorded fact its place, in batches; returns how many lines were added.

    Opens the ledger if it is not open. Raises LedgerInconsistent when what is stored contradicts itself and
    LedgerKeyError when this machine has not the key the ledger expects; then nothing is added.
    """
    added = 0
    for _each in range(batches):
        session = db.session()
        session.rollback()
        waiting = _waiting(session, batch)
        if not waiting and newest_checkpoint(session) is not None:
            break
        keys = announced_keys(session)
        try:
            last = _sound(session, keys) if not added else newest_checkpoint(session)
        except _OvertakenError:
            log.info("sealer_met_another")
            break
        signers = _signers(wiring().settings, keys)
        session.rollback()
        try:
            placed = _seal(waiting, last.size if last else 0, signers)
        except Refused:  # another sealer was quicker: its positions stand, ours were never written
            log.info("sealer_met_another")
            break
        added += placed
        if not placed or len(waiting) < batch:
            break
    return added


SEALER = Loop("sealer", 2.0, lambda _app: seal(), longest_pause=30.0)
"""What a worker does every two seconds."""


def seal_in(app: Flask) -> int:
    """`seal` for whoever is outside an application context."""
    with app.app_context():
        return seal()


def _waiting(session: Session, batch: int) -> list[Line]:
    statement = (
        select(EventRow.id, EventRow.at, EventRow.leaf)
        .join(LedgerPending, LedgerPending.event_id == EventRow.id)
        .order_by(LedgerPending.event_id)
        .limit(batch)
    )
    rows = session.connection().execute(statement)
    return [Line(event_id, at, leaf_hash(leaf)) for event_id, at, leaf in rows if leaf]


class _OvertakenError(Exception):
    """Another sealer added lines while this one was looking."""


def _sound(session: Session, keys: Sequence[Announced]) -> Checkpoint | None:
    """The last checkpoint, if what is stored is sound.

    On PostgreSQL each statement sees what was committed before it, so a contradiction counts only when no
    other sealer has added a checkpoint meanwhile.
    """
    before = newest_checkpoint(session)
    size = before.size if before else 0
    try:
        return check_soundness(session, [announced.key for announced in keys])
    except LedgerInconsistent as error:
        session.rollback()
        after = newest_checkpoint(session)
        if (after.size if after else 0) != size:
            raise _OvertakenError from None
        log.critical("ledger_inconsistent", what=str(error))
        raise


def _signers(settings: Settings, keys: Sequence[Announced]) -> tuple[SignerKey, ...]:
    """Who signs: the announced key, and the one before it until the change itself is sealed."""
    if not keys:
        return (make_key(settings),)
    mine, newest = read_key(settings), keys[-1]
    if mine is None:
        raise LedgerKeyError("The key that signs the ledger is not here; see `advocacy ledger new-key`.")
    if mine.verifier != newest.key:
        raise LedgerKeyError(
            f"The key here has the fingerprint {mine.verifier.fingerprint}, the ledger expects "
            f"{newest.key.fingerprint}; see `advocacy ledger new-key`."
        )
    old = read_old_key(settings) if newest.position is None and len(keys) > 1 else None
    if old is not None and old.name == mine.name and old.verifier == keys[-2].key:
        return mine, old
    return (mine,)


def _seal(waiting: Sequence[Line], size: int, signers: Sequence[SignerKey]) -> int:
    """Add these lines to the tree of `size` leaves. 0 if the tree has grown since, or they are placed."""
    with unit_of_work(SYSTEM) as work:
        last = newest_checkpoint(work.session)
        if (last.size if last else 0) != size:
            return 0
        lines = _take(work, waiting)
        if not lines and last is not None:
            return 0
        before = Frontier.from_json(last.frontier) if last else Frontier()
        lines, latest = _announce(work, lines, last, signers[0])
        frontier, nodes = before.extend(line.hash for line in lines)
        _store_leaves(work, size, lines)
        if nodes:
            work.session.execute(insert(table_of(LedgerNode)), [vars(node) for node in nodes])
        note = sign_checkpoint(CheckpointBody(signers[0].name, frontier.size, frontier.root()), *signers)
        work.session.add(
            Checkpoint(
                size=frontier.size,
                root=frontier.root(),
                frontier={**frontier.to_json(), "latest": ledger_time(latest)},
                note=note,
                sealed_at=work.now,
            )
        )
    log.info("ledger_sealed", lines=len(lines), size=frontier.size)
    return len(lines)


def _take(work: Work, waiting: Sequence[Line]) -> list[Line]:
    """Those of the lines that still wait, taken off the queue."""
    if not waiting:
        return []
    statement = delete(LedgerPending).where(LedgerPending.event_id.in_([line.event_id for line in waiting]))
    taken = set(work.session.connection().scalars(statement.returning(LedgerPending.event_id)))
    return [line for line in waiting if line.event_id in taken]


def _announce(
    work: Work, lines: Sequence[Line], last: Checkpoint | None, signer: SignerKey
) -> tuple[list[Line], datetime]:
    """The lines with those that the ledger adds of itself, and the time from which order counts then."""
    first = min([work.now, *(line.at for line in lines)])
    placed: list[Line] = []
    if last is None:
        key = signer.verifier
        # As of the first fact it holds: nothing may be earlier than the ledger it stands in.
        placed.append(_own(work, LedgerOpened(key.text, key.fingerprint), first))
        latest = first
    else:
        latest = _instant(last.frontier["latest"])
        if stepped_back(last.sealed_at, work.now):
            latest = first
            placed.append(_own(work, ClockSteppedBack(ledger_time(latest)), work.now))
    for line in lines:
        if stepped_back(latest, line.at):
            latest = line.at
            # Its number differs from the fact's by the time it was noticed; its own time is not compared.
            placed.append(_own(work, ClockSteppedBack(ledger_time(latest)), work.now))
        latest = max(latest, line.at)
        placed.append(line)
    return placed, latest


def _own(work: Work, event: Event, at: datetime) -> Line:
    """Record a fact of the ledger about itself, to be placed here and now rather than in the next batch."""
    event_id = Recorder(work.session, at).record(event, actor=work.actor.party)
    work.session.flush()
    work.session.execute(delete(LedgerPending).where(LedgerPending.event_id == event_id))
    leaf = work.session.scalars(select(EventRow.leaf).where(EventRow.id == event_id)).one()
    assert leaf is not None
    return Line(event_id, at, leaf_hash(leaf))


def _store_leaves(work: Work, size: int, lines: Sequence[Line]) -> None:
    rows = [
        {"position": position, "event_id": line.event_id, "leaf_hash": line.hash}
        for position, line in enumerate(lines, size)
    ]
    work.session.execute(insert(table_of(LedgerLeaf)), rows)


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)


def forgotten(session: Session, now: datetime, *, limit: int = 1000) -> Sequence[int]:
    """Facts that should be in the ledger, are not, and do not wait for it either, oldest first.

    There are none unless somebody meddled with the queue. Looks at every event: for commands, never a page.
    A fact of the last minute is left out, because it may be on its way.
    """
    settled = first_id(now - timedelta(minutes=1))
    statement = (
        select(EventRow.id)
        .outerjoin(LedgerLeaf, LedgerLeaf.event_id == EventRow.id)
        .outerjoin(LedgerPending, LedgerPending.event_id == EventRow.id)
        .where(
            EventRow.leaf.is_not(None),
            EventRow.id < settled,
            LedgerLeaf.position.is_(None),
            LedgerPending.event_id.is_(None),
        )
        .order_by(EventRow.id)
        .limit(limit)
    )
    return session.scalars(statement).all()


def queue_forgotten(work: Work) -> int:
    """Put forgotten facts back into the queue; how many there were (at most 1,000 at a time)."""
    found = forgotten(work.session, work.now)
    if found:
        work.session.execute(insert(LedgerPending), [{"event_id": event_id} for event_id in found])
    return len(found)
