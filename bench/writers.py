"""P2: sixty-four processes that write at once on SQLite – does everyone get their turn?

Each writer is a process of its own, as a web process is, and acknowledges through the real unit of work and
action, as fast as it can. The anchor is the median of the same run: who waits sixty times longer is starved.
"""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Sequence
from contextlib import suppress
from statistics import median
from typing import Any

from flask import Flask

from advocacy.access import Actor
from advocacy.charter.actions.acknowledging import Evidence, Trace, acknowledge
from advocacy.charter.display import read
from advocacy.db import db
from advocacy.errors import Unavailable
from advocacy.gate import WAIT_SECONDS
from advocacy.people.signing_in import load
from advocacy.wiring import wiring
from advocacy.work import unit_of_work
from bench.company import a_company
from bench.harness import ROUNDS, Bar, Line, percentile
from bench.scratch import Scratch
from tests.support.readers import Reader

WRITERS = 64
EACH = 20
BAR = Bar(60)
PATIENCE_SECONDS = 300


def lines(place: Scratch) -> list[Line]:
    """How unevenly sixty-four writers wait, on SQLite only: PostgreSQL has no gate."""
    if "sqlite" not in place.engines:
        return []
    rounds, each = (2, 5) if place.short else (ROUNDS, EACH)
    worst, middle, rates, refused = [], [], [], 0
    with a_company(place, "sqlite", WRITERS * each * rounds + 1) as company:
        _warm(company.served.app, company.some(1)[0])
        for _round in range(rounds):
            waits, seconds = _round_of(company.served.app, company.some(WRITERS * each))
            worst.append(max(waits))
            middle.append(percentile(waits, 0.5))
            refused += sum(wait >= WAIT_SECONDS for wait in waits)
            rates.append(len(waits) / seconds)
    ratio = median(most / half for most, half in zip(worst, middle, strict=True))
    note = (
        f"{WRITERS} processes, {each} acknowledgements each, {rounds} rounds; "
        f"{median(rates):.0f} a second in all; the longest wait of all {max(worst):.2f} s, "
        f"{refused} refused after {WAIT_SECONDS:g} s"
    )
    ours, anchor = f"worst {median(worst) * 1000:.0f} ms", f"p50 {median(middle) * 1000:.0f} ms"
    return [Line("P2 64 writers, sqlite", ours, anchor, ratio, BAR, note=note)]


def _round_of(app: Flask, readers: Sequence[Reader]) -> tuple[list[float], float]:
    """What each acknowledgement took, and the whole round, in seconds. RuntimeError when a writer failed."""
    context = multiprocessing.get_context("fork")
    begin = context.Barrier(WRITERS + 1)
    results: Any = context.Queue()
    writers = [
        context.Process(target=_write, args=(app, readers[number::WRITERS], begin, results), daemon=True)
        for number in range(WRITERS)
    ]
    for writer in writers:
        writer.start()
    begin.wait(PATIENCE_SECONDS)
    began = time.perf_counter()
    found = [results.get(timeout=PATIENCE_SECONDS) for _writer in writers]
    seconds = time.perf_counter() - began
    for writer in writers:
        writer.join()
    failed = [said for said in found if isinstance(said, str)]
    if failed:
        raise RuntimeError(f"{len(failed)} writers failed, the first with {failed[0]}")
    return [wait for waits in found if not isinstance(waits, str) for wait in waits], seconds


def _warm(app: Flask, reader: Reader) -> None:
    """Do it once before the writers are forked, so that none learns the statements behind the gate."""
    with app.app_context():
        with unit_of_work(_actor(reader)) as work:
            acknowledge(work, _evidence(reader))
        db.session.remove()


def _write(app: Flask, readers: Sequence[Reader], begin: Any, results: Any) -> None:
    """One writer's life: its own connections, then one acknowledgement after another."""
    waits: list[float] = []
    with app.app_context():
        db.engine.dispose(close=False)  # those of the process that this one was forked from
        try:
            prepared = [(_actor(reader), _evidence(reader)) for reader in readers]
            begin.wait(PATIENCE_SECONDS)
            for actor, evidence in prepared:
                began = time.perf_counter()
                with (
                    suppress(Unavailable),
                    unit_of_work(actor) as work,
                ):  # a refusal is a wait of five seconds
                    acknowledge(work, evidence)
                waits.append(time.perf_counter() - began)
        except Exception as error:
            results.put(repr(error))
        else:
            results.put(waits)
        db.session.remove()


def _actor(reader: Reader) -> Actor:
    visitor = load(reader.token)
    assert visitor is not None
    return visitor.actor


def _evidence(reader: Reader) -> Evidence:
    fields, secret = reader.minted.fields, wiring().settings.secret_key.get_secret_value()
    trace = Trace("192.0.2.1", "Firefox")
    return Evidence(read(fields["shown"], secret), fields["text"], reached_end=True, trace=trace)
