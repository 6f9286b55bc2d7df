"""Hanging the bell: from now on what a unit of work queues wakes a worker at once."""

from __future__ import annotations

from flask import Flask

from advocacy.jobs.huey_queue import NO_QUEUE, Pool
from advocacy.jobs.queue import EXTENSION
from advocacy.wiring import Wiring


def init_jobs(app: Flask) -> None:
    """Let `app` ring for the worker. Nothing is connected before the first job."""
    wiring: Wiring = app.extensions["advocacy"]
    if wiring.settings.queue_url != NO_QUEUE:
        app.extensions[EXTENSION] = Pool(wiring.settings).ring
