"""Imports of contents as their pages show them, and what the lines of one are held against."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from advocacy.errors import NotVisible
from advocacy.folding import fold
from advocacy.library.models import ContentImport
from advocacy.library.queries.rights import rights_of
from advocacy.library.rules.content_sheets import ERROR, KNOWN, NEW, Known
from advocacy.roles import Actor, Can
from advocacy.topics.queries import topics

MOST = 20


@dataclass(frozen=True)
class ImportShown:
    """One import; `again` is when the same file was applied before, as another import."""

    id: int
    name: str
    at: datetime
    staged: Mapping[str, Any]
    applied_at: datetime | None
    discarded_at: datetime | None
    again: datetime | None

    @property
    def lines(self) -> Sequence[Mapping[str, Any]]:
        """Its lines, each with what would become of it; none once it has ended."""
        found: Sequence[Mapping[str, Any]] = self.staged.get("lines", ())
        return found

    def count(self, outcome: str) -> int:
        """How many lines have this outcome."""
        return sum(1 for one in self.lines if one["outcome"] == outcome)

    @property
    def counts(self) -> Mapping[str, int]:
        """How many lines are new, known and wrong."""
        return {one: self.count(one) for one in (NEW, KNOWN, ERROR)}

    @property
    def made(self) -> Sequence[int]:
        """The contents it made."""
        found: Sequence[int] = self.staged.get("made", ())
        return found

    @property
    def is_waiting(self) -> bool:
        """Whether it may still be applied."""
        return self.applied_at is None and self.discarded_at is None


def imports(session: Session, *, visible_to: Actor) -> list[ImportShown]:
    """The latest imports of this actor, at most 20. One query."""
    rows = session.execute(_imports(visible_to).order_by(ContentImport.id.desc()).limit(MOST))
    return [ImportShown(*row) for row in rows]


def one_import(session: Session, import_id: int, *, visible_to: Actor) -> ImportShown:
    """One import. One query. Raises NotVisible."""
    row = session.execute(_imports(visible_to).where(ContentImport.id == import_id)).one_or_none()
    if row is None:
        raise NotVisible
    return ImportShown(*row)


def known(session: Session, actor: Actor, *, own_hosts: frozenset[str], zone: str) -> Known:
    """What the lines of a file are held against. Two queries."""
    names: dict[str, int] = {}
    for one in topics(session):
        for name in (one.slug, one.name_fr, one.name_en):
            names.setdefault(fold(name), one.id)
    return Known(names, rights_of(session, actor.id), own_hosts, zone)


def _imports(actor: Actor) -> Select[*tuple[Any, ...]]:
    if not actor.can(Can.MANAGE_SOURCES):
        raise NotVisible
    one, same = ContentImport, aliased(ContentImport)
    again = (
        select(func.max(same.applied_at))
        .where(same.sha256 == one.sha256, same.id != one.id)
        .correlate(one)
        .scalar_subquery()
    )
    return select(one.id, one.name, one.at, one.staged, one.applied_at, one.discarded_at, again).where(
        one.by_id == (actor.id or 0)
    )
