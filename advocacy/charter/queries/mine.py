"""Where one person stands with every document in force: for the gate, the banner, Today and `/charter/`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, exists, literal, select, union_all
from sqlalchemy.orm import Session

from advocacy.charter.models import Acknowledgement, Version
from advocacy.charter.queries.concerned import Rows
from advocacy.charter.queries.standing import standing
from advocacy.charter.queries.versions import asked_now
from advocacy.charter.rules.gate import DocumentFacts, GateFacts
from advocacy.charter.rules.standing import Standing
from advocacy.charter.rules.versions import Asked
from advocacy.charter.rules.words import Act


@dataclass(frozen=True)
class Mine:
    """One document in force, and where the person stands; `before` is their latest act on an older debt."""

    asked: Asked
    standing: Standing
    due_on: date | None = None
    since: date | None = None
    employer_id: int | None = None
    act: Act | None = None
    acted_at: datetime | None = None
    acted_version_id: int | None = None
    acknowledgement_id: int | None = None
    event_id: int | None = None
    before: Act | None = None

    @property
    def is_owed(self) -> bool:
        """Whether something is asked of the person that they have not done."""
        return self.standing in (Standing.OWED, Standing.OVERDUE)


@dataclass(frozen=True)
class MyDocuments:
    """All of them, the oldest document first, and whether the person ever acknowledged or objected."""

    documents: tuple[Mine, ...]
    acted_ever: bool

    @property
    def gate(self) -> GateFacts:
        """The facts the gate is decided on."""
        return GateFacts(tuple(_gate_facts(mine) for mine in self.documents), self.acted_ever)


def unanswered(
    session: Session, person_id: int, found: Sequence[Asked], *, at: datetime
) -> tuple[Asked, ...]:
    """Of what is asked of people, that on which the person has not acted. One cheap query, for every page.

    Not all of it need be owed: `my_documents` tells.
    """
    versions = [version_id for asked in found for version_id in asked.counting_ids]
    if not versions:
        return ()
    acted = set(
        session.scalars(
            select(Acknowledgement.version_id).where(
                Acknowledgement.person_id == person_id,
                Acknowledgement.version_id.in_(versions),
                Acknowledgement.at <= at,
            )
        )
    )
    return tuple(asked for asked in found if acted.isdisjoint(asked.counting_ids))


def my_documents(
    session: Session,
    person_id: int,
    *,
    at: datetime,
    day: date,
    zone: str,
    found: Sequence[Asked] | None = None,
) -> MyDocuments:
    """Where the person stands with each document in force. Two queries, or one when `found` is given.

    `found` is what `asked_now` gives for the same instant.
    """
    found = asked_now(session, at=at, zone=zone) if found is None else found
    ever = exists().where(Acknowledgement.person_id == person_id, Acknowledgement.at <= at)
    if not found:
        return MyDocuments((), bool(session.scalar(select(ever))))
    statements = [_mine(asked, person_id, ever, at=at, day=day) for asked in found]
    rows = session.execute(union_all(*statements) if len(statements) > 1 else statements[0]).all()
    by_version = {row.version_id: row for row in rows}
    return MyDocuments(
        tuple(_read(asked, by_version.get(asked.version.id)) for asked in found),
        any(row.acted_ever for row in rows),
    )


def _mine(asked: Asked, person_id: int, ever: ColumnElement[bool], *, at: datetime, day: date) -> Rows:
    rows = standing(asked, day=day, at=at, people=[person_id]).subquery(f"mine{asked.version.id}")
    before = act_before(asked, person_id, at)
    return select(
        literal(asked.version.id).label("version_id"),
        rows.c.standing,
        rows.c.due_on,
        rows.c.since,
        rows.c.employer_id,
        rows.c.act,
        rows.c.acted_at,
        rows.c.acted_version_id,
        rows.c.acknowledgement_id,
        rows.c.event_id,
        before.label("before"),
        ever.label("acted_ever"),
    )


def act_before(asked: Asked, person_id: int | ColumnElement[int], at: datetime) -> ColumnElement[Act]:
    """The latest act, by `at`, of a person on a version older than what is `asked`; NULL for none."""
    return (
        select(Acknowledgement.act)
        .join(Version, Version.id == Acknowledgement.version_id)
        .where(
            Acknowledgement.person_id == person_id,
            Acknowledgement.at <= at,
            Version.document_id == asked.version.document_id,
            Version.number < asked.origin.number,
        )
        .order_by(Acknowledgement.at.desc(), Acknowledgement.id.desc())
        .limit(1)
        .scalar_subquery()
    )


def _read(asked: Asked, row: Any) -> Mine:
    if row is None:  # a person who is not employed and never was concerned: nothing is asked of them
        return Mine(asked, Standing.EXEMPT)
    return Mine(
        asked=asked,
        standing=row.standing,
        due_on=row.due_on,
        since=row.since,
        employer_id=row.employer_id,
        act=row.act,
        acted_at=row.acted_at,
        acted_version_id=row.acted_version_id,
        acknowledgement_id=row.acknowledgement_id,
        event_id=row.event_id,
        before=row.before,
    )


def _gate_facts(mine: Mine) -> DocumentFacts:
    version = mine.asked.version
    return DocumentFacts(version.slug, version.title, mine.standing, mine.due_on, mine.before)
