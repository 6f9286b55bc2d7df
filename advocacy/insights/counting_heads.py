"""The daily headcount: yesterday is counted once it is over, and days that were missed afterwards."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask

from advocacy.clock import day_in
from advocacy.db import db
from advocacy.insights.actions.headcount import keep
from advocacy.insights.queries.headcount import counted, first_month, headcounts_on
from advocacy.insights.rules.headcount import LONGEST, missing
from advocacy.jobs.loops import Loop
from advocacy.roles import SYSTEM
from advocacy.wiring import Wiring, wiring
from advocacy.work import unit_of_work

EVERY_SECONDS = 900.0


def count_heads(world: Wiring) -> int:
    """Count every day that is over in the installation's zone and was not counted; how many were.

    Days long past are counted from the dated placements, so that a worker that was off misses none. Run
    twice, or twice at once, each day is counted once. One transaction per day.
    """
    session = db.session()
    today = day_in(world.clock.now(), world.settings.time_zone)
    known = counted(session, since=today - timedelta(days=LONGEST))
    days = missing(known, first=first_month(session), today=today)
    done = 0
    for day in days:
        counts = headcounts_on(session, day)
        session.rollback()
        with unit_of_work(SYSTEM) as work:
            done += keep(work, day, counts)
    session.rollback()
    return done


def _round(_app: Flask) -> None:
    count_heads(wiring())


HEADCOUNT = Loop("headcount", EVERY_SECONDS, _round)
