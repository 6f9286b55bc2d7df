"""What a person still owes: always computed, supplied by each feature, never stored as a flag.

`features.OBLIGATION_SOURCES` lists who supplies; whoever needs the whole (the home page, the reminders) asks
`owed`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from flask import Flask, current_app
from sqlalchemy import Select
from sqlalchemy.orm import Session

from advocacy.errors import N_
from advocacy.notices.rules import DEADLINE, Ladder

People = Collection[int] | Select[int] | None
"""Whom to ask about: ids, a select of ids, or None for everyone."""

_EXTENSION = "advocacy-obligations"


@dataclass(frozen=True)
class Obligation:
    """One thing one person owes on the day it was asked for.

    `key` names the thing across people and days ("charter:7"); `title` is by language; `since` is the instant
    from which it is owed; `due_on` its last day for this person (absences counted); `path` leads to it;
    `ladder` says on which days before the last one it is reminded of; `action` is what its button says.
    """

    person_id: int
    key: str
    title: Mapping[str, str]
    since: datetime
    due_on: date
    path: str
    ladder: Ladder = DEADLINE
    action: str = N_("Read and answer")

    def is_overdue(self, day: date) -> bool:
        """Whether the last day has passed on `day`."""
        return day > self.due_on


class ObligationSource(Protocol):
    """What a feature supplies: a plain function."""

    def __call__(self, session: Session, *, now: datetime, day: date, people: People) -> Iterable[Obligation]:
        """What these people (None: everyone) owe on `day`; a fixed number of queries for any number."""
        ...


def init_obligations(app: Flask, sources: Sequence[ObligationSource]) -> None:
    """Let `app` ask these sources."""
    app.extensions[_EXTENSION] = tuple(sources)


def owed(session: Session, *, now: datetime, day: date, people: People) -> Iterator[Obligation]:
    """What these people (None: everyone) owe on `day`, all features together."""
    sources: tuple[ObligationSource, ...] = current_app.extensions[_EXTENSION]
    for source in sources:
        yield from source(session, now=now, day=day, people=people)
