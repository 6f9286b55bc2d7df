"""Work accounts: a member registers one, an administrator or a code confirms it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Response, flash, request, url_for
from flask_babel import gettext as _

from advocacy.access import Can, access
from advocacy.db import db
from advocacy.errors import Refused
from advocacy.htmx import go, page
from advocacy.languages import say
from advocacy.moment import now
from advocacy.networks.words import Network
from advocacy.roster.actions import accounts as acts
from advocacy.roster.forms.mine import AccountForm
from advocacy.roster.queries import accounts as queries
from advocacy.roster.routes.blueprint import bp
from advocacy.roster.routes.edges import edge
from advocacy.roster.routes.showing import Forms, show_mine
from advocacy.roster.rules.work_accounts import network_name
from advocacy.wiring import wiring
from advocacy.work import Work, unit_of_work


@bp.post("/mine/accounts")
@access(Can.JOIN_ROSTER)
def add_account() -> Response:
    """Register an account used only for this work."""
    form = AccountForm()
    if form.validate_on_submit():
        with form.refusing(), unit_of_work() as work:
            network = Network(form.network.data)
            acts.add(work, network, form.handle.data, form.link.data, only_work=form.only_work.data)
    if form.errors:
        return show_mine(Forms(account=form))
    flash(_("The account is registered. It is shown to customers once it is confirmed."), "ok")
    return go(url_for("roster.mine"))


@bp.post("/mine/accounts/<id:account_id>/check")
@access(Can.JOIN_ROSTER)
def check_account(account_id: int) -> Response:
    """Look for the code on the account's page."""
    done = _("We are looking for the code. Load this page again in a minute.")
    return _do(lambda work: acts.order_check(work, account_id), done, "roster.mine")


@bp.post("/mine/accounts/<id:account_id>/end")
@access(Can.JOIN_ROSTER)
def end_account(account_id: int) -> Response:
    """Use an account for this work no longer."""
    done = _("The account is ended: customers who check it are told no from now on.")
    return _do(lambda work: acts.end(work, account_id), done, "roster.mine")


@bp.get("/accounts")
@access(Can.CONFIRM_WORK_ACCOUNT)
def accounts() -> Response:
    """The work accounts of members, to be confirmed."""
    found = queries.to_look_at(
        db.session(),
        at=now(),
        zone=wiring().settings.time_zone,
        older_than=edge(request.args, "older"),
        newer_than=edge(request.args, "newer"),
    )
    newer, older = found.edges(lambda row: int(row.id))
    return page("roster/accounts.html", rows=found.rows, newer=newer, older=older, network_name=network_name)


@bp.post("/accounts/<id:account_id>/confirmation")
@access(Can.CONFIRM_WORK_ACCOUNT)
def confirm_account(account_id: int) -> Response:
    """Confirm that it is the member's."""
    done = _("The account is confirmed: customers who check it are told yes.")
    return _do(lambda work: acts.confirm(work, account_id), done, "roster.accounts")


@bp.post("/accounts/<id:account_id>/rejection")
@access(Can.CONFIRM_WORK_ACCOUNT)
def reject_account(account_id: int) -> Response:
    """End an account that is not the member's, or not only for this work."""
    return _do(lambda work: acts.reject(work, account_id), _("The account is ended."), "roster.accounts")


def _do(act: Callable[[Work], Any], done: str, then: str) -> Response:
    try:
        with unit_of_work() as work:
            act(work)
    except Refused as refused:
        flash(say(refused), "danger")
    else:
        flash(done, "ok")
    return go(url_for(then))
