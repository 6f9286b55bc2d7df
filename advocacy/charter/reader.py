"""Who asks for a page of writing, and when: what its reads are given. Only routes ask for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from advocacy.access import Actor, current_actor
from advocacy.clock import day_in
from advocacy.db import db
from advocacy.languages import language
from advocacy.people.rules import Language
from advocacy.wiring import wiring


@dataclass(frozen=True)
class Reader:
    """Who asks, and when; `zone` is the installation's, in which versions go live."""

    session: Session
    actor: Actor
    language: Language
    now: datetime
    zone: str

    @property
    def today(self) -> date:
        """The installation's day."""
        return day_in(self.now, self.zone)


def reader() -> Reader:
    """Whoever is signed in, now."""
    world = wiring()
    return Reader(
        db.session(),
        current_actor(),
        Language(language()),
        world.clock.now(),
        world.settings.time_zone,
    )
