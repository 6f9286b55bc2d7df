"""Signing in and out."""

from __future__ import annotations

from flask import Response, request, url_for
from flask_login import current_user

from advocacy.access import Can, access
from advocacy.errors import Refused
from advocacy.htmx import go, page
from advocacy.languages import say
from advocacy.people import entering
from advocacy.people.actions import links, sign_ins
from advocacy.people.forms.account import ForgottenForm, SignInForm
from advocacy.people.routes.account import bp
from advocacy.people.routes.returning import destination
from advocacy.people.rules.devices import device_label
from advocacy.people.signing_in import forget, remember
from advocacy.roles import SYSTEM
from advocacy.work import unit_of_work


@bp.get("/sign-in")
@access(Can.ANYONE)
def sign_in() -> Response:
    """Who are you? Whoever is signed in already goes on."""
    wanted = request.args.get("next")
    if current_user.is_authenticated:
        return go(destination(wanted))
    return page("account/sign_in.html", form=SignInForm(data={"next": wanted}))


@bp.post("/sign-in")
@access(Can.ANYONE)
def begin() -> Response:
    """Look at the password; on success a new sign-in takes the place of any other on this browser."""
    form = SignInForm()
    if not form.validate_on_submit():
        return page("account/sign_in.html", form=form, status=422)
    try:
        token = entering.enter(
            form.account.data, form.password.data, device=device(), keep=bool(form.keep.data)
        )
    except Refused as refused:
        form.form_errors = [say(refused)]
        return page("account/sign_in.html", form=form, status=form.status)
    end_present()
    remember(token, keep=bool(form.keep.data))
    return go(destination(form.next.data))


@bp.post("/sign-out")
@access(Can.USE_ACCOUNT)
def sign_out() -> Response:
    """Sign out on this device."""
    end_present()
    forget()
    return go(url_for(".sign_in"))


@bp.get("/forgotten")
@access(Can.ANYONE)
def forgotten() -> Response:
    """Ask for a link for a new password."""
    return page("account/forgotten.html", form=ForgottenForm())


@bp.post("/forgotten")
@access(Can.ANYONE)
def ask() -> Response:
    """Take the wish, and answer the same whoever asked."""
    form = ForgottenForm()
    if not form.validate_on_submit():
        return page("account/forgotten.html", form=form, status=422)
    with unit_of_work(SYSTEM) as work:
        links.ask_for_reset(work, form.account.data)
    return go(url_for(".asked"))


@bp.get("/forgotten/asked")
@access(Can.ANYONE)
def asked() -> Response:
    """What happens now."""
    return page("account/asked.html")


def device() -> str:
    """What this browser is called in the list of devices."""
    return device_label(request.headers.get("User-Agent", ""))


def end_present() -> None:
    """End the sign-in that this browser carries, if any."""
    if current_user.is_authenticated:
        with unit_of_work() as work:
            sign_ins.sign_out(work)
