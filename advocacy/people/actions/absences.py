"""Days on which somebody is not there. No reason is asked for, kept or guessed."""

from __future__ import annotations

from datetime import date

from advocacy.audit.party import Party
from advocacy.errors import NotVisible
from advocacy.people.actions.dated import retire, write
from advocacy.people.events.persons import AbsenceCancelled, AbsenceCorrected, AbsenceRecorded
from advocacy.people.models import Absence, Person
from advocacy.people.queries import known
from advocacy.people.rules import placing, spans
from advocacy.people.rules.spans import Span
from advocacy.roles import Can
from advocacy.work import Work


def record(work: Work, person: Person, *, first: date, last: date | None) -> None:
    """Record an absence from `first` to its `last` day (None: not known yet). Refused if it meets another."""
    span = _checked(work, person, first, last, but=None)
    write(work, Absence, span, person_id=person.id)
    work.record(AbsenceRecorded(first_day=first, last_day=last), subject=Party(person.id, person.subject))


def correct(work: Work, person: Person, absence_id: int, *, first: date, last: date | None) -> None:
    """Give an absence other days; what was known before stays readable. Raises Refused."""
    span = _checked(work, person, first, last, but=absence_id)
    absence = _absence(work, person, absence_id)
    if known.span(absence) == span:
        return
    retire(work, absence, span)
    work.record(AbsenceCorrected(first_day=first, last_day=last), subject=Party(person.id, person.subject))


def cancel(work: Work, person: Person, absence_id: int) -> None:
    """Say that an absence was entered in error."""
    work.actor.require(Can.RECORD_ABSENCE)
    work.lock(Person, person.id)
    absence = _absence(work, person, absence_id)
    retire(work, absence)
    work.record(AbsenceCancelled(first_day=absence.valid_from), subject=Party(person.id, person.subject))


def _checked(work: Work, person: Person, first: date, last: date | None, *, but: int | None) -> Span:
    work.actor.require(Can.RECORD_ABSENCE)
    work.lock(Person, person.id)
    for day in (first, last):
        if day is not None:
            placing.check_day(day)
    rows = known.known(work.session, Absence, person.id)
    return spans.check_absence(first, last, [known.span(row) for row in rows if row.id != but])


def _absence(work: Work, person: Person, absence_id: int) -> Absence:
    found = work.session.get(Absence, absence_id)
    if found is None or found.person_id != person.id or found.retired_at is not None:
        raise NotVisible
    return found
