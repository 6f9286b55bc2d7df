"""Loops: what a worker does again and again. Each feature declares its own; `features.LOOPS` lists them."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event

import structlog
from flask import Flask

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Loop:
    """Something done every so many seconds, inside an application context of the application it is given.

    Of all workers only the one that holds the lease does it – as a rule: a worker that was frozen may wake up
    and do one more round beside its successor, so `run` must bear that, as it must bear being ended by force.
    After an error the next rounds wait longer and longer, up to `longest_pause` seconds.
    """

    name: str
    every_seconds: float
    run: Callable[[Flask], object]
    longest_pause: float = 60.0


def go_round(app: Flask, loop: Loop, *, stop: Event, is_mine: Callable[[], bool]) -> None:
    """Do `loop` until `stop` is set, whenever `is_mine` says so. An error is logged, never raised."""
    pause = loop.every_seconds
    while not stop.is_set():
        began = time.monotonic()
        pause = _round(app, loop, pause) if is_mine() else min(loop.every_seconds, 1.0)
        stop.wait(max(0.0, pause - (time.monotonic() - began)))


def _round(app: Flask, loop: Loop, pause: float) -> float:
    try:
        with app.app_context():
            loop.run(app)
    except Exception as error:  # a loop outlives whatever it meets: the database, the disk, somebody's server
        log.error("loop", loop=loop.name, error=type(error).__name__, exc_info=error)
        return max(loop.every_seconds, min(pause * 2, loop.longest_pause))
    return loop.every_seconds
