"""Doing now what a worker would do soon."""

from __future__ import annotations

from flask import current_app

from advocacy.db import db
from advocacy.jobs.running import Runner


def run_jobs(limit: int = 1000) -> int:
    """Run every job that is due, one after the other; how many ran. Raises AssertionError beyond `limit`."""
    db.session.rollback()  # a savepoint left open here would take with it what the jobs do inside it
    runner = Runner(current_app._get_current_object())  # type: ignore[attr-defined]  # the proxy's own way
    for count in range(limit):
        if not runner.run_next():
            return count
    raise AssertionError(f"more than {limit} jobs are due")
