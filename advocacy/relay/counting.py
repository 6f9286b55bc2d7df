"""The clicks of one web process between their answers and the database: for a second at most.

An answer never waits for the database. A click is put into memory, and a thread writes what has come, all in
one short transaction, as every writer does: behind the write gate. What a process had in memory is lost when
it is ended by force, and written when it is asked to end.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from threading import Event, Lock, Thread

import structlog
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from advocacy.access import SYSTEM
from advocacy.errors import Refused, Unavailable
from advocacy.relay.actions.clicks import Key, count_clicks
from advocacy.relay.rules.bots import LONGEST_AGENT
from advocacy.relay.rules.clicks import LONGEST_ADDRESS, Click
from advocacy.wiring import Wiring
from advocacy.work import unit_of_work

WAIT_SECONDS = 0.5
"""How long clicks are gathered: with the writing, less than the second that may be lost."""

MOST = 20_000
"""Visitors kept in memory (at most twelve megabytes): what a core of this machine answers in a second."""

PORTION = 4_000
"""Visitors written in one transaction: the write gate is held for some hundredths of a second."""

LAST_TRIES = 3
"""How often a process that ends tries to write, each time for as long as the write gate waits."""

log = structlog.get_logger(__name__)


class Clicks:
    """What was clicked and is not written yet."""

    def __init__(self, app: Flask, *, most: int = MOST) -> None:
        wiring: Wiring = app.extensions["advocacy"]
        self._app, self._clock, self._most = app, wiring.clock, most
        self._lock, self._writing = Lock(), Lock()
        self._clicks: set[Click] = set()
        self._beyond: Counter[Key] = Counter()
        self._come = Event()
        self._thread: Thread | None = None
        self._by_itself = False

    def add(self, link_id: int, *, is_bot: bool, address: str, agent: str) -> None:
        """Somebody followed a link just now. The same visitor again adds nothing, and takes no memory."""
        day = self._clock.now().date()
        click = Click(day, link_id, is_bot, address[:LONGEST_ADDRESS], agent[:LONGEST_AGENT])
        with self._lock:
            self._hold(click)
        if self._by_itself and not self._come.is_set():
            self._wake()

    def begin(self) -> None:
        """From now on write by itself: a thread starts with the first click."""
        self._by_itself = True

    def end(self) -> None:
        """Write what is left; what cannot be written is lost, and the log says so."""
        for _try in range(LAST_TRIES):
            if self.write():
                return
        log.error("clicks lost", visitors=len(self._clicks), beyond=self._beyond.total())

    def write(self) -> bool:
        """Write what has come; whether all is written. What is not is kept, and tried again."""
        with self._writing:
            with self._lock:
                clicks, beyond = list(self._clicks), self._beyond
                self._clicks, self._beyond = set(), Counter()
            try:
                while clicks or beyond:
                    with self._app.app_context(), unit_of_work(SYSTEM) as work:
                        count_clicks(work, clicks[:PORTION], beyond)
                    clicks, beyond = clicks[PORTION:], Counter()
            except (Refused, Unavailable, SQLAlchemyError) as error:
                log.warning("clicks wait", error=type(error).__name__)
                self._keep(clicks, beyond)
                return False
            return True

    def _keep(self, clicks: Iterable[Click], beyond: Counter[Key]) -> None:
        with self._lock:
            self._beyond.update(beyond)
            for click in clicks:
                self._hold(click)

    def _hold(self, click: Click) -> None:
        if len(self._clicks) < self._most:
            self._clicks.add(click)
        elif click not in self._clicks:
            self._beyond[click.day, click.link_id] += 1

    def _wake(self) -> None:
        self._come.set()
        with self._lock:
            if self._thread is None:
                self._thread = Thread(target=self._run, name="clicks", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        pause = Event()
        while True:
            self._come.wait()
            pause.wait(WAIT_SECONDS)
            self._come.clear()
            if not self.write():
                self._come.set()
