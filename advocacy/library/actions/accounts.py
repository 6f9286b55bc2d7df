"""Registering official accounts, looking after them, deciding to close one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from advocacy.errors import NotVisible, Refused
from advocacy.insert_once import insert_once
from advocacy.library.events.networks import (
    AccountClosingDecided,
    AccountClosingWithdrawn,
    OfficialAccountChanged,
    OfficialAccountClosed,
    OfficialAccountRegistered,
)
from advocacy.library.models import OfficialAccount
from advocacy.library.queries.networks import MOST_ACCOUNTS, account_facts
from advocacy.library.queries.owners import EDITORS, check_owner
from advocacy.library.rules import sheets as rules
from advocacy.networks.words import PUBLIC, Network
from advocacy.roles import Can
from advocacy.roster.rules.work_accounts import checked_account
from advocacy.work import Work


@dataclass(frozen=True)
class AccountGiven:
    """What is told of an official account beside its address."""

    owner_id: int | None
    last_post_on: date | None = None
    help_address: str = ""


def register(work: Work, network: Network, *, handle: str, address: str, given: AccountGiven) -> int:
    """Enter an account of the company; its id. Raises Refused: the handle, the address, one known already."""
    work.actor.require(Can.MANAGE_NETWORKS)
    if network not in PUBLIC:
        raise Refused("There are no public accounts on this network.")
    account = checked_account(network, handle, address)
    _check(work, given)
    count = work.session.scalar(select(func.count()).select_from(OfficialAccount)) or 0
    if count >= MOST_ACCOUNTS:
        raise Refused("The register holds at most %(most)s accounts.", most=MOST_ACCOUNTS)
    values = {
        "network": network,
        "handle": account.handle,
        "address": account.url,
        "owner_id": given.owner_id,
        "help_address": given.help_address,
        "last_post_on": given.last_post_on,
        "closing_reason": "",
        "created_at": work.now,
    }
    unique = ["network", "address"]
    made = insert_once(work.session, OfficialAccount, values, OfficialAccount.id, unique=unique)
    if not made:
        raise Refused("This account is in the register already.")
    account_id: int = made[0][0]
    work.record(OfficialAccountRegistered(account_id=account_id, network=network.value))
    return account_id


def change(work: Work, account_id: int, given: AccountGiven) -> None:
    """Keep another owner, last post or help link. Raises Refused for a closed account, NotVisible."""
    account = _account(work, account_id)
    rules.check_open(account_facts(account, work.wiring.settings.time_zone))
    _check(work, given)
    before = (account.owner_id, account.last_post_on, account.help_address)
    if before == (given.owner_id, given.last_post_on, given.help_address):
        return
    account.owner_id, account.last_post_on = given.owner_id, given.last_post_on
    account.help_address = given.help_address
    work.record(OfficialAccountChanged(account_id=account.id, network=account.network.value))


def decide_closing(work: Work, account_id: int, *, close_on: date, reason: str) -> None:
    """Decide that an account closes on a day, and why; decided again, the later decision holds."""
    account = _account(work, account_id)
    facts = account_facts(account, work.wiring.settings.time_zone)
    rules.check_deciding(facts, close_on, reason, today=work.today)
    account.close_on, account.closing_reason = close_on, reason.strip()
    event = AccountClosingDecided(account_id=account.id, network=account.network.value, close_on=close_on)
    work.record(event)


def keep(work: Work, account_id: int) -> None:
    """Take the decision to close an account back."""
    account = _account(work, account_id)
    rules.check_decided(account_facts(account, work.wiring.settings.time_zone))
    account.close_on, account.closing_reason = None, ""
    work.record(AccountClosingWithdrawn(account_id=account.id, network=account.network.value))


def close(work: Work, account_id: int) -> None:
    """Note that an account is closed on its network; for good. Raises Refused before that was decided."""
    account = _account(work, account_id)
    rules.check_decided(account_facts(account, work.wiring.settings.time_zone))
    account.closed_at = work.now
    work.record(OfficialAccountClosed(account_id=account.id, network=account.network.value))


def _account(work: Work, account_id: int) -> OfficialAccount:
    work.actor.require(Can.MANAGE_NETWORKS)
    found = work.lock(OfficialAccount, account_id)
    if found is None:
        raise NotVisible
    return found


def _check(work: Work, given: AccountGiven) -> None:
    rules.check_last_post(given.last_post_on, today=work.today)
    rules.check_help(given.help_address)
    if len(given.help_address) > rules.LONGEST_HELP:
        raise Refused("An address has at most %(most)s characters.", most=rules.LONGEST_HELP)
    check_owner(work.session, given.owner_id, EDITORS, day=work.today)
