"""The daily headcount: once for each day that is over, in the installation's zone, whatever was missed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from advocacy.db import db
from advocacy.insights.models import HeadcountDay
from advocacy.insights.rules.headcount import NOWHERE, Headcount, headcounts, missing
from advocacy.people.models import Employment, Placement
from advocacy.people.rules import Kind
from advocacy.relay.models import TeamTally
from tests.support.at_once import together
from tests.support.insight_makers import heads_counted
from tests.support.makers import a_department, a_person, an_absence, save
from tests.support.world import TestWorld

YESTERDAY = date(2026, 5, 3)


def _people(day: date) -> dict[int, int]:
    rows = db.session.execute(
        select(HeadcountDay.department_id, HeadcountDay.people).where(HeadcountDay.day == day)
    )
    return dict(rows.all())


def test_a_department_counts_everybody_below_it(app: Flask) -> None:
    top = a_department()
    below = a_department(parent=top)
    for department in (top, below, below):
        a_person(department=department)
    assert heads_counted() == 1
    found = _people(YESTERDAY)
    assert (found[top.id], found[below.id], found[NOWHERE]) == (3, 2, 0)


def test_externals_and_services_are_not_counted_and_the_absent_are(app: Flask) -> None:
    team = a_department()
    a_person(department=team, kind=Kind.EXTERNAL)
    a_person(kind=Kind.SERVICE)
    an_absence(a_person(department=team), date(2026, 4, 1))
    heads_counted()
    assert _people(YESTERDAY)[team.id] == 1


def test_who_works_in_no_department_is_counted_in_none(app: Flask) -> None:
    person = a_person()
    placed = db.session.scalars(select(Placement).where(Placement.person_id == person.id)).one()
    placed.retired_at = datetime(2026, 5, 1, tzinfo=UTC)
    save(placed)
    heads_counted()
    assert _people(YESTERDAY)[NOWHERE] == 1


def test_days_that_were_missed_are_filled_from_the_dated_rows(app: Flask, world: TestWorld) -> None:
    old, new = a_department(), a_department()
    person = a_person(department=old)
    assert heads_counted() == 1
    placed = db.session.scalars(select(Placement).where(Placement.person_id == person.id)).one()
    placed.valid_to = date(2026, 5, 6)
    employed = db.session.scalars(select(Employment).where(Employment.person_id == person.id)).one()
    save(
        placed,
        Placement(
            person_id=person.id,
            employer_id=employed.employer_id,
            department_id=new.id,
            valid_from=date(2026, 5, 6),
            recorded_at=world.clock.now(),
        ),
    )
    world.clock.advance(days=5)
    assert heads_counted() == 5
    by_day = {
        day: (_people(day)[old.id], _people(day)[new.id]) for day in (date(2026, 5, 5), date(2026, 5, 6))
    }
    assert by_day == {date(2026, 5, 5): (1, 0), date(2026, 5, 6): (0, 1)}


def test_a_day_that_was_counted_stays_as_it_was(app: Flask, world: TestWorld) -> None:
    team = a_department()
    a_person(department=team)
    heads_counted()
    a_person(department=team)
    assert heads_counted() == 0
    assert _people(YESTERDAY)[team.id] == 1


def test_the_day_is_over_at_midnight_of_the_installation(app: Flask, world: TestWorld) -> None:
    heads_counted()
    world.clock.at = datetime(2026, 5, 4, 21, 59, tzinfo=UTC)
    assert heads_counted() == 0
    world.clock.at = datetime(2026, 5, 4, 22, 1, tzinfo=UTC)  # 00:01 in Paris
    assert heads_counted() == 1
    assert _people(date(2026, 5, 4))


def test_both_nights_on_which_clocks_change_are_one_day_each(app: Flask, world: TestWorld) -> None:
    world.clock.at = datetime(2026, 3, 29, 12, tzinfo=UTC)
    heads_counted()
    world.clock.at = datetime(2026, 3, 29, 22, 30, tzinfo=UTC)
    assert heads_counted() == 1
    world.clock.at = datetime(2026, 10, 24, 22, 30, tzinfo=UTC)
    heads_counted()
    world.clock.at = datetime(2026, 10, 25, 22, 30, tzinfo=UTC)  # still the 25th, which had 25 hours
    assert heads_counted() == 0
    world.clock.at = datetime(2026, 10, 25, 23, 30, tzinfo=UTC)
    assert heads_counted() == 1


def test_counting_begins_with_the_first_month_somebody_took_part_in(app: Flask) -> None:
    save(TeamTally(month=date(2026, 4, 1), department_id=NOWHERE, people=1, shares=0))
    assert heads_counted() == 33
    assert _people(date(2026, 4, 1))


def test_two_workers_at_once_count_a_day_once(committing_app: tuple[Flask, TestWorld]) -> None:
    app, _world = committing_app
    with app.app_context():
        for _each in range(3):
            a_person()
        db.session.remove()
    assert sorted(together(app, [heads_counted] * 4)) == [0, 0, 0, 1]
    with app.app_context():
        assert sum(_people(YESTERDAY).values()) == 3


TREES = st.integers(1, 6).flatmap(
    lambda size: st.tuples(
        st.lists(st.integers(0, 9), min_size=size, max_size=size),
        st.tuples(*(st.integers(0, number) for number in range(size))),
    )
)


@given(TREES)
def test_every_employee_is_counted_once_at_each_level(tree: tuple[list[int], tuple[int, ...]]) -> None:
    own, parents = tree
    known = {number + 1: parent or None for number, parent in enumerate(parents)}
    found = headcounts(known, {number + 1: people for number, people in enumerate(own)})
    roots = [one.people for one in found if one.parent_id == NOWHERE and one.department_id != NOWHERE]
    assert sum(roots) == sum(own)


def test_people_of_a_department_out_of_the_tree_are_in_none() -> None:
    assert Headcount(NOWHERE, NOWHERE, 4) in headcounts({1: None}, {7: 4})


def test_no_more_than_a_year_is_filled() -> None:
    today = date(2026, 5, 4)
    assert len(missing((), first=date(2001, 1, 1), today=today)) == 400
    assert missing({today - timedelta(days=1)}, first=None, today=today) == []
