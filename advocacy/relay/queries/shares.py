"""What somebody passed on: read by that person alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session, aliased

from advocacy.errors import NotVisible
from advocacy.keyset import Window, latest_first
from advocacy.library.models import ContentRecall, RevisionText
from advocacy.networks.words import Network
from advocacy.people.rules import Language
from advocacy.relay.models import Share, ShareDeclaration
from advocacy.roles import Actor

ROWS = 25
MOST_OF_ONE = 50


@dataclass(frozen=True)
class ShareLine:
    """One share. `declared_at` is None until its person says that it was posted; `link` may be empty."""

    id: int
    content_id: int
    revision_id: int
    title: str
    network: Network
    language: Language
    wording_id: int
    opened_at: datetime
    declared_at: datetime | None
    link: str
    is_recalled: bool


def shares_of(
    session: Session,
    actor: Actor,
    *,
    language: Language,
    older_than: int | None = None,
    newer_than: int | None = None,
) -> Window[ShareLine]:
    """A page of what the actor passed on, the latest first. One query."""
    statement = _lines(actor, language)
    found = latest_first(
        session, statement, Share.id, size=ROWS, older_than=older_than, newer_than=newer_than
    )
    return found.map(_line)


def shares_of_content(
    session: Session, content_id: int, actor: Actor, *, language: Language
) -> Sequence[ShareLine]:
    """What the actor passed on of one content, the latest first. One query."""
    statement = _lines(actor, language).where(Share.content_id == content_id)
    rows = session.execute(statement.order_by(Share.id.desc()).limit(MOST_OF_ONE))
    return [_line(row) for row in rows]


def share(session: Session, share_id: int, *, visible_to: Actor, language: Language) -> ShareLine:
    """One share of the actor's own. Raises NotVisible for anybody else's. One query."""
    row = session.execute(_lines(visible_to, language).where(Share.id == share_id)).one_or_none()
    if row is None:
        raise NotVisible
    return _line(row)


def _lines(actor: Actor, language: Language) -> Select[*tuple[Any, ...]]:
    mine, other = aliased(RevisionText, name="mine"), aliased(RevisionText, name="other")
    return (
        select(
            Share.id,
            Share.content_id,
            Share.revision_id,
            func.coalesce(mine.title, other.title, "").label("title"),
            Share.network,
            Share.language,
            Share.wording_id,
            Share.opened_at,
            ShareDeclaration.at.label("declared_at"),
            ShareDeclaration.link,
            ContentRecall.id.label("recall_id"),
        )
        .outerjoin(ShareDeclaration, ShareDeclaration.share_id == Share.id)
        .outerjoin(mine, and_(mine.revision_id == Share.revision_id, mine.language == language))
        .outerjoin(other, and_(other.revision_id == Share.revision_id, other.language != language))
        .outerjoin(ContentRecall, ContentRecall.content_id == Share.content_id)
        .where(Share.person_id == actor.id)
    )


def _line(row: Any) -> ShareLine:
    return ShareLine(
        id=row.id,
        content_id=row.content_id,
        revision_id=row.revision_id,
        title=row.title,
        network=row.network,
        language=row.language,
        wording_id=row.wording_id,
        opened_at=row.opened_at,
        declared_at=row.declared_at,
        link=row.link or "",
        is_recalled=row.recall_id is not None,
    )
