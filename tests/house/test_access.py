"""Every route says who may use it, and the gate believes nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.routing import Rule

from advocacy.access import GRANTS, Actor, Can, Grant, Role, SignedIn, needed
from tests.support.client import PageClient
from tests.support.makers import a_person, sign_in


def routes(app: Flask) -> Iterator[tuple[Rule, str]]:
    """Every route with one of its methods."""
    for rule in app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield rule, method


def address(rule: Rule) -> str:
    """An address of the rule, its gaps filled with things that do not exist."""
    filled = re.sub(r"<(int|id|float):[^>]+>", "999999", rule.rule)
    return re.sub(r"<[^>]+>", "nothing", filled)


def test_every_route_is_labelled(app: Flask) -> None:
    unlabelled = [rule.endpoint for rule, _method in routes(app) if needed(app, rule.endpoint) is None]
    assert not unlabelled


def test_every_permission_is_used_and_granted(app: Flask) -> None:
    used = {needed(app, rule.endpoint) for rule, _method in routes(app)} | CHECKED_BY_RULES
    assert set(Can) == used
    assert set(GRANTS) == set(Can) - {Can.ANYONE}


CHECKED_BY_RULES: set[Can] = {Can.SEE_OBJECTION_REASON}
"""Permissions that no route needs on its own: a rule asks for them within a page."""


def test_no_get_route_accepts_a_change(app: Flask) -> None:
    both = [rule.endpoint for rule in app.url_map.iter_rules() if {"GET", "POST"} <= (rule.methods or set())]
    assert not both, "a route answers GET or POST, never both"


def test_whoever_lacks_only_the_needed_permission_is_refused(app: Flask, client: PageClient) -> None:
    sign_in(client, a_person())
    for rule, method in routes(app):
        permission = needed(app, rule.endpoint)
        if permission in (None, Can.ANYONE):
            continue
        assert permission is not None
        with everything_but(app, permission):
            answer = client.open(address(rule), method=method, data={"csrf_token": "none"})
        assert answer.status_code in {400, 403}, f"{method} {rule.rule} answered {answer.status_code}"
        if method == "GET":
            assert answer.status_code == 403, f"{method} {rule.rule} answered {answer.status_code}"


class everything_but:
    """While it lasts, whoever is signed in holds every role, and no role is granted `permission`."""

    def __init__(self, app: Flask, permission: Can) -> None:
        self._manager = app.login_manager  # type: ignore[attr-defined]
        self._loader = self._manager._user_callback
        self._permission = permission

    def __enter__(self) -> None:
        def load(token: str) -> SignedIn | None:
            found = self._loader(token)
            return SignedIn(_Lacking(found.actor, self._permission), token) if found else None

        self._manager._user_callback = load

    def __exit__(self, *_error: object) -> None:
        self._manager._user_callback = self._loader


class _Lacking(Actor):
    """An actor with every role who is refused exactly one permission."""

    def __init__(self, actor: Actor, lacked: Can) -> None:
        super().__init__(
            actor.id,
            actor.subject,
            actor.name,
            actor.language,
            actor.zone,
            tuple(Grant(role) for role in Role),
        )
        object.__setattr__(self, "_lacked", lacked)

    def can(self, permission: Can) -> bool:
        lacked: Can = self._lacked  # type: ignore[attr-defined]
        return permission is not lacked and super().can(permission)


@pytest.mark.parametrize("role", list(Role))
def test_every_role_is_granted_something(role: Role) -> None:
    assert [permission for permission, roles in GRANTS.items() if role in roles]


def test_strangers_reach_only_what_is_public(app: Flask, client: PageClient) -> None:
    for rule, method in routes(app):
        if needed(app, rule.endpoint) is Can.ANYONE:
            continue
        answer = client.open(address(rule), method=method)
        assert answer.status_code in {302, 303, 400}, f"{method} {rule.rule} answered {answer.status_code}"
        if answer.status_code != 400:
            assert "/account/sign-in" in answer.headers["Location"]
