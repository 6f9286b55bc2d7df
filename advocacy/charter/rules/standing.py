"""Where a person stands with a version on a day: done, owed until when, overdue, exempt, gone.

The clock of a debt starts on the later of the day the version went live and the day the person became
concerned. Days on which the person is absent do not count, and nobody is overdue while absent.
`queries/standing.py` says the same in SQL for everyone at once; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from advocacy.charter.rules.versions import Asked
from advocacy.charter.rules.words import Act


class Standing(StrEnum):
    """Where a person stands with a version."""

    ACKNOWLEDGED = "acknowledged"
    OBJECTED = "objected"
    OWED = "owed"
    OVERDUE = "overdue"
    EXEMPT = "exempt"
    LEFT = "left"


class Because(StrEnum):
    """Why somebody stands where they stand, when the standing alone does not say it."""

    NOT_IN_AUDIENCE = "not_in_audience"
    NOT_EMPLOYED = "not_employed"
    ABSENT = "absent"
    NOT_BINDING_YET = "not_binding_yet"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Days:
    """A run of days: from `first` up to the day before `back`; None when the end is not known."""

    first: date
    back: date | None = None

    def known_end(self, day: date) -> date:
        """The end as far as it is known on `day`: an open run lasts at least through that day."""
        return self.back if self.back is not None else max(self.first, day) + timedelta(days=1)


@dataclass(frozen=True)
class Situation:
    """The facts about one person on one day. `act` is the latest of the acts that count for the version."""

    employed: bool = True
    employer_id: int | None = None
    concerned_since: date | None = None
    absences: tuple[Days, ...] = ()
    act: Act | None = None


@dataclass(frozen=True)
class Answer:
    """Where the person stands, with the last day (only of what is owed) and why."""

    standing: Standing
    due_on: date | None = None
    because: Because | None = None


def concerned_since(spans: Sequence[Days], day: date) -> date | None:
    """The first day of the unbroken run of `spans` (they may overlap) that holds on `day`, if any does."""
    if len(spans) == 1:
        # Nearly everybody's: asked of thousands of people, thousands of times.
        first, back = spans[0].first, spans[0].back
        return first if first <= day and (back is None or back > day) else None
    start: date | None = None
    until: date | None = None
    for span in sorted(spans, key=lambda span: span.first):
        if span.first > day:
            break
        if start is None or (until is not None and span.first > until):
            start, until = span.first, span.back
        elif until is not None:
            until = None if span.back is None else max(until, span.back)
    return start if start is not None and (until is None or until > day) else None


def due_on(start: date, allowed: int, absences: Sequence[Days], day: date) -> date:
    """The last day of a debt: `allowed` days after `start`, and one more for each absent day in between.

    Absences known on `day` count, those ahead too. Someone absent on `day` is never past the last day.
    """
    due = start + timedelta(days=allowed)
    counted_to = start
    for absence in sorted(absences, key=lambda absence: absence.first):
        first, back = max(absence.first, counted_to), absence.known_end(day)
        if back <= first:
            continue
        if first > due:
            break
        due += back - first
        counted_to = back
    away = [absence.known_end(day) for absence in absences if absence.first <= day < absence.known_end(day)]
    return max([due, *(back - timedelta(days=1) for back in away)])


def standing(asked: Asked, person: Situation, day: date) -> Answer:
    """Where `person` stands with what is `asked` on `day`.

    A binding version is not overdue before it binds the person's employer: never, where it does not.
    """
    if not person.employed:
        return Answer(Standing.LEFT, because=Because.NOT_EMPLOYED)
    if person.act is not None:
        return Answer(Standing(person.act.value))
    if asked.is_withdrawn:
        return Answer(Standing.EXEMPT, because=Because.WITHDRAWN)
    if person.concerned_since is None:
        return Answer(Standing.EXEMPT, because=Because.NOT_IN_AUDIENCE)
    at_first = person.concerned_since == asked.asked_from
    due = due_on(person.concerned_since, asked.days if at_first else asked.days_later, person.absences, day)
    late = _not_before(asked, person, due, day)
    if day > late:
        return Answer(Standing.OVERDUE, late)
    return Answer(Standing.OWED, late, _why_not_overdue(person, day, moved=late > due))


def _not_before(asked: Asked, person: Situation, due: date, day: date) -> date:
    if not asked.is_binding:
        return due
    binding = asked.binding_days.get(person.employer_id or 0)
    return max(due, binding - timedelta(days=1) if binding is not None else day)


def _why_not_overdue(person: Situation, day: date, *, moved: bool) -> Because | None:
    if any(absence.first <= day < absence.known_end(day) for absence in person.absences):
        return Because.ABSENT
    return Because.NOT_BINDING_YET if moved else None
