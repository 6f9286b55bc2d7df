"""Reading the tallies of shares and clicks, for contents that were shared or followed lately."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Row, func, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, Session

from advocacy.db import Model, table_of
from advocacy.insights.models import ContentImpact
from advocacy.relay.models import LinkDay, Share, ShareDeclaration, ShareTally, TrackedLink

Key = tuple[Any, ...]


@dataclass(frozen=True)
class Changed:
    """A content that was shared or followed, on this day (UTC) for the last time."""

    content_id: int
    day: date


def changed(session: Session) -> Sequence[Changed]:
    """The contents that may have brought something since they were counted, the longest waiting first. Two
    queries.

    The day before that of the last count is among them: somebody may have been writing at that moment.
    """
    last = session.scalar(select(func.max(ContentImpact.counted_at, type_=ContentImpact.counted_at.type)))
    since = last.astimezone(UTC).date() - timedelta(days=1) if last else date.min
    moved = union_all(
        select(ShareTally.content_id, ShareTally.day).where(ShareTally.day >= since),
        select(TrackedLink.content_id, LinkDay.day)
        .join(LinkDay, LinkDay.link_id == TrackedLink.id)
        .where(LinkDay.day >= since),
    ).subquery("moved")
    latest = func.max(moved.c.day, type_=moved.c.day.type)
    rows = session.execute(
        select(moved.c.content_id, latest).group_by(moved.c.content_id).order_by(latest, moved.c.content_id)
    )
    return [Changed(content_id, day) for content_id, day in rows]


def share_tallies(session: Session, content_ids: Collection[int]) -> Sequence[Row[*tuple[Any, ...]]]:
    """Every tally of these contents: content_id, network, wording_id, day, opened, declared. One query."""
    return session.execute(
        select(
            ShareTally.content_id,
            ShareTally.network,
            ShareTally.wording_id,
            ShareTally.day,
            ShareTally.opened,
            ShareTally.declared,
        ).where(ShareTally.content_id.in_(content_ids))
    ).all()


def link_days(session: Session, content_ids: Collection[int]) -> Sequence[Row[*tuple[Any, ...]]]:
    """Every day of their links: content_id, network, wording_id, day, people, bots. One query."""
    return session.execute(
        select(
            TrackedLink.content_id,
            TrackedLink.network,
            TrackedLink.wording_id,
            LinkDay.day,
            LinkDay.people,
            LinkDay.bots,
        )
        .join(LinkDay, LinkDay.link_id == TrackedLink.id)
        .where(TrackedLink.content_id.in_(content_ids))
    ).all()


def people_behind(
    session: Session, content_ids: Collection[int], *by: InstrumentedAttribute[Any]
) -> Mapping[Key, tuple[int, int]]:
    """How many different people opened and declared shares, by content and the columns `by`. One query."""
    columns = (Share.content_id, *by)
    declarer = ShareDeclaration.share_id.is_not(None)
    rows = session.execute(
        select(
            *columns,
            func.count(Share.person_id.distinct()),
            func.count(Share.person_id.distinct()).filter(declarer),
        )
        .outerjoin(ShareDeclaration, ShareDeclaration.share_id == Share.id)
        .where(Share.content_id.in_(content_ids))
        .group_by(*columns)
    )
    return {tuple(row[:-2]): (int(row[-2]), int(row[-1])) for row in rows}


def kept(
    session: Session, table: type[Model], keys: Sequence[str], content_ids: Collection[int]
) -> dict[Key, dict[str, Any]]:
    """The rows of these contents in a table of impact, by their columns `keys`, as they are kept. One
    query."""
    columns = table_of(table).columns
    rows = session.execute(select(*columns).where(columns["content_id"].in_(content_ids))).mappings()
    return {tuple(row[name] for name in keys): dict(row) for row in rows}


def counted_at(day: date, now: datetime) -> datetime:
    """Up to when a content is counted whose last day is `day`: that day's end, if it is over.

    A round that is cut short goes on where it ended, for the longest waiting are counted first.
    """
    end = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(days=1)
    return min(now, end)
