"""What shares and links brought to objectives: the figures that the library shows beside each target."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from advocacy.library.figures import Counted
from advocacy.library.models import Content, Objective
from advocacy.relay.models import LinkDay, ShareTally, TrackedLink


def clicks(session: Session, asked: Sequence[Counted]) -> Mapping[int, int]:
    """How many people followed links of an objective's contents in its period, by objective. One query."""
    rows = session.execute(
        select(Objective.id, func.sum(LinkDay.people))
        .join(Content, Content.objective_id == Objective.id)
        .join(TrackedLink, TrackedLink.content_id == Content.id)
        .join(LinkDay, LinkDay.link_id == TrackedLink.id)
        .where(
            Objective.id.in_([one.objective_id for one in asked]),
            LinkDay.day.between(Objective.starts_on, Objective.ends_on),
        )
        .group_by(Objective.id)
    )
    return {row[0]: int(row[1] or 0) for row in rows}


def shares(session: Session, asked: Sequence[Counted]) -> Mapping[int, int]:
    """How many shares of an objective's contents were declared in its period, by objective. One query."""
    rows = session.execute(
        select(Objective.id, func.sum(ShareTally.declared))
        .join(Content, Content.objective_id == Objective.id)
        .join(ShareTally, ShareTally.content_id == Content.id)
        .where(
            Objective.id.in_([one.objective_id for one in asked]),
            ShareTally.day.between(Objective.starts_on, Objective.ends_on),
        )
        .group_by(Objective.id)
    )
    return {row[0]: int(row[1] or 0) for row in rows}
