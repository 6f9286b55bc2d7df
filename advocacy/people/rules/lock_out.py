"""How long an account waits after failed tries, so that guessing is slow and nobody is shut out for long.

OWASP ASVS 5.0, 6.3.1 (guessing). Tries are counted by account, never by address: a whole company may share
one.
"""

from __future__ import annotations

from datetime import datetime, timedelta

FREE_TRIES = 5
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(minutes=15)
MEMORY = timedelta(hours=24)
"""Failures older than this are forgotten."""


def locked_until(failures: int, last: datetime | None) -> datetime | None:
    """When the next try is looked at, after so many failures, the last at `last`; None for at once.

    The wait doubles with each failure from the fifth on: 1, 2, 4, 8, then 15 minutes.
    """
    if last is None or failures < FREE_TRIES:
        return None
    wait: timedelta = FIRST_WAIT * (1 << min(failures - FREE_TRIES, 10))
    return last + min(wait, LONGEST_WAIT)


def is_locked(failures: int, last: datetime | None, now: datetime) -> bool:
    """Whether a try at `now` is refused unseen."""
    until = locked_until(failures, last)
    return until is not None and now < until
