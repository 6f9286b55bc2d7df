"""Decisions about notices: when a reminder leaves, at which stage, and what to do when nobody knows
whether a mail left."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

OPENS = time(9)
CLOSES = time(18)
_SATURDAY = 5


class NoticeState(StrEnum):
    """What became of a notice. `sending` lasts as long as the mail server is being talked to; whoever finds
    it afterwards does not know whether the mail left."""

    DUE = "due"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    BOUNCED = "bounced"
    DROPPED = "dropped"


UNKNOWN = "unknown"
"""The `detail` of a failed notice of which nobody knows whether it left."""

TOO_OFTEN = "refused for too long"
"""The `detail` of a failed notice whose mail server said "later" until it was enough."""


def is_sent_again(*, carries_secret: bool) -> bool:
    """Whether a notice is sent once more when nobody knows whether it left.

    Nobody is written to twice: a reminder, or news, is not. An invitation or a reset is: it is the only
    way in, both mails would carry the same link, and the same Message-ID lets mail programs show one.
    """
    return carries_secret


def is_working_time(at: datetime, zone: str, holidays: Collection[date] = ()) -> bool:
    """Whether `at` is between 9:00 and 18:00 of a working day in the IANA zone `zone`.

    A working day is Monday to Friday and none of `holidays`.
    """
    local = at.astimezone(ZoneInfo(zone))
    if local.weekday() >= _SATURDAY or local.date() in holidays:
        return False
    return OPENS <= local.time() < CLOSES


@dataclass(frozen=True)
class Ladder:
    """On how many days before the last one a reminder leaves, the most first; and once it is late, weekly."""

    before: tuple[int, ...]


DEADLINE = Ladder((7, 1))
"""For what is asked for the first time, or anew: when it is new, a week before, the day before."""

EXPIRY = Ladder((30, 7, 1))
"""For what somebody holds and is to renew."""


def stage(due_on: date, day: date, ladder: Ladder = DEADLINE) -> str:
    """The stage that a reminder of something due on `due_on` has reached on `day`.

    `new`, then the rungs of the ladder (`30_days`, `7_days`, `1_day` before), and once it is late one stage
    per week: `late_1` from the first day after, `late_2` from the eighth. A stage that fell on a day without
    mail is not lost: it lasts until the next one.
    """
    left = (due_on - day).days
    if left < 0:
        return f"late_{(-left - 1) // 7 + 1}"
    reached = [days for days in ladder.before if left <= days]
    if not reached:
        return "new"
    return f"{reached[-1]}_day" if reached[-1] == 1 else f"{reached[-1]}_days"
