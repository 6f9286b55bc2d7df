"""Where somebody stands with a module: every boundary to the second, and what may never happen."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advocacy.charter.rules.standing import Days
from advocacy.training.rules import CycleCause, State, Validity
from advocacy.training.rules.states import Bond, Done, Standing, Terms, TrainingFacts, holding, stand
from advocacy.training.rules.validity import ValidityRule, midnight

PARIS = "Europe/Paris"
SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)
YEARLY = ValidityRule(Validity.ROLLING, months=12)
ONCE = ValidityRule(Validity.ONCE)
SINCE = date(2024, 1, 8)


def paris(year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, second, tzinfo=ZoneInfo(PARIS))


def facts(
    *done: Done,
    rule: ValidityRule = YEARLY,
    since: date = SINCE,
    days: int = 30,
    grace: int = 0,
    **values: object,
) -> TrainingFacts:
    bonds = (Bond(since, Terms(rule, days, grace)),)
    return TrainingFacts(**{"zone": PARIS, "bonds": bonds, "done": done, **values})  # type: ignore[arg-type]


DONE = Done(paris(2026, 5, 4, 10))
"""By the yearly rule it holds through 4 May 2027."""

LAPSE = paris(2027, 5, 5)


# Never done


def test_whoever_never_did_it_has_the_days_from_when_they_were_bound() -> None:
    new = facts(since=date(2026, 5, 4), days=30)
    assert stand(new, paris(2026, 5, 4)) == Standing(
        State.NOT_STARTED, date(2026, 6, 3), since=paris(2026, 5, 4), cause=CycleCause.FIRST
    )


@pytest.mark.parametrize(("at", "late"), [(paris(2026, 6, 3, 23, 59, 59), False), (paris(2026, 6, 4), True)])
def test_the_last_day_is_not_late_up_to_its_last_second(at: datetime, late: bool) -> None:
    standing = stand(facts(since=date(2026, 5, 4), days=30), at)
    assert standing.state is State.NOT_STARTED
    assert standing.is_overdue(at.astimezone(ZoneInfo(PARIS)).date()) is late


def test_an_open_cycle_is_in_progress() -> None:
    begun = facts(is_begun=True)
    assert stand(begun, paris(2026, 5, 4)).state is State.IN_PROGRESS


def test_grace_is_not_for_what_was_never_done() -> None:
    standing = stand(facts(since=date(2026, 5, 4), days=30, grace=60), paris(2026, 6, 20))
    assert (standing.grace_until, standing.last_day) == (None, date(2026, 6, 3))
    assert standing.is_overdue(date(2026, 6, 4))


# Done and holding


@pytest.mark.parametrize(
    ("at", "state"),
    [
        (paris(2026, 5, 4, 10), State.COMPLIANT),
        (paris(2027, 4, 3, 23, 59, 59), State.COMPLIANT),
        (paris(2027, 4, 4), State.EXPIRING_SOON),
        (paris(2027, 5, 4, 23, 59, 59), State.EXPIRING_SOON),
        (paris(2027, 5, 5), State.EXPIRED),
    ],
)
def test_it_holds_to_the_second_and_renewal_is_asked_thirty_days_before(at: datetime, state: State) -> None:
    standing = stand(facts(DONE), at)
    assert standing.state is state
    assert (standing.due_on, standing.lapses_at) == (date(2027, 5, 4), LAPSE)
    assert (standing.cause, standing.since) == (CycleCause.EXPIRY, paris(2027, 4, 4))


@pytest.mark.parametrize(
    ("at", "state"),
    [
        (LAPSE - SECOND, State.EXPIRING_SOON),
        (LAPSE, State.IN_GRACE),
        (paris(2027, 5, 18, 23, 59, 59), State.IN_GRACE),
        (paris(2027, 5, 19), State.EXPIRED),
    ],
)
def test_grace_follows_on_the_lapse_to_the_second(at: datetime, state: State) -> None:
    standing = stand(facts(DONE, grace=14), at)
    assert (standing.state, standing.grace_until) == (state, date(2027, 5, 18))
    assert standing.is_overdue(at.astimezone(ZoneInfo(PARIS)).date()) is (state is State.EXPIRED)


def test_grace_gives_no_right() -> None:
    for at, valid in ((LAPSE - SECOND, True), (LAPSE, False)):
        held = holding([DONE], [Terms(YEARLY, grace_days=90)], PARIS, [], at)
        assert held is not None
        assert held.is_valid(at) is valid


def test_it_holds_from_its_own_second() -> None:
    at = DONE.completed_at
    assert holding([DONE], [Terms(YEARLY)], PARIS, [], at - SECOND) is None
    held = holding([DONE], [Terms(YEARLY)], PARIS, [], at)
    assert held is not None
    assert held.is_valid(at)
    assert stand(facts(DONE), at - SECOND).state is State.NOT_STARTED


def test_what_holds_for_good_is_never_owed_again() -> None:
    standing = stand(facts(DONE, rule=ONCE), paris(2060, 1, 1))
    assert standing == Standing(State.COMPLIANT, completed_at=DONE.completed_at)
    assert not standing.is_owed


# Nights on which clocks change


@pytest.mark.parametrize(
    ("last", "lapse"),
    [
        (date(2027, 3, 27), datetime(2027, 3, 27, 23, tzinfo=UTC)),
        (date(2027, 3, 28), datetime(2027, 3, 28, 22, tzinfo=UTC)),
        (date(2027, 10, 30), datetime(2027, 10, 30, 22, tzinfo=UTC)),
        (date(2027, 10, 31), datetime(2027, 10, 31, 23, tzinfo=UTC)),
    ],
)
def test_the_lapse_and_the_renewal_are_local_midnights_when_clocks_change(
    last: date, lapse: datetime
) -> None:
    proof = replace(DONE, expires_on=last)
    before, after = stand(facts(proof, rule=ONCE), lapse - SECOND), stand(facts(proof, rule=ONCE), lapse)
    assert (before.state, after.state) == (State.EXPIRING_SOON, State.EXPIRED)
    asked = midnight(last - timedelta(days=30), PARIS)
    assert stand(facts(proof, rule=ONCE), asked - SECOND).state is State.COMPLIANT
    assert stand(facts(proof, rule=ONCE), asked).state is State.EXPIRING_SOON


def test_everyones_day_is_where_they_live() -> None:
    at = datetime(2027, 5, 4, 23, tzinfo=UTC)
    done = Done(datetime(2026, 5, 4, 10, tzinfo=UTC))
    assert stand(facts(done), at).state is State.EXPIRED
    assert stand(facts(done, zone="UTC"), at).state is State.EXPIRING_SOON
    assert stand(facts(done, zone="America/Los_Angeles"), at).state is State.EXPIRING_SOON


# Joiners, and what they bring along


def test_whoever_joins_with_a_lapsed_completion_has_the_days_of_a_joiner() -> None:
    joined = facts(Done(paris(2020, 5, 4)), since=date(2026, 5, 4), days=30)
    standing = stand(joined, paris(2026, 5, 10))
    assert (standing.state, standing.due_on) == (State.IN_GRACE, date(2026, 6, 3))
    assert not standing.is_overdue(date(2026, 6, 3))
    assert stand(joined, paris(2026, 6, 4)).state is State.EXPIRED


# Absences


def test_absence_pauses_the_first_deadline() -> None:
    away = facts(since=date(2026, 5, 4), days=30, absences=(Days(date(2026, 5, 11), date(2026, 5, 25)),))
    assert stand(away, paris(2026, 5, 5)).due_on == date(2026, 6, 17)


def test_nobody_is_late_while_absent_but_nothing_holds_longer() -> None:
    away = facts(DONE, absences=(Days(date(2027, 4, 20)),))
    standing = stand(away, LAPSE)
    assert (standing.state, standing.lapses_at) == (State.IN_GRACE, LAPSE)
    assert not stand(away, paris(2027, 12, 1)).is_overdue(date(2027, 12, 1))


def test_days_away_in_the_last_thirty_are_given_back_after_the_lapse() -> None:
    away = facts(DONE, absences=(Days(date(2027, 4, 10), date(2027, 4, 20)),))
    standing = stand(away, LAPSE)
    assert (standing.due_on, standing.grace_until) == (date(2027, 5, 14), date(2027, 5, 14))
    assert stand(away, paris(2027, 5, 15)).state is State.EXPIRED
    before = facts(DONE, absences=(Days(date(2026, 7, 1), date(2026, 9, 1)),))
    assert stand(before, LAPSE).state is State.EXPIRED


# Waivers


@pytest.mark.parametrize(
    ("at", "waived"),
    [
        (paris(2026, 5, 31, 23, 59, 59), False),
        (paris(2026, 6, 1), True),
        (paris(2026, 6, 30, 23, 59, 59), True),
        (paris(2026, 7, 1), False),
    ],
)
def test_a_waiver_holds_from_its_first_to_its_last_second(at: datetime, waived: bool) -> None:
    let_off = facts(waivers=(Days(date(2026, 6, 1), date(2026, 7, 1)),))
    standing = stand(let_off, at)
    assert (standing.state is State.WAIVED) is waived
    assert standing.waived_until == (date(2026, 6, 30) if waived else None)
    assert standing.is_owed is not waived


def test_after_a_waiver_somebody_has_the_days_of_a_joiner() -> None:
    let_off = facts(days=30, waivers=(Days(date(2026, 6, 1), date(2026, 7, 1)),))
    standing = stand(let_off, paris(2026, 7, 1))
    assert (standing.due_on, standing.since) == (date(2026, 7, 31), paris(2026, 7, 1))
    lapsed = facts(Done(paris(2025, 6, 10)), days=30, waivers=(Days(date(2026, 6, 1), date(2026, 7, 1)),))
    assert stand(lapsed, paris(2026, 7, 1)).due_on == date(2026, 7, 31)


def test_a_waiver_gives_no_right_and_tells_when_the_completion_lapses() -> None:
    let_off = facts(DONE, waivers=(Days(date(2027, 1, 1), date(2028, 1, 1)),))
    assert stand(let_off, LAPSE) == Standing(
        State.WAIVED, lapses_at=LAPSE, waived_until=date(2027, 12, 31), completed_at=DONE.completed_at
    )


# Material changes

OUT = paris(2026, 9, 1, 15)
OUTDATED = replace(DONE, outdated_at=OUT)


@pytest.mark.parametrize(
    ("at", "state", "valid"),
    [
        (OUT, State.EXPIRING_SOON, True),
        (paris(2026, 10, 1, 23, 59, 59), State.EXPIRING_SOON, True),
        (paris(2026, 10, 2), State.EXPIRED, False),
    ],
)
def test_an_older_version_counts_until_the_new_one_is_due(at: datetime, state: State, valid: bool) -> None:
    standing = stand(facts(OUTDATED, days=30), at)
    assert (standing.state, standing.due_on, standing.cause) == (
        state,
        date(2026, 10, 1),
        CycleCause.MATERIAL,
    )
    assert (standing.lapses_at, standing.since) == (paris(2026, 10, 2), OUT)
    held = holding([OUTDATED], [Terms(YEARLY, 30)], PARIS, [], at)
    assert held is not None
    assert held.is_valid(at) is valid


def test_whichever_comes_first_counts_the_lapse_or_the_new_version() -> None:
    late = replace(DONE, outdated_at=paris(2027, 4, 20))
    standing = stand(facts(late, days=30), paris(2027, 4, 21))
    assert (standing.due_on, standing.cause) == (date(2027, 5, 4), CycleCause.EXPIRY)
    early = replace(DONE, outdated_at=paris(2027, 3, 20))
    assert stand(facts(early, days=30), paris(2027, 4, 10)).cause is CycleCause.MATERIAL


def test_what_was_done_of_the_new_version_counts_anew() -> None:
    again = Done(paris(2026, 9, 15, 9))
    standing = stand(facts(OUTDATED, again), paris(2026, 9, 15, 9))
    assert (standing.state, standing.completed_at) == (State.COMPLIANT, again.completed_at)


# Several requirements


def test_the_strictest_of_several_requirements_counts() -> None:
    half = Bond(SINCE, Terms(ValidityRule(Validity.ROLLING, months=6), 30, 60))
    year = Bond(SINCE, Terms(YEARLY, 10, 5))
    both = TrainingFacts(PARIS, (year, half), (DONE,))
    standing = stand(both, paris(2026, 11, 5))
    assert (standing.lapses_at, standing.due_on) == (paris(2026, 11, 5), date(2026, 11, 4))
    assert stand(TrainingFacts(PARIS, (year, half)), paris(2026, 5, 4)).due_on == SINCE + timedelta(days=10)


# What may never happen, whatever the facts

days_ = st.dates(date(2024, 1, 1), date(2028, 12, 31))
_BOUNDS = datetime(2024, 1, 1), datetime(2029, 1, 1)  # noqa: DTZ001 - hypothesis adds the zone
instants = st.datetimes(*_BOUNDS, timezones=st.just(UTC))
runs = st.builds(lambda first, length: Days(first, first + length * DAY), days_, st.integers(1, 90))
validity = st.one_of(
    st.just(ONCE),
    st.builds(lambda months: ValidityRule(Validity.ROLLING, months=months), st.integers(1, 36)),
    st.builds(lambda month: ValidityRule(Validity.CALENDAR, month=month), st.integers(1, 12)),
)
terms = st.builds(Terms, validity, st.integers(1, 120), st.integers(0, 60))
completions = st.builds(
    lambda at, proof, outdated: Done(
        at,
        None if proof is None else at.date() + proof * DAY,
        None if outdated is None else at + outdated * DAY,
    ),
    instants,
    st.none() | st.integers(0, 700),
    st.none() | st.integers(0, 700),
)
anything = st.builds(
    TrainingFacts,
    zone=st.sampled_from([PARIS, "UTC", "America/Los_Angeles", "Pacific/Auckland"]),
    bonds=st.lists(st.builds(Bond, days_, terms), min_size=1, max_size=3).map(tuple),
    done=st.lists(completions, max_size=3).map(tuple),
    absences=st.lists(runs, max_size=2).map(tuple),
    waivers=st.lists(runs, max_size=2).map(tuple),
    is_begun=st.booleans(),
)


def is_valid(some: TrainingFacts, at: datetime) -> bool:
    held = holding(some.done, [bond.terms for bond in some.bonds], some.zone, some.absences, at)
    return held is not None and held.is_valid(at)


@given(anything, completions, instants)
def test_one_more_completion_never_takes_the_right_away(
    some: TrainingFacts, more: Done, at: datetime
) -> None:
    if is_valid(some, at):
        assert is_valid(replace(some, done=(*some.done, more)), at)


@given(anything, st.builds(Bond, days_, terms), instants)
def test_one_more_requirement_never_gives_the_right(some: TrainingFacts, more: Bond, at: datetime) -> None:
    if is_valid(replace(some, bonds=(*some.bonds, more)), at):
        assert is_valid(some, at)


@given(anything, instants)
def test_neither_waiver_nor_grace_gives_the_right(some: TrainingFacts, at: datetime) -> None:
    without = replace(
        some,
        waivers=(),
        bonds=tuple(replace(bond, terms=replace(bond.terms, grace_days=0)) for bond in some.bonds),
    )
    assert is_valid(some, at) is is_valid(without, at)


@given(anything, instants)
def test_the_state_tells_whether_the_right_is_there(some: TrainingFacts, at: datetime) -> None:
    standing = stand(some, at)
    if standing.state in (State.COMPLIANT, State.EXPIRING_SOON):
        assert is_valid(some, at)
    elif standing.state is not State.WAIVED:
        assert not is_valid(some, at)


@given(anything, instants)
def test_the_lapse_told_is_the_second_at_which_the_right_goes(some: TrainingFacts, at: datetime) -> None:
    some = replace(some, absences=())
    standing = stand(some, at)
    if standing.lapses_at is not None and at < standing.lapses_at and is_valid(some, at):
        held = replace(some, done=tuple(one for one in some.done if one.completed_at <= at))
        assert is_valid(held, standing.lapses_at - SECOND)
        assert not is_valid(held, standing.lapses_at)


@given(anything, instants)
def test_whatever_is_owed_has_a_last_day_and_a_beginning(some: TrainingFacts, at: datetime) -> None:
    standing = stand(some, at)
    if standing.is_owed:
        assert standing.last_day is not None
        assert standing.cause is not None
        assert standing.since is not None


@given(anything, runs, instants)
def test_absence_never_makes_anybody_later(some: TrainingFacts, away: Days, at: datetime) -> None:
    day = at.astimezone(ZoneInfo(some.zone)).date()
    if not stand(some, at).is_overdue(day):
        more = replace(some, absences=(*some.absences, away))
        assert not stand(more, at).is_overdue(day)


@given(anything, instants)
def test_nobody_is_late_while_absent(some: TrainingFacts, at: datetime) -> None:
    day = at.astimezone(ZoneInfo(some.zone)).date()
    away = replace(some, absences=(Days(day),))
    assert not stand(away, at).is_overdue(day)
