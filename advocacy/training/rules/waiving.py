"""Who may be let off a training, and for how long."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from advocacy.charter.rules.standing import Days
from advocacy.errors import Refused

LONGEST = timedelta(days=731)
"""A waiver ends within two years: what nobody needs for longer is not required of them."""

FURTHEST_BACK = timedelta(days=365)
LONGEST_REASON = 1000


def check_waiver(
    first: date, last: date, reason: str, *, today: date, known: Sequence[Days], is_oneself: bool
) -> Days:
    """The days of a waiver from `first` to its `last` day.

    `known` are the person's other waivers of that module. Raises Refused for days that mean nothing, a
    missing reason, a second waiver for the same days, or one of one's own.
    """
    if is_oneself:
        raise Refused("Nobody lets themselves off. Ask a colleague of HR.")
    if not reason:
        raise Refused("Say why: whoever looks at this in a year wants to know.")
    _check_days(first, last, today)
    wanted = Days(first, last + timedelta(days=1))
    for one in known:
        if _meet(one, wanted):
            raise Refused(
                "This person is let off already on some of these days, from %(first)s to %(last)s. "
                "End that first.",
                first=one.first,
                last=(one.back or date.max) - timedelta(days=1),
            )
    return wanted


def _check_days(first: date, last: date, today: date) -> None:
    if last < first:
        raise Refused("The last day is before the first.")
    if last < today:
        raise Refused("This waiver would be over already: its last day is in the past.")
    if first < today - FURTHEST_BACK:
        raise Refused("A waiver begins at most a year back.")
    if first > today + LONGEST:
        raise Refused("A waiver begins at most two years ahead. Look at the year.")
    if last - first > LONGEST:
        raise Refused("A waiver has an end within two years. It can be renewed then.")


def _meet(one: Days, other: Days) -> bool:
    return one.first < (other.back or date.max) and other.first < (one.back or date.max)


def check_ending(*, until: date, today: date) -> None:
    """Raise Refused for a waiver that is over: `until` is the first day it no longer holds."""
    if until <= today:
        raise Refused("This waiver is over already.")
