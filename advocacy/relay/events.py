"""Facts the relay records. What one person passes on is theirs and leaves none: many read the journal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from advocacy.audit.events import Event
from advocacy.errors import N_


@dataclass(frozen=True)
class RelayingStopped(Event):
    """All relaying was stopped."""

    sentence: ClassVar[str] = N_("%(actor)s stopped all relaying.")

    stop_id: int


@dataclass(frozen=True)
class RelayingResumed(Event):
    """The stop of all relaying was lifted."""

    sentence: ClassVar[str] = N_("%(actor)s lifted the stop of all relaying.")

    stop_id: int


@dataclass(frozen=True)
class RecallTold(Event):
    """Those who had passed a recalled content on were told; `people` of them."""

    sentence: ClassVar[str] = N_(
        "Those who had passed content %(content_id)s on were told of its recall: %(people)s."
    )

    recall_id: int
    content_id: int
    people: int
