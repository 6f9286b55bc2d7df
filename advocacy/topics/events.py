"""Facts about topics: opened, renamed, closed, given to somebody and taken back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from advocacy.audit.events import Event
from advocacy.errors import N_


@dataclass(frozen=True)
class TopicAdded(Event):
    """A topic was entered."""

    topic_id: int
    called: str
    department_id: int
    sentence: ClassVar[str] = N_("%(actor)s added the topic %(called)s.")


@dataclass(frozen=True)
class TopicChanged(Event):
    """A topic has other names or another owner."""

    topic_id: int
    called: str
    department_id: int
    sentence: ClassVar[str] = N_("%(actor)s changed the topic %(called)s.")


@dataclass(frozen=True)
class TopicClosed(Event):
    """Nobody answers on this topic any more."""

    topic_id: int
    called: str
    holders: int
    sentence: ClassVar[str] = N_("%(actor)s closed the topic %(called)s, which %(holders)s people held.")


@dataclass(frozen=True)
class TopicGiven(Event):
    """Somebody may answer on a topic."""

    provable: ClassVar[bool] = True

    topic_id: int
    called: str
    sentence: ClassVar[str] = N_("%(actor)s gave %(subject)s the topic %(called)s.")


@dataclass(frozen=True)
class TopicTaken(Event):
    """Somebody no longer answers on a topic."""

    provable: ClassVar[bool] = True

    topic_id: int
    called: str
    sentence: ClassVar[str] = N_("%(actor)s took the topic %(called)s from %(subject)s.")
