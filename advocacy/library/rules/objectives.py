"""Objectives: what makes one, when its review is due, and what a review decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from advocacy.errors import N_, Refused
from advocacy.library.rules.words import Measure, Verdict
from advocacy.numbers import LARGEST_KEY

LONGEST_NAME = 160
LONGEST_NOTE = 2000
LONGEST_SOURCE = 300
LONGEST_PERIOD = timedelta(days=5 * 366)

VERDICT_NAMES = {
    Verdict.KEEP: N_("keep"),
    Verdict.CHANGE: N_("change"),
    Verdict.STOP: N_("stop"),
}
"""What each verdict is called, to be translated when shown."""


@dataclass(frozen=True)
class Plan:
    """What an objective wants: its names, a figure, a period, the day of its next review."""

    name_fr: str
    name_en: str
    target: int
    starts_on: date
    ends_on: date
    review_on: date


def check_plan(plan: Plan, *, today: date, planned: date | None = None) -> None:
    """Raise Refused for what cannot be an objective. `planned` is the day of review it has already."""
    _check_names(plan)
    if not 1 <= plan.target <= LARGEST_KEY:
        raise Refused("The target is a whole number above zero.")
    _check_period(plan, today)
    if plan.review_on != planned:
        check_review_day(plan.review_on, today=today)


def _check_names(plan: Plan) -> None:
    for name in (plan.name_fr, plan.name_en):
        if not name.strip():
            raise Refused("Name the objective in French and in English.")
        if len(name) > LONGEST_NAME:
            raise Refused("A name has at most %(most)s characters.", most=LONGEST_NAME)


def _check_period(plan: Plan, today: date) -> None:
    if plan.ends_on < plan.starts_on:
        raise Refused("The objective ends before it begins.")
    if plan.ends_on - plan.starts_on > LONGEST_PERIOD:
        raise Refused("An objective lasts five years at most.")
    if plan.ends_on - today > 2 * LONGEST_PERIOD:
        raise Refused("An objective ends within ten years.")
    if plan.review_on < plan.starts_on:
        raise Refused("The review comes before the objective begins.")


def check_review_day(day: date, *, today: date) -> None:
    """Raise Refused for a review that is not ahead, or so far ahead that nobody will remember."""
    if day <= today:
        raise Refused("The next review must lie ahead.")
    if day - today > LONGEST_PERIOD:
        raise Refused("The next review must come within five years.")


def check_open(*, closed: bool) -> None:
    """Raise Refused for an objective that is closed."""
    if closed:
        raise Refused("This objective is closed. Set another one.")


def is_overdue(review_on: date, *, closed: bool, today: date) -> bool:
    """Whether somebody should have looked at the objective by now: from its day of review on."""
    return not closed and review_on <= today


def check_review(verdict: Verdict, note: str, next_review_on: date | None, *, today: date) -> None:
    """Raise Refused for a review without words, or one that goes on without a day for the next."""
    if not note.strip():
        raise Refused("Write what you saw and why you decide so: it is read at the next review.")
    if len(note) > LONGEST_NOTE:
        raise Refused("A note has at most %(most)s characters.", most=LONGEST_NOTE)
    if verdict is Verdict.STOP:
        return
    if next_review_on is None:
        raise Refused("Say when the objective is reviewed next.")
    check_review_day(next_review_on, today=today)


def check_figure(measure: Measure, day: date, figure: int, source: str, *, today: date) -> None:
    """Raise Refused for a figure that the portal counts itself, lies ahead, or comes from nowhere."""
    if measure is not Measure.NOTED:
        raise Refused("The portal counts this figure itself. Nothing is to be noted.")
    if day > today:
        raise Refused("A figure of a day to come cannot be known.")
    if not 0 <= figure <= LARGEST_KEY:
        raise Refused("A figure is a whole number from zero on.")
    if not source.strip():
        raise Refused("Say where the figure comes from.")
    if len(source) > LONGEST_SOURCE:
        raise Refused("A source has at most %(most)s characters.", most=LONGEST_SOURCE)
