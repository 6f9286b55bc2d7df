"""Reminding whoever may review of a content that has waited for a working day."""

from __future__ import annotations

from advocacy.access import SYSTEM
from advocacy.jobs.registry import Running, job
from advocacy.library.actions import telling
from advocacy.library.actions.handing_in import REMIND
from advocacy.work import unit_of_work


@job(REMIND)
def remind_reviewers(_running: Running, *, revision_id: int) -> None:
    """Write once to whoever may approve, if this revision still waits."""
    with unit_of_work(SYSTEM) as work:
        telling.remind_of(work, revision_id)
