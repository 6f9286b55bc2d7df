"""Writing to those who look after worrying posts."""

from __future__ import annotations

from advocacy.access import SYSTEM
from advocacy.jobs.registry import Running, job
from advocacy.library.actions import sightings
from advocacy.work import unit_of_work


@job(sightings.TELL)
def tell_of_worrying(_running: Running) -> None:
    """Write about all worrying posts that nobody was told of yet."""
    with unit_of_work(SYSTEM) as work:
        sightings.tell_of_worrying(work)
