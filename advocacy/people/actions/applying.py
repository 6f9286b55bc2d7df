"""Applying an import: whole or not at all, in one transaction of a few statements.

This transaction is the one exception to the bound on how long the write gate is held (bar P19): its time
grows with the file. What would take long – reading, planning, staging – was done before it; here rows are
moved by `INSERT … SELECT`, and only places are made one by one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CursorResult,
    Executable,
    Select,
    and_,
    func,
    insert,
    literal,
    null,
    select,
    update,
)
from sqlalchemy.orm import aliased

from advocacy.db import UtcDateTime
from advocacy.errors import Refused
from advocacy.folding import fold
from advocacy.people.actions import statistics
from advocacy.people.actions.imports import check_may, check_preview
from advocacy.people.imports.events import PeopleImported
from advocacy.people.models import (
    Department,
    Employer,
    Employment,
    OneTimeLink,
    PeopleImport,
    PeopleImportFact,
    PeopleImportPlace,
    PeopleImportRow,
    Person,
    Placement,
    RoleGrant,
    SignIn,
    Site,
)
from advocacy.people.models.dated import Dated
from advocacy.people.models.imports import FactKind, PlaceKind, RowOutcome
from advocacy.people.queries.edition import hold_still
from advocacy.uploads.models import ImportState
from advocacy.work import CLASH, Work

_TABLES: dict[FactKind, tuple[Any, tuple[str, ...]]] = {
    FactKind.EMPLOYMENT: (Employment, ("person_id", "employer_id")),
    FactKind.PLACEMENT: (
        Placement,
        ("person_id", "employer_id", "site_id", "department_id", "manager_id"),
    ),
    FactKind.ROLE_GRANT: (RoleGrant, ("person_id", "role", "department_id", "granted_by_id")),
}
_IDENTITY = (
    "kind",
    "given_name",
    "family_name",
    "email",
    "email_key",
    "language",
    "sort_key",
    "search_key",
)


@dataclass(frozen=True)
class _Import:
    """The import being applied, in its unit of work."""

    work: Work
    id: int

    def run(self, statement: Executable) -> int:
        """Do a statement; how many rows it touched."""
        options = {"synchronize_session": False, "preserve_rowcount": True}
        result = self.work.session.execute(statement, execution_options=options)
        assert isinstance(result, CursorResult)
        return result.rowcount


def apply(work: Work, import_id: int) -> bool:
    """Apply an import that was ordered; False if there is none to apply. Raises Refused, changing nothing."""
    found = work.lock(PeopleImport, import_id)
    if found is None or found.state is not ImportState.APPLYING:
        return False
    check_may(work)
    hold_still(work.session)
    check_preview(work, found)
    one = _Import(work, import_id)
    _make_places(one)
    _write_persons(one)
    for kind, (table, columns) in _TABLES.items():
        _retire(one, kind, table, columns)
    _write_employments(one)
    _write_placements(one)
    _end_sign_ins(one)
    counts = found.counts
    found.state, found.content, found.ended_at = ImportState.APPLIED, None, work.now
    work.record(
        PeopleImported(
            import_id=import_id,
            sha256=found.sha256,
            complete=found.complete,
            joiners=counts["joiners"],
            changes=counts["changes"],
            leavers=counts["leavers"],
            returners=counts["returners"],
        )
    )
    work.later(statistics.TAKE, {}, dedup_key=f"{statistics.TAKE}:{import_id}")
    return True


def _make_places(one: _Import) -> None:
    """Make the places that are new, each after the one above it, and add SIREN to those that lacked one."""
    session = one.work.session
    zone = one.work.wiring.settings.time_zone
    staged = session.scalars(
        select(PeopleImportPlace).where(PeopleImportPlace.import_id == one.id).order_by(PeopleImportPlace.ref)
    ).all()
    ids = {place.ref: place.place_id for place in staged}
    paths = {key: path for key, path in session.execute(select(Department.id, Department.path))}
    for place in staged:
        parent_id = ids[place.parent_ref] if place.parent_ref is not None else None
        if place.is_new:
            made = _new_place(place, parent_id, zone)
            session.add(made)
            session.flush()
            ids[place.ref] = place.place_id = made.id
            if isinstance(made, Department):
                made.path = paths[made.id] = f"{paths[parent_id] if parent_id else ''}{made.id}/"
        elif place.kind is PlaceKind.EMPLOYER and place.siren:
            session.get_one(Employer, place.place_id).siren = place.siren
    session.flush()


def _new_place(place: PeopleImportPlace, parent_id: int | None, zone: str) -> Employer | Site | Department:
    if place.kind is PlaceKind.EMPLOYER:
        return Employer(name=place.name, siren=place.siren)
    if place.kind is PlaceKind.SITE:
        assert parent_id is not None, "a site has an employer"
        return Site(employer_id=parent_id, name=place.name, time_zone=zone)
    return Department(name=place.name, parent_id=parent_id, depth=place.depth, sort_key=fold(place.name))


def _write_persons(one: _Import) -> None:
    """Write identities: first those who are known – with their addresses set free, since two may exchange
    theirs – then those who are new."""
    row = PeopleImportRow
    mine = and_(row.import_id == one.id, row.writes.is_(True))
    rewritten = select(row.person_id).where(mine, row.person_id.is_not(None))
    _make_links_void(one, mine)
    one.run(update(Person).where(Person.id.in_(rewritten)).values(email_key=null()))
    new = {name: getattr(row, name) for name in _IDENTITY}
    one.run(update(Person).where(mine, row.person_id == Person.id).values(new))
    joiners = select(
        row.subject,
        row.number,
        literal(False),
        literal(one.work.now, UtcDateTime()),
        *new.values(),
    ).where(mine, row.person_id.is_(None), row.outcome == RowOutcome.JOINER)
    columns = ["subject", "number", "disabled", "created_at", *_IDENTITY]
    one.run(insert(Person).from_select(columns, joiners.order_by(row.id), include_defaults=False))


def _make_links_void(one: _Import, mine: ColumnElement[bool]) -> None:
    """A link that waits in the mailbox of an address that is no longer the person's opens nothing."""
    row, now = PeopleImportRow, one.work.now
    moved = select(row.person_id).join(Person, Person.id == row.person_id)
    moved = moved.where(mine, Person.email.is_distinct_from(row.email))
    waiting = (OneTimeLink.used_at.is_(None), OneTimeLink.expires_at > now)
    one.run(update(OneTimeLink).where(*waiting, OneTimeLink.person_id.in_(moved)).values(expires_at=now))


