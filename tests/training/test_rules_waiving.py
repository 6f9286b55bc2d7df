"""Which days a waiver may have."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from advocacy.charter.rules.standing import Days
from advocacy.errors import Refused
from advocacy.training.rules.waiving import LONGEST, check_waiver

TODAY = date(2026, 5, 4)


def days(first: date, last: date) -> Days:
    """The days of a waiver of somebody who has no other."""
    return check_waiver(first, last, "Abroad.", today=TODAY, known=(), is_oneself=False)


@pytest.mark.parametrize("first", [TODAY + LONGEST + timedelta(days=1), date.max])
def test_a_waiver_far_ahead_is_refused_up_to_the_last_day_there_is(first: date) -> None:
    with pytest.raises(Refused, match="two years ahead"):
        days(first, first)


def test_the_longest_waiver_that_begins_last_is_taken() -> None:
    first = TODAY + LONGEST
    assert days(first, first + LONGEST) == Days(first, first + LONGEST + timedelta(days=1))
