"""Sending the links of what was recalled to the page that was chosen instead."""

from __future__ import annotations

from sqlalchemy import select

from advocacy.access import SYSTEM
from advocacy.jobs.registry import Running, job
from advocacy.library.actions.recalling import REDIRECT
from advocacy.library.models import ContentRecall, RecallWords
from advocacy.relay.actions.links import redirect_links
from advocacy.work import unit_of_work


@job(REDIRECT)
def redirect_recalled(_running: Running, *, recall_id: int) -> None:
    """Write the chosen page into the links. The recall alone ends where they led."""
    with unit_of_work(SYSTEM) as work:
        content_id, page = work.session.execute(
            select(ContentRecall.content_id, RecallWords.page)
            .join(RecallWords, RecallWords.recall_id == ContentRecall.id)
            .where(ContentRecall.id == recall_id)
        ).one()
        redirect_links(work, content_id, page)
