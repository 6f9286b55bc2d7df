"""Who is signed in: Flask-Login told to believe the `sign_in` row and nothing else."""

from __future__ import annotations

from hashlib import sha256

from flask import Flask, Response, request, url_for
from flask_login import LoginManager

from advocacy.access import SignedIn
from advocacy.clock import day_in
from advocacy.db import db
from advocacy.htmx import go
from advocacy.people.queries.acting import actor_of_sign_in
from advocacy.wiring import wiring


def init_sign_in(app: Flask) -> None:
    """Let `app` know who is signed in; nobody is sent to the sign-in page and brought back afterwards."""
    manager = LoginManager()
    manager.session_protection = None  # the row is the truth; a changing address must not sign a phone out
    manager.user_loader(load)
    manager.unauthorized_handler(_to_sign_in)
    manager.init_app(app)


def load(token: str) -> SignedIn | None:
    """The signed-in person whose cookie carries `token`, if that sign-in still lives."""
    world = wiring()
    now, zone = world.clock.now(), world.settings.time_zone
    actor = actor_of_sign_in(db.session(), hash_of(token), now=now, day=day_in(now, zone), zone=zone)
    return SignedIn(actor, token) if actor else None


def hash_of(token: str) -> str:
    """What the database keeps of a secret token: its SHA-256 in hexadecimal (the token has 256 random bits)."""
    return sha256(token.encode()).hexdigest()


def _to_sign_in() -> Response:
    wanted = request.full_path.rstrip("?") if request.method == "GET" else None
    return go(url_for("account.sign_in", next=wanted))
