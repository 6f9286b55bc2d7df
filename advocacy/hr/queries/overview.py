"""The overview: everyone counted once by department and standing, and how fresh what we know of people is."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, case, func, select
from sqlalchemy.orm import Session

from advocacy.charter.queries.standing import standing
from advocacy.charter.rules.versions import Asked
from advocacy.hr.queries.sight import people_in_sight
from advocacy.hr.rules.tallies import Count
from advocacy.people.models import PeopleImport, Person
from advocacy.roles import Actor
from advocacy.uploads.models import ImportState


def counts(session: Session, asked: Asked, *, at: datetime, day: date, visible_to: Actor) -> list[Count]:
    """How many people of each department stand where with `asked`, of those `visible_to` sees. One query."""
    people = people_in_sight(visible_to, day)
    rows = standing(asked, day=day, at=at, people=people).subquery("register")
    without_mail = func.sum(case((Person.email.is_(None), 1), else_=0))
    statement = (
        select(rows.c.department_id, rows.c.standing, func.count(), without_mail)
        .join(Person, Person.id == rows.c.person_id)
        .group_by(rows.c.department_id, rows.c.standing)
    )
    return [Count(*row) for row in session.execute(statement)]


def latest_import(session: Session) -> Row[*tuple[Any, ...]] | None:
    """When people were last imported (ended_at), from which file (file_name), with what counts. One query."""
    statement = (
        select(PeopleImport.id, PeopleImport.file_name, PeopleImport.ended_at, PeopleImport.counts)
        .where(PeopleImport.state == ImportState.APPLIED)
        .order_by(PeopleImport.ended_at.desc(), PeopleImport.id.desc())
        .limit(1)
    )
    return session.execute(statement).one_or_none()
