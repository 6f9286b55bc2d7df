"""Pages that content links to: their cards, which are due to be looked at, and who links to one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from advocacy.library.models import Content, LinkTarget, LiveContent, MediaFile, Revision, RevisionText
from advocacy.library.queries.parts import address_sha256
from advocacy.library.rules.targets import STATES, WORRYING
from advocacy.library.rules.words import TargetState

MOST_LINKED = 200


@dataclass(frozen=True)
class Card:
    """The card of a linked page as it was seen last; `image` is the SHA-256 of its picture on the shelf."""

    address: str
    state: TargetState
    title: str
    description: str
    site: str
    image: str | None
    seen_at: datetime | None
    detail: str

    @property
    def said(self) -> str:
        """The sentence about its state, to be translated when shown."""
        return STATES[self.state]

    @property
    def is_worrying(self) -> bool:
        """Whether its author should look."""
        return self.state in WORRYING

    @property
    def is_waiting(self) -> bool:
        """Whether nobody has looked yet."""
        return self.state is TargetState.WAITING


def card(session: Session, address: str) -> Card | None:
    """The card of the page at `address`; None where nobody asked for one. One query."""
    if not address:
        return None
    row = session.execute(
        select(
            *(LinkTarget.address, LinkTarget.state, LinkTarget.title, LinkTarget.description),
            *(LinkTarget.site, MediaFile.sha256, LinkTarget.seen_at, LinkTarget.detail),
        )
        .outerjoin(MediaFile, MediaFile.id == LinkTarget.image_id)
        .where(LinkTarget.address_sha256 == address_sha256(address))
    ).one_or_none()
    return Card(*row) if row else None


def due(session: Session, now: datetime, *, limit: int) -> Sequence[tuple[int, datetime]]:
    """The pages that are to be looked at now, the longest waiting first. One query."""
    statement = select(LinkTarget.id, LinkTarget.next_at).where(LinkTarget.next_at <= now)
    rows = session.execute(statement.order_by(LinkTarget.next_at, LinkTarget.id).limit(limit))
    return [(row.id, row.next_at) for row in rows if row.next_at is not None]


@dataclass(frozen=True)
class LinkedContent:
    """Approved content that links to a page, now or later."""

    id: int
    author_id: int
    opens_at: datetime
    closes_at: datetime | None
    titles: Mapping[str, str]


def linked(session: Session, address: str, *, now: datetime) -> list[LinkedContent]:
    """The approved contents whose window has not closed and that link to `address`. One query."""
    rows = session.execute(
        select(
            *(LiveContent.content_id, Content.author_id, LiveContent.opens_at, LiveContent.closes_at),
            *(RevisionText.language, RevisionText.title),
        )
        .join(Revision, Revision.id == LiveContent.revision_id)
        .join(Content, Content.id == LiveContent.content_id)
        .join(RevisionText, RevisionText.revision_id == Revision.id)
        .where(Revision.link == address, or_(LiveContent.closes_at.is_(None), LiveContent.closes_at > now))
        .order_by(LiveContent.content_id)
        .limit(MOST_LINKED)
    ).all()
    titles: dict[int, dict[str, str]] = {}
    for row in rows:
        titles.setdefault(row.content_id, {})[row.language.value] = row.title
    first = {row.content_id: row for row in rows}
    return [
        LinkedContent(key, row.author_id, row.opens_at, row.closes_at, titles[key])
        for key, row in first.items()
    ]
