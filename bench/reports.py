"""P9: the report of completions over a million of them, against the aggregate that scans them all.

The page reads what completing has counted up: by department, module and month. The anchor asks the
completions themselves the same question, as simply as it can be asked.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from sqlalchemy import extract, func, select

from advocacy.db import db
from advocacy.hr.queries import trainings
from advocacy.hr.queries.trainings import Counted
from advocacy.people.models import Placement
from advocacy.training.models import Completion
from advocacy.wiring import wiring
from bench.harness import Bar, Line, by_turns
from bench.history import History, a_history
from bench.scratch import Scratch
from tests.support.queries import count_queries

SHARE = Bar(0.02)
COUNTING = Bar(0)
SAME = Bar(0)
FEW, MANY = 100_000, 1_000_000
TIMES = 10


def lines(place: Scratch) -> list[Line]:
    """The report on each engine: its time, and whether it says what the completions say."""
    return [line for engine in place.engines for line in _on(place, engine)]


def _on(place: Scratch, engine: str) -> list[Line]:
    with a_history(place, engine, FEW if place.short else MANY, answers=0) as history:
        size = f"{history.completions:,} completions, {engine}"
        rounds = by_turns(
            _report(history),
            _scan(history),
            rounds=2 if place.short else 5,
            most=3 if place.short else 12,
        )
        told, counted, scans = _told(history)
        return [
            Line(
                f"P9 report ÷ full scan, {size}",
                f"{1000 * rounds.middle:.1f} ms",
                f"{1000 * rounds.middle_anchor:.0f} ms",
                rounds.ratio,
                SHARE,
                quiet=rounds.quiet,
                note=f"1/{1 / rounds.ratio:.0f}; {rounds.count}",
            ),
            Line(f"P9 told, not counted, {engine}", f"{told:,}", f"{counted:,}", abs(told - counted), SAME),
            Line(f"P9 reads of completions by the report, {engine}", f"{scans}", "0", scans, COUNTING),
        ]


def _report(history: History) -> Callable[[], float]:
    """What the page reads of a year: by module and month, by department, and since when there is anything."""

    def read() -> float:
        with history.app.app_context():
            session, year = db.session(), Counted(wiring().today().year)
            began = time.perf_counter()
            for _time in range(TIMES):
                trainings.by_module_and_month(session, year)
                trainings.by_department(session, year)
                trainings.first_month(session)
            took = time.perf_counter() - began
            db.session.remove()
        return took / TIMES

    return read


def _scan(history: History) -> Callable[[], float]:
    """The same asked of all completions."""
    month = (extract("year", Completion.completed_at), extract("month", Completion.completed_at))
    statement = (
        select(
            Completion.module_id, Placement.department_id, *month, func.count(), func.sum(Completion.minutes)
        )
        .join(Placement, Placement.person_id == Completion.person_id)
        .group_by(Completion.module_id, Placement.department_id, *month)
    )

    def read() -> float:
        with history.app.app_context():
            began = time.perf_counter()
            db.session.execute(statement).all()
            took = time.perf_counter() - began
            db.session.remove()
        return took

    return read


def _told(history: History) -> tuple[int, int, int]:
    """What the report of all years adds up to, how many completions there are, and how many of the report's
    statements name them."""
    with history.app.app_context():
        session, found = db.session(), 0
        first = trainings.first_month(session)
        assert first is not None
        with count_queries() as statements:
            for year in range(first.year, wiring().today().year + 1):
                rows = trainings.by_module_and_month(session, Counted(year))
                found += sum(total.completions for _module, _month, total in rows)
                trainings.by_department(session, Counted(year))
        counted = session.scalar(select(func.count()).select_from(Completion)) or 0
        db.session.remove()
    return found, counted, sum("training_completion" in one for one in statements)
