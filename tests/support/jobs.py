"""Doing now what a worker would do soon."""

from __future__ import annotations

from flask import current_app

from advocacy.jobs.running import Runner


def run_jobs(limit: int = 1000) -> int:
    """Run every job that is due, one after the other; how many ran. Raises AssertionError beyond `limit`."""
    runner = Runner(current_app._get_current_object())  # type: ignore[attr-defined]  # the proxy's own way
    for count in range(limit):
        if not runner.run_next():
            return count
    raise AssertionError(f"more than {limit} jobs are due")
