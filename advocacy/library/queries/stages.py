"""How many contents that can be passed on now speak to each stage of a customer's life with the brand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from advocacy.library.models import LiveContent, Revision
from advocacy.library.queries.live import is_open
from advocacy.library.rules.words import Stage


def live_by_stage(session: Session, *, at: datetime) -> Mapping[Stage, int]:
    """The number of live contents of every stage, in their order, zeros included. One query."""
    rows = session.execute(
        select(Revision.stage, func.count())
        .join(LiveContent, LiveContent.revision_id == Revision.id)
        .where(is_open(at))
        .group_by(Revision.stage)
    )
    found = {row[0]: row[1] for row in rows}
    return {stage: found.get(stage, 0) for stage in Stage}
