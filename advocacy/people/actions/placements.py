"""Where somebody works, from when, and until when they work here at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from advocacy.audit.party import Party
from advocacy.errors import NotVisible, Refused
from advocacy.people.actions import sign_ins
from advocacy.people.actions.accounts import check_not_last_administrator
from advocacy.people.actions.dated import retire, write
from advocacy.people.events.persons import PersonLeft, PersonPlaced, PersonReturned
from advocacy.people.models import Department, Employer, Employment, Person, Placement, RoleGrant, Site
from advocacy.people.models.dated import Dated
from advocacy.people.queries import accounts, known
from advocacy.people.rules import Kind, placing, spans
from advocacy.people.rules.spans import Span
from advocacy.roles import Can
from advocacy.work import Work


@dataclass(frozen=True)
class Place:
    """Where somebody works; `manager` is their manager's number or e-mail address, as typed."""

    employer_id: int
    site_id: int | None
    department_id: int
    manager: str = ""


@dataclass(frozen=True)
class Employed:
    """The first and the last day of work; None while no last day is known."""

    first: date
    last: date | None = None

    @property
    def span(self) -> Span:
        """The same days as a span."""
        return Span(self.first, spans.after_last_day(self.last) if self.last else None)


def employ(work: Work, person: Person, employed: Employed, place: Place) -> None:
    """Write the employment and first placement of somebody new, or of somebody who returns. Raises
    Refused."""
    work.actor.require(Can.MANAGE_PEOPLE)
    placing.check_employment(person.kind, employed.first, employed.last)
    others = [known.span(row) for row in known.known(work.session, Employment, person.id)]
    placing.check_return(others, employed.span)
    manager_id = _check_place(work, person, place, employed.first)
    write(work, Employment, employed.span, person_id=person.id, employer_id=place.employer_id)
    write(work, Placement, employed.span, person_id=person.id, **_columns(place, manager_id))


def take_back(work: Work, person: Person, employed: Employed, place: Place) -> None:
    """Record that somebody who left works here again. Raises Refused."""
    _check_person(person)
    work.lock(Person, person.id)
    employ(work, person, employed, place)
    work.record(PersonReturned(since=employed.first), subject=Party(person.id, person.subject))


def place(work: Work, person: Person, where: Place, *, since: date) -> None:
    """Place somebody anew from a day on, up to the next placement that is known already. Raises Refused."""
    work.actor.require(Can.MANAGE_PEOPLE)
    _check_person(person)
    placing.check_day(since)
    work.lock(Person, person.id)
    employments = known.known(work.session, Employment, person.id)
    held = placing.employment_on([known.span(row) for row in employments], since)
    manager_id = _check_place(work, person, where, since)
    _insert(work, Placement, person, since, held.valid_to, _columns(where, manager_id))
    if any(known.span(row) == held and row.employer_id != where.employer_id for row in employments):
        _insert(work, Employment, person, since, held.valid_to, {"employer_id": where.employer_id})
    work.record(
        PersonPlaced(
            since=since,
            employer_id=where.employer_id,
            site_id=where.site_id,
            department_id=where.department_id,
            manager_id=manager_id,
        ),
        subject=Party(person.id, person.subject),
    )


def record_leaving(work: Work, person: Person, *, last_day: date) -> None:
    """Record somebody's last day: employment, placements and roles end with it. Raises Refused.

    From the day after nobody can sign in as them; a day that has passed ends their sign-ins at once.
    """
    work.actor.require(Can.MANAGE_PEOPLE)
    _check_person(person)
    work.lock(Person, person.id)
    employments = known.known(work.session, Employment, person.id)
    if not employments:
        raise Refused("No employment of this person is known.")
    placing.check_leaving(known.span(employments[-1]), last_day)
    check_not_last_administrator(work, person.id)
    gone = spans.after_last_day(last_day)
    _end(work, employments[-1:], gone)
    _end(work, known.known(work.session, Placement, person.id), gone)
    _end(work, known.known(work.session, RoleGrant, person.id), gone)
    if gone <= work.today:
        sign_ins.end_all(work, person.id)
    work.record(PersonLeft(last_day=last_day), subject=Party(person.id, person.subject))


def _end(work: Work, rows: Sequence[Dated], gone: date) -> None:
    """Let these rows end with the day before `gone`; the last ones are lengthened to it if they ended
    sooner."""
    for row in rows:
        held = known.span(row)
        is_employment = isinstance(row, Employment)
        kept = Span(held.valid_from, gone) if is_employment else held.until(gone)
        if kept != held:
            retire(work, row, kept)


def _insert(
    work: Work,
    row: type[Placement] | type[Employment],
    person: Person,
    since: date,
    end: date | None,
    values: Mapping[str, Any],
) -> None:
    rows = known.known(work.session, row, person.id)
    change = spans.insert([known.span(one) for one in rows], since, end)
    if change.replaced is not None:
        retire(work, rows[change.replaced], change.kept)
    write(work, row, change.new, person_id=person.id, **values)


def _check_place(work: Work, person: Person, where: Place, day: date) -> int | None:
    """Refuse a place that cannot be; returns the manager's id."""
    placing.check_scope(work.actor.scope(Can.MANAGE_PEOPLE), where.department_id)
    department = work.session.get(Department, where.department_id)
    site = work.session.get(Site, where.site_id) if where.site_id is not None else None
    if department is None or work.session.get(Employer, where.employer_id) is None:
        raise NotVisible
    manager = _manager(work, where.manager, day)
    placing.check_place(
        site_employer_id=site.employer_id if site else None,
        employer_id=where.employer_id,
        department_closed=department.closed,
        manager_loop=manager is not None and known.is_managed_by(work.session, person.id, manager.id, day),
    )
    return manager.id if manager else None


def _manager(work: Work, typed: str, day: date) -> Person | None:
    if not typed.strip():
        return None
    found = accounts.account_named(work.session, typed)
    if found is None or found.kind is not Kind.EMPLOYEE:
        raise Refused("No employee has this number or e-mail address, so nobody can be the manager.")
    if not work.session.scalar(select(accounts.is_employed(found.id, day))):
        raise Refused("The manager is not employed on that day.")
    return found


def _columns(where: Place, manager_id: int | None) -> dict[str, Any]:
    return {
        "employer_id": where.employer_id,
        "site_id": where.site_id,
        "department_id": where.department_id,
        "manager_id": manager_id,
    }


def _check_person(person: Person) -> None:
    if person.kind is Kind.SERVICE:
        raise Refused("A service account is a machine: it is employed nowhere.")
