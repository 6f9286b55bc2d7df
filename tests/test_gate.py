"""The write gate keeps writers apart, keeps their order, and lets go of those who give up."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine

from advocacy.errors import Unavailable
from advocacy.gate import _lines, write_gate

HOLD = """
import fcntl, os, sys
descriptor = os.open(sys.argv[1], os.O_RDWR | os.O_CREAT)
fcntl.flock(descriptor, fcntl.LOCK_EX)
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    made = create_engine(f"sqlite:///{tmp_path / 'gated.sqlite'}")
    yield made
    made.dispose()


@contextmanager
def another_process_holds(engine: Engine) -> Iterator[None]:
    """A process of its own that holds the gate until the block ends."""
    command = [sys.executable, "-c", HOLD, f"{engine.url.database}.gate"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        yield
        holder.communicate()


def test_threads_are_let_in_one_at_a_time_and_all_get_their_turn(engine: Engine) -> None:
    inside: list[int] = []
    most = 0

    def write(number: int) -> int:
        nonlocal most
        with write_gate(engine):
            inside.append(number)
            most = max(most, len(inside))
            inside.remove(number)
        return number

    with ThreadPoolExecutor(16) as threads:
        assert sorted(threads.map(write, range(400))) == list(range(400))
    assert most == 1


def test_whoever_waits_too_long_is_told_so_and_the_next_one_is_let_in(engine: Engine) -> None:
    with another_process_holds(engine):
        for _time in range(3):
            with pytest.raises(Unavailable), write_gate(engine, wait=0.05):
                pytest.fail("two were let in")
    with write_gate(engine):
        pass


def test_a_thread_that_waits_for_another_gives_up_too(engine: Engine) -> None:
    def write() -> None:
        with write_gate(engine, wait=0.05):
            pytest.fail("two were let in")

    with ThreadPoolExecutor(1) as threads:
        with write_gate(engine):
            waiting = threads.submit(write)
            assert isinstance(waiting.exception(timeout=10), Unavailable)
        with write_gate(engine):
            pass


def test_threads_are_let_in_in_the_order_in_which_they_came(engine: Engine) -> None:
    order: list[int] = []
    came = [threading.Event() for _number in range(5)]

    def write(number: int) -> None:
        came[number].set()
        with write_gate(engine):
            order.append(number)

    with ThreadPoolExecutor(5) as threads:
        with write_gate(engine):
            for number in range(5):
                threads.submit(write, number)
                came[number].wait(10)
                _let_it_reach_the_line(engine, number)
        threads.shutdown()
    assert order == [0, 1, 2, 3, 4]


def _let_it_reach_the_line(engine: Engine, number: int) -> None:
    """Wait until so many threads stand in line, which nothing but the line itself can tell."""
    line, turn = _lines.of(f"{engine.url.database}.gate"), threading.Event()
    while len(line._waiting) < number + 1:
        turn.wait(0.001)


def test_what_raises_inside_opens_the_gate_again(engine: Engine) -> None:
    with pytest.raises(ZeroDivisionError), write_gate(engine):
        raise ZeroDivisionError
    with write_gate(engine, wait=0.5):
        pass


def test_a_forked_process_does_not_stand_in_its_parents_line(engine: Engine) -> None:
    with another_process_holds(engine):
        pass
    with write_gate(engine):
        child = os.fork()
        if child == 0:
            status = 1
            try:
                with write_gate(engine, wait=0.05):
                    pass
            except Unavailable:
                status = 7
            os._exit(status)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
    child = os.fork()
    if child == 0:
        with write_gate(engine, wait=2.0):
            os._exit(7)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
