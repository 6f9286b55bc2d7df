"""Loading the demonstration into an empty database."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask
from sqlalchemy import Engine, event, select

from advocacy.clock import day_in
from advocacy.db import db
from advocacy.demonstration.company import SEED
from advocacy.demonstration.history import History
from advocacy.demonstration.past import NoMail, PastClock
from advocacy.demonstration.staff import Staff
from advocacy.demonstration.web import InventedWeb
from advocacy.errors import Refused
from advocacy.people.models import Person

BEGUN_DAYS_AGO = 420


def load(app: Flask) -> None:
    """Let the demonstration happen in the database of `app`, up to now. Raises Refused unless it is empty."""
    from advocacy import create_app

    world = app.extensions["advocacy"]
    if not world.settings.demonstration:
        raise Refused(
            "This installation is not a demonstration; invented people are not mixed with real ones."
        )
    now = world.clock.now()
    clock = PastClock(now - timedelta(days=BEGUN_DAYS_AGO))
    past = create_app(replace(world, clock=clock, mail=NoMail(), web=InventedWeb(clock, now)))
    with past.app_context():
        if db.session.scalars(select(Person.id).limit(1)).one_or_none() is not None:
            raise Refused("There are people in this database already.")
        _hurry(db.engine)
        zone = world.settings.time_zone
        chance = Random(SEED)  # noqa: S311 - the same company at every load, and no secret in it
        staff = Staff(chance, day=day_in(now, zone), opening=day_in(clock.at, zone))
        staff.fill()
        staff.give_roles()
        History(staff, clock, now, ZoneInfo(zone), chance).happen()
        db.session.remove()
        db.engine.dispose()


def _hurry(engine: Engine) -> None:
    """Spare SQLite waiting for the disk at each of some two thousand commits: nobody relies on these yet."""
    if engine.dialect.name != "sqlite":
        return
    engine.dispose()

    @event.listens_for(engine, "connect")
    def _do_not_wait(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA synchronous=OFF")
