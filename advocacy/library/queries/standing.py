"""Where contents stand: being written, in review, approved, live, held, recalled – read together."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ScalarSelect, Select, and_, func, select
from sqlalchemy.orm import Session

from advocacy.errors import NotVisible
from advocacy.library.models import (
    Content,
    ContentHold,
    ContentRecall,
    ContentReview,
    Feature,
    LiveContent,
    Revision,
)
from advocacy.library.queries.rights import is_visible_to
from advocacy.library.rules.live import Passed
from advocacy.library.rules.standing import Standing, StandingFacts, standing
from advocacy.library.rules.words import Decision
from advocacy.roles import Actor, Can


@dataclass(frozen=True)
class Stand:
    """Where one content stands. The `revision` is the latest one, `approved` the latest that was approved.

    `live` is the revision that may be passed on now or later, and `place` where the content is shown first.
    """

    content_id: int
    author_id: int
    facts: StandingFacts
    revision_id: int | None
    number: int
    sha256: str | None
    handed_in_at: datetime | None
    handed_in_by_id: int | None
    approved_id: int | None
    approved_closes_at: datetime | None
    live_id: int | None
    place: int | None
    is_held: bool

    @property
    def standing(self) -> Standing:
        """Where the content being written stands."""
        return standing(self.facts)

    @property
    def passed(self) -> Passed:
        """How the content is passed on."""
        return Passed(
            is_approved=self.approved_id is not None,
            is_recalled=self.facts.is_recalled,
            is_held=self.is_held,
            closes_at=self.approved_closes_at,
        )

    @property
    def waiting_id(self) -> int | None:
        """The revision that waits for a reviewer."""
        return self.revision_id if self.standing is Standing.IN_REVIEW else None


def standings(session: Session, content_ids: Collection[int]) -> Mapping[int, Stand]:
    """Where each of these contents stands; unknown ones are missing. One query."""
    rows = session.execute(_stands().where(Content.id.in_(content_ids)))
    return {row.id: _stand(row) for row in rows}


def visible_stand(session: Session, content_id: int, *, visible_to: Actor) -> Stand:
    """Where a content stands that this actor works on. Raises NotVisible for any other. One query."""
    if not visible_to.can(Can.SEE_CONTENT):
        raise NotVisible
    row = session.execute(_stands().where(Content.id == content_id, is_visible_to(visible_to))).one_or_none()
    if row is None:
        raise NotVisible
    return _stand(row)


def stand(session: Session, content_id: int) -> Stand:
    """Where one content stands. Raises KeyError when there is none. One query."""
    return standings(session, [content_id])[content_id]


def latest_revision() -> ScalarSelect[int]:
    """The id of the latest revision of a statement's `content`."""
    found = select(func.max(Revision.id)).where(Revision.content_id == Content.id)
    return found.correlate(Content).scalar_subquery()


def latest_approved() -> ScalarSelect[int]:
    """The id of the latest approved revision of a statement's `content`."""
    found = (
        select(func.max(Revision.id))
        .join(ContentReview, ContentReview.revision_id == Revision.id)
        .where(Revision.content_id == Content.id, ContentReview.decision == Decision.APPROVED)
    )
    return found.correlate(Content).scalar_subquery()


def _stands() -> Select[*tuple[Any, ...]]:
    latest = Revision.__table__.alias("latest")
    approved = Revision.__table__.alias("approved")
    return (
        select(
            Content.id,
            Content.author_id,
            Content.edition,
            Content.discarded_at,
            latest.c.id.label("revision_id"),
            latest.c.number,
            latest.c.edition.label("handed_in"),
            latest.c.sha256,
            latest.c.at.label("handed_in_at"),
            latest.c.by_id.label("handed_in_by_id"),
            ContentReview.decision,
            ContentRecall.id.label("recall_id"),
            ContentHold.id.label("hold_id"),
            approved.c.id.label("approved_id"),
            approved.c.closes_at.label("approved_closes_at"),
            LiveContent.revision_id.label("live_id"),
            Feature.place,
        )
        .select_from(Content)
        .outerjoin(latest, latest.c.id == latest_revision())
        .outerjoin(ContentReview, ContentReview.revision_id == latest.c.id)
        .outerjoin(approved, approved.c.id == latest_approved())
        .outerjoin(ContentRecall, ContentRecall.content_id == Content.id)
        .outerjoin(ContentHold, and_(ContentHold.content_id == Content.id, ContentHold.released_at.is_(None)))
        .outerjoin(LiveContent, LiveContent.content_id == Content.id)
        .outerjoin(Feature, and_(Feature.content_id == Content.id, Feature.ended_at.is_(None)))
    )


def _stand(row: Any) -> Stand:
    facts = StandingFacts(
        edition=row.edition,
        handed_in=row.handed_in,
        decision=row.decision,
        is_recalled=row.recall_id is not None,
        is_discarded=row.discarded_at is not None,
    )
    return Stand(
        content_id=row.id,
        author_id=row.author_id,
        facts=facts,
        revision_id=row.revision_id,
        number=row.number or 0,
        sha256=row.sha256,
        handed_in_at=row.handed_in_at,
        handed_in_by_id=row.handed_in_by_id,
        approved_id=row.approved_id,
        approved_closes_at=row.approved_closes_at,
        live_id=row.live_id,
        place=row.place,
        is_held=row.hold_id is not None,
    )
