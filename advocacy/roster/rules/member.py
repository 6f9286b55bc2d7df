"""What is known of a member at an instant: the facts that eligibility, directory and coverage read."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from advocacy.errors import Refused
from advocacy.people.rules import Language
from advocacy.roster.rules.hours import Hours, works_at
from advocacy.roster.rules.words import EndCause

USUAL_CAPACITY = 2
MOST_CAPACITY = 20


@dataclass(frozen=True)
class MemberFacts:
    """Somebody on the roster at the instant that was asked about. Who never enrolled has no `enrolled_at`."""

    person_id: int
    enrolled_at: datetime | None = None
    ended_at: datetime | None = None
    ended: EndCause | None = None
    left_on: date | None = None
    """The first day since the enrolment on which they did not work here: it ended the enrolment."""
    paused: bool = False
    paused_until: datetime | None = None
    """When the pause ends; None while `paused`: it is open."""
    suspended: bool = False
    alias: str | None = None
    slug: str | None = None
    languages: frozenset[Language] = frozenset()
    hours: tuple[Hours, ...] = ()
    capacity: int = USUAL_CAPACITY
    zone: str | None = None
    topics: frozenset[int] = frozenset()

    @property
    def is_enrolled(self) -> bool:
        """Whether they committed, and neither they, nor HR, nor leaving the company ended it."""
        return self.enrolled_at is not None and self.ended_at is None and self.left_on is None

    def works_at(self, at: datetime) -> bool:
        """Whether `at` lies in their working hours."""
        return works_at(self.hours, at)


def check_languages(languages: Collection[Language]) -> frozenset[Language]:
    """The languages to answer in. Raises Refused when there is none."""
    if not languages:
        raise Refused("Choose at least one language in which you answer.")
    return frozenset(languages)


def check_capacity(capacity: int) -> None:
    """Raise Refused for a number of questions that nobody holds at once."""
    if not 1 <= capacity <= MOST_CAPACITY:
        raise Refused("You can hold 1 to %(most)s questions at once.", most=MOST_CAPACITY)
