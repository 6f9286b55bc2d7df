"""To whom something is said: an address, a language, a zone. Who these people are is told by the feature
`people`, which comes later in the order and therefore supplies a source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from flask import Flask, current_app
from sqlalchemy.orm import Session

_EXTENSION = "advocacy-recipients"


class Addressee(Protocol):
    """Somebody a notice can be written to: a `people.models.Person` is one."""

    @property
    def id(self) -> int:
        """Their row's id."""
        ...

    @property
    def email(self) -> str | None:
        """Their address, if they have one."""
        ...

    @property
    def language(self) -> str:
        """The language they chose."""
        ...

    @property
    def time_zone(self) -> str | None:
        """The zone they chose, if they chose one."""
        ...


@dataclass(frozen=True)
class Recipient:
    """Somebody at work on a day, who has an address; `time_zone` is theirs, their site's or the setting's."""

    id: int
    name: str
    email: str
    language: str
    time_zone: str


class RecipientSource(Protocol):
    """What the feature `people` supplies: a plain function."""

    def __call__(
        self, session: Session, *, day: date, zone: str, after: int, limit: int
    ) -> Sequence[Recipient]:
        """The next `limit` people by id after `after` who are employed and not absent on `day`, may sign in
        and have an address; `zone` is for those who have none."""
        ...


def init_recipients(app: Flask, source: RecipientSource) -> None:
    """Let `app` ask this source."""
    app.extensions[_EXTENSION] = source


def recipients(session: Session, *, day: date, zone: str, after: int, limit: int) -> Sequence[Recipient]:
    """What the source says."""
    source: RecipientSource = current_app.extensions[_EXTENSION]
    return source(session, day=day, zone=zone, after=after, limit=limit)
