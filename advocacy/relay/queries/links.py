"""Reading tracked links: where one leads, and how often they were followed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from advocacy.library.models import ContentRecall
from advocacy.relay.models import LinkDay, TrackedLink
from advocacy.relay.rules.utm import ascii_address
from advocacy.wiring import wiring


@dataclass(frozen=True)
class Destination:
    """Where a link leads now, in ASCII: nowhere when its content was recalled and no page takes its place."""

    link_id: int
    address: str


@dataclass(frozen=True)
class Clicks:
    """How often links were followed: by people, once a day each, and by what looks like a program."""

    people: int = 0
    bots: int = 0


def link_url(slug: str) -> str:
    """The address of a tracked link, as it stands in a post."""
    return f"{wiring().settings.base_url}/l/{slug}"


def destination(session: Session, slug: str) -> Destination | None:
    """Where the link called `slug` leads, None when there is none.

    A recall is asked for here, in the same statement: from its instant on nobody is sent to the old page,
    whether or not a worker has written the new one yet.
    """
    row = session.execute(
        select(TrackedLink.id, TrackedLink.target, TrackedLink.fallback, ContentRecall.id)
        .outerjoin(ContentRecall, ContentRecall.content_id == TrackedLink.content_id)
        .where(TrackedLink.slug == slug)
    ).one_or_none()
    if row is None:
        return None
    link_id, target, fallback, recall_id = row
    address = fallback if recall_id is not None or fallback else target
    return Destination(link_id, ascii_address(address))


def clicks_of(session: Session, content_ids: Collection[int]) -> Mapping[int, Clicks]:
    """The clicks on all links of each of these contents, by its id; who has none is there with zeros."""
    rows = session.execute(
        select(TrackedLink.content_id, func.sum(LinkDay.people), func.sum(LinkDay.bots))
        .join(LinkDay, LinkDay.link_id == TrackedLink.id)
        .where(TrackedLink.content_id.in_(content_ids))
        .group_by(TrackedLink.content_id)
    )
    counted = {content_id: Clicks(int(people), int(bots)) for content_id, people, bots in rows}
    return {content_id: counted.get(content_id, Clicks()) for content_id in content_ids}
