"""P4: what the ledger costs those who acknowledge, and how soon their receipt is complete.

As many web processes as the product starts by itself and, by turns, a worker with the sealer, on loopback.
The load comes from the same machine: both sides have what its cores have left. While the sealer is off its
queue grows; it is emptied before the next turn is measured, because catching up is not what a day costs.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import func, select

from advocacy.audit.models import Checkpoint, LedgerLeaf, LedgerPending
from advocacy.charter.models import Acknowledgement
from advocacy.db import db
from bench.company import Company, a_company
from bench.harness import Bar, Line, Rounds, by_turns, percentile
from bench.load import Outcome, as_fast_as_possible, every
from bench.scratch import Scratch

THROUGHPUT = Bar(0.95, at_least=True)
RECEIPT = Bar(10)
P1_RATE = 280
PATIENCE_SECONDS = 120


def lines(place: Scratch) -> list[Line]:
    """The cost on each engine, and the age of receipts under P1's load."""
    return [line for engine in place.engines for line in _on(place, engine)]


def _on(place: Scratch, engine: str) -> list[Line]:
    seconds, most = (2.0, 2) if place.short else (5.0, 9)
    minute = 5 if place.short else 60
    people = int((2 * most + 1) * seconds * 400) + P1_RATE * minute + 200
    with a_company(place, engine, people) as company:
        company.served.start(processes=place.processes)
        as_fast_as_possible(company.some(200), seconds=20)
        rounds = by_turns(
            lambda: _sealed_rate(company, seconds),
            lambda: _rate(company, seconds),
            rounds=1 if place.short else 5,
            most=most,
        )
        return [_cost(engine, rounds), _age(engine, company, minute)]


def _rate(company: Company, seconds: float) -> float:
    return as_fast_as_possible(company.some(int(seconds * 400)), seconds=seconds).rate


def _sealed_rate(company: Company, seconds: float) -> float:
    with _sealing(company):
        return _rate(company, seconds)


@contextmanager
def _sealing(company: Company) -> Iterator[None]:
    """Meanwhile a worker runs, and has caught up before the block begins."""
    company.served.start_worker()
    try:
        _wait(lambda: not _asked(company, select(func.count()).select_from(LedgerPending)))
        yield
    finally:
        company.served.stop("worker")


def _cost(engine: str, rounds: Rounds) -> Line:
    return Line(
        f"P4 sealer on ÷ off, {engine}",
        f"{rounds.middle:.0f}/s",
        f"{rounds.middle_anchor:.0f}/s",
        rounds.ratio,
        THROUGHPUT,
        quiet=rounds.quiet,
        note=f"{rounds.count} kept; eight hands, the web processes and the load on the same cores",
    )


def _age(engine: str, company: Company, seconds: int) -> Line:
    """The longest time from a click to the checkpoint that completes its receipt, under P1's load."""
    with _sealing(company):
        outcome = every(company.some(P1_RATE * seconds), rate=P1_RATE)
        _wait(lambda: not _asked(company, select(func.count()).select_from(LedgerPending)))
        oldest, sealing, lost = _oldest(company, outcome)
    p50, p99 = percentile(outcome.waits, 0.5), percentile(outcome.waits, 0.99)
    reached = outcome.done / outcome.seconds
    note = (
        f"{P1_RATE}/s for {seconds} s: {outcome.done} done at {reached:.0f}/s; "
        f"answers p50 {p50 * 1000:.0f} ms, p99 {p99 * 1000:.0f} ms, worst {max(outcome.waits) * 1000:.0f} ms"
    )
    note += f"; from the record to its seal at most {sealing:.1f} s"
    if lost:
        note += f"; LOST {lost}"
    if outcome.refusals:
        note += f"; refused: {outcome.refusals}"
    kept_up = (
        reached >= 0.95 * P1_RATE * min(1.0, seconds / (seconds + 1)) and not outcome.refusals and not lost
    )
    return Line(
        f"P4 click to receipt, {engine}", f"{oldest:.1f} s", "1 s", oldest, RECEIPT, quiet=kept_up, note=note
    )


def _oldest(company: Company, outcome: Outcome) -> tuple[float, float, int]:
    """The most seconds from a click (when it was due) to the checkpoint over it, and from its record; and how
    many were told that it is done of whom there is no sealed record."""
    with company.served.app.app_context():
        sealed = db.session.execute(
            select(Checkpoint.size, Checkpoint.sealed_at).order_by(Checkpoint.size)
        ).all()
        rows = db.session.execute(
            select(Acknowledgement.person_id, Acknowledgement.at, LedgerLeaf.position)
            .join(LedgerLeaf, LedgerLeaf.event_id == Acknowledgement.event_id)
            .order_by(LedgerLeaf.position)
        ).all()
        db.session.remove()
    oldest, sealing, place, found = 0.0, 0.0, 0, 0
    for person_id, at, position in rows:
        while sealed[place].size <= position:
            place += 1
        if person_id in outcome.sent:
            found += 1
            instant = sealed[place].sealed_at.timestamp()
            oldest = max(oldest, instant - outcome.sent[person_id])
            sealing = max(sealing, instant - at.timestamp())
    return oldest, sealing, max(0, outcome.done - found)


def _asked(company: Company, statement: object) -> int:
    with company.served.app.app_context():
        found: int = db.session.scalar(statement)  # type: ignore[call-overload]
        db.session.remove()
        return found


def _wait(until: Callable[[], bool]) -> None:
    """Wait for a worker, of which nothing can be awaited. Raises TimeoutError."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not until():
        if time.monotonic() > deadline:
            raise TimeoutError("the worker did not catch up")
        threading.Event().wait(0.1)
