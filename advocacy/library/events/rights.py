"""Facts of who is limited to which topics of the library."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from advocacy.audit.events import Event
from advocacy.errors import N_


@dataclass(frozen=True)
class LibraryRightGiven(Event):
    """Somebody works on this topic of the library, and on no other than those given."""

    sentence: ClassVar[str] = N_("%(actor)s gave %(subject)s the topic “%(called)s” of the library.")

    topic_id: int
    called: str


@dataclass(frozen=True)
class LibraryRightEnded(Event):
    """Somebody no longer works on this topic of the library."""

    sentence: ClassVar[str] = N_("%(actor)s took the topic “%(called)s” of the library from %(subject)s.")

    topic_id: int
    called: str
