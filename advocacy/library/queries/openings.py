"""When share windows open: of what people see, was held back or recalled, and of drafts – one statement.

What was approved opens as its revision says, whatever its draft says by now; a draft as it is written.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    ScalarSelect,
    Select,
    String,
    Subquery,
    and_,
    case,
    cast,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)

from advocacy.library.models import (
    Content,
    ContentHold,
    ContentRecall,
    ContentTopic,
    LiveContent,
    Revision,
    RevisionTopic,
    RevisionWording,
    Variant,
)
from advocacy.library.queries.standing import latest_approved
from advocacy.networks.words import Network
from advocacy.people.rules import Language


@dataclass(frozen=True)
class Shown:
    """Which contents a calendar shows: what is None leaves nothing out."""

    network: Network | None = None
    language: Language | None = None
    objective_id: int | None = None
    topic_id: int | None = None

    def values(self) -> dict[str, Any]:
        """What is set, as it stands in an address and in a feed's row."""
        found = {
            "network": self.network.value if self.network else None,
            "language": self.language.value if self.language else None,
            "objective": self.objective_id,
            "topic": self.topic_id,
        }
        return {name: value for name, value in found.items() if value is not None}


EVERYTHING = Shown()


def openings(first: datetime, end: datetime, *, cancelled: bool = True) -> Subquery:
    """(content_id, revision_id or NULL, opens_at) of windows that open from `first` up to `end`; without
    `cancelled`, neither those held back nor those recalled."""
    arms = [_live(first, end), _drafts(first, end)]
    if cancelled:
        arms += [_recalled(first, end), _held(first, end)]
    return union_all(*arms).subquery("openings")


def _live(first: datetime, end: datetime) -> Select[*tuple[Any, ...]]:
    at = LiveContent.opens_at
    return select(LiveContent.content_id, LiveContent.revision_id, at.label("opens_at")).where(
        at >= first, at < end
    )


def _recalled(first: datetime, end: datetime) -> Select[*tuple[Any, ...]]:
    return (
        select(ContentRecall.content_id, ContentRecall.revision_id, Revision.opens_at)
        .join(Revision, Revision.id == ContentRecall.revision_id)
        .where(Revision.opens_at >= first, Revision.opens_at < end)
    )


def _held(first: datetime, end: datetime) -> Select[*tuple[Any, ...]]:
    return (
        select(Content.id, Revision.id, Revision.opens_at)
        .join(ContentHold, and_(ContentHold.content_id == Content.id, ContentHold.released_at.is_(None)))
        .join(Revision, Revision.id == latest_approved())
        .where(Revision.opens_at >= first, Revision.opens_at < end, ~_is_recalled())
    )


def _drafts(first: datetime, end: datetime) -> Select[*tuple[Any, ...]]:
    is_live = exists().where(LiveContent.content_id == Content.id)
    is_held = exists().where(ContentHold.content_id == Content.id, ContentHold.released_at.is_(None))
    return select(Content.id, cast(null(), Integer), Content.opens_at).where(
        Content.opens_at >= first,
        Content.opens_at < end,
        Content.discarded_at.is_(None),
        ~is_live,
        ~is_held,
        ~_is_recalled(),
    )


def _is_recalled() -> ColumnElement[bool]:
    return exists().where(ContentRecall.content_id == Content.id)


def day_of(opened: Subquery, edges: list[datetime]) -> ColumnElement[int]:
    """Which of the days that begin at `edges` (the last of them is the end) an opening falls on, from 0."""
    days = [(opened.c.opens_at < end, literal(place)) for place, end in enumerate(edges[1:])]
    return case(*days, else_=literal(len(days) - 1))


def is_shown(opened: Subquery, shown: Shown) -> list[ColumnElement[bool]]:
    """The conditions of a filter; the statement has `content` and `content_revision` joined."""
    found: list[ColumnElement[bool]] = []
    if shown.network or shown.language:
        found.append(or_(_says(opened, RevisionWording, shown), _says(opened, Variant, shown)))
    if shown.objective_id is not None:
        found.append(objective_of() == shown.objective_id)
    if shown.topic_id is not None:
        of_revision = exists().where(
            RevisionTopic.revision_id == opened.c.revision_id, RevisionTopic.topic_id == shown.topic_id
        )
        of_draft = exists().where(
            ContentTopic.content_id == opened.c.content_id, ContentTopic.topic_id == shown.topic_id
        )
        found.append(or_(of_revision, and_(opened.c.revision_id.is_(None), of_draft)))
    return found


def objective_of() -> ColumnElement[int]:
    """The objective of the revision, of a draft its own."""
    return case((Revision.id.is_(None), Content.objective_id), else_=Revision.objective_id)


def _says(opened: Subquery, table: Any, shown: Shown) -> ColumnElement[bool]:
    of = _belongs(opened, table)
    if shown.network:
        of = and_(of, table.network == shown.network)
    if shown.language:
        of = and_(of, table.language == shown.language)
    return exists().where(of)


def _belongs(opened: Subquery, table: Any) -> ColumnElement[bool]:
    if table is RevisionWording:
        return RevisionWording.revision_id == opened.c.revision_id
    return and_(opened.c.revision_id.is_(None), Variant.content_id == opened.c.content_id)


def networks_of(opened: Subquery) -> ColumnElement[str]:
    """The networks of an opening as one text, with repeats."""
    return func.coalesce(_joined(opened, RevisionWording, "network"), _joined(opened, Variant, "network"), "")


def languages_of(opened: Subquery) -> ColumnElement[str]:
    """The languages of an opening as one text, with repeats."""
    return func.coalesce(
        _joined(opened, RevisionWording, "language"), _joined(opened, Variant, "language"), ""
    )


def topics_of(opened: Subquery) -> ColumnElement[str]:
    """The topics of an opening by number, as one text."""
    of_revision = select(func.aggregate_strings(cast(RevisionTopic.topic_id, String), ",")).where(
        RevisionTopic.revision_id == opened.c.revision_id
    )
    of_draft = select(func.aggregate_strings(cast(ContentTopic.topic_id, String), ",")).where(
        opened.c.revision_id.is_(None), ContentTopic.content_id == opened.c.content_id
    )
    arms = (one.correlate(opened).scalar_subquery() for one in (of_revision, of_draft))
    return func.coalesce(*arms, "")


def _joined(opened: Subquery, table: Any, column: str) -> ScalarSelect[str]:
    found = select(func.aggregate_strings(getattr(table, column), ",")).where(_belongs(opened, table))
    return found.correlate(opened).scalar_subquery()
