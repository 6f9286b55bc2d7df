"""What a requirement may say: whom it binds, from when, with how many days; and who may say it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from advocacy.charter.rules.audience import AUDIENCE_ROLES
from advocacy.errors import Refused
from advocacy.roles import Role
from advocacy.training.rules.states import Terms
from advocacy.training.rules.validity import check_rule

REQUIREMENT_ROLES = (*AUDIENCE_ROLES, Role.TRAINER)
"""The roles that can be bound. Auditors and administrators are met as employees."""

MOST_LINES = 40
MOST_DAYS = 365
MOST_GRACE = 180
FURTHEST = timedelta(days=730)
"""A requirement begins within two years: what lies further is better decided then."""


@dataclass(frozen=True, order=True)
class Line:
    """One line of an audience: a department with everything below it, a role, or the holders of a topic."""

    department_id: int | None = None
    role: Role | None = None
    topic_id: int | None = None

    @property
    def is_department(self) -> bool:
        """Whether it names a department and nothing else."""
        return self.department_id is not None and self.role is None and self.topic_id is None

    def plain(self) -> dict[str, int | str | None]:
        """The line as an event tells it."""
        return {
            "department": self.department_id,
            "role": self.role.value if self.role else None,
            "topic": self.topic_id,
        }


def check_terms(terms: Terms) -> None:
    """Raise Refused for a validity, a number of days or a grace that means nothing."""
    check_rule(terms.rule)
    if not 1 <= terms.days <= MOST_DAYS:
        raise Refused("Give people from 1 to %(most)s days to do it.", most=MOST_DAYS)
    if not 0 <= terms.grace_days <= MOST_GRACE:
        raise Refused("The days of grace are a number from 0 to %(most)s.", most=MOST_GRACE)


def check_beginning(begins_on: date, today: date) -> None:
    """Raise Refused for a past day, on which people would be late at once, or one too far ahead."""
    if begins_on < today:
        raise Refused("A requirement begins today at the earliest: nobody is late for what was not asked.")
    if begins_on > today + FURTHEST:
        raise Refused("A requirement begins within two years. Set it nearer to the day.")


def check_module(*, published: bool, retired: bool) -> None:
    """Raise Refused for a module that nobody can take."""
    if retired:
        raise Refused("This training is retired: it cannot be required any more.")
    if not published:
        raise Refused("Nothing of this training is published yet. Publish a version before you require it.")


def check_lines(lines: Sequence[Line], scope: Collection[int] | None) -> None:
    """Raise Refused for an audience that is too long or out of reach.

    `scope` is the departments for which the actor may require trainings, None for all of them.
    """
    if len(lines) > MOST_LINES:
        raise Refused(
            "An audience has at most %(most)s lines: name a department above them instead.", most=MOST_LINES
        )
    if scope is not None and not is_within(lines, scope):
        raise Refused(
            "You may require trainings of the departments you look after. Choose among these, and no role, "
            "no topic and not everyone."
        )


def is_within(lines: Sequence[Line], scope: Collection[int] | None) -> bool:
    """Whether an audience lies wholly within these departments (None: all; no line is everyone)."""
    if scope is None:
        return True
    return bool(lines) and all(line.is_department and line.department_id in scope for line in lines)


def check_ending(*, ends_on: date, today: date, begins_on: date, ended_on: date | None) -> None:
    """Raise Refused for an end in the past, or of what has ended already."""
    if ended_on is not None and ended_on <= today:
        raise Refused("This requirement has ended already.")
    if ends_on < today:
        raise Refused("A requirement ends today at the earliest: what was owed until now was owed.")
    if ends_on > max(today, begins_on) + 5 * FURTHEST:
        raise Refused("This day is too far ahead.")
