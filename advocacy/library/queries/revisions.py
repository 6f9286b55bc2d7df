"""Revisions as they were handed in, with what was decided of each, and who wrote in a content."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import CompoundSelect, Select, select
from sqlalchemy.orm import Session, aliased

from advocacy.errors import NotVisible
from advocacy.keyset import Window, latest_first
from advocacy.library.freezing import ContentParts, thawed
from advocacy.library.models import Content, ContentReview, ContentWriter, Revision
from advocacy.library.queries.rights import is_visible_to
from advocacy.library.rules.words import Decision
from advocacy.people.models import Person
from advocacy.people.queries.by_name import name_columns, name_in
from advocacy.roles import Actor, Can

ROWS = 25


@dataclass(frozen=True)
class RevisionLine:
    """A revision in a list: who handed it in, and what became of it."""

    id: int
    content_id: int
    number: int
    sha256: str
    by_id: int
    by: str
    at: datetime
    decision: Decision | None
    note: str
    reviewer: str
    reviewed_at: datetime | None


@dataclass(frozen=True)
class RevisionView(RevisionLine):
    """A revision with its exact bytes."""

    canonical: bytes

    @cached_property
    def parts(self) -> ContentParts:
        """All that it holds."""
        return thawed(self.canonical)


def revisions(
    session: Session,
    content_id: int,
    *,
    visible_to: Actor,
    older_than: int | None = None,
    newer_than: int | None = None,
) -> Window[RevisionLine]:
    """A page of a content's revisions, the latest first. Numbers are those of revisions. One query."""
    statement = _lines(visible_to).where(Revision.content_id == content_id)
    found = latest_first(
        session, statement, Revision.number, size=ROWS, older_than=older_than, newer_than=newer_than
    )
    return found.map(lambda row: RevisionLine(**_line(row)))


def revision(session: Session, content_id: int, number: int, *, visible_to: Actor) -> RevisionView:
    """One revision, whole. Raises NotVisible when there is none for this actor. One query."""
    statement = _lines(visible_to).add_columns(Revision.canonical)
    row = session.execute(
        statement.where(Revision.content_id == content_id, Revision.number == number)
    ).one_or_none()
    if row is None:
        raise NotVisible
    return RevisionView(**_line(row), canonical=row.canonical)


def by_ids(session: Session, ids: Collection[int], *, visible_to: Actor) -> Mapping[int, RevisionView]:
    """These revisions, whole, as far as the actor may see them. One query."""
    statement = _lines(visible_to).add_columns(Revision.canonical).where(Revision.id.in_(ids))
    return {row.id: RevisionView(**_line(row), canonical=row.canonical) for row in session.execute(statement)}


def writers(session: Session, content_id: int) -> frozenset[int]:
    """Who had a hand in a content: its author, everyone who saved in it, whoever handed it in. One query."""
    return frozenset(session.scalars(hands_in(content_id)))


def hands_in(content_id: int) -> CompoundSelect[int]:
    """The same as a statement of `person_id`; never without a row, for there is an author."""
    wrote = select(ContentWriter.person_id).where(ContentWriter.content_id == content_id)
    began = select(Content.author_id).where(Content.id == content_id)
    handed_in = select(Revision.by_id).where(Revision.content_id == content_id)
    return wrote.union(began, handed_in)


def _lines(actor: Actor) -> Select[*tuple[Any, ...]]:
    if not actor.can(Can.SEE_CONTENT):
        raise NotVisible
    giver, reviewer = aliased(Person), aliased(Person)
    return (
        select(
            Revision.id,
            Revision.content_id,
            Revision.number,
            Revision.sha256,
            Revision.by_id,
            Revision.at,
            *name_columns(giver, "by"),
            ContentReview.decision,
            ContentReview.note,
            ContentReview.at.label("reviewed_at"),
            *name_columns(reviewer, "reviewer"),
        )
        .select_from(Revision)
        .join(Content, Content.id == Revision.content_id)
        .outerjoin(ContentReview, ContentReview.revision_id == Revision.id)
        .outerjoin(giver, giver.id == Revision.by_id)
        .outerjoin(reviewer, reviewer.id == ContentReview.by_id)
        .where(is_visible_to(actor))
    )


def _line(row: Any) -> dict[str, Any]:
    return {
        "id": row.id,
        "content_id": row.content_id,
        "number": row.number,
        "sha256": row.sha256,
        "by_id": row.by_id,
        "by": name_in(row, "by"),
        "at": row.at,
        "decision": row.decision,
        "note": row.note or "",
        "reviewer": name_in(row, "reviewer"),
        "reviewed_at": row.reviewed_at,
    }
