"""Loads of acknowledgements over HTTP: as fast as some hands can, or so many a second come what may."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from bench.clicks import Click, clicks_of
from tests.support.readers import Reader

HANDS = 8
_NEVER = threading.Event()


@dataclass
class Outcome:
    """What came back: how long each answer took, by its status, and when each was sent (UTC seconds)."""

    seconds: float = 0.0
    waits: list[float] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)
    sent: dict[int, float] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, click: Click, status: int, wait: float, sent: float) -> None:
        """Keep one answer."""
        with self._lock:
            self.statuses[status] = self.statuses.get(status, 0) + 1
            self.waits.append(wait)
            self.sent[click.person_id] = sent

    @property
    def done(self) -> int:
        """How many were told that it is done."""
        return sum(count for status, count in self.statuses.items() if 200 <= status < 400)

    @property
    def rate(self) -> float:
        """Those, by the second."""
        return self.done / self.seconds if self.seconds else 0.0

    @property
    def refusals(self) -> str:
        """The other answers, in words; empty when there are none."""
        other = {status: count for status, count in self.statuses.items() if not 200 <= status < 400}
        return ", ".join(f"{count} × {status or 'no answer'}" for status, count in sorted(other.items()))


def as_fast_as_possible(readers: Sequence[Reader], *, seconds: float, hands: int = HANDS) -> Outcome:
    """So many hands, one acknowledgement after another, until the time is over or everybody has answered."""
    clicks, outcome, turn = clicks_of(readers), Outcome(), itertools.count()
    began = time.perf_counter()

    def work() -> None:
        while time.perf_counter() - began < seconds:
            number = next(turn)
            if number >= len(clicks):
                return
            _click(clicks[number], outcome, due=time.perf_counter())

    _together(hands, work)
    outcome.seconds = time.perf_counter() - began
    return outcome


def every(readers: Sequence[Reader], *, rate: float, hands: int = 64) -> Outcome:
    """An open load: the n-th reader clicks at n ÷ rate seconds, and waits count from then, sent or not."""
    clicks, outcome, turn = clicks_of(readers), Outcome(), itertools.count()
    began = time.perf_counter()

    def work() -> None:
        while (number := next(turn)) < len(clicks):
            due = began + number / rate
            if (early := due - time.perf_counter()) > 0:
                _NEVER.wait(early)
            _click(clicks[number], outcome, due=due)

    _together(hands, work)
    outcome.seconds = time.perf_counter() - began
    return outcome


def _click(click: Click, outcome: Outcome, *, due: float) -> None:
    sent = time.time() - (time.perf_counter() - due)
    status = click.send()
    outcome.note(click, status, time.perf_counter() - due, sent)


def _together(hands: int, work: Callable[[], None]) -> None:
    with ThreadPoolExecutor(hands) as pool:
        for done in [pool.submit(work) for _hand in range(hands)]:
            done.result()
