"""How long a completion holds: up to a midnight where the person lives, or for good.

Months are counted as Regulation (EEC, Euratom) No 1182/71 counts them, article 3(2)(c): the last day has the
date of the day of completion or, where the month has none, is the last day of that month.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from advocacy.errors import Refused
from advocacy.training.rules.words import Validity

RENEWAL_DAYS = 30
"""From so many days before the last one, somebody is asked to renew; what is done then counts anew."""

MOST_MONTHS = 120
"""Ten years; whoever wants longer wants `once`."""

_FAR_YEAR = 9000
"""A proof that says it holds up to a year like this holds for good."""


@dataclass(frozen=True)
class ValidityRule:
    """How a requirement says it: `months` when rolling, `month` (1 to 12) when it follows the calendar."""

    validity: Validity
    months: int | None = None
    month: int | None = None


def check_rule(rule: ValidityRule) -> None:
    """Raise Refused when the rule lacks its number, or when the number is of no use."""
    if rule.validity is Validity.ROLLING and (rule.months is None or not 1 <= rule.months <= MOST_MONTHS):
        raise Refused(
            "Say for how many months it holds: from 1 to %(most)s. What holds for good is done once.",
            most=MOST_MONTHS,
        )
    if rule.validity is Validity.CALENDAR and (rule.month is None or not 1 <= rule.month <= 12):
        raise Refused("Choose the month at whose end it lapses every year.")


def midnight(day: date, zone: str) -> datetime:
    """The first instant of `day` in the IANA zone `zone`, in UTC.

    Where clocks jump over midnight it is the instant of the jump; where midnight comes twice, the first one.
    """
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)


def last_day(completed_on: date, rule: ValidityRule, expires_on: date | None = None) -> date | None:
    """The last day on which a completion of the local day `completed_on` holds; None for good.

    By the calendar it is the end of `month` that comes first more than 30 days later: whoever renews when
    asked to, in the 30 days before the end, has done so for the coming year. `expires_on`, the last day of an
    outside proof, is a bound of its own.
    """
    days = [_by_rule(completed_on, rule), expires_on]
    return min((day for day in days if day is not None and day.year < _FAR_YEAR), default=None)


def lapses_at(
    completed_at: datetime, rule: ValidityRule, zone: str, expires_on: date | None = None
) -> datetime | None:
    """The first instant at which a completion no longer holds: the midnight after its last day in `zone`.

    None when it holds for good.
    """
    last = last_day(completed_at.astimezone(ZoneInfo(zone)).date(), rule, expires_on)
    return None if last is None else midnight(last + timedelta(days=1), zone)


def _by_rule(completed_on: date, rule: ValidityRule) -> date | None:
    if rule.validity is Validity.ROLLING and rule.months is not None:
        return _months_later(completed_on, rule.months)
    if rule.validity is Validity.CALENDAR and rule.month is not None:
        end = _end_of(completed_on.year, rule.month)
        while end <= completed_on + timedelta(days=RENEWAL_DAYS):
            end = _end_of(end.year + 1, rule.month)
        return end
    return None


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _end_of(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
