"""How far a content went: what its recall is about."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from advocacy.library.reach import Reach
from advocacy.relay.models import ShareTally, TrackedLink
from advocacy.relay.rules.sharing import told


def reach(session: Session, content_id: int) -> Reach:
    """How often its shares were opened and declared, five times and more only, and its links. One query, of
    tallies: whose shares they were is nobody's business."""
    links = select(func.count()).select_from(TrackedLink).where(TrackedLink.content_id == content_id)
    row = session.execute(
        select(
            func.coalesce(func.sum(ShareTally.opened), 0),
            func.coalesce(func.sum(ShareTally.declared), 0),
            links.scalar_subquery(),
        ).where(ShareTally.content_id == content_id)
    ).one()
    return Reach(told(int(row[0])), told(int(row[1])), int(row[2]))
