"""The worker: a process with a pool of threads for jobs, the loops, and the heartbeat that keeps its leases.

Any number of workers may run, on any number of machines. Ended by force, a worker loses nothing: its leases
run out and another worker, or itself started again, takes what it held.
"""

from __future__ import annotations

import secrets
import signal
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from threading import Event, Thread

import structlog
from flask import Flask

from advocacy.access import SYSTEM
from advocacy.db import db
from advocacy.jobs import leases
from advocacy.jobs.huey_queue import Pool
from advocacy.jobs.loops import Loop, go_round
from advocacy.jobs.queries import some_are_due
from advocacy.jobs.rules import LEASE
from advocacy.jobs.running import Runner
from advocacy.wiring import Wiring
from advocacy.work import unit_of_work

log = structlog.get_logger(__name__)

LOOPS_LEASE = "loops"
SWEEP_SECONDS = 1.0
_LAST_WORDS_SECONDS = 20
_HEALTH_SECONDS = 10
_NEVER = datetime.min.replace(tzinfo=UTC)


class Worker:
    """One worker process. `run` returns when it was told to stop and has finished what it was doing."""

    def __init__(
        self, app: Flask, loops: Sequence[Loop], *, threads: int = 4, lease: timedelta = LEASE
    ) -> None:
        self._app = app
        self._loops = loops
        self._threads = threads
        self._lease = lease
        self._name = secrets.token_hex(16)
        self._runner = Runner(app, lease)
        world: Wiring = app.extensions["advocacy"]
        self._pool = Pool(world.settings, self._runner)
        self._clock = world.clock
        self._stop = Event()
        self._told_to_stop = False
        self._leads_until = _NEVER

    def run(self) -> None:
        """Work until SIGTERM or SIGINT. Jobs that then take over 20 seconds are left to their lease."""
        consumer = self._pool.huey.create_consumer(
            workers=self._threads,
            periodic=False,
            initial_delay=0.05,
            backoff=1.3,
            max_delay=0.5,
            shutdown_timeout=_LAST_WORDS_SECONDS,
        )
        consumer.start()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._on_signal)
        threads = self._start_threads()
        log.info("worker_started", threads=self._threads, loops=[loop.name for loop in self._loops])
        checked = time.monotonic()
        while not self._told_to_stop:
            time.sleep(0.1)
            if time.monotonic() - checked > _HEALTH_SECONDS:
                consumer.check_worker_health()
                checked = time.monotonic()
        self._stop.set()
        consumer.stop(graceful=True)
        for thread in threads:
            thread.join(_LAST_WORDS_SECONDS)
        self._let_go()
        log.info("worker_stopped")

    def _start_threads(self) -> list[Thread]:
        third = self._lease.total_seconds() / 3
        beat = Loop("heartbeat", third, lambda _app: self._beat(), longest_pause=third)
        sweep = Loop("sweep", SWEEP_SECONDS, lambda _app: self._sweep(), longest_pause=5.0)
        made = [self._thread(beat, lone=False), self._thread(sweep, lone=False)]
        made.extend(self._thread(loop, lone=True) for loop in self._loops)
        for thread in made:
            thread.start()
        return made

    def _thread(self, loop: Loop, *, lone: bool) -> Thread:
        def is_mine() -> bool:
            return not lone or self._leads()

        def turn() -> None:
            go_round(self._app, loop, stop=self._stop, is_mine=is_mine)

        return Thread(target=turn, name=f"loop-{loop.name}", daemon=True)

    def _on_signal(self, _number: int, _frame: object) -> None:
        self._told_to_stop = True

    def _leads(self) -> bool:
        return self._clock.now() < self._leads_until

    def _beat(self) -> None:
        """Keep what runs here, and become or stay the one that runs the loops: one short transaction."""
        with unit_of_work(SYSTEM) as work:
            self._runner.keep(work)
            leads = leases.hold(work, LOOPS_LEASE, self._name, self._lease)
        self._leads_until = work.now + self._lease if leads else _NEVER

    def _sweep(self) -> None:
        """Ring when something is due that nobody runs: a lost bell, a pause that is over, a lease that ended.

        Every worker does this, since it only reads; no bell is added to a queue that has some.
        """
        if some_are_due(db.session(), self._clock.now()) and self._pool.strokes() < self._threads:
            self._pool.ring(None)

    def _let_go(self) -> None:
        try:
            with self._app.app_context(), unit_of_work(SYSTEM) as work:
                leases.let_go(work, LOOPS_LEASE, self._name)
        except Exception as error:  # the lease ends by itself
            log.warning("lease_kept", error=type(error).__name__)
