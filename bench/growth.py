"""P7: what a past of a million completions and a million answers costs lists, look-ups and the next page.

Two companies of the same people on the same day, one with 10,000 rows of each kind behind it and one with a
million, stand side by side and are asked by turns. Pages are whole pages, as a browser gets them, without the
web server.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from flask.testing import FlaskClient
from sqlalchemy import func, select

from advocacy.answers.models import PublicAnswer
from advocacy.db import db
from advocacy.people.models import Person
from advocacy.training.models import Certificate, Completion
from bench.harness import Bar, Line, Rounds, by_turns
from bench.history import History, a_history
from bench.scratch import Scratch
from tests.support.makers import sign_in

GROWTH = Bar(1.3)
DEEP = Bar(1.2)
ROWS = 25
"""On a page of a list."""

FEW, MANY = 10_000, 1_000_000
SHORT_MANY = 100_000
TIMES = 12
"""Each page is asked for so often in a round, and the fastest counts: other programs only make it slower."""

LONG = 1.0
"""Pages that take long are asked for less often: for about so many seconds."""


def lines(place: Scratch) -> list[Line]:
    """The growth of each page on each engine, and of the page ten thousand pages down."""
    return [line for engine in place.engines for line in _on(place, engine)]


def _on(place: Scratch, engine: str) -> list[Line]:
    many = SHORT_MANY if place.short else MANY
    with a_history(place, engine, FEW) as small, a_history(place, engine, many) as large:
        few, much = Browser(small), Browser(large)
        found = [
            _growth(place, f"{name}, {engine}", few.page(address), much.page(there), f"{large.answers:,}")
            for (name, address), (_name, there) in zip(_pages(small), _pages(large), strict=True)
        ]
        down = min(10_000, large.answers // ROWS - 1)
        deep = by_turns(
            much.page(f"/answers/all?after={_answer_at(large, down * ROWS)}"),
            much.page("/answers/all"),
            **_rounds(place),
        )
        found.append(_line(f"P7 page {down:,} ÷ page 1, {engine}", deep, DEEP))
        return found


def _pages(history: History) -> Iterable[tuple[str, str]]:
    """What is asked for: lists, the next page of them, one thing by its key, and the whole company."""
    completion, code = _completion(history)
    person = history.person_id
    return (
        ("list of answers", "/answers/all"),
        ("list, flagged", "/answers/all?flagged=1"),
        ("list, one topic", f"/answers/all?topic={history.topic}"),
        ("next page", f"/answers/all?after={_answer_at(history, 1_000)}"),
        ("one answer", f"/answers/{_answer_at(history, 5_000)}"),
        ("one person's completions", f"/training/completions/people/{person}"),
        ("one person, owed and held", f"/hr/people/{person}/held"),
        ("certificate by its code", f"/training/certificates/{code}"),
        ("completion to revoke", f"/training/completions/{completion}/revocation"),
        ("completion by month", "/hr/trainings"),
        ("freshness", "/answers/freshness"),
        ("expiries of the company", "/hr/expiries?days=90"),
        ("coverage of the roster", "/roster/coverage"),
    )


def _completion(history: History) -> tuple[int, str]:
    """The first completion of somebody, and the code of its certificate."""
    with history.app.app_context():
        first = select(func.min(Completion.id)).where(Completion.person_id == history.person_id)
        row = db.session.execute(
            select(Certificate.completion_id, Certificate.code).where(
                Certificate.completion_id == first.scalar_subquery()
            )
        ).one()
        db.session.remove()
    return row.completion_id, row.code


def _answer_at(history: History, place: int) -> int:
    """The id of the answer at this place of the list, the latest first."""
    order = (PublicAnswer.answered_at.desc(), PublicAnswer.id.desc())
    with history.app.app_context():
        found = db.session.scalars(select(PublicAnswer.id).order_by(*order).offset(place).limit(1)).one()
        db.session.remove()
    return found


class Browser:
    """Whoever may see every page of a company, signed in."""

    def __init__(self, history: History) -> None:
        self._client: FlaskClient = history.app.test_client()
        with history.app.app_context():
            sign_in(self._client, db.session.get_one(Person, history.viewer_id))
            db.session.remove()

    def page(self, address: str) -> Callable[[], float]:
        """Something that fetches the page some times and gives the seconds of the fastest. Raises
        RuntimeError when it is no page."""
        if (answer := self._client.get(address)).status_code != 200:
            raise RuntimeError(f"{address} answered {answer.status_code}")

        def fetch() -> float:
            waits: list[float] = []
            while len(waits) < TIMES and (len(waits) < 3 or sum(waits) < LONG):
                waits.append(self._seconds(address))
            return min(waits)

        return fetch

    def _seconds(self, address: str) -> float:
        began = time.perf_counter()
        self._client.get(address)
        return time.perf_counter() - began


def _growth(
    place: Scratch, name: str, few: Callable[[], float], many: Callable[[], float], rows: str
) -> Line:
    return _line(f"P7 {name}, {rows} rows", by_turns(many, few, **_rounds(place)), GROWTH)


def _rounds(place: Scratch) -> dict[str, int]:
    return {"rounds": 2, "most": 3} if place.short else {"rounds": 5, "most": 12}


def _line(case: str, rounds: Rounds, bar: Bar) -> Line:
    return Line(
        case,
        f"{1000 * rounds.middle:.1f} ms",
        f"{1000 * rounds.middle_anchor:.1f} ms",
        rounds.ratio,
        bar,
        quiet=rounds.quiet,
        note=rounds.count,
    )
