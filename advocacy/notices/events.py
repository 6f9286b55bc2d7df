"""Facts about notices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from advocacy.audit.events import Event
from advocacy.errors import N_


@dataclass(frozen=True)
class RemindersPlanned(Event):
    """Reminders were written for so many people; what each of them says is in the log of notices."""

    sentence: ClassVar[str] = N_("%(count)s reminders were prepared for %(day)s.")

    day: date
    count: int
