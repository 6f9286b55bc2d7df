"""What waits for a reviewer, the longest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, select
from sqlalchemy.orm import Session, aliased

from advocacy.errors import NotVisible
from advocacy.keyset import Window, window
from advocacy.library.models import (
    Content,
    ContentWriter,
    Revision,
    RevisionText,
    RevisionTopic,
    RevisionWording,
    WaitingRevision,
)
from advocacy.library.queries.rights import is_visible_to
from advocacy.networks.words import Network
from advocacy.people.models import Person
from advocacy.people.queries.by_name import name_columns, name_in
from advocacy.people.rules import Language
from advocacy.roles import Actor, Can

ROWS = 25
_ORDER = (WaitingRevision.at.expression, WaitingRevision.content_id.expression)


@dataclass(frozen=True)
class Filter:
    """Which of them: of a topic, with a wording for a network, in a language."""

    topic_id: int | None = None
    network: Network | None = None
    language: Language | None = None


NO_FILTER = Filter()


@dataclass(frozen=True)
class WaitingLine:
    """A content that waits. `is_mine` is true for whoever had a hand in it and so cannot decide."""

    content_id: int
    number: int
    at: datetime
    by: str
    title: str
    opens_at: datetime
    networks: tuple[Network, ...]
    is_mine: bool

    @property
    def key(self) -> tuple[datetime, int]:
        """Where it stands in the queue."""
        return self.at, self.content_id


def waiting(
    session: Session,
    *,
    visible_to: Actor,
    language: Language,
    chosen: Filter = NO_FILTER,
    after: Sequence[Any] | None = None,
    before: Sequence[Any] | None = None,
) -> Window[WaitingLine]:
    """A page of what waits, of what this actor works on; titles in `language` where they are. One query."""
    if not visible_to.can(Can.SEE_CONTENT):
        raise NotVisible
    statement = _lines(visible_to, language).where(is_visible_to(visible_to), *_chosen(chosen))
    return window(session, statement, _ORDER, size=ROWS, after=after, before=before).map(_line)


def _lines(actor: Actor, language: Language) -> Select[*tuple[Any, ...]]:
    mine, other = aliased(RevisionText), aliased(RevisionText)
    of_revision = WaitingRevision.revision_id
    networks = (
        select(func.aggregate_strings(RevisionWording.network, ","))
        .where(RevisionWording.revision_id == of_revision)
        .correlate(WaitingRevision)
        .scalar_subquery()
    )
    wrote = exists().where(
        ContentWriter.content_id == WaitingRevision.content_id, ContentWriter.person_id == (actor.id or 0)
    )
    return (
        select(
            WaitingRevision.content_id,
            WaitingRevision.at,
            Revision.number,
            Revision.opens_at,
            *name_columns(Person, "by"),
            func.coalesce(mine.title, other.title, "").label("title"),
            networks.label("networks"),
            wrote.label("is_mine"),
        )
        .select_from(WaitingRevision)
        .join(Content, Content.id == WaitingRevision.content_id)
        .join(Revision, and_(Revision.id == of_revision, Revision.edition == Content.edition))
        .join(Person, Person.id == Revision.by_id)
        .outerjoin(mine, and_(mine.revision_id == of_revision, mine.language == language))
        .outerjoin(other, and_(other.revision_id == of_revision, other.language != language))
        .where(Content.discarded_at.is_(None))
    )


def _chosen(chosen: Filter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    of_revision = WaitingRevision.revision_id
    if chosen.topic_id is not None:
        found.append(
            exists().where(
                RevisionTopic.revision_id == of_revision, RevisionTopic.topic_id == chosen.topic_id
            )
        )
    if chosen.network or chosen.language:
        said = [RevisionWording.revision_id == of_revision]
        if chosen.network:
            said.append(RevisionWording.network == chosen.network)
        if chosen.language:
            said.append(RevisionWording.language == chosen.language)
        found.append(exists().where(*said))
    return found


def _line(row: Any) -> WaitingLine:
    spoken = set((row.networks or "").split(","))
    return WaitingLine(
        content_id=row.content_id,
        number=row.number,
        at=row.at,
        by=name_in(row, "by"),
        title=row.title,
        opens_at=row.opens_at,
        networks=tuple(one for one in Network if one.value in spoken),
        is_mine=bool(row.is_mine),
    )
