"""The way to the worker: a bell. Huey carries it from any process; losing a stroke loses nothing."""

from __future__ import annotations

from collections.abc import Sequence

import structlog
from flask import current_app

log = structlog.get_logger(__name__)

EXTENSION = "advocacy-queue"

MANY = 10
"""From so many jobs on, the worker is told that there is work rather than of each job."""


def wake(job_ids: Sequence[int]) -> None:
    """Tell the worker that these jobs are due. A queue that does not answer is logged, never raised:
    the sweep finds the rows."""
    tell = current_app.extensions.get(EXTENSION)
    if tell is None:
        return
    for job_id in job_ids if len(job_ids) < MANY else (None,):
        try:
            tell(job_id)
        except Exception as error:  # the queue is only a bell; the outbox row is the truth
            log.warning("queue_unreachable", job_id=job_id, error=type(error).__name__)
            return
