"""The register: one line per person with where they stand, filtered, sorted, page by page or whole."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy import Subquery as Rows
from sqlalchemy.orm import Session, aliased

from advocacy.charter.models import Version
from advocacy.charter.queries.days import FAR
from advocacy.charter.queries.days import day as a_day
from advocacy.charter.queries.standing import standing
from advocacy.charter.rules.versions import Asked
from advocacy.hr.queries.sight import people_in_sight
from advocacy.hr.rules.wanted import Edge, Sort, Wanted
from advocacy.keyset import Line, Order, window
from advocacy.people.models import Department, Employer, Person, Site
from advocacy.people.queries.by_name import BY_NAME, is_named, name_columns, place_of
from advocacy.roles import Actor

ROWS = 25
_FETCHED_AT_ONCE = 1_000

Manager = aliased(Person, name="manager")


@dataclass(frozen=True)
class Asking:
    """Which register: of what is asked, as of which instant and day, seen by whom today."""

    asked: Asked
    at: datetime
    day: date
    today: date
    visible_to: Actor


@dataclass(frozen=True)
class Page:
    """One page, and the edges from which the pages around it are asked for."""

    rows: Sequence[Line]
    before: Edge | None = None
    after: Edge | None = None


def page(session: Session, asking: Asking, wanted: Wanted) -> Page:
    """One page of what is wanted. One query."""
    statement, order = _filtered(asking, wanted)
    found = window(
        session,
        statement,
        order,
        size=ROWS,
        after=_bound(wanted.sort, wanted.after) if wanted.after else None,
        before=_bound(wanted.sort, wanted.before) if wanted.before else None,
        descending=wanted.sort is Sort.NAME_FROM_Z,
    )
    before, after = found.edges(lambda row: _edge(row, wanted.sort))
    return Page(found.rows, before, after)


def count(session: Session, asking: Asking, wanted: Wanted) -> int:
    """How many lines an export will have. One query over all of them: for exports, never for a page."""
    lines = _everyone(asking, wanted).with_only_columns(Person.id).order_by(None).subquery()
    return session.scalar(select(func.count()).select_from(lines)) or 0


def every_line(session: Session, asking: Asking, wanted: Wanted) -> Iterator[Line]:
    """All lines in order, fetched as they are taken, by one statement: they are of one moment."""
    statement = _everyone(asking, wanted).execution_options(yield_per=_FETCHED_AT_ONCE)
    yield from session.execute(statement)


def ids_in_order(session: Session, asking: Asking, wanted: Wanted) -> list[int]:
    """The ids of the people of all lines, in order. One query."""
    return list(session.scalars(_everyone(asking, wanted).with_only_columns(Person.id)))


def lines_of(session: Session, asking: Asking, wanted: Wanted, people: Collection[int]) -> Sequence[Line]:
    """The lines of these people, in order: what a job reads bit by bit. One query."""
    return session.execute(_everyone(asking, wanted, people=people)).all()


def _everyone(
    asking: Asking, wanted: Wanted, *, people: Collection[int] | None = None
) -> Select[*tuple[Any, ...]]:
    statement, order = _filtered(asking, wanted, people=people)
    down = wanted.sort is Sort.NAME_FROM_Z
    return statement.order_by(*((column.desc() for column in order) if down else order))


def _filtered(
    asking: Asking, wanted: Wanted, *, people: Collection[int] | None = None
) -> tuple[Select[*tuple[Any, ...]], Order]:
    among = _among(asking, wanted, people)
    rows = standing(asking.asked, day=asking.day, at=asking.at, people=among).subquery("register")
    return _columns(rows).where(*_conditions(wanted, rows)), _order(wanted.sort, rows)


def _among(asking: Asking, wanted: Wanted, people: Collection[int] | None) -> Select[int] | None:
    """Whom to look at at all: what concerns the person alone is decided before anything is computed."""
    statement = people_in_sight(asking.visible_to, asking.today)
    conditions: list[ColumnElement[bool]] = []
    if people is not None:
        conditions.append(Person.id.in_(people))
    if wanted.kind is not None:
        conditions.append(Person.kind == wanted.kind)
    if wanted.without_mail:
        conditions.append(Person.email.is_(None))
    if wanted.text:
        conditions.append(says(wanted.text, Person))
    if statement is None and not conditions:
        return None
    return (select(Person.id) if statement is None else statement).where(*conditions)


def says(text: str, who: Any) -> ColumnElement[bool]:
    """Whether somebody's name has every word of `text`, accents aside, or their number is `text`."""
    return or_(is_named(text, who), who.number.in_({text, text.upper()}))


def _conditions(wanted: Wanted, rows: Rows) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.who is not None:
        found.append(rows.c.standing.in_(wanted.who.standings))
    if wanted.employer_id is not None:
        found.append(rows.c.employer_id == wanted.employer_id)
    if wanted.site_id is not None:
        found.append(rows.c.site_id == wanted.site_id)
    if wanted.department_id is not None:
        top = aliased(Department)
        path = select(top.path).where(top.id == wanted.department_id).scalar_subquery()
        found.append(Department.path.startswith(path))
    if wanted.manager:
        found.append(says(wanted.manager, Manager))
    return found


def _order(sort: Sort, rows: Rows) -> Order:
    return [func.coalesce(rows.c.due_on, a_day(FAR)), *BY_NAME] if sort is Sort.DUE else BY_NAME


def _bound(sort: Sort, edge: Edge) -> list[ColumnElement[Any]]:
    """The key of the line at the edge; nobody's key when the person is no more: the page is empty then."""
    mine = place_of(edge.person_id)
    return [a_day(edge.due_on or FAR), *mine] if sort is Sort.DUE else mine


def _edge(row: Line, sort: Sort) -> Edge:
    return Edge(row.id, row.due_on if sort is Sort.DUE else None)


def _columns(rows: Rows) -> Select[*tuple[Any, ...]]:
    acted = aliased(Version)
    return (
        select(
            Person.id,
            Person.number,
            Person.given_name,
            Person.family_name,
            Person.kind,
            Person.email.is_(None).label("without_mail"),
            Employer.name.label("employer"),
            Site.name.label("site"),
            Department.name.label("department"),
            *name_columns(Manager, "manager"),
            Manager.number.label("manager_number"),
            rows.c.standing,
            rows.c.due_on,
            rows.c.since,
            rows.c.absent,
            rows.c.left_on,
            rows.c.acted_at,
            rows.c.language,
            acted.number.label("acted_number"),
        )
        .join(Person, Person.id == rows.c.person_id)
        .outerjoin(Employer, Employer.id == rows.c.employer_id)
        .outerjoin(Site, Site.id == rows.c.site_id)
        .outerjoin(Department, Department.id == rows.c.department_id)
        .outerjoin(Manager, Manager.id == rows.c.manager_id)
        .outerjoin(acted, acted.id == rows.c.acted_version_id)
    )
