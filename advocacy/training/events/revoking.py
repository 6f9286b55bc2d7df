"""Facts of completions that turned out not to be any. Why is never among them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from advocacy.audit.events import Event
from advocacy.errors import N_
from advocacy.training.events.cycles import WAYS
from advocacy.training.rules import Way


@dataclass(frozen=True)
class TrainingCompletionRevoked(Event):
    """A completion was found not to be one; `event` is the id of the line that recorded it."""

    provable: ClassVar[bool] = True
    sentence: ClassVar[str] = N_(
        "%(actor)s revoked the training “%(module)s” that %(subject)s had completed %(way)s."
    )
    words: ClassVar[Mapping[str, Mapping[str, str]]] = {"way": WAYS}

    module: str
    cycle: int
    way: Way
    completed_at: datetime
    event: int


@dataclass(frozen=True)
class TrainingRevocationReasonDeleted(Event):
    """Why a completion was revoked is kept no longer."""

    sentence: ClassVar[str] = N_(
        "%(actor)s deleted why the training “%(module)s” of %(subject)s was revoked."
    )

    module: str
