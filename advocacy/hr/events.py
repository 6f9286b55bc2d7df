"""What HR does that the journal remembers: taking facts out of the portal, having people reminded."""

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


@dataclass(frozen=True)
class RemindersAsked(Event):
    """HR had so many people reminded whose training has lapsed or lapses within so many days."""

    sentence: ClassVar[str] = N_(
        "%(actor)s had %(people)s people reminded of trainings that lapse within %(days)s days."
    )

    days: int
    people: int


@dataclass(frozen=True)
class TrainingStandingsExported(Event):
    """Where so many people stand with their trainings left as a file. No name is in it."""

    sentence: ClassVar[str] = N_("%(actor)s exported where %(people)s people stand with their trainings.")

    people: int
