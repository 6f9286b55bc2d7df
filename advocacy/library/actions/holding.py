"""Holding a content back, and releasing it."""

from __future__ import annotations

from sqlalchemy import select

from advocacy.errors import Refused
from advocacy.library.actions.showing import locked, person_id, show
from advocacy.library.events.reviewing import ContentHeld, ContentReleased
from advocacy.library.models import ContentHold
from advocacy.library.queries.standing import stand
from advocacy.library.rules import live as rules
from advocacy.roles import Can
from advocacy.work import Work


def hold(work: Work, content_id: int, *, reason: str) -> None:
    """Let nobody pass the content on until it is released. Raises Refused: not approved, or no reason."""
    locked(work, content_id, Can.HOLD_CONTENT)
    rules.check_holding(stand(work.session, content_id).passed, reason)
    if len(reason) > rules.LONGEST_REASON:
        raise Refused("A reason has at most %(most)s characters.", most=rules.LONGEST_REASON)
    work.session.add(
        ContentHold(content_id=content_id, reason=reason.strip(), by_id=person_id(work), at=work.now)
    )
    show(work, content_id)
    work.record(ContentHeld(content_id=content_id))


def release(work: Work, content_id: int) -> None:
    """Let the content be passed on again, as it was last approved. Raises Refused when it is not held."""
    locked(work, content_id, Can.HOLD_CONTENT)
    rules.check_release(stand(work.session, content_id).passed)
    held = work.session.scalars(
        select(ContentHold).where(ContentHold.content_id == content_id, ContentHold.released_at.is_(None))
    ).one()
    held.released_at, held.released_by_id = work.now, work.actor.id
    show(work, content_id)
    work.record(ContentReleased(content_id=content_id))
