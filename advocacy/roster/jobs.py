"""What happens later: the code of a work account is looked for on its page."""

from __future__ import annotations

from advocacy.db import db
from advocacy.errors import NotVisible, Refused
from advocacy.jobs.registry import Running, job
from advocacy.networks.fetching import Fetched, NotFetched
from advocacy.roles import SYSTEM
from advocacy.roster.actions import accounts as acts
from advocacy.roster.queries import accounts as queries
from advocacy.roster.rules import CheckResult
from advocacy.roster.rules.work_accounts import Account, is_at_home, shows_code
from advocacy.work import unit_of_work


@job(acts.CHECK, attempts=3)
def check_account(running: Running, *, account_id: int) -> None:
    """Look for the code on the account's page, and keep what was found. Run twice, it looks twice and
    confirms once.

    Nothing is held open while the other server answers. One that does not answer is no reason to try again
    for hours: the member is told, and an administrator can confirm the account instead.
    """
    try:
        account, code = queries.to_check(db.session(), account_id)
    except NotVisible:
        return
    db.session.rollback()
    try:
        found = running.wiring.web.text(account.url)
    except NotFetched:
        _keep(account_id, CheckResult.UNREACHABLE)
        return
    if _proves(found, account, code):
        _confirm(account_id)
    else:
        _keep(account_id, CheckResult.NOT_THERE)


def _proves(found: Fetched, account: Account, code: str) -> bool:
    return is_at_home(account, found.address) and shows_code(found.text, code)


def _confirm(account_id: int) -> None:
    try:
        with unit_of_work(SYSTEM) as work:
            acts.confirm_by_code(work, account_id)
    except Refused:  # the account is confirmed for somebody else
        _keep(account_id, CheckResult.TAKEN)


def _keep(account_id: int, result: CheckResult) -> None:
    with unit_of_work(SYSTEM) as work:
        acts.keep_result(work, account_id, result)
