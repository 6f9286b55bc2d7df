"""Who ordered that an upload be applied, asked again whenever the worker goes on with it."""

from __future__ import annotations

from advocacy.clock import day_in
from advocacy.db import db
from advocacy.errors import Refused
from advocacy.people.queries.acting import actor_of_person
from advocacy.roles import SYSTEM, Actor, Can
from advocacy.uploads.actions import take_back
from advocacy.uploads.models import ImportState, Uploaded
from advocacy.wiring import wiring
from advocacy.work import unit_of_work


def who_ordered(table: type[Uploaded], import_id: int, may: Can, no_longer: Refused) -> Actor | None:
    """Whoever ordered the application, with what is granted today; SYSTEM for a command.

    None when nothing is ordered. Where they may not act any more the import goes back, saying `no_longer`.
    """
    session = db.session()
    found = session.get(table, import_id, populate_existing=True)
    if found is None or found.state is not ImportState.APPLYING:
        return None
    if found.ended_by_id is None:
        return SYSTEM
    world = wiring()
    zone = world.settings.time_zone
    actor = actor_of_person(session, found.ended_by_id, day=day_in(world.clock.now(), zone), zone=zone)
    if actor is not None and actor.can(may):
        return actor
    with unit_of_work(SYSTEM) as work:
        take_back(work, table, import_id, no_longer)
    return None
