"""Facts about what is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from advocacy.audit.events import Event
from advocacy.errors import N_

_KEPT = (
    N_("technical traces"),
    N_("jobs done"),
    N_("jobs failed"),
    N_("sign-ins ended"),
    N_("failed sign-ins"),
    N_("one-time links"),
    N_("addresses of notices"),
    N_("words of answers"),
    N_("notes of thanks"),
    N_("secrets of days"),
    N_("visits to links"),
)


@dataclass(frozen=True)
class RetentionApplied(Event):
    """So many rows of this kind had been kept for long enough and were dropped."""

    sentence: ClassVar[str] = N_(
        "%(count)s rows of “%(what)s” had been kept for long enough and were dropped."
    )
    words: ClassVar[Mapping[str, Mapping[str, str]]] = {"what": {kind: kind for kind in _KEPT}}

    what: str
    count: int
