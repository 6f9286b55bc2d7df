"""Names of employers, sites and departments, to choose an audience by and to say one."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from advocacy.people.models import Department, Employer, Site


@dataclass(frozen=True)
class Places:
    """Everything an audience can name, by id, in the order in which it is offered."""

    employers: dict[int, str]
    sites: dict[int, str]
    departments: dict[int, str]


def places(session: Session) -> Places:
    """Employers and sites by name, departments as a tree (its depth shown by dashes). Three queries."""
    employers = {
        row.id: row.name
        for row in session.execute(select(Employer.id, Employer.name).order_by(Employer.name, Employer.id))
    }
    sites = {
        row.id: f"{row.name} ({employers.get(row.employer_id, '')})"
        for row in session.execute(select(Site.id, Site.name, Site.employer_id).order_by(Site.name, Site.id))
    }
    rows = session.execute(
        select(Department.id, Department.name, Department.path, Department.sort_key, Department.depth)
    ).all()
    keys = {row.id: row.sort_key for row in rows}

    def trail(path: str) -> tuple[str, ...]:
        return tuple(keys.get(int(part), "") for part in path.split("/") if part)

    ordered = sorted(rows, key=lambda row: (trail(row.path), row.id))
    departments = {row.id: f"{'– ' * row.depth}{row.name}" for row in ordered}
    return Places(employers, sites, departments)
