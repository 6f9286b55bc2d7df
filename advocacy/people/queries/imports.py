"""Imports as their pages show them: the list, one import with its counts, the rows of its preview."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session, aliased

from advocacy.errors import NotVisible
from advocacy.keyset import Window, latest_first, window
from advocacy.people.models import PeopleImport, PeopleImportPlace, PeopleImportRow, Person
from advocacy.people.models.imports import PlaceKind, RowOutcome
from advocacy.people.rules.placing import check_whole_company
from advocacy.roles import Actor, Can
from advocacy.uploads.models import MOVING, ImportState

ROWS = 50
IMPORTS = 20
PLACES_SHOWN = 200
_KEYS = ("joiners", "changes", "returners", "leavers", "errors", "warnings")
SHOWN = dict(
    zip(
        _KEYS,
        (
            RowOutcome.JOINER,
            RowOutcome.CHANGE,
            RowOutcome.RETURNER,
            RowOutcome.LEAVER,
            RowOutcome.ERROR,
            RowOutcome.WARNING,
        ),
        strict=True,
    )
)
"""What the tabs of a preview show, by the word in the address, which is also that of the count."""


@dataclass(frozen=True)
class Import:
    """One import as its page shows it. `again` is when the same file was applied before."""

    id: int
    file_name: str
    state: ImportState
    complete: bool
    uploaded_at: datetime
    uploaded_by: str | None
    ended_at: datetime | None
    ended_by: str | None
    rows_read: int
    rows_total: int | None
    rows_done: int
    counts: Mapping[str, Any]
    problem: Mapping[str, Any] | None
    sha256: str
    again: datetime | None = None

    @property
    def version(self) -> str:
        """Changes whenever the progress does."""
        return f"{self.state.value}-{self.rows_read}-{self.rows_total}-{self.rows_done}"

    @property
    def is_moving(self) -> bool:
        """Whether the worker has something to do with it now."""
        return self.state in MOVING


@dataclass(frozen=True)
class Line:
    """One row of a preview."""

    id: int
    line: int
    number: str
    name: str
    person_id: int | None
    said: Mapping[str, Any]


@dataclass(frozen=True)
class Lines:
    """A page of a preview, and the ids from which the pages around it are asked for."""

    rows: list[Line]
    before: int | None
    after: int | None


def check_sees(actor: Actor) -> None:
    """Refuse somebody whose role is limited to some departments: a file may tell of everybody."""
    check_whole_company(actor.scope(Can.IMPORT_PEOPLE))


def imports(session: Session, *, visible_to: Actor, before: int | None = None) -> Window[Import]:
    """The latest imports, or those before one. One query."""
    check_sees(visible_to)
    return latest_first(session, _imports(), PeopleImport.id, size=IMPORTS, older_than=before).map(_import)


def one_import(session: Session, import_id: int, *, visible_to: Actor) -> Import:
    """One import. Raises NotVisible."""
    check_sees(visible_to)
    same = aliased(PeopleImport)
    again = (
        select(func.max(same.ended_at))
        .where(same.sha256 == PeopleImport.sha256, same.id != import_id, same.state == ImportState.APPLIED)
        .correlate(PeopleImport)
        .scalar_subquery()
    )
    statement = _imports().add_columns(again.label("again")).where(PeopleImport.id == import_id)
    row = session.execute(statement).one_or_none()
    if row is None:
        raise NotVisible
    return _import(row, again=row.again)


def lines(
    session: Session,
    import_id: int,
    outcome: RowOutcome,
    *,
    after: int | None = None,
    before: int | None = None,
) -> Lines:
    """A page of the rows with this outcome, in the order of the file. One query, whatever the page."""
    found = window(
        session,
        _lines(import_id, outcome),
        (PeopleImportRow.id.expression,),
        size=ROWS,
        after=None if after is None else (after,),
        before=None if before is None else (before,),
    )
    first, last = found.edges(lambda row: int(row.id))
    return Lines([_line(row) for row in found.rows], first, last)


def problems(session: Session, import_id: int) -> Iterator[tuple[RowOutcome, Line]]:
    """Every problem of an import that was kept, errors first."""
    for outcome in (RowOutcome.ERROR, RowOutcome.WARNING):
        for one in session.execute(_lines(import_id, outcome).order_by(PeopleImportRow.id)):
            yield outcome, _line(one)


def new_places(session: Session, import_id: int) -> Sequence[tuple[PlaceKind, str]]:
    """The places that an import would make, as kind and name; the first ones of them."""
    place, parent = PeopleImportPlace, aliased(PeopleImportPlace)
    statement = (
        select(place.kind, place.name, parent.name.label("parent"))
        .outerjoin(parent, (parent.import_id == place.import_id) & (parent.ref == place.parent_ref))
        .where(place.import_id == import_id, place.is_new.is_(True))
        .order_by(place.ref)
        .limit(PLACES_SHOWN)
    )
    return [
        (row.kind, f"{row.name} ({row.parent})" if row.parent else row.name)
        for row in session.execute(statement)
    ]


def _lines(import_id: int, outcome: RowOutcome) -> Select[*tuple[Any, ...]]:
    row = PeopleImportRow
    columns = (row.id, row.line, row.number, row.name, row.person_id, row.said)
    return select(*columns).where(row.import_id == import_id, row.outcome == outcome)


def _line(row: Row[*tuple[Any, ...]]) -> Line:
    return Line(row.id, row.line, row.number, row.name, row.person_id, row.said)


def _imports() -> Select[*tuple[Any, ...]]:
    uploader, ender = aliased(Person), aliased(Person)
    one = PeopleImport
    return (
        select(
            one.id,
            one.file_name,
            one.state,
            one.complete,
            one.uploaded_at,
            one.ended_at,
            one.rows_read,
            one.rows_total,
            one.rows_done,
            one.counts,
            one.problem,
            one.sha256,
            (uploader.given_name + " " + uploader.family_name).label("uploaded_by"),
            (ender.given_name + " " + ender.family_name).label("ended_by"),
        )
        .outerjoin(uploader, uploader.id == one.uploaded_by_id)
        .outerjoin(ender, ender.id == one.ended_by_id)
    )


def _import(row: Any, *, again: datetime | None = None) -> Import:
    return Import(
        id=row.id,
        file_name=row.file_name,
        state=row.state,
        complete=row.complete,
        uploaded_at=row.uploaded_at,
        uploaded_by=row.uploaded_by,
        ended_at=row.ended_at,
        ended_by=row.ended_by,
        rows_read=row.rows_read,
        rows_total=row.rows_total,
        rows_done=row.rows_done,
        counts=row.counts,
        problem=row.problem,
        sha256=row.sha256,
        again=again,
    )
