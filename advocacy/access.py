"""The one gate in front of every route, and the label by which a view says what it needs.

A permission says what kind of thing somebody may do; whether this person may do it to *this* object is
a rule of the feature. `docs/permissions.md` is checked against the table in `roles.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from flask import Flask, Response, abort, current_app, request
from flask_login import current_user

from advocacy.errors import Forbidden
from advocacy.roles import GRANTABLE, GRANTS, LIMITABLE, SYSTEM, Actor, Can, Grant, Role

__all__ = [
    "GRANTABLE",
    "GRANTS",
    "LIMITABLE",
    "SYSTEM",
    "Actor",
    "Can",
    "Grant",
    "Role",
    "SignedIn",
    "access",
    "current_actor",
    "init_access",
    "needed",
]


@dataclass
class SignedIn:
    """What Flask-Login calls a user: the actor, by the secret of the sign-in (never by person)."""

    actor: Actor
    token: str
    is_authenticated: bool = field(default=True, init=False)
    is_active: bool = field(default=True, init=False)
    is_anonymous: bool = field(default=False, init=False)

    def get_id(self) -> str:
        """What the cookie carries."""
        return self.token

    @property
    def display_name(self) -> str:
        """The name shown in the header."""
        return self.actor.name


V = TypeVar("V", bound=Callable[..., Any])

MOST_FROM_ANYONE = 300_000
"""Bytes of a request to what is open to strangers: the largest is a receipt to be checked."""


def access(permission: Can) -> Callable[[V], V]:
    """Label a view with the permission it needs. A view without a label is closed to everyone."""

    def label(view: V) -> V:
        view.access = permission  # type: ignore[attr-defined]  # functions carry attributes at run time
        return view

    return label


def current_actor() -> Actor:
    """Who acts in this request. Raises Forbidden when nobody is signed in."""
    if not current_user.is_authenticated:
        raise Forbidden("nobody is signed in")
    actor: Actor = current_user.actor
    return actor


def needed(app: Flask, endpoint: str) -> Can | None:
    """The permission that the route called `endpoint` declares; None when it declares none."""
    found: Can | None = getattr(app.view_functions[endpoint], "access", None)
    return found


def init_access(app: Flask) -> None:
    """Put the gate in front of every route of `app`."""
    app.before_request(_gate)


def _gate() -> Response | None:
    if request.endpoint is None:
        return None
    permission = needed(current_app, request.endpoint)
    if permission is Can.ANYONE:
        request.max_content_length = MOST_FROM_ANYONE
        return None
    if permission is None:
        abort(403)
    if not current_user.is_authenticated:
        answer: Response = current_app.login_manager.unauthorized()  # type: ignore[attr-defined]  # Flask-Login sets it
        return answer
    if not current_user.actor.can(permission):
        abort(403)
    return None
