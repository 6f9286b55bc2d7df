"""What a completion may say: no day to come, none before somebody was hired, no impossible time."""

from __future__ import annotations

from datetime import date, datetime

from advocacy.errors import Refused

MOST_MINUTES = 60 * 100
"""A hundred hours: longer than any training here; more is a slip of the keyboard."""


def check_completion(
    *,
    completed_at: datetime,
    completed_on: date,
    now: datetime,
    minutes: int,
    expires_on: date | None = None,
    hired_on: date | None = None,
) -> None:
    """Raise Refused for what cannot have been.

    `completed_on` is the local day of `completed_at`; `hired_on` the first day the person was employed, None
    where that is not to be checked.
    """
    if completed_at > now:
        raise Refused("A training cannot have been completed on a day to come.")
    if hired_on is not None and completed_on < hired_on:
        raise Refused(
            "This person was hired on %(hired)s: a training completed before that cannot be recorded.",
            hired=hired_on,
        )
    if not 0 <= minutes <= MOST_MINUTES:
        raise Refused("The time spent is a number of minutes from 0 to %(most)s.", most=MOST_MINUTES)
    if expires_on is not None and expires_on < completed_on:
        raise Refused("The last day of validity, %(day)s, is before the day of completion.", day=expires_on)
