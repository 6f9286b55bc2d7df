"""Resting for a while, and being kept from answering."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from advocacy.errors import Refused

LONGEST_PAUSE = timedelta(days=2 * 366)
LONGEST_REASON = 4000


def pause_end(back_on: date | None, *, today: date, zone: str) -> datetime | None:
    """The instant at which a pause ends: when the day `back_on` begins in `zone`; None: it stays open.

    Raises Refused for a day that is not to come, or too far away.
    """
    if back_on is None:
        return None
    if back_on <= today:
        raise Refused("Choose a day after today on which you are back, or leave it open.")
    if back_on - today > LONGEST_PAUSE:
        raise Refused("A pause with an end lasts at most two years. Leave it open instead.")
    return datetime.combine(back_on, time(), ZoneInfo(zone))


def check_reason(reason: str) -> str:
    """Why somebody is suspended, without blank ends and NUL. Raises Refused: empty, too long."""
    kept = reason.replace("\x00", "").strip()
    if not kept:
        raise Refused("Say why: the next person in HR must be able to decide whether to lift it.")
    if len(kept) > LONGEST_REASON:
        raise Refused("A reason has at most %(most)s characters.", most=LONGEST_REASON)
    return kept


def check_not_oneself(*, actor_id: int | None, person_id: int) -> None:
    """Raise Refused for whoever decides about themselves."""
    if actor_id == person_id:
        raise Refused("Somebody else in HR must decide this about you.")
