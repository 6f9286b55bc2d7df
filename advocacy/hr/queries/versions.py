"""Which version a page of HR speaks of: one that was chosen, or the one in force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from advocacy.charter.models import Document, Text, Version, Withdrawal
from advocacy.charter.queries.versions import asked_of_version
from advocacy.charter.rules.versions import Asked, VersionState

MOST = 200


@dataclass(frozen=True)
class Choice:
    """A version that went live, as it is offered."""

    id: int
    document_id: int
    slug: str
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


def chosen(session: Session, version_id: int | None, *, at: datetime, zone: str, language: str) -> Chosen:
    """The versions live by `at`, and the one called `version_id` (None: in force, of the oldest document).

    Two queries. `zone` is the installation's.
    """
    choices = _choices(session, at, language)
    wanted = _in_force(choices) if version_id is None else version_id
    if wanted is None or wanted not in {choice.id for choice in choices}:
        return Chosen(choices, None)
    return Chosen(choices, asked_of_version(session, wanted, at=at, zone=zone))


def _in_force(choices: Sequence[Choice]) -> int | None:
    current = [choice for choice in choices if choice.state is VersionState.PUBLISHED]
    return min(current, key=lambda choice: choice.document_id).id if current else None


def _choices(session: Session, at: datetime, language: str) -> tuple[Choice, ...]:
    """By document, latest version first: the first one that was not withdrawn is the one in force."""
    rows = session.execute(
        select(
            Version.id,
            Version.document_id,
            Document.slug,
            Version.number,
            Text.title,
            Withdrawal.at.label("withdrawn_at"),
        )
        .join(Document, Document.id == Version.document_id)
        .outerjoin(Text, and_(Text.version_id == Version.id, Text.language == language))
        .outerjoin(Withdrawal, and_(Withdrawal.version_id == Version.id, Withdrawal.at <= at))
        .where(Version.live_at <= at)
        .order_by(Version.document_id, Version.number.desc())
        .limit(MOST)
    ).all()
    found: list[Choice] = []
    in_force: set[int] = set()
    for row in rows:
        state = VersionState.WITHDRAWN
        if row.withdrawn_at is None:
            state = VersionState.SUPERSEDED if row.document_id in in_force else VersionState.PUBLISHED
            in_force.add(row.document_id)
        found.append(Choice(row.id, row.document_id, row.slug, row.number, row.title or row.slug, state))
    return tuple(found)
