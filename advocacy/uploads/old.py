"""Uploads that nobody applied are discarded after a while, and the staged rows of ended ones are deleted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import exists, or_, select

from advocacy.db import Model, db
from advocacy.roles import SYSTEM
from advocacy.uploads.models import ENDED, OPEN, Uploaded
from advocacy.wiring import wiring
from advocacy.work import Work, unit_of_work

KEPT = timedelta(days=30)
"""How long an upload that nobody applied is kept."""


def tidy(
    table: type[Uploaded],
    staged: Sequence[type[Model]],
    discard: Callable[[Work, int], None],
    clear: Callable[[int], None],
    *,
    shown: timedelta = timedelta(0),
) -> None:
    """Discard uploads that have waited for longer than `KEPT`; clear the staged rows of ended ones.

    `shown` is for how long after its end an upload still shows its rows. What was counted of it stays; what
    it said of people goes.
    """
    session, now = db.session(), wiring().clock.now()
    waiting = session.scalars(
        select(table.id).where(table.state.in_(OPEN), table.uploaded_at < now - KEPT).order_by(table.id)
    ).all()
    session.rollback()
    for import_id in waiting:
        with unit_of_work(SYSTEM) as work:
            discard(work, import_id)
    rows: Sequence[Any] = staged
    kept = or_(*(exists().where(one.import_id == table.id) for one in rows))
    over = or_(table.ended_at.is_(None), table.ended_at <= now - shown)
    ended = session.scalars(
        select(table.id).where(table.state.in_(ENDED), over, kept).order_by(table.id)
    ).all()
    session.rollback()
    for import_id in ended:
        clear(import_id)
