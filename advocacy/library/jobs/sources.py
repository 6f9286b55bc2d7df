"""Reading feeds."""

from __future__ import annotations

from advocacy.jobs.registry import Running, job
from advocacy.library.actions.feeds import READ
from advocacy.library.sources import polling


@job(READ, attempts=3)
def read_feed(_running: Running, *, feed_id: int) -> None:
    """Read a feed that is due. Run twice, it is read once, or its items are written once."""
    polling.read(feed_id)
