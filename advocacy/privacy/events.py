"""Facts about what is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from advocacy.audit.events import Event
from advocacy.errors import N_


@dataclass(frozen=True)
class RetentionApplied(Event):
    """So many rows of this kind had been kept for long enough and were dropped."""

    sentence: ClassVar[str] = N_(
        "%(count)s rows of “%(what)s” had been kept for long enough and were dropped."
    )

    what: str
    count: int
