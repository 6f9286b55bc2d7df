"""The rules of the answers log."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from advocacy.answers.rules import (
    LONGEST_QUESTION,
    Known,
    check_link_is_free,
    check_minutes,
    moment_of,
    question_line,
)
from advocacy.errors import Refused

NOW = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)
PARIS = "Europe/Paris"


def test_the_wall_clock_is_that_of_the_person() -> None:
    assert moment_of(date(2026, 5, 4), time(10, 0), PARIS, now=NOW) == NOW
    assert moment_of(date(2026, 5, 4), time(8, 0), "Europe/London", now=NOW) == NOW - timedelta(hours=1)


def test_an_answer_is_not_in_the_future() -> None:
    for day, clock in ((date(2026, 5, 4), time(10, 1)), (date(2026, 5, 5), time(0, 0))):
        with pytest.raises(Refused):
            moment_of(day, clock, PARIS, now=NOW)


def test_a_slip_of_the_pen_in_the_year_is_refused() -> None:
    for year in (1, 1926, 2023):
        with pytest.raises(Refused, match="two years"):
            moment_of(date(year, 5, 4), time(10, 0), PARIS, now=NOW)


def test_the_hour_that_the_clocks_skip_does_not_exist() -> None:
    with pytest.raises(Refused, match="clocks go forward"):
        moment_of(date(2026, 3, 29), time(2, 30), PARIS, now=NOW)


def test_of_the_hour_that_comes_twice_the_first_is_meant() -> None:
    found = moment_of(date(2025, 10, 26), time(2, 30), PARIS, now=NOW)
    assert found == datetime(2025, 10, 26, 0, 30, tzinfo=UTC)


def test_a_question_is_one_plain_line() -> None:
    assert question_line(" When\r\n are\tmy \u202eshoes\x00  delivered? ") == "When are my shoes delivered?"
    for typed in ("", " \u200b ", "?!"):
        with pytest.raises(Refused, match="what the customer asked"):
            question_line(typed)
    with pytest.raises(Refused):
        question_line("a" * (LONGEST_QUESTION + 1))


@pytest.mark.parametrize("minutes", [-1, 0, 481])
def test_an_answer_takes_some_minutes_and_no_day(minutes: int) -> None:
    with pytest.raises(Refused):
        check_minutes(minutes)


def test_a_link_of_a_colleague_is_refused_without_saying_whose() -> None:
    check_link_is_free(None, 1)
    check_link_is_free(Known(7, 1), 1)
    with pytest.raises(Refused) as refused:
        check_link_is_free(Known(7, 2), 1)
    assert not refused.value.values
