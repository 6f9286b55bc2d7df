"""Days and hours as they are typed: wall time in a zone, refused at its field when it does not exist."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from advocacy.charter.rules.publishing import instant
from advocacy.errors import Refused
from advocacy.languages import say
from advocacy.zones import all_zones


def typed_instant(
    day: Any, clock: Any, *, zone: str, otherwise: time, kept: datetime | None
) -> datetime | None:
    """The instant of the day and hour typed in two fields; None without a day, or with a wrong one.

    What shows the same as `kept` is `kept`: its seconds, and its turn of an hour that comes twice. An hour
    that clocks jump over becomes an error of the field `clock`.
    """
    if day.data is None and clock.data is not None and not day.errors:
        day.errors = [_("On which day?")]
    if not isinstance(day.data, date) or zone not in all_zones():
        return None
    at: time = clock.data if isinstance(clock.data, time) else otherwise
    if kept is not None and shown(kept, zone) == (day.data, at):
        return kept
    try:
        return instant(day.data, at, zone)
    except Refused as refused:
        clock.errors = [*clock.errors, say(refused)]
        return None


def shown(at: datetime | None, zone: str) -> tuple[date | None, time | None]:
    """The day and the hour to the minute that two fields show of an instant."""
    if at is None:
        return None, None
    local = at.astimezone(ZoneInfo(zone))
    return local.date(), local.time().replace(second=0, microsecond=0)
