"""What contents brought, counted anew from the tallies every few minutes, so that pages need not.

A page reads one row per content, network, wording or day, however often it was shared and followed. What is
kept here can be thrown away and gathered again, but for the number of people behind shares deleted since.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from flask import Flask
from sqlalchemy.orm import Session

from advocacy.db import Model, db
from advocacy.insert_once import insertion
from advocacy.insights.models import ContentImpact, ImpactDay, NetworkImpact, WordingImpact
from advocacy.insights.queries import gathering as queries
from advocacy.insights.queries.gathering import Changed, Key
from advocacy.jobs.loops import Loop
from advocacy.relay.models import Share
from advocacy.roles import SYSTEM
from advocacy.wiring import Wiring, wiring
from advocacy.work import unit_of_work

EVERY_SECONDS = 300.0
BATCH = 100
"""Contents counted at once: some hundredths of a second behind the write gate."""

PEOPLE = ("sharers", "declarers")
_KEYS: Mapping[type[Model], tuple[str, ...]] = {
    ContentImpact: ("content_id",),
    NetworkImpact: ("content_id", "network"),
    WordingImpact: ("content_id", "network", "wording_id"),
    ImpactDay: ("content_id", "day"),
}
_BY_PEOPLE = (ContentImpact, NetworkImpact, WordingImpact)

Rows = dict[Key, dict[str, Any]]


def gather(world: Wiring) -> int:
    """Count what was shared or followed since the last time; how many rows changed.

    Run twice, or twice at once, it writes the same.
    """
    session = db.session()
    waiting = iter(queries.changed(session))
    written = 0
    while batch := list(islice(waiting, BATCH)):
        now = world.clock.now()
        found = {table: _changes(session, table, rows) for table, rows in _counted(session, batch, now)}
        session.rollback()
        written += _write(found)
    session.rollback()
    return written


def _counted(session: Session, batch: Sequence[Changed], now: datetime) -> list[tuple[type[Model], Rows]]:
    """What these contents brought, as rows of each table. Five queries."""
    ids = [one.content_id for one in batch]
    shares, clicks = queries.share_tallies(session, ids), queries.link_days(session, ids)
    found: list[tuple[type[Model], Rows]] = []
    for table in _BY_PEOPLE:
        names = _KEYS[table]
        by = [getattr(Share, name) for name in names[1:]]
        rows = _summed(names, shares, clicks)
        for key, (sharers, declarers) in queries.people_behind(session, ids, *by).items():
            if key in rows:
                rows[key].update(sharers=sharers, declarers=declarers)
        found.append((table, rows))
    days = {one.content_id: one.day for one in batch}
    for (content_id,), row in found[0][1].items():
        row["counted_at"] = queries.counted_at(days[content_id], now)
    return [*found, (ImpactDay, _days(shares, clicks))]


def _summed(names: tuple[str, ...], shares: Sequence[Any], clicks: Sequence[Any]) -> Rows:
    rows: Rows = {}

    def row_of(counted: Any) -> dict[str, Any]:
        key = tuple(getattr(counted, name) for name in names)
        zeros = dict.fromkeys(("opened", "declared", *PEOPLE, "clicked", "bots"), 0)
        return rows.setdefault(key, {**dict(zip(names, key, strict=True)), **zeros})

    for tally in shares:
        row = row_of(tally)
        row["opened"] += tally.opened
        row["declared"] += tally.declared
    for day in clicks:
        row = row_of(day)
        row["clicked"] += day.people
        row["bots"] += day.bots
    return rows


def _days(shares: Sequence[Any], clicks: Sequence[Any]) -> Rows:
    rows: Rows = {}
    by_wording: dict[Key, int] = defaultdict(int)
    most: dict[int, int] = defaultdict(int)

    def row_of(counted: Any) -> dict[str, Any]:
        key = (counted.content_id, counted.day)
        empty = {"content_id": key[0], "day": key[1], "declared": 0, "declarers": 0, "clicked": 0}
        return rows.setdefault(key, empty)

    for day in clicks:
        row_of(day)["clicked"] += day.people
    for tally in sorted(shares, key=lambda one: one.day):
        row = row_of(tally)
        row["declared"] += tally.declared
        place = (tally.content_id, tally.network, tally.wording_id)
        by_wording[place] += tally.declared
        # A wording is declared once by each person on a network: so many different people at least.
        most[tally.content_id] = max(most[tally.content_id], by_wording[place])
        row["declarers"] = most[tally.content_id]
    return rows


def _changes(session: Session, table: type[Model], rows: Rows) -> list[dict[str, Any]]:
    """The rows that are not kept as they are. People once seen behind shares stay counted."""
    ids = {row["content_id"] for row in rows.values()}
    kept = queries.kept(session, table, _KEYS[table], ids) if ids else {}
    found = []
    for key, row in rows.items():
        before = kept.get(key, {})
        if table in _BY_PEOPLE:
            row.update({name: max(row[name], before.get(name, 0)) for name in PEOPLE})
        if {**row, "counted_at": None} != {**before, "counted_at": None}:
            found.append(row)
    return found


def _write(found: Mapping[type[Model], list[dict[str, Any]]]) -> int:
    if not any(found.values()):
        return 0
    with unit_of_work(SYSTEM) as work:
        for table, rows in found.items():
            for start in range(0, len(rows), BATCH):
                _put(work.session, table, rows[start : start + BATCH])
    return sum(map(len, found.values()))


def _put(session: Session, table: type[Model], rows: list[dict[str, Any]]) -> None:
    statement = insertion(session, table).values(rows)
    keys = _KEYS[table]
    counted = {name: statement.excluded[name] for name in rows[0] if name not in keys}
    session.execute(statement.on_conflict_do_update(index_elements=keys, set_=counted))


def _round(_app: Flask) -> None:
    gather(wiring())


IMPACT = Loop("impact", EVERY_SECONDS, _round)
