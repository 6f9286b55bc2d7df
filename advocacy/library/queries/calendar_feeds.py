"""Calendar feeds: whose they are, and what a calendar program reads there."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.orm import Session

from advocacy.library.models import (
    CalendarFeed,
    Content,
    ContentHold,
    ContentRecall,
    ContentReview,
    Revision,
)
from advocacy.library.queries.openings import Shown
from advocacy.networks.words import Network
from advocacy.numbers import whole_number
from advocacy.people.queries.acting import actor_of_person
from advocacy.people.rules import Language
from advocacy.people.tokens import hash_of
from advocacy.roles import Actor, Can

MOST_FEEDS = 10
MOST_IN_FEED = 1_000
"""More than fits a calendar; the earliest of the days below."""

BACK, AHEAD = timedelta(days=60), timedelta(days=400)
"""From so many days ago up to so many ahead a feed reaches."""


@dataclass(frozen=True)
class FeedLine:
    """A feed of one's own that is not revoked."""

    id: int
    shown: Shown
    created_at: datetime


def feeds_of(session: Session, person_id: int) -> list[FeedLine]:
    """The feeds of a person that answer, the latest first. One query."""
    rows = session.execute(
        select(CalendarFeed.id, CalendarFeed.filters, CalendarFeed.created_at)
        .where(CalendarFeed.person_id == person_id, CalendarFeed.revoked_at.is_(None))
        .order_by(CalendarFeed.id.desc())
    )
    return [FeedLine(row.id, read_filters(row.filters), row.created_at) for row in rows]


def reader_of(session: Session, token: str, *, day: date, zone: str) -> tuple[Actor, Shown] | None:
    """Who reads with this secret, and what of the calendar; None for a feed that is unknown or revoked, and
    for somebody who left or has no part in content any more. Three queries at most."""
    row = session.execute(
        select(CalendarFeed.person_id, CalendarFeed.filters).where(
            CalendarFeed.token_sha256 == hash_of(token), CalendarFeed.revoked_at.is_(None)
        )
    ).one_or_none()
    actor = actor_of_person(session, row.person_id, day=day, zone=zone) if row else None
    if row is None or actor is None or not actor.can(Can.SEE_CONTENT):
        return None
    return actor, read_filters(row.filters)


def read_filters(values: Mapping[str, Any]) -> Shown:
    """What an address or a feed's row leaves; what cannot be read leaves nothing out."""
    network, language = values.get("network"), values.get("language")
    return Shown(
        network=Network(network) if network in set(Network) else None,
        language=Language(language) if language in set(Language) else None,
        objective_id=whole_number(values.get("objective")),
        topic_id=whole_number(values.get("topic")),
    )


@dataclass(frozen=True)
class Changes:
    """How often a content changed for a calendar program (it only grows), when last, and its window's end."""

    sequence: int
    at: datetime
    closes_at: datetime | None


def changes(session: Session, content_ids: Collection[int]) -> Mapping[int, Changes]:
    """What changed of these contents. One query."""
    of_revisions = Revision.content_id == Content.id
    of_holds = ContentHold.content_id == Content.id
    reviews = (
        select(func.count(), func.max(ContentReview.at))
        .join(Revision, Revision.id == ContentReview.revision_id)
        .where(of_revisions)
    )
    rows = session.execute(
        select(
            Content.id,
            Content.edition,
            Content.edited_at,
            Content.closes_at,
            _one(select(func.count()).select_from(Revision).where(of_revisions)).label("revisions"),
            _one(select(func.max(Revision.at)).where(of_revisions)).label("revised_at"),
            _one(reviews.with_only_columns(func.count())).label("reviews"),
            _one(reviews.with_only_columns(func.max(ContentReview.at))).label("reviewed_at"),
            _one(select(func.count()).select_from(ContentHold).where(of_holds)).label("holds"),
            _one(select(func.count(ContentHold.released_at)).where(of_holds)).label("releases"),
            _one(select(func.max(ContentHold.at)).where(of_holds)).label("held_at"),
            _one(select(func.max(ContentHold.released_at)).where(of_holds)).label("released_at"),
            ContentRecall.at.label("recalled_at"),
        )
        .outerjoin(ContentRecall, ContentRecall.content_id == Content.id)
        .where(Content.id.in_(content_ids))
    )
    return {row.id: _changes(row) for row in rows}


def _one(statement: Any) -> ScalarSelect[Any]:
    found: ScalarSelect[Any] = statement.correlate(Content).scalar_subquery()
    return found


def _changes(row: Any) -> Changes:
    moments = (
        row.edited_at,
        row.revised_at,
        row.reviewed_at,
        row.held_at,
        row.released_at,
        row.recalled_at,
    )
    times = (row.edition, row.revisions, row.reviews, row.holds, row.releases, row.recalled_at is not None)
    return Changes(sum(map(int, times)), max(at for at in moments if at is not None), row.closes_at)
