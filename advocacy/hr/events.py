"""What HR does that the journal remembers: taking the register out of the portal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from advocacy.audit.events import Event
from advocacy.errors import N_
from advocacy.hr.rules.exports import ExportFormat


@dataclass(frozen=True)
class RegisterExported(Event):
    """So many lines of the register of a version, as of a day, left as a file. No name is in it."""

    sentence: ClassVar[str] = N_(
        "%(actor)s exported the register of “%(document)s”, version %(number)s, as of %(day)s: "
        "%(people)s people (%(format)s)."
    )

    document: str
    number: int
    day: date
    format: ExportFormat
    people: int
