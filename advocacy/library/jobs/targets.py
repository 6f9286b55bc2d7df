"""Looking at the pages that content links to."""

from __future__ import annotations

from advocacy.jobs.registry import Running, job
from advocacy.library.actions.targets import LOOK
from advocacy.library.sources import looking


@job(LOOK, attempts=3)
def look_at_target(_running: Running, *, target_id: int) -> None:
    """Look at a page that is due. Run twice, it is looked at once."""
    looking.look(target_id)
