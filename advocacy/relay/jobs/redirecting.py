"""Sending the links of a recalled content to the page that takes its place."""

from __future__ import annotations

from advocacy.access import SYSTEM
from advocacy.jobs.registry import Running, job
from advocacy.library.actions.recalling import REDIRECT
from advocacy.library.queries.recalls import recall
from advocacy.relay.actions.links import redirect_links
from advocacy.work import unit_of_work


@job(REDIRECT)
def redirect(_running: Running, *, recall_id: int) -> None:
    """Write the page of a recall into its content's links. Run twice, it writes the same."""
    with unit_of_work(SYSTEM) as work:
        found = recall(work.session, recall_id)
        if found is not None:
            redirect_links(work, found.content_id, found.page)
