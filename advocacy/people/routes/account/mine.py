"""My account: what is known of me, language and zone, devices, password."""

from __future__ import annotations

from datetime import timedelta

from flask import Response, flash, request, session, url_for
from flask_babel import gettext as _
from flask_login import current_user

from advocacy.access import Can, access, current_actor
from advocacy.db import db
from advocacy.htmx import go, page
from advocacy.languages import COOKIE_KEY, forget_voice
from advocacy.moment import now, today
from advocacy.people import entering
from advocacy.people.actions import accounts as acts
from advocacy.people.actions import sign_ins
from advocacy.people.forms.account import ChangePasswordForm, PreferencesForm
from advocacy.people.queries import accounts, profile
from advocacy.people.routes.account import bp
from advocacy.people.routes.account.entry import device
from advocacy.people.routes.returning import destination
from advocacy.people.rules import Language
from advocacy.people.rules.passwords import SHORTEST
from advocacy.people.signing_in import forget, remember
from advocacy.settings import LANGUAGES
from advocacy.wiring import wiring
from advocacy.work import unit_of_work


@bp.get("/")
@access(Can.USE_ACCOUNT)
def show() -> Response:
    """What is known of me, and what I can choose."""
    known = profile.own(db.session(), current_actor().id or 0, today())
    form = PreferencesForm(data={"language": known.language, "time_zone": known.time_zone or ""}).offer()
    return page("account/show.html", known=known, form=form)


@bp.post("/preferences")
@access(Can.USE_ACCOUNT)
def prefer() -> Response:
    """Keep language and zone."""
    form = PreferencesForm().offer()
    if form.validate_on_submit():
        with form.refusing(), unit_of_work() as work:
            acts.choose(work, language=Language(form.language.data), time_zone=form.time_zone.data or None)
    if form.errors:
        known = profile.own(db.session(), current_actor().id or 0, today())
        return page("account/show.html", known=known, form=form, status=form.status)
    return go(url_for(".show"))


@bp.post("/language")
@access(Can.ANYONE)
def language() -> Response:
    """Choose the language: kept with the person, or in the browser of a stranger; then back to the page."""
    chosen = request.form.get("language", "")
    if chosen in LANGUAGES:
        session[COOKIE_KEY] = chosen
        if current_user.is_authenticated:
            with unit_of_work() as work:
                acts.choose_language(work, Language(chosen))
        forget_voice()
    return go(destination(request.form.get("next"), url_for(".sign_in")))


@bp.get("/devices")
@access(Can.USE_ACCOUNT)
def devices() -> Response:
    """Where I am signed in."""
    actor, idle = current_actor(), timedelta(hours=wiring().settings.session_idle_hours)
    rows = accounts.devices(db.session(), actor.id or 0, now=now(), idle=idle)
    return page("account/devices.html", devices=rows, here=actor.sign_in_id)


@bp.post("/devices/<int:sign_in_id>/sign-out")
@access(Can.USE_ACCOUNT)
def sign_out_device(sign_in_id: int) -> Response:
    """Sign out on one device."""
    with unit_of_work() as work:
        sign_ins.sign_out_device(work, sign_in_id)
    flash(_("That device is signed out."), "success")
    return go(url_for(".devices"))


@bp.post("/devices/sign-out")
@access(Can.USE_ACCOUNT)
def sign_out_everywhere() -> Response:
    """Sign out on every device, this one too."""
    with unit_of_work() as work:
        sign_ins.sign_out_everywhere(work)
    forget()
    flash(_("You are signed out everywhere."), "success")
    return go(url_for(".sign_in"))


@bp.get("/password")
@access(Can.USE_ACCOUNT)
def password() -> Response:
    """Change my password."""
    return page("account/password.html", form=ChangePasswordForm(), shortest=SHORTEST)


@bp.post("/password")
@access(Can.USE_ACCOUNT)
def change_password() -> Response:
    """Change it; every other device is signed out."""
    form, keep, secret = ChangePasswordForm(), bool(session.permanent), ""
    if form.validate_on_submit():
        with form.refusing():
            secret = entering.change_password(
                current_actor(), form.current.data, form.password.data, device=device(), keep=keep
            )
    if not secret:
        return page("account/password.html", form=form, shortest=SHORTEST, status=form.status)
    remember(secret, keep=keep)
    flash(_("Your password is changed. Every other device is signed out."), "success")
    return go(url_for(".show"))
