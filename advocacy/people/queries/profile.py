"""What is known of oneself, as one's own page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from advocacy.people.models import Department, Employer, Person, Placement, Site
from advocacy.people.queries.directory import home


@dataclass(frozen=True)
class Profile:
    """Somebody's own view of themselves."""

    name: str
    number: str | None
    email: str | None
    kind: str
    language: str
    time_zone: str | None
    employer: str | None
    site: str | None
    department: str | None
    manager: str | None


def own(session: Session, person_id: int, day: date) -> Profile:
    """What is known of a person on `day`. One query."""
    manager = aliased(Person)
    statement = (
        select(Person, Employer.name, Site.name, Department.name, manager.given_name, manager.family_name)
        .select_from(Person)
        .outerjoin(Placement, Placement.id == home(day))
        .outerjoin(Employer, Employer.id == Placement.employer_id)
        .outerjoin(Site, Site.id == Placement.site_id)
        .outerjoin(Department, Department.id == Placement.department_id)
        .outerjoin(manager, manager.id == Placement.manager_id)
        .where(Person.id == person_id)
    )
    person, employer, site, department, given_name, family_name = session.execute(statement).one()
    return Profile(
        name=person.display_name,
        number=person.number,
        email=person.email,
        kind=person.kind.value,
        language=person.language.value,
        time_zone=person.time_zone,
        employer=employer,
        site=site,
        department=department,
        manager=f"{given_name} {family_name}".strip() if family_name is not None else None,
    )


def placed(session: Session, person_id: int, day: date) -> dict[str, object]:
    """Where somebody is on `day`, by id, as the form of a new placement begins; the manager by number or
    mail."""
    manager = aliased(Person)
    statement = (
        select(
            Placement.employer_id,
            Placement.site_id,
            Placement.department_id,
            func.coalesce(manager.number, manager.email).label("manager"),
        )
        .select_from(Person)
        .join(Placement, Placement.id == home(day))
        .outerjoin(manager, manager.id == Placement.manager_id)
        .where(Person.id == person_id)
    )
    row = session.execute(statement).first()
    if row is None:
        return {}
    return {
        "employer": row.employer_id,
        "site": row.site_id,
        "department": row.department_id,
        "manager": row.manager or "",
    }
