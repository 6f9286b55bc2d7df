"""Everybody who has a number, as an import compares them with its file. Read whole, in seven queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from advocacy.people.imports.course import Chain, Course, Piece, Pieces, chain_of
from advocacy.people.imports.rules import CurrentPerson
from advocacy.people.models import (
    Department,
    Employer,
    Employment,
    Person,
    Placement,
    RoleGrant,
    Site,
)
from advocacy.people.rules import Kind
from advocacy.roles import Role


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody in the database: the id, what the plan compares, the days, and the manager's id where it is
    kept."""

    id: int
    person: CurrentPerson
    course: Course
    manager_id: int | None


@dataclass(frozen=True, slots=True)
class KnownPlaces:
    """Every employer (id, name, SIREN), site (id, employer, name), department (id, parent, name, closed)."""

    employers: tuple[tuple[int, str, str | None], ...]
    sites: tuple[tuple[int, int, str], ...]
    departments: tuple[tuple[int, int | None, str, bool], ...]

    def paths(self) -> dict[int, tuple[str, ...]]:
        """The names from the root down, by the department's id."""
        parents = {one[0]: (one[1], one[2]) for one in self.departments}
        found: dict[int, tuple[str, ...]] = {}
        for key in parents:
            names: list[str] = []
            at: int | None = key
            while at is not None:
                at, name = parents[at]
                names.append(name)
            found[key] = tuple(reversed(names))
        return found


@dataclass(frozen=True, slots=True)
class Staff:
    """All that an import has to know of people and places.

    `other_addresses` are the e-mail addresses of people without a number, `grants` the roles that a person
    (by id) holds or will, `administrators` maps the ids of those who can administer to their numbers.
    """

    people: Mapping[str, Known]
    places: KnownPlaces
    other_addresses: frozenset[str]
    grants: Mapping[int, Pieces]
    administrators: Mapping[int, str | None]

    @property
    def current(self) -> dict[str, CurrentPerson]:
        """What the plan compares, by number."""
        return {number: known.person for number, known in self.people.items()}


def staff(session: Session, *, today: date, told_starts: Mapping[str, date]) -> Staff:
    """Everybody as known now. `told_starts` are the first days that the file tells, by number."""
    places = known_places(session)
    employments, employers = _employments(session)
    placements = _placements(session)
    reader = _Reader(places, employments, employers, placements, today)
    people: dict[str, Known] = {}
    addresses = set()
    numbers: dict[int, str | None] = {}
    for row in _persons(session):
        numbers[row.id] = row.number
        if row.number is None or row.kind is Kind.SERVICE:
            if row.email_key:
                addresses.add(row.email_key)
            continue
        people[row.number] = reader.known(row, told_starts.get(row.number))
    grants, administrators = _roles(session, today)
    return Staff(
        people=people,
        places=places,
        other_addresses=frozenset(addresses),
        grants=grants,
        administrators={key: numbers.get(key) for key in administrators},
    )


def known_places(session: Session) -> KnownPlaces:
    """Every employer, site and department."""
    employers = session.execute(select(Employer.id, Employer.name, Employer.siren))
    sites = session.execute(select(Site.id, Site.employer_id, Site.name))
    departments = session.execute(
        select(Department.id, Department.parent_id, Department.name, Department.closed)
    )
    return KnownPlaces(tuple(employers), tuple(sites), tuple(departments))


def _persons(session: Session) -> Iterable[Any]:
    return session.execute(
        select(
            Person.id,
            Person.number,
            Person.kind,
            Person.given_name,
            Person.family_name,
            Person.email,
            Person.email_key,
            Person.language,
        )
    )


def _employments(session: Session) -> tuple[dict[int, list[Piece]], dict[int, int]]:
    """The employments of each person in order, and each one's employer."""
    statement = select(
        Employment.person_id,
        Employment.valid_from,
        Employment.valid_to,
        Employment.id,
        Employment.employer_id,
    ).where(Employment.retired_at.is_(None))
    pieces: dict[int, list[Piece]] = defaultdict(list)
    employers = {}
    for row in session.execute(statement.order_by(Employment.person_id, Employment.valid_from)):
        pieces[row.person_id].append(Piece(row.valid_from, row.valid_to, row.id))
        employers[row.id] = row.employer_id
    return pieces, employers


