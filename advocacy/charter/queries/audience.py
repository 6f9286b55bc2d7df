"""Who an audience's lines mean on a day: the people in them, as known now. Never a service account."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select, true
from sqlalchemy.orm import Session, aliased

from advocacy.access import Role
from advocacy.charter.models import Audience
from advocacy.charter.rules.audience import AudienceLine
from advocacy.people.models import Department, Employment, Person, Placement, RoleGrant
from advocacy.people.queries.dated import holds_on
from advocacy.people.rules import Kind


def concerned(lines: Sequence[AudienceLine], day: date) -> Select[int]:
    """Select the ids of the people in `lines` on `day`: employed then, in at least one line.

    No line is everyone employed. Put it into `.in_(…)` or count it: one query, whatever the number of people.
    """
    return select(Person.id).where(employed_on(day), in_audience(lines, day))


def employed_on(day: date) -> ColumnElement[bool]:
    """Whether the Person of the statement is one (not a machine) and has an employment on `day`."""
    employed = exists().where(Employment.person_id == Person.id, holds_on(Employment, day))
    return and_(Person.kind != Kind.SERVICE, employed.correlate(Person))


def in_audience(lines: Sequence[AudienceLine], day: date) -> ColumnElement[bool]:
    """Whether the Person of the statement is in one of `lines` on `day`; does not ask about employment."""
    if not lines or any(line.is_empty for line in lines):
        return true()
    return or_(*(_in_line(line, day) for line in lines))


def count(session: Session, lines: Sequence[AudienceLine], day: date) -> int:
    """How many people are in `lines` on `day`. One query."""
    return session.scalar(select(func.count()).select_from(concerned(lines, day).subquery())) or 0


def lines_of_version(session: Session, version_id: int, day: date | None) -> tuple[AudienceLine, ...]:
    """The audience of a published version on `day` as known now (None: whatever the day). One query."""
    holds = (
        ()
        if day is None
        else (Audience.valid_from <= day, or_(Audience.valid_to.is_(None), Audience.valid_to > day))
    )
    rows = session.execute(
        select(Audience.employer_id, Audience.site_id, Audience.department_id, Audience.role)
        .where(Audience.version_id == version_id, Audience.retired_at.is_(None), *holds)
        .order_by(Audience.id)
    )
    return tuple(AudienceLine(*row) for row in rows)


def _in_line(line: AudienceLine, day: date) -> ColumnElement[bool]:
    parts: list[ColumnElement[bool]] = []
    if line.employer_id is not None:
        by_employer = select(Employment.person_id).where(
            Employment.employer_id == line.employer_id, holds_on(Employment, day)
        )
        parts.append(Person.id.in_(by_employer))
    if line.site_id is not None or line.department_id is not None:
        parts.append(Person.id.in_(_placed(line, day)))
    if line.role is not None:
        parts.append(_in_role(line.role, day))
    return and_(*parts)


def _placed(line: AudienceLine, day: date) -> Select[int]:
    placed = select(Placement.person_id).where(holds_on(Placement, day))
    if line.site_id is not None:
        placed = placed.where(Placement.site_id == line.site_id)
    if line.department_id is not None:
        top, below = aliased(Department), aliased(Department)
        subtree = (
            select(below.id).join(top, below.path.startswith(top.path)).where(top.id == line.department_id)
        )
        placed = placed.where(Placement.department_id.in_(subtree))
    return placed


def _in_role(role: Role, day: date) -> ColumnElement[bool]:
    """Three roles follow from facts, as for an actor (people/queries/acting.py); the others are granted."""
    if role is Role.EMPLOYEE:
        return Person.kind == Kind.EMPLOYEE
    if role is Role.EXTERNAL:
        return Person.kind == Kind.EXTERNAL
    if role is Role.MANAGER:
        managing = select(Placement.manager_id).where(
            Placement.manager_id.is_not(None), holds_on(Placement, day)
        )
        return and_(Person.kind == Kind.EMPLOYEE, Person.id.in_(managing))
    granted = select(RoleGrant.person_id).where(RoleGrant.role == role, holds_on(RoleGrant, day))
    return Person.id.in_(granted)
