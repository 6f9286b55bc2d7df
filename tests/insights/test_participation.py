"""Participation by month and team: what is told, of which people, and what two looks can tell."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from advocacy.insights.rules.headcount import NOWHERE, Headcount, headcounts
from advocacy.insights.rules.hiding import Attendance
from advocacy.insights.rules.participation import (
    COMPANY,
    NO_DEPARTMENT,
    Place,
    asked_month,
    history,
    lines,
    month,
    month_ends,
)

APRIL = date(2026, 4, 30)
TOP, SHOPS, WEB, TINY = 1, 2, 3, 4
PARENTS = {TOP: None, SHOPS: TOP, WEB: TOP, TINY: TOP}


def april(own: dict[int, int], took_part: dict[int, int]):
    return month(APRIL, headcounts(PARENTS, own), took_part)


def test_a_team_holds_the_teams_below_it_and_itself_apart() -> None:
    told = april({TOP: 20, SHOPS: 30, WEB: 40}, {TOP: 6, SHOPS: 7, WEB: 8})
    found = {line.place: line.attendance for line in told.everything()}
    assert found == {
        COMPANY: Attendance(21, 90),
        Place(TOP): Attendance(21, 90),
        Place(TOP, alone=True): Attendance(6, 20),
        Place(SHOPS): Attendance(7, 30),
        Place(WEB): Attendance(8, 40),
    }


def test_a_rate_is_who_took_part_of_how_many() -> None:
    line = april({SHOPS: 30, WEB: 40}, {SHOPS: 6, WEB: 10}).line(Place(WEB))
    assert line is not None
    assert line.rate == 0.25


def test_a_hidden_team_has_no_figure_and_takes_the_smallest_with_it() -> None:
    told = april({SHOPS: 30, WEB: 40, TINY: 4}, {SHOPS: 6, WEB: 10, TINY: 2})
    hidden = {line.place for line in told.everything() if line.attendance is None}
    assert hidden == {Place(TINY), Place(SHOPS)}
    assert {line.rate for line in told.everything() if line.place in hidden} == {None}


def test_who_moved_away_stays_in_the_team_of_that_day() -> None:
    """Nobody is in the department any more on the last day: it is hidden, and counted in the whole."""
    told = april({SHOPS: 30}, {SHOPS: 6, WEB: 3})
    web, whole = told.line(Place(WEB)), told.line(COMPANY)
    assert web is not None
    assert web.attendance is None
    assert whole is not None
    assert whole.attendance == Attendance(9, 30)


def test_who_took_part_in_an_unknown_team_is_in_none() -> None:
    told = month(APRIL, headcounts(PARENTS, {SHOPS: 30, NOWHERE: 20}), {SHOPS: 6, 99: 7})
    found = told.line(NO_DEPARTMENT)
    assert found is not None
    assert found.attendance == Attendance(7, 20)


def test_a_department_without_a_known_parent_stands_below_the_company() -> None:
    told = month(APRIL, [Headcount(7, 99, 30), Headcount(NOWHERE, NOWHERE, 0)], {7: 6})
    assert [line.place for line in told.below(COMPANY)] == [Place(7)]


def test_a_level_is_shown_in_the_order_of_names_with_itself_first() -> None:
    told = april({TOP: 20, SHOPS: 30, WEB: 40}, {})
    shown = [line.place for line in lines(told, TOP, [WEB, SHOPS, TOP], None)]
    assert shown == [Place(TOP), Place(TOP, alone=True), Place(WEB), Place(SHOPS)]


def test_those_of_no_department_come_last() -> None:
    told = april({SHOPS: 30, NOWHERE: 20}, {})
    assert [line.place for line in lines(told, None, [TOP], None)] == [COMPANY, Place(TOP), NO_DEPARTMENT]


def test_a_manager_sees_the_own_teams_and_nothing_below_or_above() -> None:
    told = april({TOP: 20, SHOPS: 30, WEB: 40}, {TOP: 6, SHOPS: 7, WEB: 8})
    shown = lines(told, None, [TOP, SHOPS, WEB], frozenset({SHOPS}))
    assert [(line.place, line.has_parts) for line in shown] == [(Place(SHOPS), False)]
    assert not lines(told, None, [TOP, SHOPS, WEB], frozenset())


def test_the_month_that_runs_is_never_told_of() -> None:
    assert month_ends(date(2026, 5, 31), 3) == [date(2026, 4, 30), date(2026, 3, 31), date(2026, 2, 28)]
    assert month_ends(date(2026, 6, 1), 1) == [date(2026, 5, 31)]


def test_a_month_that_is_asked_for_by_nonsense_is_the_latest() -> None:
    april_told = april({SHOPS: 30}, {})
    assert asked_month([april_told], "2026-13-01") is april_told
    assert asked_month([april_told], "2026-04-01") is april_told
    assert asked_month([], "2026-04-01") is None


def test_the_past_is_told_month_by_month_the_earliest_first() -> None:
    march = month(date(2026, 3, 31), headcounts(PARENTS, {SHOPS: 30}), {SHOPS: 6})
    told = history([april({WEB: 40}, {}), march], SHOPS)
    assert [(first, line is not None) for first, line in told] == [
        (date(2026, 3, 1), True),
        (date(2026, 4, 1), False),
    ]


PEOPLE = st.dictionaries(st.sampled_from([NOWHERE, *PARENTS]), st.integers(0, 60))


@given(PEOPLE, PEOPLE)
def test_no_line_tells_of_fewer_than_five(own: dict[int, int], took_part: dict[int, int]) -> None:
    for line in april(own, took_part).everything():
        if line.attendance:
            assert line.attendance.took_part >= 5
            assert line.attendance.people - line.attendance.took_part >= 5


@given(PEOPLE, PEOPLE, st.sets(st.sampled_from(list(PARENTS))))
def test_a_manager_is_never_shown_what_is_hidden_from_everybody(
    own: dict[int, int], took_part: dict[int, int], teams: set[int]
) -> None:
    told = april(own, took_part)
    everybody = {line.place: line.attendance for line in told.everything()}
    for line in lines(told, None, list(PARENTS), frozenset(teams)):
        assert line.attendance == everybody[line.place]
