"""Decisions at publication: what may be published, from when, with what deadline; and taking it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from advocacy.charter.rules.drafting import Stage
from advocacy.errors import Refused

FURTHEST = timedelta(days=730)
"""Neither a publication nor a deadline lies further ahead than two years: it would be a slip of the pen."""


@dataclass(frozen=True)
class Plan:
    """When a version goes live, on which day that is, and the last day to acknowledge it."""

    live_at: datetime
    live_on: date
    due_on: date
    scheduled: bool


def instant(day: date, at: time, zone: str) -> datetime:
    """The instant of a wall time in `zone`, in UTC; of a time that comes twice (autumn) the first.

    Raises Refused for a time that does not exist because the clocks go forward that night.
    """
    local = datetime.combine(day, at, ZoneInfo(zone))
    if local.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(fold=0) != local.replace(fold=0):
        raise Refused(
            "On %(day)s the clocks go forward and %(time)s does not exist in %(zone)s. Choose another time.",
            day=day,
            time=at.strftime("%H:%M"),
            zone=zone,
        )
    return local.astimezone(UTC)


def comes_twice(at: datetime, zone: str) -> bool:
    """Whether the wall time of the instant `at` comes twice that night because the clocks go back."""
    local = at.astimezone(ZoneInfo(zone))
    return local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()


def plan(live_at: datetime | None, due_on: date, *, now: datetime, zone: str) -> Plan:
    """When to publish and until when to acknowledge. `live_at` None means now.

    Raises Refused for an instant or a deadline in the past, a deadline before the version is in force, or one
    more than two years ahead.
    """
    today = now.astimezone(ZoneInfo(zone)).date()
    if live_at is not None and live_at <= now:
        raise Refused("The time of publication is in the past. Choose a later one, or publish now.")
    when = live_at or now
    live_on = when.astimezone(ZoneInfo(zone)).date()
    if due_on < today:
        raise Refused("The deadline, %(due)s, is in the past: today is %(today)s.", due=due_on, today=today)
    if due_on < live_on:
        raise Refused(
            "The deadline, %(due)s, comes before the version is in force, on %(live)s.",
            due=due_on,
            live=live_on,
        )
    if max(live_on, due_on) > today + FURTHEST:
        raise Refused("Neither publication nor deadline can lie more than two years ahead.")
    return Plan(when, live_on, due_on, scheduled=live_at is not None)


def check_publication(
    now: Stage, *, number: int, latest: int, scheduled: int | None, gaps: int, gaps_accepted: bool
) -> None:
    """Raise Refused unless an approved draft may become the next version.

    `latest` is the highest number published so far (0 for none), `scheduled` the number of a version that
    waits for its day, `gaps` how many places are still marked to complete.
    """
    if now is Stage.PUBLISHED:
        raise Refused("This version is published already.")
    if now is not Stage.APPROVED:
        raise Refused("Only an approved version can be published, exactly as it was approved.")
    if scheduled is not None:
        raise Refused(
            "Version %(number)s is scheduled already. Cancel it first, or wait until it is in force.",
            number=scheduled,
        )
    if number <= latest:
        raise Refused(
            "Version %(latest)s is published already: start a new draft for the next one.", latest=latest
        )
    if gaps and not gaps_accepted:
        raise Refused(
            "The text still has places marked “to complete”. Complete them, or confirm that they may stay."
        )


def check_withdrawal(withdrawn_at: datetime | None, reason: str) -> None:
    """Raise Refused for a version taken back already, or without a reason."""
    if withdrawn_at is not None:
        raise Refused("This version was taken back already.")
    if not reason.strip():
        raise Refused("Say why this version is taken back.")
    if len(reason) > 2000:
        raise Refused("A reason has at most %(most)s characters.", most=2000)
