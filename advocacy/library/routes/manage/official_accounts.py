"""The register of official accounts: entering one, looking after it, deciding to close it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from flask import Response, flash, request, url_for
from flask_babel import gettext as _

from advocacy.access import Can, access
from advocacy.charter.reader import reader
from advocacy.errors import Refused
from advocacy.htmx import go
from advocacy.languages import say
from advocacy.library.actions import accounts as actions
from advocacy.library.actions.accounts import AccountGiven
from advocacy.library.forms.networks import AccountForm, ClosingForm, NewAccountForm
from advocacy.library.queries import networks as queries
from advocacy.library.queries.owners import EDITORS, owners
from advocacy.library.routes.manage.blueprint import bp, page
from advocacy.networks.words import Network
from advocacy.roster.rules.work_accounts import network_name
from advocacy.work import Work, unit_of_work

F = TypeVar("F", bound=AccountForm)


@bp.get("/accounts/new")
@access(Can.MANAGE_NETWORKS)
def new_account() -> Response:
    """Register an account; `network` in the address chooses its network."""
    form = NewAccountForm(formdata=None, data={"network": request.args.get("network", "")})
    return page("new_account.html", form=_offered(form))


@bp.post("/accounts")
@access(Can.MANAGE_NETWORKS)
def add_account() -> Response:
    """Keep it in the register."""
    form = _offered(NewAccountForm())
    if form.validate_on_submit():
        with form.refusing(), unit_of_work() as work:
            actions.register(
                work,
                Network(form.network.data),
                handle=form.handle.data or "",
                address=form.link.data or "",
                given=_given(form),
            )
        if not form.errors:
            flash(_("Registered. The public list shows it."), "ok")
            return go(url_for(".networks", _anchor="accounts"))
    return page("new_account.html", form=form, status=form.status)


@bp.get("/accounts/<int:official_account_id>")
@access(Can.MANAGE_NETWORKS)
def official_account(official_account_id: int) -> Response:
    """One account of the register."""
    return _page(official_account_id)


@bp.post("/accounts/<int:official_account_id>")
@access(Can.MANAGE_NETWORKS)
def change_account(official_account_id: int) -> Response:
    """Keep its owner, last post and help."""
    form = _offered(AccountForm())
    if form.validate_on_submit():
        with form.refusing(), unit_of_work() as work:
            actions.change(work, official_account_id, _given(form))
        if not form.errors:
            flash(_("Saved."), "ok")
            return go(url_for(".official_account", official_account_id=official_account_id))
    return _page(official_account_id, form=form)


@bp.post("/accounts/<int:official_account_id>/closing")
@access(Can.MANAGE_NETWORKS)
def decide_closing(official_account_id: int) -> Response:
    """Decide that it closes, when and why."""
    form = ClosingForm()
    if form.validate_on_submit() and form.close_on.data:
        with form.refusing(), unit_of_work() as work:
            actions.decide_closing(
                work, official_account_id, close_on=form.close_on.data, reason=form.reason.data or ""
            )
        if not form.errors:
            flash(_("Decided. The public list says that the account closes."), "ok")
            return go(url_for(".official_account", official_account_id=official_account_id))
    return _page(official_account_id, closing=form)


@bp.post("/accounts/<int:official_account_id>/stay")
@access(Can.MANAGE_NETWORKS)
def keep_account(official_account_id: int) -> Response:
    """Take the decision back."""
    return _done(official_account_id, actions.keep, _("The account stays."))


@bp.post("/accounts/<int:official_account_id>/closed")
@access(Can.MANAGE_NETWORKS)
def close_account(official_account_id: int) -> Response:
    """Note that it is closed."""
    return _done(official_account_id, actions.close, _("The public list says that the account is closed."))


def _done(account_id: int, act: Callable[[Work, int], object], said: str) -> Response:
    try:
        with unit_of_work() as work:
            act(work, account_id)
    except Refused as refused:
        flash(say(refused), "danger")
    else:
        flash(said, "ok")
    return go(url_for(".official_account", official_account_id=account_id))


def _page(
    account_id: int, *, form: AccountForm | None = None, closing: ClosingForm | None = None
) -> Response:
    who = reader()
    found = queries.official_account(who.session, account_id, today=who.today, zone=who.zone)
    shown = form or _offered(AccountForm(formdata=None, data={**vars(found), "owner": found.owner_id}))
    asked = closing or ClosingForm(
        formdata=None, data={"close_on": found.close_on, "reason": found.closing_reason}
    )
    return page(
        "official_account.html",
        account=found,
        network_name=network_name(found.network, found.address),
        form=shown,
        closing=asked,
        status=max(shown.status, asked.status),
    )


def _offered(form: F) -> F:
    who = reader()
    form.offer_owners(owners(who.session, EDITORS, day=who.today))
    return form


def _given(form: AccountForm) -> AccountGiven:
    return AccountGiven(form.owner.data, form.last_post_on.data, form.help_address.data or "")
