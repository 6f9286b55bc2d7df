"""Who works where on a day, and which days were counted."""

from __future__ import annotations

from datetime import date

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from advocacy.insights.models import HeadcountDay
from advocacy.insights.rules.headcount import NOWHERE, Headcount, headcounts
from advocacy.people.models import Department, Employment, Person, Placement
from advocacy.people.queries.dated import holds_on
from advocacy.people.rules import Kind
from advocacy.relay.models import TeamTally


def headcounts_on(session: Session, day: date) -> list[Headcount]:
    """How many employees each department has on `day`, as known now, in the tree as it is. Two queries.

    Employees alone, for they alone pass on: whoever is absent is counted, externals and services are not.
    """
    rows = session.execute(
        select(Placement.department_id, func.count(Person.id.distinct()))
        .select_from(Person)
        .join(Employment, and_(Employment.person_id == Person.id, holds_on(Employment, day)))
        .outerjoin(Placement, and_(Placement.person_id == Person.id, holds_on(Placement, day)))
        .where(Person.kind == Kind.EMPLOYEE)
        .group_by(Placement.department_id)
    )
    own = {department_id or NOWHERE: int(people) for department_id, people in rows}
    parents = {one.id: one.parent_id for one in session.execute(select(Department.id, Department.parent_id))}
    return headcounts(parents, own)


def counted(session: Session, *, since: date) -> set[date]:
    """The days from `since` on that were counted. One query."""
    statement = select(HeadcountDay.day).where(
        HeadcountDay.day >= since, HeadcountDay.department_id == NOWHERE
    )
    return set(session.scalars(statement))


def first_month(session: Session) -> date | None:
    """The first month in which somebody passed something on; None for never. One query."""
    return session.scalar(select(func.min(TeamTally.month, type_=TeamTally.month.type)))
