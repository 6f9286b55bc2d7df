"""Who is signed in: Flask-Login told to believe the `sign_in` row and nothing else.

The cookie carries a random secret; the row its SHA-256. Ending the row ends the sign-in at once, everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from flask import Flask, Response, current_app, g, request, session, url_for
from flask_login import LoginManager, current_user, login_user, logout_user
from sqlalchemy.exc import InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from advocacy.access import Can, SignedIn, needed
from advocacy.clock import day_in
from advocacy.db import db
from advocacy.errors import Refused, Unavailable
from advocacy.htmx import go
from advocacy.languages import COOKIE_KEY, forget_voice
from advocacy.people.actions import sign_ins
from advocacy.people.queries.acting import live_sign_in
from advocacy.people.tokens import hash_of
from advocacy.wiring import wiring
from advocacy.work import unit_of_work

__all__ = ["Visitor", "forget", "hash_of", "init_sign_in", "load", "remember"]

log = structlog.get_logger(__name__)

SEEN_EVERY = timedelta(minutes=5)
"""How often a sign-in in use is noted as used."""


@dataclass
class Visitor(SignedIn):
    """Who is signed in, with what every request must know about the sign-in."""

    seen_at: datetime
    knows_notice: bool


def init_sign_in(app: Flask) -> None:
    """Let `app` know who is signed in; nobody is sent to the sign-in page and brought back afterwards."""
    manager = LoginManager()
    manager.session_protection = None  # the row is the truth; a changing address must not sign a phone out
    manager.user_loader(load)
    manager.unauthorized_handler(_to_sign_in)
    manager.init_app(app)
    app.before_request(_note_use)
    app.before_request(_show_notice_first)


def load(token: str) -> Visitor | None:
    """The signed-in person whose cookie carries `token`, if that sign-in still lives.

    Raises Unavailable, once, when the database does not answer; the page that says so is then nobody's.
    """
    try:
        return _found(token)
    except (OperationalError, InterfaceError, PoolTimeout) as error:
        g._login_user = current_app.login_manager.anonymous_user()  # type: ignore[attr-defined]  # Flask-Login's
        raise Unavailable("The database does not answer.") from error


def _found(token: str) -> Visitor | None:
    world = wiring()
    now, settings = world.clock.now(), world.settings
    zone, idle = settings.time_zone, timedelta(hours=settings.session_idle_hours)
    found = live_sign_in(db.session(), hash_of(token), now=now, day=day_in(now, zone), zone=zone, idle=idle)
    return Visitor(found.actor, token, found.seen_at, found.knows_notice) if found else None


def remember(token: str, *, keep: bool) -> None:
    """Give this browser a sign-in: a new session, of which nothing remains but the chosen language.

    With `keep` the cookie outlives the browser window; the row says for how long.
    """
    _forget_all_but_language()
    visitor = load(token)
    if visitor is None:
        raise Refused("This account cannot sign in any more. Ask HR if that is a mistake.")
    session.permanent = keep
    login_user(visitor)
    forget_voice()


def forget() -> None:
    """Take the sign-in from this browser."""
    logout_user()
    _forget_all_but_language()
    forget_voice()


def _forget_all_but_language() -> None:
    language = session.get(COOKIE_KEY)
    session.clear()
    if language is not None:
        session[COOKIE_KEY] = language


def _visitor() -> Visitor | None:
    """Who is signed in and asks for a page that needs it; None for strangers, and for what is open to all."""
    if request.endpoint is None or needed(current_app, request.endpoint) is Can.ANYONE:
        return None
    user: object = current_user._get_current_object()  # type: ignore[attr-defined]  # the proxy's own
    return user if isinstance(user, Visitor) else None


def _note_use() -> None:
    """Note the use of this sign-in, at most every five minutes: the one write that a GET may cause."""
    visitor = _visitor()
    if visitor is None or wiring().clock.now() - visitor.seen_at < SEEN_EVERY:
        return
    try:
        with unit_of_work() as work:
            sign_ins.note_use(work)
    except (SQLAlchemyError, Unavailable, Refused) as error:  # reading goes on while writing cannot
        log.warning("sign_in_use_not_noted", error=type(error).__name__)


def _show_notice_first() -> Response | None:
    """Before anything else somebody is shown the privacy notice: at the first sign-in, and when it
    changed."""
    visitor = _visitor()
    if visitor is None or visitor.knows_notice or request.blueprint == "account":
        return None
    return go(url_for("account.privacy", next=_wanted()))


def _to_sign_in() -> Response:
    return go(url_for("account.sign_in", next=_wanted()))


def _wanted() -> str | None:
    """The page that was asked for, to come back to; a POST is not repeated."""
    return request.full_path.rstrip("?") if request.method == "GET" else None
