"""Recording and revoking completions by hand: whose, with what evidence, and at which instant of a day."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from advocacy.errors import Refused

LONGEST_EVIDENCE = 300
LONGEST_REASON = 1000
_NOON = time(12)


def instant_on(day: date, zone: str, now: datetime) -> datetime:
    """The instant of a completion of which only the day is known: now if that is today, else noon in `zone`.

    At noon it is the same day nearly everywhere, so that validity counts from that day for whoever lives in
    another zone.
    """
    where = ZoneInfo(zone)
    if day == now.astimezone(where).date():
        return now
    return datetime.combine(day, _NOON, where).astimezone(UTC)


def check_recording(evidence: str, *, is_oneself: bool) -> None:
    """Raise Refused without evidence, and for one's own completion."""
    if is_oneself:
        raise Refused("Nobody records their own completion. Ask a colleague of HR.")
    if not evidence:
        raise Refused("Say what shows it: an attendance list, a certificate and where it is kept.")
    if len(evidence) > LONGEST_EVIDENCE:
        raise Refused("The evidence is told in at most %(most)s characters.", most=LONGEST_EVIDENCE)


def check_revoking(reason: str, *, is_oneself: bool) -> None:
    """Raise Refused without a reason, and for one's own completion."""
    if is_oneself:
        raise Refused("Nobody revokes their own completion. Ask a colleague of HR.")
    if not reason:
        raise Refused("Say why: whoever looks at this in a year wants to know.")
    if len(reason) > LONGEST_REASON:
        raise Refused("A reason has at most %(most)s characters.", most=LONGEST_REASON)


def check_forgetting(*, is_oneself: bool) -> None:
    """Raise Refused for the reason of a decision about oneself: whoever it is about does not delete it."""
    if is_oneself:
        raise Refused("Nobody deletes the reason of what was decided about them. Ask a colleague of HR.")
