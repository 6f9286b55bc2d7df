"""Decisions about the answers log, in plain Python."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from advocacy.charter.rules.publishing import instant
from advocacy.errors import Refused

LONGEST_QUESTION = 300
LONGEST_NOTE = 300
MOST_MINUTES = 480
FURTHEST_BACK = timedelta(days=731)
"""An answer from longer ago than two years is a slip of the pen."""

DORMANT_DAYS = 90
"""Who gave no answer for so many days is dormant, and so is a topic that got none (domain, section 5)."""


@dataclass(frozen=True)
class Known:
    """An answer that is in the log already."""

    id: int
    person_id: int


def one_line(typed: str, *, longest: int = LONGEST_QUESTION) -> str:
    """The text in one line without what cannot be seen. Raises Refused when it is too long."""
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in typed).split())
    if len(line) > longest:
        raise Refused("Say it in one line: at most %(most)s characters.", most=longest)
    return line


def question_line(typed: str) -> str:
    """What the customer asked, in one line. Raises Refused when nothing can be read in it, or too much."""
    line = one_line(typed)
    if not any(sign.isalnum() for sign in line):
        raise Refused("Say in one line what the customer asked.")
    return line


def check_minutes(minutes: int) -> None:
    """Raise Refused for a time that one answer cannot have taken."""
    if not 1 <= minutes <= MOST_MINUTES:
        raise Refused("An answer takes from 1 to %(most)s minutes.", most=MOST_MINUTES)


def moment_of(day: date, clock: time, zone: str, *, now: datetime) -> datetime:
    """The instant of a wall time in `zone`; of a time that comes twice (autumn) the first.

    Raises Refused for a time that the clocks skip that night, for a future one, and for one too long ago.
    """
    today = now.astimezone(ZoneInfo(zone)).date()
    if not today - FURTHEST_BACK <= day <= today:
        _check_day(day, today)
    at = instant(day, clock, zone)
    check_moment(at, now=now)
    return at


def _check_day(day: date, today: date) -> None:
    if day > today:
        raise Refused("%(day)s is in the future. Record the answer once it is given.", day=day)
    raise Refused("%(day)s is more than two years ago. Check the year.", day=day)


def check_moment(at: datetime, *, now: datetime) -> None:
    """Raise Refused for an instant that has not come yet."""
    if at > now:
        raise Refused("This time has not come yet. Record the answer once it is given.")


def check_link_is_free(known: Known | None, person_id: int) -> None:
    """Raise Refused for the link of an answer that somebody else recorded. It is not said whose."""
    if known is not None and known.person_id != person_id:
        raise Refused("A colleague has recorded this answer already. Each answer is recorded once.")


def check_thanks(*, author_id: int, actor_id: int | None) -> None:
    """Raise Refused for thanks that somebody gives to themselves."""
    if author_id == actor_id:
        raise Refused("Thanks for an answer of your own are noted as the customer’s, on its page.")
