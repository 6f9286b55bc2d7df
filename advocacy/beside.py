"""What a web process does beside answering: told when it may begin, and that it is about to end.

Nothing here starts by being imported or by `create_app`: whoever serves an application says `begin`, so that
tests and commands have no thread that they did not ask for.
"""

from __future__ import annotations

import atexit
from typing import Protocol

from flask import Flask

EXTENSION = "advocacy-beside"


class Beside(Protocol):
    """Something of a web process that is not an answer."""

    def begin(self) -> None:
        """From now on work by itself. Said before processes fork: a thread is started only when needed."""
        ...

    def end(self) -> None:
        """Finish: the process ends. May be said more than once."""
        ...


def add(app: Flask, one: Beside) -> None:
    """Let `one` begin and end with the processes that serve `app`."""
    app.extensions.setdefault(EXTENSION, []).append(one)


def begin(app: Flask) -> None:
    """The application is about to be served, by this process or by those forked from it."""
    for one in app.extensions.get(EXTENSION, ()):
        one.begin()
        atexit.register(one.end)


def end(app: Flask) -> None:
    """This process has answered its last request."""
    for one in app.extensions.get(EXTENSION, ()):
        one.end()
