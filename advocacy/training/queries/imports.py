"""Imports of completions as their pages show them: the list, one with its counts, lines of its preview."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal, select, true
from sqlalchemy.orm import Session, aliased

from advocacy.errors import NotVisible
from advocacy.keyset import Window, latest_first, window
from advocacy.people.models import Person
from advocacy.roles import Actor, Can
from advocacy.training.models import CompletionImport, CompletionImportRow
from advocacy.training.models.imports import CompletionRowOutcome
from advocacy.uploads.models import MOVING, ImportState

ROWS = 50
IMPORTS = 20
SHOWN = {
    one.value: one
    for one in (
        *(CompletionRowOutcome.ERROR, CompletionRowOutcome.REFUSED, CompletionRowOutcome.RECORDED),
        *(CompletionRowOutcome.NEW, CompletionRowOutcome.KNOWN),
    )
}
"""What the tabs of a preview show, by the word in the address, which is also that of the count."""


@dataclass(frozen=True)
class Import:
    """One import; `again` is when the same file was applied before."""

    id: int
    file_name: str
    sha256: str
    state: ImportState
    uploaded_at: datetime
    counts: Mapping[str, Any]
    problem: Mapping[str, Any] | None
    ended_at: datetime | None
    rows_read: int
    rows_total: int | None
    rows_done: int
    uploaded_by: str | None
    again: datetime | None

    @property
    def is_ready(self) -> bool:
        """Whether it waits to be applied."""
        return self.state is ImportState.READY

    @property
    def is_moving(self) -> bool:
        """Whether the worker has something to do with it now."""
        return self.state in MOVING

    @property
    def version(self) -> str:
        """Changes whenever the progress does."""
        return f"{self.state.value}-{self.rows_read}-{self.rows_total}-{self.rows_done}"

    @property
    def tabs(self) -> list[str]:
        """The outcomes that some of its lines have; `new` where there is none."""
        return [key for key in SHOWN if self.counts.get(key)] or ["new"]


@dataclass(frozen=True)
class Line:
    """A line of a preview."""

    id: int
    line: int
    number: str
    name: str
    module: str
    completed_on: date | None
    minutes: int | None
    evidence: str
    said: Mapping[str, Any]


def imports(session: Session, *, visible_to: Actor, before: int | None = None) -> Window[Import]:
    """A page of the imports in sight, the latest first. One query."""
    statement = _imports().where(_in_sight(visible_to))
    found = latest_first(session, statement, CompletionImport.id, size=IMPORTS, older_than=before)
    return found.map(lambda row: Import(*row))


def one_import(session: Session, import_id: int, *, visible_to: Actor) -> Import:
    """One import. One query. Raises NotVisible."""
    statement = _imports().where(CompletionImport.id == import_id, _in_sight(visible_to))
    row = session.execute(statement).one_or_none()
    if row is None:
        raise NotVisible
    return Import(*row)


def lines(
    session: Session,
    import_id: int,
    outcome: CompletionRowOutcome,
    *,
    after: int | None = None,
    before: int | None = None,
) -> Window[Line]:
    """A page of the lines with this outcome, in the order of the file. One query."""
    found = window(
        session,
        _lines(import_id, outcome),
        (CompletionImportRow.id.expression,),
        size=ROWS,
        after=None if after is None else (after,),
        before=None if before is None else (before,),
    )
    return found.map(lambda row: Line(*row))


def problems(session: Session, import_id: int) -> Iterator[Line]:
    """Every line that is wrong, then every one that was refused, each in the order of the file."""
    for outcome in (CompletionRowOutcome.ERROR, CompletionRowOutcome.REFUSED):
        for row in session.execute(_lines(import_id, outcome).order_by(CompletionImportRow.id)):
            yield Line(*row)


def _in_sight(actor: Actor) -> ColumnElement[bool]:
    """All of them; only one's own for whoever looks after some departments."""
    actor.require(Can.IMPORT_COMPLETIONS)
    if actor.scope(Can.IMPORT_COMPLETIONS) is None:
        return true()
    return CompletionImport.uploaded_by_id == actor.id


def _lines(import_id: int, outcome: CompletionRowOutcome) -> Select[*tuple[Any, ...]]:
    row = CompletionImportRow
    columns = (
        *(row.id, row.line, row.number, row.name, row.module),
        *(row.completed_on, row.minutes, row.evidence, row.said),
    )
    return select(*columns).where(row.import_id == import_id, row.outcome == outcome)


def _imports() -> Select[*tuple[Any, ...]]:
    one, same = CompletionImport, aliased(CompletionImport)
    again = (
        select(func.max(same.ended_at))
        .where(same.sha256 == one.sha256, same.id != one.id, same.state == ImportState.APPLIED)
        .correlate(one)
        .scalar_subquery()
    )
    return select(
        one.id,
        one.file_name,
        one.sha256,
        one.state,
        one.uploaded_at,
        one.counts,
        one.problem,
        one.ended_at,
        one.rows_read,
        one.rows_total,
        one.rows_done,
        (Person.given_name + literal(" ") + Person.family_name).label("uploaded_by"),
        again.label("again"),
    ).outerjoin(Person, Person.id == one.uploaded_by_id)
