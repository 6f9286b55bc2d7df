"""Signing in and out, and the choice of language."""

from __future__ import annotations

from flask import Blueprint, Response, request, session, url_for
from flask_login import logout_user

from advocacy.access import Can, access
from advocacy.htmx import go, page
from advocacy.languages import COOKIE_KEY
from advocacy.settings import LANGUAGES

bp = Blueprint("account", __name__, url_prefix="/account")


@bp.get("/sign-in")
@access(Can.ANYONE)
def sign_in() -> Response:
    """The sign-in page."""
    return page("account/sign_in.html")


@bp.post("/sign-out")
@access(Can.USE_ACCOUNT)
def sign_out() -> Response:
    """Sign out on this device."""
    logout_user()
    session.clear()
    return go(url_for(".sign_in"))


@bp.post("/language")
@access(Can.ANYONE)
def language() -> Response:
    """Choose the language of the interface."""
    chosen = request.form.get("language", "")
    if chosen in LANGUAGES:
        session[COOKIE_KEY] = chosen
    return go(url_for(".sign_in"))
