"""Makers of sessions led by a trainer, and of places in them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from advocacy.people.models import Person
from advocacy.people.rules import Language
from advocacy.roles import Role
from advocacy.training.models import Module, Session, SessionPlace
from advocacy.training.rules import ModuleKind
from advocacy.wiring import wiring
from tests.support.makers import save, somebody
from tests.support.training_makers import a_module


def a_session(
    module: Module | None = None,
    *,
    trainer: Person | None = None,
    starts_at: datetime | None = None,
    minutes: int = 120,
    **values: Any,
) -> Session:
    """A session of two hours that begins in a week, for twelve people, in Paris, unless told otherwise."""
    now = wiring().clock.now()
    begins = starts_at or now + timedelta(days=7)
    usual: dict[str, Any] = {
        "zone": "Europe/Paris",
        "place": "Annecy, room 2",
        "language": Language.FRENCH,
        "places": 12,
        "created_at": now,
    }
    session = Session(
        module_id=(module or a_module(kind=ModuleKind.SESSION)).id,
        trainer_id=(trainer or somebody(Role.TRAINER)).id,
        starts_at=begins,
        ends_at=begins + timedelta(minutes=minutes),
        **{**usual, **values},
    )
    save(session)
    return session


def a_place(session: Session, person: Person) -> SessionPlace:
    """A place that somebody has in a session."""
    place = SessionPlace(session_id=session.id, person_id=person.id, taken_at=wiring().clock.now())
    save(place)
    return place
