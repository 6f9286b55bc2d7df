"""Decisions about jobs: how long they are held, when they are tried again, when it is enough."""

from __future__ import annotations

from datetime import timedelta

LEASE = timedelta(seconds=15)
"""How long a job stays with a worker that says nothing more; a living worker renews three times in it."""

FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(hours=1)


def backoff(attempt: int, job_id: int) -> timedelta:
    """How long to wait after the failed `attempt` (from 1): three times longer each time, up to an hour.

    Up to a quarter more, by the job's id, so that many jobs stopped by one fault do not come back together.
    """
    longer: int = 3 ** min(attempt - 1, 20)
    return min(FIRST_PAUSE * longer, LONGEST_PAUSE) * (1 + (job_id % 97) / 388)


def is_enough(attempt: int, attempts: int) -> bool:
    """Whether the failed `attempt` (from 1) was the last of `attempts`."""
    return attempt >= attempts
