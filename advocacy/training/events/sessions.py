"""Facts of sessions led by a trainer. Who was there is a completion, and provable as one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from advocacy.audit.events import Event
from advocacy.errors import N_


@dataclass(frozen=True)
class TrainingSessionPlanned(Event):
    """A session of a module was planned."""

    sentence: ClassVar[str] = N_("%(actor)s planned a session of the training “%(module)s”.")

    session_id: int
    module: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    places: int


@dataclass(frozen=True)
class TrainingSessionCancelled(Event):
    """A session was called off; `told` is how many people with a place were written to."""

    sentence: ClassVar[str] = N_("%(actor)s cancelled a session of the training “%(module)s”.")

    session_id: int
    module: str
    told: int


@dataclass(frozen=True)
class TrainingPlaceTaken(Event):
    """Somebody took a place in a session."""

    sentence: ClassVar[str] = N_("%(subject)s took a place in a session of the training “%(module)s”.")

    session_id: int
    module: str


@dataclass(frozen=True)
class TrainingPlaceGivenUp(Event):
    """Somebody gave up their place in a session."""

    sentence: ClassVar[str] = N_("%(subject)s gave up a place in a session of the training “%(module)s”.")

    session_id: int
    module: str
