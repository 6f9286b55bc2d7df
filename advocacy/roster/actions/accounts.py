"""Work accounts: registering one, proving that it is the member's, ending it."""

from __future__ import annotations

import secrets

from advocacy.audit.party import Party
from advocacy.networks.words import Network
from advocacy.people.models import Person
from advocacy.roles import Can
from advocacy.roster.actions.whom import facts_of, oneself, oneself_as_member
from advocacy.roster.events import WorkAccountAdded, WorkAccountConfirmed, WorkAccountEnded
from advocacy.roster.models import WorkAccount
from advocacy.roster.queries import accounts
from advocacy.roster.rules import CheckResult, Confirmation
from advocacy.roster.rules import work_accounts as rules
from advocacy.roster.rules.enrolling import check_is_member
from advocacy.work import Work

CHECK = "roster.check_account"
"""The kind of job that looks for the code on the account's page."""


def add(work: Work, network: Network, handle: str, link: str, *, only_work: bool) -> WorkAccount:
    """Register an account that the actor uses for this work only; the same twice is one.

    Raises Refused: not only for work, how it is written, a link of another account, too many.
    """
    work.actor.require(Can.JOIN_ROSTER)
    person, _facts = oneself_as_member(work)
    rules.check_only_work(only_work=only_work)
    account = rules.checked_account(network, handle, link)
    known = accounts.of_person(work.session, person.id)
    for one in known:
        if (one.network, one.handle_key) == (account.network, account.key):
            return one
    rules.check_number(len(known))
    made = WorkAccount(
        person_id=person.id,
        network=account.network,
        handle=account.handle,
        handle_key=account.key,
        url=account.url,
        code=f"advocacy-{secrets.token_hex(6)}",
        added_at=work.now,
    )
    work.session.add(made)
    work.session.flush()
    work.record(WorkAccountAdded(account_id=made.id, network=account.network), subject=work.actor.party)
    return made


def end(work: Work, account_id: int) -> None:
    """End an account of the actor's own; ended twice it is ended once. Raises NotVisible."""
    work.actor.require(Can.JOIN_ROSTER)
    person = oneself(work)
    _end(work, accounts.account(work.session, account_id, of_person=person.id), person)


def order_check(work: Work, account_id: int) -> None:
    """Let the code be looked for on the page of an account of the actor's own. Raises NotVisible, Refused."""
    work.actor.require(Can.JOIN_ROSTER)
    person = oneself(work)
    account = accounts.account(work.session, account_id, of_person=person.id)
    check_is_member(enrolled=facts_of(work, person).is_enrolled)
    rules.check_by_code(account.network)
    if account.confirmed_at is not None:
        return
    rules.check_pause(accounts.last_look(work.session, person.id, but=account.id), now=work.now)
    account.check_result, account.checked_at = CheckResult.WAITING, work.now
    minute = work.now.strftime("%Y%m%d%H%M")  # pressed ten times, it is looked for once a minute
    work.later(CHECK, {"account_id": account.id}, dedup_key=f"{CHECK}-{account.id}-{minute}")


def confirm_by_code(work: Work, account_id: int) -> None:
    """The code was found on the account's page. Run twice it is confirmed once; one that ended is not."""
    account = work.lock(WorkAccount, account_id)
    if account is not None and account.ended_at is None and account.confirmed_at is None:
        _confirm(work, account, Confirmation.CODE)


def keep_result(work: Work, account_id: int, result: CheckResult) -> None:
    """Keep that the code was not found, and why."""
    account = work.lock(WorkAccount, account_id)
    if account is not None and account.confirmed_at is None:
        account.check_result, account.checked_at = result, work.now


def confirm(work: Work, account_id: int) -> None:
    """Confirm an account because an administrator has seen that it is the member's. Raises NotVisible,
    Refused: it is somebody else's, or one's own."""
    work.actor.require(Can.CONFIRM_WORK_ACCOUNT)
    account = accounts.account(work.session, account_id)
    rules.check_not_own(owner_id=account.person_id, actor_id=work.actor.id)
    if account.confirmed_at is None:
        _confirm(work, account, Confirmation.ADMINISTRATOR)


def reject(work: Work, account_id: int) -> None:
    """End an account, confirmed or not, because an administrator has seen that it is not the member's, or not
    only for this work. Raises NotVisible."""
    work.actor.require(Can.CONFIRM_WORK_ACCOUNT)
    account = accounts.account(work.session, account_id)
    _end(work, account, work.session.get_one(Person, account.person_id))


def _confirm(work: Work, account: WorkAccount, confirmation: Confirmation) -> None:
    person = work.session.get_one(Person, account.person_id)
    rival = accounts.confirmed(work.session, account.network, account.handle_key)
    if rival is not None and rival.person_id != person.id:
        _release(work, rival, person)
    account.confirmed_at, account.confirmation = work.now, confirmation
    account.confirmed_by_id, account.check_result = work.actor.id, None
    work.session.flush()
    work.record(
        WorkAccountConfirmed(account_id=account.id, network=account.network, confirmation=confirmation),
        subject=Party(person.id, person.subject),
    )


def _release(work: Work, rival: WorkAccount, person: Person) -> None:
    """End the account of somebody who has left meanwhile. Raises Refused while they are on the roster."""
    owner = work.session.get_one(Person, rival.person_id)
    is_member = facts_of(work, owner).is_enrolled
    rules.check_free(owner_id=owner.id if is_member else None, person_id=person.id)
    _end(work, rival, owner)
    work.session.flush()


def _end(work: Work, account: WorkAccount, person: Person) -> None:
    if account.ended_at is not None:
        return
    account.ended_at = work.now
    work.record(
        WorkAccountEnded(account_id=account.id, network=account.network),
        subject=Party(person.id, person.subject),
    )
