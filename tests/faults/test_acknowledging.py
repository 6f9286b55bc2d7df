"""Acknowledging while every web process is ended by force: nothing answered is lost, nothing is doubled."""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from sqlalchemy import select, text

from advocacy.audit.models import EventRow, LedgerPending
from advocacy.charter.models import Acknowledgement
from advocacy.db import db
from tests.faults.conftest import SLUG, Company
from tests.support.readers import Answer, Form, Reader
from tests.support.served import READY_SECONDS, Served

HANDS = 16
"""How many people are at it at the same time."""

PROMISES_BEFORE_A_FAULT = 40
FAULTS = 3
_PLACE = re.compile(r"/charter/acts/([0-9]+)$")


def test_an_answer_survives_the_end_of_every_process(company: Company) -> None:
    waiting, promised = with_their_forms(company.readers), {}
    for _fault in range(FAULTS):
        answers = Burst(company.served).post(waiting, end_after=PROMISES_BEFORE_A_FAULT)
        promised |= {who: act_of(answer) for who, answer in answers.items() if answer.is_promise}
        # Ten seconds, on a machine that has the time: recovery may not make a start longer than it is anyway.
        assert company.served.start() < max(READY_SECONDS, 3 * company.ready_seconds)
        kept = acts(company.served)
        assert promised.items() <= kept.items(), "an answer was a promise, and it was broken"
        check_evidence(company.served)
        waiting = {reader: form for reader, form in waiting.items() if reader.person_id not in promised}
    assert waiting, "nobody was left without an answer, so nothing was tried"

    answers = Burst(company.served).post(waiting)
    repeated = {who: act_of(answer) for who, answer in answers.items()}
    assert repeated.items() >= {who: kept[who] for who in repeated if who in kept}.items()
    assert acts(company.served) == promised | repeated
    check_evidence(company.served)


def test_the_same_click_twenty_times_at_once_is_one_act(company: Company) -> None:
    reader = company.readers[0]
    form = reader.read(SLUG)
    together = threading.Barrier(20)

    def click(_number: int) -> Answer:
        together.wait()
        return reader.acknowledge(form)

    with ThreadPoolExecutor(20) as hands:
        answers = list(hands.map(click, range(20)))
    assert {act_of(answer) for answer in answers} == {acts(company.served)[reader.person_id]}
    check_evidence(company.served)


def with_their_forms(readers: Sequence[Reader]) -> dict[Reader, Form]:
    """Everyone opens the page: each reader with the form that it showed."""
    with ThreadPoolExecutor(HANDS) as hands:
        return dict(zip(readers, hands.map(lambda reader: reader.read(SLUG), readers), strict=True))


@dataclass
class Burst:
    """Many people who send their answer at once, while the servers may be ended."""

    served: Served

    def post(self, forms: dict[Reader, Form], *, end_after: int | None = None) -> dict[int, Answer]:
        """What each person was answered; every process is ended by force after so many promises."""
        enough = threading.Semaphore(0)

        def click(item: tuple[Reader, Form]) -> tuple[int, Answer]:
            answer = item[0].acknowledge(item[1])
            if answer.is_promise:
                enough.release()
            return item[0].person_id, answer

        with ThreadPoolExecutor(HANDS) as hands:
            answers = hands.map(click, forms.items())
            for _promise in range(end_after or 0):
                assert enough.acquire(timeout=30), "the servers stopped answering by themselves"
            if end_after:
                self.served.kill()
            return dict(answers)


def act_of(answer: Answer) -> int:
    """The number of the act that an answer leads to."""
    found = _PLACE.search(answer.place)
    assert found, f"{answer.status} leads to {answer.place!r}: {answer.body[-300:]}"
    return int(found[1])


def acts(served: Served) -> dict[int, int]:
    """Who acknowledged, and the row that says so. Fails when somebody has two."""
    with served.app.app_context():
        rows = db.session.execute(select(Acknowledgement.person_id, Acknowledgement.id)).all()
        db.session.remove()
    assert not [who for who, count in Counter(row.person_id for row in rows).items() if count > 1]
    return {row.person_id: row.id for row in rows}


def check_evidence(served: Served) -> None:
    """Every row has one event, every event one row and a place in the queue; the file is whole."""
    with served.app.app_context():
        rows = sorted(db.session.scalars(select(Acknowledgement.event_id)))
        events = select(EventRow.id).where(EventRow.name == "charter_acknowledged")
        assert rows == sorted(db.session.scalars(events))
        assert len(rows) == len(set(rows))
        assert set(rows) <= set(db.session.scalars(select(LedgerPending.event_id)))
        if db.engine.dialect.name == "sqlite":
            assert db.session.scalar(text("PRAGMA integrity_check")) == "ok"
            assert db.session.execute(text("PRAGMA foreign_key_check")).all() == []
        db.session.remove()
