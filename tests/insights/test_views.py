"""The views that reporting tools read, and how the pages' reads go about it: nobody's name, no long scan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from flask import Flask
from sqlalchemy import Engine, event, text

from advocacy.db import db
from advocacy.insights.queries import figures, impact
from advocacy.library.figures import Counted
from advocacy.library.rules.words import Measure
from advocacy.networks.words import Network
from advocacy.people.rules import Language
from tests.support.crowds import a_crowd
from tests.support.insight_makers import followed, gathered, shared
from tests.support.library_makers import a_content, a_live_content, an_objective
from tests.support.world import TestWorld


def _rows(view: str) -> list[dict[str, Any]]:
    return [dict(row) for row in db.session.execute(text(f"SELECT * FROM {view}")).mappings()]


def test_a_content_is_a_row_without_a_word_of_its_text(app: Flask) -> None:
    objective = an_objective()
    live = a_live_content(objective=objective)
    draft = a_content()
    found = {row["content_id"]: row for row in _rows("report_content")}
    assert set(found[live.id]) == {
        *("content_id", "kind", "objective_id", "aim", "measure", "stage"),
        *("opens_on", "closes_on", "state", "revisions", "topics"),
    }
    row = found[live.id]
    assert (row["objective_id"], row["aim"], row["measure"]) == (objective.id, "traffic", "clicks")
    assert (row["state"], row["revisions"], row["topics"]) == ("live", 1, 0)
    assert str(row["opens_on"]) == "2026-05-04"
    assert found[draft.id]["state"] == "not_live"


def test_a_share_is_a_number_without_person_or_department(app: Flask) -> None:
    content = a_live_content()
    shared(content, a_crowd(7), declared=6, network=Network.X)
    (row,) = _rows("report_share")
    assert {**row, "day": str(row["day"])} == {
        "day": "2026-05-04",
        "content_id": content.id,
        "wording_id": 0,
        "network": "x",
        "opened": 7,
        "declared": 6,
    }


def test_a_link_is_counted_by_day_with_bots_apart(app: Flask) -> None:
    content = a_live_content()
    followed(content, 500, 2000, wording_id=3)
    (row,) = _rows("report_link")
    assert {**row, "day": str(row["day"])} == {
        "day": "2026-05-04",
        "content_id": content.id,
        "wording_id": 3,
        "network": "linkedin",
        "people": 500,
        "bots": 2000,
    }


def test_no_read_of_a_page_looks_at_shares_or_tallies(app: Flask, world: TestWorld) -> None:
    """P7: what grows with what is shared is read by the worker alone; pages find rows by their keys."""
    objective = an_objective()
    content = a_live_content(objective=objective)
    for _each in range(3):
        shared(a_live_content(objective=objective), a_crowd(5))
    shared(content, a_crowd(5))
    followed(content, 3)
    gathered()
    session, today = db.session(), world.clock.now().date()
    first, last = today - timedelta(days=30), today
    mine, one = objective.id, content.id
    with _kept() as statements:
        impact.sums(session, [mine])
        impact.impact(session, mine, looked_into=one)
        impact.days(session, mine, Measure.SHARES, first, last)
        impact.titles(session, [one], Language.ENGLISH)
        impact.wordings(session, [one])
        figures.clicks(session, [Counted(mine, first, last)])
        figures.shares(session, [Counted(mine, first, last)])
    assert len(statements) == 8
    for statement, parameters in statements:
        plan = _plan(statement, parameters)
        assert not re.search(r"share_tally|link_day|\bshare\b|tracked_link", plan), plan
        assert not re.search(r"SCAN (content_impact|network_impact|wording_impact|impact_day)", plan), plan
        assert not re.search(r"Seq Scan on (\w*_impact|impact_day)", plan), plan


@contextmanager
def _kept() -> Iterator[list[tuple[str, Any]]]:
    """The statements executed meanwhile, with their parameters."""
    kept: list[tuple[str, Any]] = []

    def keep(_c: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, _many: bool) -> None:
        if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
            kept.append((statement, parameters))

    event.listen(Engine, "before_cursor_execute", keep)
    try:
        yield kept
    finally:
        event.remove(Engine, "before_cursor_execute", keep)


def _plan(statement: str, parameters: Any) -> str:
    """How the database goes about it; PostgreSQL is told not to read small tables whole."""
    connection = db.session.connection()
    explain = "EXPLAIN QUERY PLAN"
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        explain = "EXPLAIN"
    rows = connection.exec_driver_sql(f"{explain} {statement}", parameters).all()
    return "\n".join(str(row[-1]) for row in rows)
