from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advocacy.notices.rules import is_sent_again, is_working_time, stage

DUE = date(2026, 6, 15)


@pytest.mark.parametrize(
    ("left", "reached"),
    [
        (30, "new"),
        (8, "new"),
        (7, "7_days"),
        (2, "7_days"),
        (1, "1_day"),
        (0, "1_day"),
        (-1, "late_1"),
        (-7, "late_1"),
        (-8, "late_2"),
        (-14, "late_2"),
        (-15, "late_3"),
    ],
)
def test_the_stage_follows_from_the_days_left(left, reached):
    assert stage(DUE, DUE - timedelta(days=left)) == reached


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(-2000, 2000))
def test_once_late_there_is_one_stage_a_week(due, days):
    day = due + timedelta(days=days)
    same = stage(due, day) == stage(due, day + timedelta(days=7))
    assert not (same and days > 0)


@pytest.mark.parametrize(
    ("at", "works"),
    [
        (datetime(2026, 5, 4, 6, 59, tzinfo=UTC), False),
        (datetime(2026, 5, 4, 7, 0, tzinfo=UTC), True),
        (datetime(2026, 5, 4, 15, 59, tzinfo=UTC), True),
        (datetime(2026, 5, 4, 16, 0, tzinfo=UTC), False),
        (datetime(2026, 5, 8, 10, 0, tzinfo=UTC), True),
        (datetime(2026, 5, 9, 10, 0, tzinfo=UTC), False),
        (datetime(2026, 5, 10, 10, 0, tzinfo=UTC), False),
    ],
)
def test_mail_leaves_from_nine_to_six_on_working_days_in_the_readers_zone(at, works):
    assert is_working_time(at, "Europe/Paris") is works


def test_the_hours_follow_the_clocks_of_both_seasons():
    assert not is_working_time(datetime(2026, 3, 27, 7, 30, tzinfo=UTC), "Europe/Paris")
    assert is_working_time(datetime(2026, 3, 30, 7, 30, tzinfo=UTC), "Europe/Paris")


def test_a_holiday_is_no_working_day():
    noon = datetime(2026, 5, 8, 10, 0, tzinfo=UTC)
    assert not is_working_time(noon, "Europe/Paris", {date(2026, 5, 8)})


def test_only_what_is_the_only_way_in_is_sent_again_in_doubt():
    assert is_sent_again(carries_secret=True)
    assert not is_sent_again(carries_secret=False)
