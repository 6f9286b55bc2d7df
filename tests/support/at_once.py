"""Many hands at the same instant, each in a thread and a session of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from flask import Flask

from advocacy.db import db

T = TypeVar("T")


def together(app: Flask, acts: Sequence[Callable[[], T]]) -> list[T]:
    """What each of `acts` gives, in their order; all of them begin at the same instant.

    `app` is one whose commits are commits (the fixture `committing_app`), or one thread sees nothing of
    another. What an act raises is raised here.
    """
    ready = threading.Barrier(len(acts))

    def once(act: Callable[[], T]) -> T:
        with app.app_context():
            ready.wait()
            try:
                return act()
            finally:
                db.session.remove()

    with ThreadPoolExecutor(len(acts)) as hands:
        return list(hands.map(once, acts))
