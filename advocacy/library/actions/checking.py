"""Judging a draft inside the transaction that hands it in."""

from __future__ import annotations

from advocacy.library.queries.drafts import draft
from advocacy.library.rules.checking import check
from advocacy.work import Work


def check_draft(work: Work, content_id: int) -> None:
    """Raise Problems with everything that keeps the draft from being handed in; NotVisible elsewhere."""
    found = draft(work.session, content_id, visible_to=work.actor, settings=work.wiring.settings, at=work.now)
    check(found)
