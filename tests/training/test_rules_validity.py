"""How long a completion holds, to the second: months, the calendar, proofs, and the nights clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advocacy.errors import Refused
from advocacy.training.rules import Validity
from advocacy.training.rules.validity import (
    MOST_MONTHS,
    RENEWAL_DAYS,
    ValidityRule,
    check_rule,
    lapses_at,
    last_day,
    midnight,
)

PARIS = "Europe/Paris"
SECOND = timedelta(seconds=1)
ONCE = ValidityRule(Validity.ONCE)
ZONES = [
    PARIS,
    "UTC",
    "America/Los_Angeles",
    "Asia/Kolkata",
    "Pacific/Auckland",
    "America/Havana",
    "Africa/Cairo",
]


def rolling(months: int) -> ValidityRule:
    return ValidityRule(Validity.ROLLING, months=months)


def calendar(month: int) -> ValidityRule:
    return ValidityRule(Validity.CALENDAR, month=month)


def paris(year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, second, tzinfo=ZoneInfo(PARIS))


def test_what_is_done_once_holds_for_good() -> None:
    assert lapses_at(paris(2026, 5, 4, 10), ONCE, PARIS) is None


@pytest.mark.parametrize(
    ("done", "months", "last"),
    [
        (date(2026, 5, 4), 12, date(2027, 5, 4)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2028, 2, 29), 48, date(2032, 2, 29)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 12, 31), 120, date(2036, 12, 31)),
    ],
)
def test_months_end_on_the_day_of_the_same_date_or_the_last_of_the_month(
    done: date, months: int, last: date
) -> None:
    assert last_day(done, rolling(months)) == last


def test_it_holds_up_to_the_last_second_of_the_last_day_where_the_person_lives() -> None:
    lapse = lapses_at(paris(2026, 5, 4, 10), rolling(12), PARIS)
    assert lapse == paris(2027, 5, 5, 0, 0, 0)
    assert lapse is not None
    assert (lapse - SECOND).astimezone(ZoneInfo(PARIS)).date() == date(2027, 5, 4)


def test_the_day_of_completion_is_the_persons_own() -> None:
    done = datetime(2026, 5, 4, 22, 30, tzinfo=UTC)
    assert lapses_at(done, rolling(1), PARIS) == paris(2026, 6, 6)
    assert lapses_at(done, rolling(1), "UTC") == datetime(2026, 6, 5, tzinfo=UTC)
    first, last = paris(2026, 5, 4, 0, 0, 0), paris(2026, 5, 4, 23, 59, 59)
    assert lapses_at(first, rolling(1), PARIS) == lapses_at(last, rolling(1), PARIS) == paris(2026, 6, 5)
    assert lapses_at(last + SECOND, rolling(1), PARIS) == paris(2026, 6, 6)


@pytest.mark.parametrize(
    ("done", "month", "last"),
    [
        (date(2026, 5, 4), 1, date(2027, 1, 31)),
        (date(2025, 12, 31), 1, date(2026, 1, 31)),
        (date(2026, 1, 1), 1, date(2027, 1, 31)),
        (date(2026, 1, 31), 1, date(2027, 1, 31)),
        (date(2026, 2, 1), 1, date(2027, 1, 31)),
        (date(2026, 1, 28), 2, date(2026, 2, 28)),
        (date(2026, 1, 29), 2, date(2027, 2, 28)),
        (date(2027, 5, 4), 2, date(2028, 2, 29)),
        (date(2026, 5, 4), 12, date(2026, 12, 31)),
        (date(2026, 12, 1), 12, date(2027, 12, 31)),
    ],
)
def test_by_the_calendar_it_lapses_with_the_month_and_renewing_when_asked_counts_for_the_next(
    done: date, month: int, last: date
) -> None:
    assert last_day(done, calendar(month)) == last


def test_a_proof_that_ends_sooner_bounds_the_rule_and_one_that_ends_later_does_not() -> None:
    done = paris(2026, 5, 4, 10)
    assert lapses_at(done, rolling(12), PARIS, date(2026, 6, 30)) == paris(2026, 7, 1)
    assert lapses_at(done, rolling(12), PARIS, date(2030, 1, 1)) == paris(2027, 5, 5)
    assert lapses_at(done, ONCE, PARIS, date(2026, 6, 30)) == paris(2026, 7, 1)
    assert lapses_at(done, ONCE, PARIS, date.max) is None


@pytest.mark.parametrize(
    ("last", "lapse"),
    [
        # The night of 28 to 29 March 2026 lacks an hour, that of 24 to 25 October has one more.
        (date(2026, 3, 28), datetime(2026, 3, 28, 23, tzinfo=UTC)),
        (date(2026, 3, 29), datetime(2026, 3, 29, 22, tzinfo=UTC)),
        (date(2026, 10, 24), datetime(2026, 10, 24, 22, tzinfo=UTC)),
        (date(2026, 10, 25), datetime(2026, 10, 25, 23, tzinfo=UTC)),
    ],
)
def test_the_lapse_is_a_local_midnight_on_both_nights_clocks_change(last: date, lapse: datetime) -> None:
    assert lapses_at(paris(2026, 2, 1, 10), ONCE, PARIS, last) == lapse


def test_a_completion_in_the_hour_that_comes_twice_is_of_that_day_both_times() -> None:
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    again = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert lapses_at(first, rolling(1), PARIS) == lapses_at(again, rolling(1), PARIS) == paris(2026, 11, 26)


def test_where_clocks_skip_midnight_the_day_begins_with_the_jump() -> None:
    # Cairo, 24 April 2026: 00:00 becomes 01:00 (EET to EEST). Havana, 1 November 2026: 01:00 becomes 00:00.
    assert midnight(date(2026, 4, 24), "Africa/Cairo") == datetime(2026, 4, 23, 22, tzinfo=UTC)
    assert midnight(date(2026, 11, 1), "America/Havana") == datetime(2026, 11, 1, 4, tzinfo=UTC)


@given(
    st.dates(date(2020, 1, 1), date(2035, 12, 31)),
    st.sampled_from(ZONES),
)
def test_a_day_begins_at_its_midnight_and_not_a_second_before(day: date, zone: str) -> None:
    begins = midnight(day, zone)
    assert begins.astimezone(ZoneInfo(zone)).date() == day
    assert (begins - SECOND).astimezone(ZoneInfo(zone)).date() == day - timedelta(days=1)


_BOUNDS = datetime(2020, 1, 1), datetime(2035, 1, 1)  # noqa: DTZ001 - hypothesis adds the zone
rules = st.one_of(
    st.just(ONCE),
    st.integers(1, MOST_MONTHS).map(rolling),
    st.integers(1, 12).map(calendar),
)


@given(
    st.datetimes(*_BOUNDS, timezones=st.just(UTC)),
    st.timedeltas(timedelta(0), timedelta(days=900)),
    rules,
    st.sampled_from(ZONES),
)
def test_what_is_done_later_never_lapses_sooner(
    done: datetime, later: timedelta, rule: ValidityRule, zone: str
) -> None:
    first, second = lapses_at(done, rule, zone), lapses_at(done + later, rule, zone)
    assert (first is None) == (second is None)
    if first is not None and second is not None:
        assert done < first <= second


@given(st.dates(date(2020, 1, 1), date(2035, 1, 1)), st.integers(1, 12))
def test_by_the_calendar_it_holds_longer_than_the_renewal_and_at_most_a_year_more(
    done: date, month: int
) -> None:
    last = last_day(done, calendar(month))
    assert last is not None
    assert last.month == month
    assert (last + timedelta(days=1)).day == 1
    assert RENEWAL_DAYS < (last - done).days <= 366 + RENEWAL_DAYS


@pytest.mark.parametrize(
    "rule",
    [
        rolling(0),
        rolling(-1),
        rolling(MOST_MONTHS + 1),
        ValidityRule(Validity.ROLLING),
        ValidityRule(Validity.CALENDAR),
        calendar(0),
        calendar(13),
    ],
)
def test_a_validity_that_means_nothing_is_refused(rule: ValidityRule) -> None:
    with pytest.raises(Refused):
        check_rule(rule)


@pytest.mark.parametrize("rule", [ONCE, rolling(1), rolling(MOST_MONTHS), calendar(1), calendar(12)])
def test_a_validity_with_its_number_is_taken(rule: ValidityRule) -> None:
    check_rule(rule)
