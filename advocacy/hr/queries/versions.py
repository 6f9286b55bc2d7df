"""Which version a page of HR speaks of: one that was chosen, or the one in force."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from sqlalchemy.orm import Session

from advocacy.charter.queries.versions import facts_live_by
from advocacy.charter.rules.versions import Asked, VersionFacts, VersionState, asked, state


@dataclass(frozen=True)
class Choice:
    """A version that went live, as it is offered."""

    id: int
    number: int
    title: str
    state: VersionState


@dataclass(frozen=True)
class Chosen:
    """What is offered, and what is shown; `asked` is None when nothing was in force or is so called."""

    choices: tuple[Choice, ...]
    asked: Asked | None

    @property
    def choice(self) -> Choice | None:
        """The line of the list that is shown."""
        if self.asked is None:
            return None
        return next((choice for choice in self.choices if choice.id == self.asked.version.id), None)

    @property
    def withdrawn_on(self) -> date | None:
        """When the version shown was withdrawn, if it was by then."""
        return self.asked.version.withdrawn_on if self.asked and self.asked.is_withdrawn else None


def chosen(session: Session, version_id: int | None, *, at: datetime, zone: str, language: str) -> Chosen:
    """The versions live by `at`, and the one called `version_id` (None: in force, of the oldest document).

    One query. `zone` is the installation's.
    """
    facts = facts_live_by(session, at=at, zone=zone)
    documents = [list(versions) for _id, versions in groupby(facts, key=lambda one: one.document_id)]
    choices = tuple(choice for versions in documents for choice in _choices(versions, at, language))
    wanted = _in_force(choices) if version_id is None else version_id
    for versions in documents:
        for version in versions:
            if version.id == wanted:
                return Chosen(choices, asked(version, versions, at))
    return Chosen(choices, None)


def _in_force(choices: Sequence[Choice]) -> int | None:
    return next((choice.id for choice in choices if choice.state is VersionState.PUBLISHED), None)


def _choices(versions: Sequence[VersionFacts], at: datetime, language: str) -> Iterator[Choice]:
    """The versions of one document, the latest first."""
    for version in reversed(versions):
        title = version.title.get(language) or next(filter(None, version.title.values()), version.slug)
        yield Choice(version.id, version.number, title, state(version, versions, at))
