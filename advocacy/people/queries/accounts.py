"""Accounts as sign-in sees them: by what somebody typed, their failures, their links, their devices."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from advocacy.people.models import Employment, OneTimeLink, Person, SignIn, SignInFailure
from advocacy.people.queries.acting import is_live
from advocacy.people.queries.dated import holds_on
from advocacy.people.rules import Kind
from advocacy.people.rules.links import LinkState, link_state

LONGEST_NAME = 254
MOST_DEVICES = 50


def account_key(typed: str) -> str:
    """What was typed for an account, as it is compared and counted: NFKC, no white space, no case."""
    visible = (c for c in unicodedata.normalize("NFKC", typed[:LONGEST_NAME]) if c.isprintable())
    return "".join("".join(visible).split()).casefold()


def account_named(session: Session, typed: str) -> Person | None:
    """The person with this e-mail address or employee number, whatever their state."""
    key = account_key(typed)
    if not key:
        return None
    if "@" in key:
        return session.scalar(select(Person).where(Person.email_key == key))
    statement = select(Person).where(Person.number.in_({key, key.upper(), typed.strip()[:LONGEST_NAME]}))
    return session.scalars(statement.order_by(Person.id)).first()


def may_sign_in(session: Session, person: Person, day: date) -> bool:
    """Whether the account is open: not disabled, not a machine's, and employed on `day`."""
    if person.disabled or person.kind is Kind.SERVICE:
        return False
    return bool(session.scalar(select(is_employed(person.id, day))))


def is_employed(person_id: int, day: date) -> ColumnElement[bool]:
    """Whether a person is employed on `day`, as a condition."""
    return exists().where(Employment.person_id == person_id, holds_on(Employment, day))


def failures(session: Session, account: str, since: datetime) -> tuple[int, datetime | None]:
    """How many failed tries `account` (hashed) has had after `since`, and when the last was."""
    statement = select(func.count(), func.max(SignInFailure.at)).where(
        SignInFailure.account == account, SignInFailure.at > since
    )
    count, last = session.execute(statement).one()
    return count, last


@dataclass(frozen=True)
class FoundLink:
    """A one-time link as it stands now."""

    link: OneTimeLink
    person: Person
    state: LinkState


def link_of(session: Session, token_hash: str, *, now: datetime, day: date) -> FoundLink | None:
    """The link with this hash and what it is worth now, or None when there is no such link."""
    newer = OneTimeLink.__table__.alias("newer")
    replaced = or_(
        exists().where(
            newer.c.person_id == OneTimeLink.person_id,
            newer.c.purpose == OneTimeLink.purpose,
            newer.c.id > OneTimeLink.id,
        ),
        and_(Person.password_set_at.is_not(None), Person.password_set_at > OneTimeLink.created_at),
    )
    statement = (
        select(OneTimeLink, Person, replaced.label("replaced"))
        .join(Person, Person.id == OneTimeLink.person_id)
        .where(OneTimeLink.token_hash == token_hash)
    )
    row = session.execute(statement).one_or_none()
    if row is None:
        return None
    link, person = row.OneTimeLink, row.Person
    state = link_state(
        used=link.used_at is not None,
        replaced=bool(row.replaced),
        open_account=may_sign_in(session, person, day),
        expires_at=link.expires_at,
        now=now,
    )
    return FoundLink(link, person, state)


def devices(
    session: Session, person_id: int, *, now: datetime, idle: timedelta
) -> list[Row[*tuple[Any, ...]]]:
    """The devices on which somebody is signed in, last used first; at most fifty."""
    statement = (
        select(SignIn.id, SignIn.device, SignIn.created_at, SignIn.seen_at, SignIn.expires_at)
        .where(SignIn.person_id == person_id, *is_live(now, idle))
        .order_by(SignIn.seen_at.desc(), SignIn.id.desc())
        .limit(MOST_DEVICES)
    )
    return list(session.execute(statement))
