"""Whether an alias or a work account speaks for the company: from enrolment and employment, nothing else.

A pause, an absence, a suspension or a training that lapsed changes nothing here, for the answer would
publish it (docs/decisions/verify-answers-from-enrolment.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, and_, select
from sqlalchemy.orm import Session

from advocacy.networks.words import Network
from advocacy.people.models import Person
from advocacy.roster.models import Alias, AliasLook, WorkAccount
from advocacy.roster.queries.enrolled import is_enrolled
from advocacy.roster.rules.alias import LONGEST, looks
from advocacy.roster.rules.verifying import Verdict, is_meant
from advocacy.roster.rules.work_accounts import handle_key, key_of_link
from advocacy.topics.models import Topic, TopicHolding
from advocacy.topics.queries import holds_at

MOST = 10
LONGEST_ASKED = 400


@dataclass(frozen=True)
class TopicName:
    """What a topic is called."""

    name_fr: str
    name_en: str

    def name(self, language: str) -> str:
        """What it is called in `language`."""
        return self.name_fr if language == "fr" else self.name_en


@dataclass(frozen=True)
class Speaker:
    """Who speaks for the company, as strangers may know it."""

    alias: str | None
    slug: str | None
    topics: tuple[TopicName, ...]
    accounts: tuple[tuple[Network, str, str], ...]
    """(network, handle, address) of each confirmed work account."""


@dataclass(frozen=True)
class Found:
    """What the page answers. A NO says nothing else: no word of it depends on why."""

    verdict: Verdict
    speaker: Speaker | None = None
    asked_account: tuple[Network, str] | None = None
    asked_address: str = ""


NO = Found(Verdict.NO)


def by_alias(session: Session, asked: str, *, at: datetime, zone: str) -> Found:
    """Whether the alias `asked`, as it is written or as its address, speaks for us. Three queries."""
    if not 1 <= len(asked) <= 2 * LONGEST:
        return NO
    owner = select(AliasLook.person_id).where(AliasLook.look.in_(sorted(looks(asked))))
    rows = session.execute(_current(at, zone).where(Alias.person_id.in_(owner)).limit(MOST)).all()
    meant = [row for row in rows if is_meant(asked, alias=row.alias, slug=row.slug)]
    alike = [row for row in rows if looks(row.alias) & looks(asked)]
    if meant:
        return Found(Verdict.YES, _speaker(session, meant[0], at))
    if alike:
        return Found(Verdict.LOOKS_LIKE, Speaker(alike[0].alias, alike[0].slug, (), ()))
    return NO


def by_account(session: Session, asked: str, *, at: datetime, zone: str) -> Found:
    """Whether a work account, by its address or handle, speaks for the company. Three queries at most."""
    typed = asked[:LONGEST_ASKED]
    linked = key_of_link(typed) if "/" in typed else None
    key = linked[1] if linked else handle_key(typed)
    if not key:
        return NO
    statement = (
        select(
            Person.id.label("person_id"),
            Alias.alias,
            Alias.slug,
            WorkAccount.network,
            WorkAccount.handle,
            WorkAccount.url,
        )
        .join(Person, Person.id == WorkAccount.person_id)
        .outerjoin(Alias, and_(Alias.person_id == Person.id, Alias.to_at.is_(None)))
        .where(
            is_enrolled(at, zone),
            WorkAccount.handle_key == key,
            WorkAccount.confirmed_at.is_not(None),
            WorkAccount.ended_at.is_(None),
        )
        .order_by(WorkAccount.id)
    )
    if linked:
        statement = statement.where(WorkAccount.network == linked[0])
    row = session.execute(statement.limit(1)).one_or_none()
    if row is None:
        return NO
    return Found(Verdict.YES, _speaker(session, row, at), (row.network, row.handle), row.url)


def _current(at: datetime, zone: str) -> Select[*tuple[Any, ...]]:
    """The aliases under which somebody speaks now."""
    return (
        select(Alias.person_id, Alias.alias, Alias.slug)
        .join(Person, Person.id == Alias.person_id)
        .where(Alias.to_at.is_(None), is_enrolled(at, zone))
    )


def _speaker(session: Session, row: Row[*tuple[Any, ...]], at: datetime) -> Speaker:
    topics = session.execute(
        select(Topic.name_fr, Topic.name_en)
        .join(TopicHolding, TopicHolding.topic_id == Topic.id)
        .where(TopicHolding.person_id == row.person_id, holds_at(at))
        .order_by(Topic.sort_key, Topic.id)
    )
    return Speaker(
        alias=row.alias,
        slug=row.slug,
        topics=tuple(TopicName(*line) for line in topics),
        accounts=_accounts(session, row.person_id),
    )


def _accounts(session: Session, person_id: int) -> tuple[tuple[Network, str, str], ...]:
    rows: Sequence[Any] = session.execute(
        select(WorkAccount.network, WorkAccount.handle, WorkAccount.url)
        .where(
            WorkAccount.person_id == person_id,
            WorkAccount.confirmed_at.is_not(None),
            WorkAccount.ended_at.is_(None),
        )
        .order_by(WorkAccount.id)
    ).all()
    return tuple((row.network, row.handle, row.url) for row in rows)
