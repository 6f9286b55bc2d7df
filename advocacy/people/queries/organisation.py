"""Employers, sites and the tree of departments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, exists, func, or_, select
from sqlalchemy.orm import Session

from advocacy.errors import NotVisible
from advocacy.people.models import Department, Employer, Placement, Site
from advocacy.people.queries.dated import holds_on
from advocacy.roles import Actor, Can

MOST = 2_000
"""No organisation of ours has more departments; the page says so if one has."""


@dataclass(frozen=True)
class Branch:
    """A department in the tree, with how many work in it and how many at or below it."""

    id: int
    parent_id: int | None
    name: str
    path: str
    depth: int
    closed: bool
    people: int
    people_below: int


def employers(session: Session) -> Sequence[Employer]:
    """Every employer, by name."""
    return session.scalars(select(Employer).order_by(func.lower(Employer.name), Employer.id)).all()


def sites(session: Session) -> Sequence[Row[*tuple[Any, ...]]]:
    """Every site with its employer's name, by employer and name."""
    statement = (
        select(Site.id, Site.employer_id, Site.name, Site.time_zone, Employer.name.label("employer"))
        .join(Employer, Employer.id == Site.employer_id)
        .order_by(func.lower(Employer.name), func.lower(Site.name), Site.id)
    )
    return session.execute(statement).all()


def employer(session: Session, employer_id: int) -> Employer:
    """One employer; NotVisible when there is none."""
    found = session.get(Employer, employer_id)
    if found is None:
        raise NotVisible
    return found


def site(session: Session, site_id: int) -> Site:
    """One site; NotVisible when there is none."""
    found = session.get(Site, site_id)
    if found is None:
        raise NotVisible
    return found


def department(session: Session, department_id: int, *, visible_to: Actor) -> Department:
    """One department; NotVisible when there is none that `visible_to` looks after."""
    found = session.get(Department, department_id, populate_existing=True)
    scope = visible_to.scope(Can.MANAGE_ORGANISATION)
    if found is None or (scope is not None and found.id not in scope):
        raise NotVisible
    return found


def tree(session: Session, day: date, *, visible_to: Actor) -> list[Branch]:
    """The departments that `visible_to` looks after, each before its parts, sisters by name, with the people
    placed there on `day`. One query."""
    scope = visible_to.scope(Can.MANAGE_ORGANISATION)
    placed = (
        select(Placement.department_id, func.count().label("people"))
        .where(holds_on(Placement, day))
        .group_by(Placement.department_id)
        .subquery()
    )
    statement = (
        select(Department, func.coalesce(placed.c.people, 0).label("people"))
        .outerjoin(placed, placed.c.department_id == Department.id)
        .order_by(Department.sort_key, Department.id)
        .limit(MOST)
    )
    rows = session.execute(statement).all()
    parts: dict[int | None, list[Row[*tuple[Any, ...]]]] = {}
    for row in rows:
        parts.setdefault(row.Department.parent_id, []).append(row)
    found: list[Branch] = []
    _walk(None, parts, found)
    return [branch for branch in found if scope is None or branch.id in scope]


def _walk(
    parent_id: int | None, parts: dict[int | None, list[Row[*tuple[Any, ...]]]], found: list[Branch]
) -> int:
    """Put the parts of a department behind it; returns how many people are in them."""
    total = 0
    for row in parts.get(parent_id, []):
        place = len(found)
        found.append(None)  # type: ignore[arg-type]  # filled two lines below, once its parts are counted
        here = row.people + _walk(row.Department.id, parts, found)
        one = row.Department
        found[place] = Branch(
            one.id, one.parent_id, one.name, one.path, one.depth, one.closed, row.people, here
        )
        total += here
    return total


def open_departments(session: Session, *, visible_to: Actor, permission: Can) -> list[tuple[int, str, int]]:
    """The departments in which somebody can be placed, as (id, name, depth) in the order of the tree."""
    scope = visible_to.scope(permission)
    rows = session.execute(
        select(Department.id, Department.parent_id, Department.name, Department.depth, Department.closed)
        .order_by(Department.sort_key, Department.id)
        .limit(MOST)
    ).all()
    parts: dict[int | None, list[Row[*tuple[Any, ...]]]] = {}
    for row in rows:
        parts.setdefault(row.parent_id, []).append(row)
    found: list[tuple[int, str, int]] = []
    waiting = list(reversed(parts.get(None, [])))
    while waiting:
        row = waiting.pop()
        if not row.closed and (scope is None or row.id in scope):
            found.append((row.id, row.name, row.depth))
        waiting.extend(reversed(parts.get(row.id, [])))
    return found


def has_sister(session: Session, parent_id: int | None, name_key: str, *, but: int | None) -> bool:
    """Whether another department of this folded name has the same parent."""
    statement = select(
        exists()
        .where(Department.parent_id.is_not_distinct_from(parent_id))
        .where(Department.sort_key == name_key, Department.id.is_distinct_from(but))
    )
    return bool(session.scalar(statement))


def branch(session: Session, path: str) -> Sequence[Department]:
    """A department and everything below it."""
    return session.scalars(select(Department).where(Department.path.startswith(path))).all()


def people_placed(session: Session, department_id: int, day: date) -> int:
    """How many are placed in a department on `day`, or will be."""
    statement = select(func.count(Placement.person_id.distinct())).where(
        Placement.department_id == department_id,
        Placement.retired_at.is_(None),
        or_(Placement.valid_to.is_(None), Placement.valid_to > day),
    )
    return int(session.scalar(statement) or 0)


def open_parts(session: Session, department_id: int) -> int:
    """How many open departments hang directly under one."""
    statement = select(func.count(Department.id)).where(
        Department.parent_id == department_id, Department.closed.is_(False)
    )
    return int(session.scalar(statement) or 0)
