"""The past in which the demonstration happens: a clock that is moved on, and mail that goes nowhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from typing import Protocol

from sqlalchemy import select

from advocacy.access import Actor
from advocacy.clock import day_in
from advocacy.db import db
from advocacy.demonstration.company import CAST
from advocacy.people.models import Person
from advocacy.people.queries.acting import actor_of_person
from advocacy.wiring import wiring


class Planner(Protocol):
    """Plans an act for an hour of the working day so many days ago."""

    def __call__(self, days_ago: float, hour: float, act: Callable[[], None]) -> None:
        """Plan it."""
        ...


@dataclass
class PastClock:
    """Stands at an instant of the past until it is moved on; it never goes back."""

    at: datetime

    def now(self) -> datetime:
        """The instant it stands at."""
        return self.at

    def move_to(self, at: datetime) -> None:
        """Go on to `at`, or stay if that is past already."""
        self.at = max(self.at, at)


class NoMail:
    """Takes every message and keeps none: these people do not exist."""

    def send(self, message: EmailMessage) -> None:
        """Take `message`."""


def as_person(person_id: int) -> Actor | None:
    """The actor this person is at the instant the clock stands at, or None on a day they may not act."""
    world = wiring()
    zone = world.settings.time_zone
    return actor_of_person(db.session(), person_id, day=day_in(world.clock.now(), zone), zone=zone)


def playing(part: str) -> Actor | None:
    """Whoever plays `part` and may act today; None when nobody does."""
    number = CAST.get(part)
    person_id = db.session.scalars(select(Person.id).where(Person.number == number)).one_or_none()
    return as_person(person_id) if number and person_id else None


def cast(part: str) -> Actor:
    """Whoever plays `part`, who is there."""
    actor = playing(part)
    assert actor is not None
    return actor
