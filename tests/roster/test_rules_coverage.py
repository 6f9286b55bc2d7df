"""Coverage in numbers: hours converted between zones, holes, and rights that end."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advocacy.charter.rules.gate import DocumentFacts, GateFacts
from advocacy.charter.rules.standing import Days, Standing
from advocacy.errors import Refused
from advocacy.people.rules import Language
from advocacy.roster.rules.coverage import (
    HOURS_OF_WEEK,
    Candidate,
    Hole,
    endings,
    holes,
    hours_shown,
    hours_worked,
    lines,
    numbers_ending,
    roster_at,
    served_hours,
)
from advocacy.roster.rules.eligibility import EligibilityFacts, Stretch, Training
from advocacy.roster.rules.hours import Hours
from advocacy.roster.rules.moments import instants, read_moment
from advocacy.roster.rules.why import Why

NOW = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)
LONG_AGO = NOW - timedelta(days=400)
PARIS, MONDAY = "Europe/Paris", date(2026, 5, 4)
FR, EN = Language.FRENCH, Language.ENGLISH
OFFICE = tuple(Hours(day, 9 * 60, 18 * 60, PARIS) for day in range(5))


def someone(
    person_id: int = 1,
    *,
    hours: tuple[Hours, ...] = OFFICE,
    languages: frozenset[Language] = frozenset({FR}),
    topics: tuple[int, ...] = (1,),
    lapses_at: datetime | None = None,
    **facts: object,
) -> Candidate:
    """Somebody who may answer, unless `facts` say otherwise."""
    known = EligibilityFacts(
        zone=PARIS,
        gate=GateFacts((DocumentFacts("charter", {}, Standing.ACKNOWLEDGED),), acted_ever=True),
        employed=(Days(date(2024, 1, 8)),),
        enrolments=(Stretch(LONG_AGO),),
        topics={topic: (Stretch(LONG_AGO),) for topic in topics},
        trainings=(Training("speaking", {"en": "Speaking"}, LONG_AGO, lapses_at),),
    )
    return Candidate(person_id, f"Léa {person_id}", languages, hours, replace(known, **facts))  # type: ignore[arg-type]  # fields by name


def test_a_full_week_of_one_person_leaves_no_hole_in_their_language_only() -> None:
    found = roster_at([someone()], NOW)
    french, english = lines(found.answering, [1], [FR, EN], zone=PARIS, day=MONDAY)
    assert (french.people, french.holes) == (1, ())
    assert (english.people, len(english.holes)) == (0, 45)
    assert sum(french.grid) == 45


def test_hours_that_touch_and_days_that_follow_are_one_hole() -> None:
    morning = tuple(replace(one, ends=12 * 60) for one in OFFICE[:4])
    found = roster_at([someone(hours=(*morning, OFFICE[4]))], NOW)
    counted = lines(found.answering, [1], [FR], zone=PARIS, day=MONDAY)
    assert holes(counted) == [Hole(1, FR, 0, 3, 12, 18)]
    assert holes(counted)[0].hours == 24
    assert counted[0].fewest([9, 12]) == [1, 0]
    assert counted[0].day(4, [9, 12]) == [1, 1]


def test_days_that_do_not_follow_each_other_are_holes_of_their_own() -> None:
    hours = (replace(OFFICE[0], ends=12 * 60), OFFICE[1], replace(OFFICE[2], ends=12 * 60), *OFFICE[3:])
    lunch = (*OFFICE[:4], replace(OFFICE[4], ends=12 * 60), replace(OFFICE[4], starts=14 * 60))
    for worked, expected in (
        (hours, [Hole(1, FR, 0, 0, 12, 18), Hole(1, FR, 2, 2, 12, 18)]),
        (lunch, [Hole(1, FR, 4, 4, 12, 14)]),
        ((), [Hole(1, FR, 0, 4, 9, 18)]),
    ):
        found = roster_at([someone(hours=worked)], NOW)
        counted = lines(found.answering, [1], [FR], zone=PARIS, day=MONDAY)
        assert holes(counted) == expected
        assert sum(hole.hours for hole in expected) == len(counted[0].holes)


def test_who_may_not_answer_covers_nothing_and_is_counted_by_reason() -> None:
    found = roster_at(
        [
            someone(1),
            someone(2, pauses=(Stretch(LONG_AGO),), absences=(Days(MONDAY),)),
            someone(3, topics=()),
            someone(4, enrolments=()),
            someone(5, employed=(Days(date(2024, 1, 8), MONDAY),)),
        ],
        NOW,
    )
    assert found.members == 3
    assert [one.who.person_id for one in found.answering] == [1]
    assert found.kept == {Why.PAUSED: 1, Why.ABSENT: 1, Why.TOPIC_NOT_HELD: 1}


@pytest.mark.parametrize(
    ("hours", "zone", "day", "expected"),
    [
        (Hours(0, 540, 600, PARIS), PARIS, MONDAY, {9}),
        (Hours(0, 540, 570, PARIS), PARIS, MONDAY, {9}),
        (Hours(0, 540, 569, PARIS), PARIS, MONDAY, set()),
        (Hours(0, 575, 660, PARIS), PARIS, MONDAY, {10}),
        (Hours(0, 540, 600, "America/New_York"), PARIS, MONDAY, {15}),
        (Hours(0, 540, 600, "America/New_York"), PARIS, date(2026, 3, 10), {14}),  # clocks there went first
        (Hours(0, 540, 600, "Asia/Kolkata"), PARIS, MONDAY, {5, 6}),
        (Hours(0, 0, 60, "Asia/Tokyo"), PARIS, MONDAY, {161}),  # Sunday evening
        (Hours(6, 23 * 60, 24 * 60, "America/New_York"), PARIS, MONDAY, {5}),  # Monday morning
        (Hours(6, 540, 600, PARIS), PARIS, date(2026, 3, 29), {153}),  # nine o'clock is nine o'clock
    ],
)
def test_hours_are_those_of_the_companys_week(hours: Hours, zone: str, day: date, expected: set[int]) -> None:
    assert hours_worked((hours,), zone, day) == expected


ZONES = st.sampled_from([PARIS, "America/New_York", "Asia/Kolkata", "Pacific/Auckland", "Pacific/Kiritimati"])
SPANS = st.builds(
    lambda weekday, starts, lasts, zone: Hours(weekday, starts * 60, min(1440, (starts + lasts) * 60), zone),
    st.integers(0, 6),
    st.integers(0, 23),
    st.integers(1, 9),
    ZONES,
)


@given(SPANS, ZONES, st.integers(0, 400))
def test_no_hour_is_lost_or_won_between_zones(hours: Hours, zone: str, days: int) -> None:
    worked = hours_worked((hours,), zone, MONDAY + timedelta(days=days))
    whole = (hours.ends - hours.starts) // 60
    assert whole <= len(worked) <= whole + 1
    assert all(0 <= hour < HOURS_OF_WEEK for hour in worked)


@given(st.lists(st.tuples(st.frozensets(st.sampled_from([FR, EN]), min_size=1), st.lists(SPANS, max_size=3))))
def test_each_hour_counts_the_people_who_work_in_it(
    people: list[tuple[frozenset[Language], list[Hours]]],
) -> None:
    found = roster_at(
        [
            someone(place, languages=languages, hours=tuple(hours))
            for place, (languages, hours) in enumerate(people)
        ],
        NOW,
    )
    for line in lines(found.answering, [1], [FR, EN], zone=PARIS, day=MONDAY):
        speakers = [hours for languages, hours in people if line.language in languages]
        assert line.people == len(speakers)
        for hour in range(HOURS_OF_WEEK):
            worked = [hour in hours_worked(tuple(hours), PARIS, MONDAY) for hours in speakers]
            assert line.grid[hour] == sum(worked)
        assert set(line.holes) == {hour for hour in served_hours() if not line.grid[hour]}


def test_the_picture_shows_the_hours_served_and_those_worked() -> None:
    early = someone(hours=(Hours(5, 6 * 60, 8 * 60, PARIS),))
    counted = lines(roster_at([early], NOW).answering, [1], [FR], zone=PARIS, day=MONDAY)
    assert hours_shown(counted) == range(6, 18)
    assert hours_shown([]) == range(9, 18)


def test_rights_that_end_are_told_once_per_person_by_the_first_end() -> None:
    soon, late = NOW + timedelta(days=20), NOW + timedelta(days=80)
    special = Training("refunds", {"en": "Refunds"}, LONG_AGO, soon)
    both = someone(1, topics=(1, 2), lapses_at=late)
    both = replace(both, facts=replace(both.facts, by_topic={2: (*both.facts.trainings, special)}))
    found = roster_at([both, someone(2, lapses_at=late), someone(3), someone(4, lapses_at=LONG_AGO)], NOW)
    ends = endings(found.answering, by=NOW + timedelta(days=90))
    assert [(one.person_id, one.at, one.training.slug) for one in ends] == [
        (1, soon, "refunds"),
        (2, late, "speaking"),
    ]
    assert numbers_ending(ends, NOW) == [(30, 1), (60, 1), (90, 2)]
    assert endings(found.answering, by=NOW + timedelta(days=10)) == []


# A moment as it is typed


def moment(day: str, at: str) -> tuple[datetime, ...]:
    """The instants of what is typed in Paris, long after."""
    later = datetime(2027, 1, 1, tzinfo=UTC)
    return read_moment({"day": day, "time": at}, zone=PARIS, now=later)


def test_a_wall_time_is_read_in_its_zone() -> None:
    assert moment("2026-05-03", "14:02") == (datetime(2026, 5, 3, 12, 2, tzinfo=UTC),)
    assert moment("2026-01-03", "14:02:59") == (datetime(2026, 1, 3, 13, 2, 59, tzinfo=UTC),)
    assert read_moment({}, zone=PARIS, now=NOW) == (NOW,)


def test_an_hour_that_the_clocks_skip_is_explained() -> None:
    with pytest.raises(Refused, match="clocks go forward and 02:30 does not exist"):
        moment("2026-03-29", "02:30")
    assert moment("2026-03-29", "03:00") == (datetime(2026, 3, 29, 1, 0, tzinfo=UTC),)
    assert moment("2026-03-29", "01:59:59") == (datetime(2026, 3, 29, 0, 59, 59, tzinfo=UTC),)


def test_an_hour_that_comes_twice_is_two_moments() -> None:
    assert moment("2026-10-25", "02:30") == (
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
    )
    assert moment("2026-10-25", "03:00") == (datetime(2026, 10, 25, 2, 0, tzinfo=UTC),)
    between = datetime(2026, 10, 25, 1, 0, tzinfo=UTC)
    first = instants(date(2026, 10, 25), time(2, 30), zone=PARIS, now=between)
    assert first == (datetime(2026, 10, 25, 0, 30, tzinfo=UTC),)


@pytest.mark.parametrize(
    ("day", "at"),
    [
        ("2026-05-03", ""),
        ("", "14:02"),
        ("2026-02-30", "14:02"),
        ("yesterday", "14:02"),
        ("0001-01-01", "00:00"),
        ("9999-12-31", "23:59"),
        ("2026-05-03", "25:00"),
        ("2026-05-03", "14:02+02:00"),
        ("2026-05-03\x00", "\x00noon"),
        ("2027-05-03", "14:02"),
    ],
)
def test_what_is_no_moment_that_has_passed_is_refused(day: str, at: str) -> None:
    with pytest.raises(Refused):
        moment(day, at)
