"""Who asks for a page of writing, and when: what its reads are given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from advocacy.access import Actor
from advocacy.clock import day_in
from advocacy.people.rules import Language


@dataclass(frozen=True)
class Reader:
    """Who asks, and when; `zone` is the installation's, in which versions go live."""

    session: Session
    actor: Actor
    language: Language
    now: datetime
    zone: str

    @property
    def today(self) -> date:
        """The installation's day."""
        return day_in(self.now, self.zone)