def _placements(session: Session) -> dict[int, list[tuple[Piece, int | None, int, int | None, str | None]]]:
    """The placements of each person in order: days, site, department, manager's id and number."""
    manager = aliased(Person)
    statement = (
        select(
            Placement.person_id,
            Placement.valid_from,
            Placement.valid_to,
            Placement.id,
            Placement.site_id,
            Placement.department_id,
            Placement.manager_id,
            manager.number,
        )
        .outerjoin(manager, manager.id == Placement.manager_id)
        .where(Placement.retired_at.is_(None))
    )
    found: dict[int, list[tuple[Piece, int | None, int, int | None, str | None]]] = defaultdict(list)
    for row in session.execute(statement.order_by(Placement.person_id, Placement.valid_from)):
        piece = Piece(row.valid_from, row.valid_to, row.id)
        found[row.person_id].append((piece, row.site_id, row.department_id, row.manager_id, row.number))
    return found


def _roles(session: Session, today: date) -> tuple[dict[int, Pieces], set[int]]:
    """The roles that each person holds or will, and who can administer."""
    here = select(Employment.person_id).where(
        Employment.retired_at.is_(None), or_(Employment.valid_to.is_(None), Employment.valid_to > today)
    )
    statement = (
        select(
            RoleGrant.id,
            RoleGrant.person_id,
            RoleGrant.role,
            RoleGrant.valid_from,
            RoleGrant.valid_to,
            Person.disabled,
            Person.id.in_(here).label("here"),
        )
        .join(Person, Person.id == RoleGrant.person_id)
        .where(RoleGrant.retired_at.is_(None), or_(RoleGrant.valid_to.is_(None), RoleGrant.valid_to > today))
    )
    grants: dict[int, Pieces] = defaultdict(tuple)
    administrators = set()
    for row in session.execute(statement):
        grants[row.person_id] += (Piece(row.valid_from, row.valid_to, row.id),)
        if row.role is Role.ADMIN and row.here and not row.disabled:
            administrators.add(row.person_id)
    return grants, administrators


class _Reader:
    """Makes a `Known` of each person's rows."""

    def __init__(
        self,
        places: KnownPlaces,
        employments: Mapping[int, list[Piece]],
        employer_of: Mapping[int, int],
        placements: Mapping[int, list[tuple[Piece, int | None, int, int | None, str | None]]],
        today: date,
    ) -> None:
        self._employments = employments
        self._employer_of = employer_of
        self._placements = placements
        self._today = today
        self._employers = {key: (name, siren) for key, name, siren in places.employers}
        self._sites = {key: name for key, _employer, name in places.sites}
        self._paths = places.paths()

    def known(self, row: Any, told: date | None) -> Known:
        """The person of this row; `told` is the first day that the file tells."""
        employments = self._employments.get(row.id, [])
        placements = self._placements.get(row.id, [])
        chain = chain_of(employments, self._today)
        day = chain.reference(self._today, told) if chain else self._today
        employer = self._employers[self._employer_on(employments, day)] if employments else ("", None)
        _piece, site_id, department_id, manager_id, manager = next(
            (one for one in placements if one[0].holds_on(day)), (None, None, None, None, None)
        )
        person = CurrentPerson(
            number=row.number,
            given_name=row.given_name,
            family_name=row.family_name,
            employer=employer[0],
            department=self._paths[department_id] if department_id is not None else (),
            employed=chain is not None and (chain.gone is None or chain.gone > self._today),
            email=row.email,
            employer_siren=employer[1],
            site=self._sites[site_id] if site_id is not None else None,
            manager=manager,
            language=row.language,
            start=chain.started(told) if chain else None,
            end=_last_day(chain),
            kind=row.kind,
        )
        return Known(row.id, person, Course(tuple(employments), tuple(p[0] for p in placements)), manager_id)

    def _employer_on(self, employments: list[Piece], day: date) -> int:
        piece = next((one for one in employments if one.holds_on(day)), employments[-1])
        assert piece.source is not None
        return self._employer_of[piece.source]


def _last_day(chain: Chain | None) -> date | None:
    return chain.gone - timedelta(days=1) if chain and chain.gone else None
