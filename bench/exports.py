"""P10: large CSV files of HR: how fast against the bare rows, how soon the first byte, how much memory.

Each file is asked for as a browser would, in a process of its own, so that its memory is its own. The anchor
takes as many rows out of the database as the file has lines, and does nothing with them.
"""

from __future__ import annotations

import multiprocessing
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from advocacy import create_app
from advocacy.db import db
from advocacy.people.models import Department, Person, Placement
from advocacy.training.models import Completion, Module
from bench.harness import Bar, Line, by_turns
from bench.history import MODULES, History, a_history
from bench.scratch import Scratch
from tests.support.makers import sign_in
from tests.support.world import a_world

SPEED = Bar(0.20, at_least=True)
FIRST_BYTE = Bar(0.3)
MEMORY_MB = Bar(32)

PEOPLE, SHORT_PEOPLE = 250_000, 5_000
FILES = {
    "trainings": ("/hr/trainings/export", {}, MODULES),
    "register": ("/hr/exports", {"format": "csv"}, 1),
}
"""By name: where the file is asked for, by which form, and about how many lines it has for each person."""


@dataclass(frozen=True)
class Taken:
    """How a file, or bare rows, came: seconds to the first byte and the last, lines, megabytes more."""

    first: float
    total: float
    rows: int
    megabytes: float


def lines(place: Scratch) -> list[Line]:
    """Each file on each engine."""
    return [line for engine in place.engines for line in _on(place, engine)]


def _on(place: Scratch, engine: str) -> list[Line]:
    people = SHORT_PEOPLE if place.short else PEOPLE
    with a_history(place, engine, people, people) as history:
        return [line for name in FILES for line in _file(place, engine, history, name)]


def _file(place: Scratch, engine: str, history: History, name: str) -> list[Line]:
    made: list[Taken] = []

    def export() -> float:
        made.append(_apart(history, _export, name))
        return made[-1].total / made[-1].rows

    def iterate() -> float:
        bare = _apart(history, _iterate, name)
        return bare.total / bare.rows

    rounds = by_turns(export, iterate, rounds=1 if place.short else 3, most=2 if place.short else 6)
    case = f"{name}, {made[0].rows:,} lines, {engine}"
    first, memory = min(one.first for one in made), max(one.megabytes for one in made)
    return [
        Line(
            f"P10 {case}",
            f"{1e6 * rounds.middle:.1f} µs/line",
            f"{1e6 * rounds.middle_anchor:.1f} µs/row",
            1 / rounds.ratio,
            SPEED,
            quiet=rounds.quiet,
            note=f"{min(one.total for one in made):.1f} s; {rounds.count}",
        ),
        Line(f"P10 first byte, {case}", f"{first:.2f} s", "1 s", first, FIRST_BYTE),
        Line(f"P10 memory, {case}", f"{memory:.0f} MB", "1 MB", memory, MEMORY_MB),
    ]


def _apart(history: History, work: Callable[[Flask, int, str], Taken], name: str) -> Taken:
    """Do it in a process of its own."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        return pool.apply(_in_process, (work, history.folder, history.database, history.viewer_id, name))


def _in_process(
    work: Callable[[Flask, int, str], Taken], folder: Path, database: str, viewer_id: int, name: str
) -> Taken:
    app = create_app(a_world(folder, database).wiring)
    app.config["WTF_CSRF_ENABLED"] = False
    return work(app, viewer_id, name)


def _export(app: Flask, viewer_id: int, name: str) -> Taken:
    address, form, _lines_each = FILES[name]
    client = app.test_client()
    with app.app_context():
        sign_in(client, db.session.get_one(Person, viewer_id))
        db.session.remove()
    client.get("/hr/")
    before = _megabytes("VmRSS", reset=True)
    began = time.perf_counter()
    answer = client.post(address, data=form, headers={"Referer": "http://localhost/hr/"}, buffered=False)
    if answer.status_code != 200 or answer.mimetype != "text/csv":
        raise RuntimeError(f"{address} answered {answer.status_code} {answer.mimetype}")
    rows, first = -1, 0.0
    for piece in answer.iter_encoded():
        first = first or time.perf_counter() - began
        rows += piece.count(b"\n")
    return Taken(first, time.perf_counter() - began, rows, _megabytes("VmHWM") - before)


def _iterate(app: Flask, _viewer_id: int, name: str) -> Taken:
    person = (Person.number, Person.family_name, Person.given_name, Department.name)
    if name == "trainings":
        # One completion of each person and module: as many rows as the file has lines.
        statement = (
            select(*person, Module.slug, Completion.completed_at)
            .join(Person, Person.id == Completion.person_id)
            .join(Module, Module.id == Completion.module_id)
        )
    else:
        statement = select(*person, Person.kind, Person.email)
    statement = statement.join(Placement, Placement.person_id == Person.id).join(
        Department, Department.id == Placement.department_id
    )
    with app.app_context():
        before, began = _megabytes("VmRSS", reset=True), time.perf_counter()
        rows, first = 0, 0.0
        for _row in db.session.execute(statement.execution_options(yield_per=1_000)):
            first = first or time.perf_counter() - began
            rows += 1
        return Taken(first, time.perf_counter() - began, rows, _megabytes("VmHWM") - before)


def _megabytes(what: str, *, reset: bool = False) -> float:
    """What this process holds (VmRSS), or held at most since it was last reset (VmHWM)."""
    if reset:
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    found = re.search(rf"{what}:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"))
    if found is None:
        raise RuntimeError(f"This system does not tell {what}.")
    return int(found.group(1)) / 1024
