"""How often wordings were passed on. Only tallies are read: whose shares they are is nobody's business."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from advocacy.library.models import Variant, Wording
from advocacy.relay.models import ShareTally
from advocacy.relay.rules.rotating import Used
from advocacy.relay.rules.sharing import told


def used_by(session: Session, wording_ids: Collection[int]) -> Mapping[int, int | None]:
    """How many colleagues used each of these wordings: five and more only, else None. One query."""
    contents = (
        select(Variant.content_id)
        .join(Wording, Wording.variant_id == Variant.id)
        .where(Wording.id.in_(wording_ids))
    )
    rows = session.execute(
        select(ShareTally.wording_id, func.sum(ShareTally.opened))
        .where(ShareTally.content_id.in_(contents), ShareTally.wording_id.in_(wording_ids))
        .group_by(ShareTally.wording_id)
    )
    counted = {wording_id: int(opened) for wording_id, opened in rows}
    return {wording_id: told(counted.get(wording_id, 0)) for wording_id in wording_ids}


@dataclass(frozen=True)
class Uses:
    """How often a wording was passed on: in all, and before today."""

    in_all: int
    before: Used


def uses_of(session: Session, content_id: int, *, today: date) -> Mapping[int, Uses]:
    """How often each wording of a content was passed on, `today` being a day in UTC. One query."""
    before = func.sum(case((ShareTally.day < today, ShareTally.opened), else_=0))
    rows = session.execute(
        select(ShareTally.wording_id, func.sum(ShareTally.opened), before)
        .where(ShareTally.content_id == content_id)
        .group_by(ShareTally.wording_id)
    )
    return {one: Uses(int(in_all), Used(one, int(past))) for one, in_all, past in rows}
