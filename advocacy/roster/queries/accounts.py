"""Work accounts: somebody's, one of them, and those that wait to be confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from advocacy.errors import NotVisible
from advocacy.keyset import Window, latest_first
from advocacy.networks.words import Network
from advocacy.people.models import Person
from advocacy.roster.models import Alias, WorkAccount
from advocacy.roster.queries.enrolled import is_enrolled
from advocacy.roster.rules.work_accounts import Account

ROWS = 25


def of_person(session: Session, person_id: int) -> Sequence[WorkAccount]:
    """The accounts of somebody that have not ended, in the order in which they were registered. One query."""
    return session.scalars(
        select(WorkAccount)
        .where(WorkAccount.person_id == person_id, WorkAccount.ended_at.is_(None))
        .order_by(WorkAccount.id)
    ).all()


def account(session: Session, account_id: int, *, of_person: int | None = None) -> WorkAccount:
    """One account, locked; with `of_person`, only one of theirs. Raises NotVisible."""
    statement = select(WorkAccount).where(WorkAccount.id == account_id)
    if of_person is not None:
        statement = statement.where(WorkAccount.person_id == of_person)
    found = session.scalar(statement.with_for_update().execution_options(populate_existing=True))
    if found is None:
        raise NotVisible
    return found


def last_look(session: Session, person_id: int, *, but: int) -> datetime | None:
    """When the page of an account of somebody, also one that ended, was last looked at, `but` this one's."""
    looked = select(WorkAccount.checked_at).where(
        WorkAccount.person_id == person_id, WorkAccount.id != but, WorkAccount.checked_at.is_not(None)
    )
    return session.scalar(looked.order_by(WorkAccount.checked_at.desc()).limit(1))


def confirmed(session: Session, network: Network, handle_key: str) -> WorkAccount | None:
    """The account of this handle that is confirmed and has not ended, whoever's it is."""
    return session.scalar(
        select(WorkAccount).where(
            WorkAccount.network == network,
            WorkAccount.handle_key == handle_key,
            WorkAccount.ended_at.is_(None),
            WorkAccount.confirmed_at.is_not(None),
        )
    )


def to_look_at(
    session: Session, *, at: datetime, zone: str, older_than: int | None, newer_than: int | None
) -> Window[Any]:
    """The accounts of members, the latest first, with whose they are. One query."""
    statement = (
        select(
            WorkAccount.id,
            WorkAccount.network,
            WorkAccount.handle,
            WorkAccount.url,
            WorkAccount.added_at,
            WorkAccount.confirmed_at,
            WorkAccount.confirmation,
            Person.given_name,
            Person.family_name,
            Alias.alias,
        )
        .join(Person, Person.id == WorkAccount.person_id)
        .outerjoin(Alias, (Alias.person_id == Person.id) & Alias.to_at.is_(None))
        .where(WorkAccount.ended_at.is_(None), is_enrolled(at, zone))
    )
    return latest_first(
        session, statement, WorkAccount.id, size=ROWS, older_than=older_than, newer_than=newer_than
    )


def to_check(session: Session, account_id: int) -> tuple[Account, str]:
    """An account that waits to be confirmed, and its code. Raises NotVisible when there is none."""
    row = session.execute(
        select(
            WorkAccount.network, WorkAccount.handle, WorkAccount.handle_key, WorkAccount.url, WorkAccount.code
        ).where(
            WorkAccount.id == account_id,
            WorkAccount.confirmed_at.is_(None),
            WorkAccount.ended_at.is_(None),
        )
    ).one_or_none()
    if row is None:
        raise NotVisible
    return Account(row.network, row.handle, row.handle_key, row.url), row.code
