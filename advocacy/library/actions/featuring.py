"""Showing a content first, and no longer."""

from __future__ import annotations

from sqlalchemy import and_, or_, select

from advocacy.library.actions.showing import locked, person_id
from advocacy.library.events.reviewing import ContentFeatured, ContentUnfeatured
from advocacy.library.models import ContentRecall, Feature, LiveContent
from advocacy.library.queries.standing import stand
from advocacy.library.rules import live as rules
from advocacy.roles import Can
from advocacy.work import Work


def feature(work: Work, content_id: int) -> int:
    """Show a content first; its place. Places of what nobody can pass on any more are freed.

    Raises Refused when it is not live, is there already, or when all five are taken.
    """
    locked(work, content_id, Can.FEATURE_CONTENT)
    _free(work)
    now = stand(work.session, content_id)
    # Two who want the same place at once: the second meets its unique index, and is told to look again.
    taken = set(work.session.scalars(select(Feature.place).where(Feature.ended_at.is_(None))))
    place = rules.check_featuring(now.passed, taken, now=work.now, is_first=now.place is not None)
    work.session.add(Feature(content_id=content_id, place=place, by_id=person_id(work), at=work.now))
    work.record(ContentFeatured(content_id=content_id, place=place))
    return place


def take_down(work: Work, content_id: int) -> None:
    """No longer show a content first; what is not shown first stays as it is."""
    locked(work, content_id, Can.FEATURE_CONTENT)
    for found in end(work, content_id):
        work.record(ContentUnfeatured(content_id=content_id, place=found.place))


def end(work: Work, content_id: int) -> list[Feature]:
    """End what shows the content first; the rows ended."""
    rows = work.session.scalars(
        select(Feature).where(Feature.content_id == content_id, Feature.ended_at.is_(None))
    ).all()
    for row in rows:
        row.ended_at = work.now
    return list(rows)


def _free(work: Work) -> None:
    """End places of contents that are recalled, or whose window is over. A held one keeps its place."""
    over = (
        select(Feature)
        .outerjoin(LiveContent, LiveContent.content_id == Feature.content_id)
        .outerjoin(ContentRecall, ContentRecall.content_id == Feature.content_id)
        .where(
            Feature.ended_at.is_(None),
            or_(
                ContentRecall.id.is_not(None),
                and_(LiveContent.closes_at.is_not(None), LiveContent.closes_at <= work.now),
            ),
        )
    )
    for row in work.session.scalars(over).all():
        row.ended_at = work.now
    work.session.flush()
