"""Running several of our commands as one: signals are passed on, and when one ends, all end."""

from __future__ import annotations

import contextlib
import ctypes
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence

STOP_SECONDS = 30.0
_STEP_SECONDS = 0.1
_SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
_PR_SET_PDEATHSIG = 1


def is_free(host: str, port: int) -> bool:
    """Whether nothing listens on this address yet."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def is_answered(host: str, port: int) -> bool:
    """Whether somebody answers on this address."""
    try:
        with socket.create_connection((host, port), timeout=_STEP_SECONDS):
            return True
    except OSError:
        return False


def supervise(
    commands: Sequence[Sequence[str]],
    *,
    until: Callable[[], bool] = lambda: False,
    then: Callable[[], None] = lambda: None,
) -> int:
    """Run these `advocacy` commands until one ends or a signal says stop; then stop the others.

    Once `until` holds, `then` is called: to say that the pages answer.

    Returns 0 after a signal, else the status of the one that ended first (1 if that was 0: none ends by
    itself). Children are in sessions of their own, so that Ctrl+C reaches them once, through here; if this
    process is ended by force, the system stops them (on Linux).
    """
    told: list[int] = []
    before = {number: signal.signal(number, lambda got, _frame: told.append(got)) for number in _SIGNALS}
    children = [_start(command) for command in commands]
    names = {child.pid: command[0] for child, command in zip(children, commands, strict=True)}
    try:
        ended, waits = None, True
        while not told and ended is None:
            time.sleep(_STEP_SECONDS)
            if waits and until():
                then()
                waits = False
            ended = next((child for child in children if child.poll() is not None), None)
    finally:
        _stop(children)
        for number, handler in before.items():
            signal.signal(number, handler)
    if ended is None or told:
        return 0
    sys.stderr.write(f"advocacy {names[ended.pid]} ended ({_how(ended.returncode)}), so everything ends.\n")
    return ended.returncode if ended.returncode > 0 else 1


def _how(returncode: int) -> str:
    return f"by signal {-returncode}" if returncode < 0 else f"status {returncode}"


def _start(command: Sequence[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - our own program with our own arguments
        [sys.executable, "-m", "advocacy", *command],
        start_new_session=True,
        preexec_fn=_end_with_parent,  # this process has one thread, so this is safe
    )


def _end_with_parent() -> None:
    """Ask Linux to send this child SIGTERM when its parent ends in whatever way."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)


def _stop(children: Sequence[subprocess.Popen[bytes]]) -> None:
    for child in children:
        if child.poll() is None:
            child.terminate()
    deadline = time.monotonic() + STOP_SECONDS
    for child in children:
        try:
            child.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
