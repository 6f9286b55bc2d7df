"""Imports of completions applied by many hands at the same instant: with real commits, on both engines."""

from __future__ import annotations

from itertools import count as counter

from flask import Flask
from sqlalchemy import func, select

from advocacy.audit.models import EventRow
from advocacy.db import db
from advocacy.roles import Role
from advocacy.training import importing
from advocacy.training.actions import applying
from advocacy.training.models import Certificate, Completion, Cycle, TrainingTally
from advocacy.uploads.models import ImportState
from tests.support.at_once import together
from tests.support.completion_import_makers import (
    a_read_import,
    an_ordered_import,
    many_lines,
    order,
    somebody_with_a_past,
    the_import,
)
from tests.support.makers import a_person, acting, somebody
from tests.support.training_makers import a_module
from tests.support.world import TestWorld

HANDS = 8

MANY = 2 * applying.LINES_AT_ONCE + 1
"""Lines that make three parts."""


def test_a_completion_in_two_imports_is_recorded_once(committing_app: tuple[Flask, TestWorld]) -> None:
    app, _world = committing_app
    with app.app_context():
        a_module("answering")
        for number in ("A1", "A2"):
            a_person(number=number)
        importers = [acting(somebody(Role.HR)) for _each in range(2)]
        content = b"number,training,date,minutes\nA1,answering,2026-03-02,20\nA2,answering,2026-03-02,20\n"
        waiting = [a_read_import(actor, content).id for actor in importers]
        for actor, import_id in zip(importers, waiting, strict=True):
            order(actor, import_id)
        db.session.remove()
    turns = counter()

    def applied() -> int:
        importing.apply(waiting[next(turns) % 2])
        return 0

    together(app, [applied] * HANDS)
    with app.app_context():
        assert _written() == [2, 2, 2, 2]
        found = [the_import(one).counts for one in waiting]
        assert sorted((one["recorded"], one["known"]) for one in found) in (
            [(0, 2), (2, 0)],
            [(1, 1), (1, 1)],
        )


def test_workers_that_apply_one_import_share_its_lines_and_end_it_once(
    committing_app: tuple[Flask, TestWorld],
) -> None:
    app, _world = committing_app
    with app.app_context():
        a_module("answering")
        somebody_with_a_past()
        import_id = an_ordered_import(acting(somebody(Role.HR)), many_lines(MANY))
        db.session.remove()

    def applied() -> int:
        importing.apply(import_id)
        return 0

    together(app, [applied] * HANDS)
    with app.app_context():
        assert _written() == [MANY] * 4
        numbers = db.session.scalars(
            select(Cycle.number)
            .join(Completion, Completion.cycle_id == Cycle.id)
            .order_by(Completion.completed_at)
        ).all()
        assert numbers == list(range(1, MANY + 1)), "cycles are numbered in the order of time, in every part"
        found = the_import(import_id)
        assert (found.state, found.counts["recorded"], found.counts["new"]) == (ImportState.APPLIED, MANY, 0)
        told = db.session.scalars(
            select(EventRow.payload).where(EventRow.name == "completions_imported")
        ).all()
        assert [(one["recorded"], one["known"], one["refused"]) for one in told] == [(MANY, 0, 0)]


def _written() -> list[int]:
    counts = [
        db.session.scalar(select(func.count()).select_from(model)) or 0
        for model in (Completion, Cycle, Certificate)
    ]
    return [*counts, db.session.scalar(select(func.sum(TrainingTally.completions))) or 0]
