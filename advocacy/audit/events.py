"""What an event is: a frozen dataclass, its name in the journal, and whether it must be provable.

Each feature declares its own in its `events.py`. Names are frozen once released; a change of shape
raises `version`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import Enum
from typing import Any, ClassVar

_KNOWN: dict[str, type[Event]] = {}


@dataclass(frozen=True)
class Event:
    """A past-tense fact. Subclasses are frozen dataclasses with plain fields (no free-text reasons).

    `sentence` is what the journal shows: English with the gaps %(actor)s, %(subject)s and the fields.
    `words` says, for fields that hold stored words, what each of these is called in a sentence.
    """

    version: ClassVar[int] = 1
    provable: ClassVar[bool] = False
    sentence: ClassVar[str] = ""
    words: ClassVar[Mapping[str, Mapping[str, str]]] = {}

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if cls.name() in _KNOWN:
            raise TypeError(f"Two events are called {cls.name()}.")
        _KNOWN[cls.name()] = cls

    @classmethod
    def name(cls) -> str:
        """The event's frozen name: `CharterAcknowledged` is `charter_acknowledged`."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()

    def payload(self) -> dict[str, Any]:
        """The fields as JSON values: dates and instants as ISO 8601, enums by value."""
        return {name: _plain(getattr(self, name)) for name in self.gaps()}

    @classmethod
    def gaps(cls) -> tuple[str, ...]:
        """The names of the fields, which `sentence` may use."""
        return tuple(field.name for field in fields(cls))


def known_events() -> Iterator[tuple[str, type[Event]]]:
    """Every declared event by name, in alphabetical order."""
    yield from sorted(_KNOWN.items())


def event_type(name: str) -> type[Event] | None:
    """The class of the event called `name`, if this release knows it."""
    return _KNOWN.get(name)


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value
