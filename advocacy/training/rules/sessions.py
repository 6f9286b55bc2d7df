"""When a session may be held, who may take a place, and what a trainer may tick."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from advocacy.errors import Refused

MOST_PLACES = 500
LONGEST_PLACE = 200
FURTHEST = timedelta(days=731)
"""Nobody plans a room more than two years ahead; a year typed wrong is more likely."""

MINUTE = timedelta(minutes=1)


def local_instant(day: date, at: time, zone: str) -> datetime:
    """The instant of a local time of day in the IANA zone `zone`, in UTC.

    Of an hour that comes twice on the night clocks go back it is the first. Raises Refused for a zone there
    is not, and for an hour that clocks jump over.
    """
    try:
        where = ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        raise Refused(
            "There is no time zone called “%(zone)s”. Write it like Europe/Paris.", zone=zone[:64]
        ) from None
    typed = datetime.combine(day, at)
    instant = typed.replace(tzinfo=where).astimezone(UTC)
    if instant.astimezone(where).replace(tzinfo=None) != typed:
        raise Refused(
            "In %(zone)s clocks go forward on %(day)s: there is no %(time)s that night. Choose another hour.",
            zone=zone,
            day=day,
            time=at.strftime("%H:%M"),
        )
    return instant


def check_plan(*, starts_at: datetime, ends_at: datetime, places: int, place: str, now: datetime) -> None:
    """Raise Refused for a session that cannot be held as planned."""
    if ends_at <= starts_at:
        raise Refused("The session ends before it begins. Over midnight, plan two sessions.")
    if starts_at <= now:
        raise Refused("This session would have begun already. Who was there in the past is recorded by HR.")
    if starts_at > now + FURTHEST:
        raise Refused("A session is planned at most two years ahead. Look at the year.")
    if not 1 <= places <= MOST_PLACES:
        raise Refused("A session has from 1 to %(most)s places.", most=MOST_PLACES)
    if not place or len(place) > LONGEST_PLACE:
        raise Refused("Say where it is, in at most %(most)s characters.", most=LONGEST_PLACE)


def check_open(*, starts_at: datetime, cancelled_at: datetime | None, now: datetime) -> None:
    """Raise Refused when places can neither be taken nor given up any more."""
    if cancelled_at is not None:
        raise Refused("This session was cancelled.")
    if starts_at <= now:
        raise Refused("This session has begun: places can no longer be taken or given up.")


def check_place(*, places: int, taken: int, is_elsewhere: bool) -> None:
    """Raise Refused when no place is left, or the person has one in another session at that time."""
    if is_elsewhere:
        raise Refused("You have a place in another session at that time. Give that one up first.")
    if taken >= places:
        raise Refused("The last place was just taken. Choose another session.")


def check_cancelling(*, starts_at: datetime, now: datetime) -> None:
    """Raise Refused for a session that has begun: it can no longer be called off."""
    if starts_at <= now:
        raise Refused("This session has begun. If nobody came, tick nobody.")


def check_ticking(
    minutes: int, *, starts_at: datetime, ends_at: datetime, cancelled_at: datetime | None, now: datetime
) -> None:
    """Raise Refused before the session begins, for a cancelled one, and for time it did not last."""
    if cancelled_at is not None:
        raise Refused("This session was cancelled.")
    if now < starts_at:
        raise Refused("This session has not begun yet: nobody was there.")
    most = length_of(starts_at, ends_at)
    if not 1 <= minutes <= most:
        raise Refused(
            "The minutes of each person are a number from 1 to %(most)s: so long the session is.", most=most
        )


def length_of(starts_at: datetime, ends_at: datetime) -> int:
    """How long a session is, in whole minutes."""
    return -((starts_at - ends_at) // MINUTE)
