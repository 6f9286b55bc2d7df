"""Signing in by password, in three steps: two short transactions, and between them the slow hash.

The hash is never computed inside a transaction: on SQLite every other writer would wait for it.
"""

from __future__ import annotations

from advocacy.clock import day_in
from advocacy.db import db
from advocacy.errors import N_, Refused
from advocacy.people import passwords
from advocacy.people.actions import links, sign_ins
from advocacy.people.models import Person
from advocacy.people.queries import accounts
from advocacy.people.queries.accounts import FoundLink
from advocacy.people.queries.acting import actor_of_person
from advocacy.people.rules.links import SENTENCES, LinkState
from advocacy.people.rules.passwords import check_password
from advocacy.people.tokens import hash_of
from advocacy.roles import SYSTEM, Actor
from advocacy.wiring import wiring
from advocacy.work import unit_of_work

REFUSED = N_(
    "This e-mail address or number and this password do not go together, or the account cannot sign in. "
    "After "
    "several failed tries the next one has to wait, up to 15 minutes."
)
"""The one answer to everybody who is not let in: unknown, wrong, disabled, waiting, left."""


def enter(typed: str, password: str, *, device: str, keep: bool) -> str:
    """Sign in whom `typed` and `password` belong to; returns the secret for the cookie. Refused otherwise."""
    with unit_of_work(SYSTEM) as work:
        attempt = sign_ins.begin_attempt(work, typed)
    fits = passwords.fits(password, attempt.password_hash)
    actor = _actor(attempt.person_id) if fits and not attempt.refused else None
    if actor is None:
        raise Refused(REFUSED)
    kept = attempt.password_hash or ""
    rehashed = passwords.hashed(password) if passwords.is_outdated(kept) else None
    with unit_of_work(actor) as work:
        return sign_ins.succeed(work, attempt, device=device, keep=keep, rehashed=rehashed)


def link(token: str) -> FoundLink | None:
    """The one-time link with this secret and what it is worth now; None when there is none. Changes
    nothing."""
    now = wiring().clock.now()
    return accounts.link_of(db.session(), hash_of(token), now=now, day=day_in(now, _zone()))


def spend_link(token: str, password: str, *, device: str) -> str:
    """Choose a password with a link and sign in with it; returns the secret for the cookie.

    Refused when the link is not good, or the password is not good enough; then the link is still worth the
    same.
    """
    found = link(token)
    if found is None or found.state is not LinkState.GOOD:
        raise Refused(SENTENCES[found.state if found else LinkState.UNKNOWN])
    check_password(password, known_words=known_words(found.person))
    actor = _actor(found.person.id)
    if actor is None:
        raise Refused(SENTENCES[LinkState.CLOSED])
    password_hash = passwords.hashed(password)
    with unit_of_work(actor) as work:
        links.spend(work, token, password_hash=password_hash)
        return sign_ins.begin(work, device=device, keep=False)


def change_password(actor: Actor, current: str, new: str, *, device: str, keep: bool) -> str:
    """Change the actor's password and sign them in anew on this device only; returns the secret for the
    cookie.

    Refused when `current` is not the password (which counts as a failed try), or `new` is not good enough.
    """
    person = db.session().get_one(Person, actor.id)
    check_password(new, known_words=known_words(person))
    with unit_of_work(SYSTEM) as work:
        attempt = sign_ins.begin_attempt(work, person.email or person.number or "")
    if not passwords.fits(current, attempt.password_hash) or attempt.refused:
        raise Refused(
            "The present password is not right. After several failed tries the next one has to wait."
        )
    password_hash = passwords.hashed(new)
    with unit_of_work(actor) as work:
        links.change_password(work, password_hash=password_hash)
        return sign_ins.begin(work, device=device, keep=keep)


def known_words(person: Person) -> list[str]:
    """The words that anybody would try first: the company's name, the person's."""
    names = (person.given_name, person.family_name, person.number, (person.email or "").partition("@")[0])
    return [wiring().settings.organisation, *(name for name in names if name)]


def _actor(person_id: int | None) -> Actor | None:
    if person_id is None:
        return None
    return actor_of_person(db.session(), person_id, day=day_in(wiring().clock.now(), _zone()), zone=_zone())


def _zone() -> str:
    return wiring().settings.time_zone
