"""Decisions at publication, and the dossier of a binding version: every case, no database."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from advocacy.charter.rules import DossierStep
from advocacy.charter.rules.dossier import (
    binding_day,
    check_step,
    check_taking_back,
    earliest_effect,
    missing_steps,
    one_month_after,
)
from advocacy.charter.rules.drafting import Stage
from advocacy.charter.rules.publishing import (
    check_publication,
    check_withdrawal,
    comes_twice,
    instant,
    plan,
)
from advocacy.errors import Refused

PARIS = "Europe/Paris"
NOW = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)
TODAY = date(2026, 5, 4)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 1, 15), date(2026, 2, 15)),
        (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2028, 1, 30), date(2028, 2, 29)),
        (date(2026, 2, 28), date(2026, 3, 28)),
        (date(2026, 12, 5), date(2027, 1, 5)),
        (date(2026, 8, 31), date(2026, 9, 30)),
    ],
)
def test_a_month_is_a_month_of_the_calendar(day, expected):
    assert one_month_after(day) == expected


WHOLE = {
    DossierStep.WORKS_COUNCIL: date(2026, 3, 2),
    DossierStep.PUBLICITY: date(2026, 3, 10),
    DossierStep.DEPOSIT: date(2026, 3, 12),
    DossierStep.INSPECTOR: date(2026, 3, 10),
}


def test_a_version_binds_one_month_after_the_later_of_publicity_and_deposit():
    assert earliest_effect(WHOLE) == date(2026, 4, 12)
    assert earliest_effect({**WHOLE, DossierStep.PUBLICITY: date(2026, 3, 20)}) == date(2026, 4, 20)
    assert binding_day(WHOLE, live_on=date(2026, 3, 15)) == date(2026, 4, 12)
    assert binding_day(WHOLE, live_on=TODAY) == TODAY


@pytest.mark.parametrize("step", list(DossierStep))
def test_an_incomplete_dossier_binds_nobody(step):
    rest = {done: day for done, day in WHOLE.items() if done is not step}
    assert missing_steps(rest) == (step,)
    assert binding_day(rest, live_on=TODAY) is None


def test_the_works_council_comes_before_the_others():
    check_step({}, DossierStep.WORKS_COUNCIL, TODAY, today=TODAY)
    with pytest.raises(Refused, match="comes first"):
        check_step({}, DossierStep.PUBLICITY, TODAY, today=TODAY)
    opinion = {DossierStep.WORKS_COUNCIL: date(2026, 4, 20)}
    check_step(opinion, DossierStep.DEPOSIT, date(2026, 4, 20), today=TODAY)
    with pytest.raises(Refused, match="before the works council"):
        check_step(opinion, DossierStep.DEPOSIT, date(2026, 4, 19), today=TODAY)


def test_a_step_is_recorded_once_and_after_it_was_done():
    with pytest.raises(Refused, match="has not come yet"):
        check_step({}, DossierStep.WORKS_COUNCIL, date(2026, 5, 5), today=TODAY)
    with pytest.raises(Refused, match="recorded already"):
        check_step(WHOLE, DossierStep.DEPOSIT, TODAY, today=TODAY)


def test_the_opinion_is_taken_back_last():
    with pytest.raises(Refused, match="later steps first"):
        check_taking_back(WHOLE, DossierStep.WORKS_COUNCIL)
    check_taking_back(WHOLE, DossierStep.INSPECTOR)
    check_taking_back({DossierStep.WORKS_COUNCIL: TODAY}, DossierStep.WORKS_COUNCIL)


def test_a_wall_time_becomes_an_instant():
    assert instant(date(2026, 7, 1), time(9, 0), PARIS) == datetime(2026, 7, 1, 7, 0, tzinfo=UTC)
    assert instant(date(2026, 1, 5), time(9, 0), PARIS) == datetime(2026, 1, 5, 8, 0, tzinfo=UTC)


def test_a_time_that_the_spring_night_skips_is_refused():
    with pytest.raises(Refused, match="clocks go forward"):
        instant(date(2027, 3, 28), time(2, 30), PARIS)
    assert instant(date(2027, 3, 28), time(1, 59), PARIS) == datetime(2027, 3, 28, 0, 59, tzinfo=UTC)
    assert instant(date(2027, 3, 28), time(3, 0), PARIS) == datetime(2027, 3, 28, 1, 0, tzinfo=UTC)


def test_a_time_that_the_autumn_night_has_twice_is_the_first_and_known():
    twice = instant(date(2026, 10, 25), time(2, 30), PARIS)
    assert twice == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert comes_twice(twice, PARIS)
    assert not comes_twice(instant(date(2026, 10, 25), time(3, 30), PARIS), PARIS)
    assert not comes_twice(NOW, PARIS)


def test_publishing_now_goes_live_today():
    made = plan(None, date(2026, 6, 1), now=NOW, zone=PARIS)
    assert (made.live_at, made.live_on, made.due_on, made.scheduled) == (NOW, TODAY, date(2026, 6, 1), False)


def test_the_day_is_the_one_of_the_zone():
    late = datetime(2026, 5, 4, 22, 30, tzinfo=UTC)
    assert plan(late, date(2026, 6, 1), now=NOW, zone=PARIS).live_on == date(2026, 5, 5)


@pytest.mark.parametrize(
    ("live_at", "due_on", "told"),
    [
        (None, date(2026, 5, 3), "is in the past"),
        (NOW - timedelta(seconds=1), date(2026, 6, 1), "time of publication is in the past"),
        (NOW, date(2026, 6, 1), "time of publication is in the past"),
        (NOW + timedelta(days=10), date(2026, 5, 10), "before the version is in force"),
        (None, date(2029, 1, 1), "two years"),
        (NOW + timedelta(days=800), date(2029, 1, 1), "two years"),
    ],
)
def test_a_deadline_or_a_publication_that_makes_no_sense_is_refused(live_at, due_on, told):
    with pytest.raises(Refused, match=told):
        plan(live_at, due_on, now=NOW, zone=PARIS)


READY = {"number": 2, "latest": 1, "scheduled": None, "gaps": 0, "gaps_accepted": False}


@pytest.mark.parametrize("where", [s for s in Stage if s is not Stage.APPROVED])
def test_only_an_approved_version_is_published(where):
    with pytest.raises(Refused):
        check_publication(where, **READY)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"scheduled": 1}, "scheduled already"),
        ({"latest": 2}, "published already"),
        ({"latest": 3}, "published already"),
        ({"gaps": 1}, "to complete"),
    ],
)
def test_an_approved_version_may_still_have_to_wait(change, told):
    with pytest.raises(Refused, match=told):
        check_publication(Stage.APPROVED, **{**READY, **change})


def test_an_approved_version_is_published():
    check_publication(Stage.APPROVED, **READY)
    check_publication(Stage.APPROVED, **{**READY, "gaps": 3, "gaps_accepted": True})


def test_taking_a_version_back_needs_a_reason_and_happens_once():
    check_withdrawal(None, "The second clause was wrong.")
    with pytest.raises(Refused, match="Say why"):
        check_withdrawal(None, " \n")
    with pytest.raises(Refused, match="taken back already"):
        check_withdrawal(NOW, "again")
    with pytest.raises(Refused, match="at most"):
        check_withdrawal(None, "x" * 2001)
