"""Where the company is: network sheets and official accounts, read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from advocacy.clock import day_in
from advocacy.errors import NotVisible
from advocacy.library.models import (
    Content,
    LiveContent,
    NetworkSheet,
    OfficialAccount,
    RevisionWording,
    Variant,
)
from advocacy.library.rules.sheets import AccountFacts, AccountState, state
from advocacy.networks.words import Network
from advocacy.people.models import Person
from advocacy.people.queries.by_name import name_columns, name_in

MOST_ACCOUNTS = 500
"""Far more accounts than a company looks after."""


def networks_on(session: Session) -> frozenset[Network]:
    """The networks whose sheet is on: there the company is, and there posts are passed on. One query."""
    return frozenset(session.scalars(select(NetworkSheet.network).where(NetworkSheet.is_on.is_(True))))


@dataclass(frozen=True)
class Sheet:
    """What the company does on one network. Without a row it is not there."""

    network: Network
    is_on: bool = False
    mission_fr: str = ""
    mission_en: str = ""
    offer_fr: str = ""
    offer_en: str = ""
    expect_fr: str = ""
    expect_en: str = ""
    owner_id: int | None = None
    owner: str = ""

    def mission(self, language: str) -> str:
        """What the company is there for, in `language`."""
        return self.mission_fr if language == "fr" else self.mission_en

    def offer(self, language: str) -> str:
        """What people get there, in `language`."""
        return self.offer_fr if language == "fr" else self.offer_en

    def expect(self, language: str) -> str:
        """What the company hopes for, in `language`."""
        return self.expect_fr if language == "fr" else self.expect_en


def sheets(session: Session) -> dict[Network, Sheet]:
    """The sheets there are, by network. One query."""
    rows = session.execute(
        select(
            NetworkSheet.network,
            NetworkSheet.is_on,
            NetworkSheet.mission_fr,
            NetworkSheet.mission_en,
            NetworkSheet.offer_fr,
            NetworkSheet.offer_en,
            NetworkSheet.expect_fr,
            NetworkSheet.expect_en,
            NetworkSheet.owner_id,
            *name_columns(Person, "owner"),
        ).outerjoin(Person, and_(Person.id == NetworkSheet.owner_id, Person.erased_at.is_(None)))
    )
    return {row.network: Sheet(*row[:9], name_in(row, "owner")) for row in rows}


@dataclass(frozen=True)
class Concerned:
    """What switching a network off changes: live contents with a wording for it, those that are for it alone,
    and drafts with a wording for it."""

    live: int
    alone: int
    drafts: int


def concerned(session: Session, network: Network, at: datetime) -> Concerned:
    """What would no longer be offered if the network were switched off. One query."""
    other, sheet = aliased(RevisionWording), aliased(NetworkSheet)
    not_over = or_(LiveContent.closes_at.is_(None), LiveContent.closes_at > at)
    has = exists().where(
        RevisionWording.revision_id == LiveContent.revision_id, RevisionWording.network == network
    )
    elsewhere = exists().where(
        other.revision_id == LiveContent.revision_id,
        other.network != network,
        other.network.in_(select(sheet.network).where(sheet.is_on.is_(True))),
    )
    live = select(func.count()).select_from(LiveContent).where(not_over, has)
    draft = exists().where(Variant.content_id == Content.id, Variant.network == network)
    is_live = exists().where(LiveContent.content_id == Content.id)
    drafts = (
        select(func.count())
        .select_from(Content)
        .where(
            draft,
            ~is_live,
            Content.discarded_at.is_(None),
            or_(Content.closes_at.is_(None), Content.closes_at > at),
        )
    )
    row = session.execute(
        select(live.scalar_subquery(), live.where(~elsewhere).scalar_subquery(), drafts.scalar_subquery())
    ).one()
    return Concerned(*row)


@dataclass(frozen=True)
class AccountLine:
    """An official account, with its state on the day it was asked for."""

    id: int
    network: Network
    handle: str
    address: str
    owner_id: int | None
    owner: str
    help_address: str
    last_post_on: date | None
    close_on: date | None
    closing_reason: str
    closed_on: date | None
    state: AccountState


def official_accounts(session: Session, *, today: date, zone: str) -> list[AccountLine]:
    """Every official account, the open ones of a network first. One query, at most 500."""
    order = (OfficialAccount.network, OfficialAccount.closed_at.is_not(None), OfficialAccount.id)
    rows = session.execute(_accounts().order_by(*order).limit(MOST_ACCOUNTS))
    return [_account(row, today, zone) for row in rows]


def official_account(session: Session, account_id: int, *, today: date, zone: str) -> AccountLine:
    """One official account. Raises NotVisible when there is none. One query."""
    row = session.execute(_accounts().where(OfficialAccount.id == account_id)).one_or_none()
    if row is None:
        raise NotVisible
    return _account(row, today, zone)


def _accounts() -> Select[*tuple[Any, ...]]:
    return select(
        OfficialAccount.id,
        OfficialAccount.network,
        OfficialAccount.handle,
        OfficialAccount.address,
        OfficialAccount.owner_id,
        *name_columns(Person, "owner"),
        OfficialAccount.help_address,
        OfficialAccount.last_post_on,
        OfficialAccount.close_on,
        OfficialAccount.closing_reason,
        OfficialAccount.created_at,
        OfficialAccount.closed_at,
    ).outerjoin(Person, and_(Person.id == OfficialAccount.owner_id, Person.erased_at.is_(None)))


def _account(row: Any, today: date, zone: str) -> AccountLine:
    facts = account_facts(row, zone)
    return AccountLine(
        id=row.id,
        network=row.network,
        handle=row.handle,
        address=row.address,
        owner_id=row.owner_id,
        owner=name_in(row, "owner"),
        help_address=row.help_address,
        last_post_on=row.last_post_on,
        close_on=row.close_on,
        closing_reason=row.closing_reason,
        closed_on=day_in(row.closed_at, zone) if row.closed_at else None,
        state=state(facts, today=today),
    )


def account_facts(row: Any, zone: str) -> AccountFacts:
    """The facts of an account's row, days in `zone`."""
    return AccountFacts(
        registered_on=day_in(row.created_at, zone),
        last_post_on=row.last_post_on,
        close_on=row.close_on,
        is_closed=row.closed_at is not None,
    )
