"""Names of employers, sites and departments, to choose an audience by and to say one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Integer, String, cast, literal, null, select, union_all
from sqlalchemy.orm import Session

from advocacy.people.models import Department, Employer, Site


@dataclass(frozen=True)
class Places:
    """Everything an audience can name, by id, in the order in which it is offered.

    `departments` shows the tree's depth by dashes; `department_names` are the names alone.
    """

    employers: dict[int, str]
    sites: dict[int, str]
    departments: dict[int, str]
    department_names: dict[int, str]


def places(session: Session) -> Places:
    """Employers and sites by name, departments as a tree. One query."""
    rows = session.execute(_all_places()).all()
    employers = {row.id: row.name for row in _named(rows, "employer")}
    sites = {row.id: f"{row.name} ({employers.get(row.employer_id, '')})" for row in _named(rows, "site")}
    tree = _named(rows, "department")
    keys = {row.id: row.sort_key for row in tree}

    def trail(path: str) -> tuple[str, ...]:
        return tuple(keys.get(int(part), "") for part in path.split("/") if part)

    ordered = sorted(tree, key=lambda row: (trail(row.path), row.id))
    return Places(
        employers,
        sites,
        departments={row.id: f"{'– ' * row.depth}{row.name}" for row in ordered},
        department_names={row.id: row.name for row in ordered},
    )


def _named(rows: Any, kind: str) -> list[Any]:
    return sorted((row for row in rows if row.kind == kind), key=lambda row: (row.name.casefold(), row.id))


def _all_places() -> Any:
    # PostgreSQL wants to know the type of a NULL in a UNION.
    no_text, no_number = cast(null(), String), cast(null(), Integer)
    employers = select(
        literal("employer").label("kind"),
        Employer.id.label("id"),
        Employer.name.label("name"),
        no_number.label("employer_id"),
        no_text.label("path"),
        no_text.label("sort_key"),
        no_number.label("depth"),
    )
    sites = select(literal("site"), Site.id, Site.name, Site.employer_id, no_text, no_text, no_number)
    departments = select(
        literal("department"),
        Department.id,
        Department.name,
        no_number,
        Department.path,
        Department.sort_key,
        Department.depth,
    )
    return union_all(employers, sites, departments)