def _retire(one: _Import, kind: FactKind, table: Any, columns: tuple[str, ...]) -> None:
    """Let rows count no longer, and write what of them holds on other days."""
    fact = PeopleImportFact
    mine = and_(fact.import_id == one.id, fact.kind == kind, fact.retires.is_not(None))
    expected = one.work.session.scalar(select(func.count(fact.retires.distinct())).where(mine))
    statement = update(table).where(
        table.id.in_(select(fact.retires).where(mine)), table.retired_at.is_(None)
    )
    if one.run(statement.values(retired_at=one.work.now)) != expected:
        raise Refused(CLASH)
    kept = (
        select(fact.valid_from, fact.valid_to, *_recorded(one), *(getattr(table, name) for name in columns))
        .join_from(fact, table, table.id == fact.retires)
        .where(mine, fact.valid_from.is_not(None))
    )
    _insert(one, table, columns, kept)


def _write_employments(one: _Import) -> None:
    fact, employer = PeopleImportFact, aliased(PeopleImportPlace)
    new = (
        select(fact.valid_from, fact.valid_to, *_recorded(one), Person.id, employer.place_id)
        .join_from(fact, Person, Person.number == fact.number)
        .join(employer, _is_place(employer, fact.employer_ref, one))
        .where(_is_new(one, FactKind.EMPLOYMENT))
    )
    _insert_new(one, FactKind.EMPLOYMENT, Employment, ("person_id", "employer_id"), new)


def _write_placements(one: _Import) -> None:
    fact, manager = PeopleImportFact, aliased(Person)
    employer, site, department = (aliased(PeopleImportPlace) for _kind in PlaceKind)
    new = (
        select(
            fact.valid_from,
            fact.valid_to,
            *_recorded(one),
            Person.id,
            employer.place_id,
            site.place_id,
            department.place_id,
            func.coalesce(manager.id, fact.manager_id),
        )
        .join_from(fact, Person, Person.number == fact.number)
        .join(employer, _is_place(employer, fact.employer_ref, one))
        .join(department, _is_place(department, fact.department_ref, one))
        .outerjoin(site, _is_place(site, fact.site_ref, one))
        .outerjoin(manager, manager.number == fact.manager)
        .where(_is_new(one, FactKind.PLACEMENT))
    )
    _insert_new(one, FactKind.PLACEMENT, Placement, _TABLES[FactKind.PLACEMENT][1], new)


def _end_sign_ins(one: _Import) -> None:
    """Whoever is here no longer is signed out everywhere."""
    row, today = PeopleImportRow, one.work.today
    gone = select(row.person_id).where(
        row.import_id == one.id, row.outcome == RowOutcome.LEAVER, row.last_day < today
    )
    one.run(
        update(SignIn)
        .where(SignIn.ended_at.is_(None), SignIn.person_id.in_(gone))
        .values(ended_at=one.work.now)
    )


def _recorded(one: _Import) -> tuple[ColumnElement[Any], ...]:
    return (literal(one.work.now, UtcDateTime()),)


def _is_new(one: _Import, kind: FactKind) -> ColumnElement[bool]:
    fact = PeopleImportFact
    return and_(fact.import_id == one.id, fact.kind == kind, fact.retires.is_(None))


def _is_place(place: Any, ref: Any, one: _Import) -> ColumnElement[bool]:
    return and_(place.import_id == one.id, place.ref == ref)


def _insert_new(
    one: _Import, kind: FactKind, table: type[Dated], columns: tuple[str, ...], rows: Select[Any]
) -> None:
    """Write the new facts of a kind. A fact whose person or place is not found must not be lost silently."""
    expected = one.work.session.scalar(select(func.count()).where(_is_new(one, kind)))
    if _insert(one, table, columns, rows) != expected:
        raise RuntimeError(f"staged facts of import {one.id} name somebody or something that is not there")


def _insert(one: _Import, table: type[Dated], columns: tuple[str, ...], rows: Select[Any]) -> int:
    names = ["valid_from", "valid_to", "recorded_at", *columns]
    return one.run(insert(table).from_select(names, rows, include_defaults=False))
