"""Signing in and out: what is written before a password is looked at, and what after."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from sqlalchemy import ColumnElement, delete, update

from advocacy.audit.party import Party
from advocacy.errors import NotVisible, Refused
from advocacy.people.events.accounts import DevicesSignedOut, PersonSignedIn, PersonSignedOut, SignInPaused
from advocacy.people.models import Person, SignIn, SignInFailure
from advocacy.people.queries import accounts
from advocacy.people.rules import lock_out
from advocacy.people.tokens import hash_of, new_token
from advocacy.roles import Can
from advocacy.settings import Settings
from advocacy.work import CLASH, Work

SHARED_DEVICE_HOURS = 12
"""How long a sign-in lives at most on a device that is not one's own."""


@dataclass(frozen=True)
class Attempt:
    """A try to sign in, counted as failed until it has succeeded. `refused` when it may not succeed."""

    account: str
    person_id: int | None
    password_hash: str | None
    refused: bool


def begin_attempt(work: Work, typed: str) -> Attempt:
    """Count a try for the account that was `typed`, before its password is looked at.

    Counting first means that a hundred guesses sent at once are a hundred tries. A try while the account
    waits is refused and not counted, so that a stranger cannot shut somebody out for ever.
    """
    account = account_hash(typed, work.wiring.settings)
    count, last = accounts.failures(work.session, account, work.now - lock_out.MEMORY)
    person = accounts.account_named(work.session, typed)
    locked = lock_out.is_locked(count, last, work.now)
    if not locked:
        work.session.execute(delete(SignInFailure).where(SignInFailure.at <= work.now - lock_out.MEMORY))
        work.session.add(SignInFailure(account=account, at=work.now))
        if person and count + 1 == lock_out.FREE_TRIES:
            work.record(SignInPaused(failures=count + 1), subject=Party(person.id, person.subject))
    if person is None:
        return Attempt(account, None, None, refused=True)
    open_account = accounts.may_sign_in(work.session, person, work.today)
    return Attempt(account, person.id, person.password_hash, refused=locked or not open_account)


def succeed(work: Work, attempt: Attempt, *, device: str, keep: bool, rehashed: str | None = None) -> str:
    """Begin the sign-in of a try whose password fits; returns the secret for the cookie.

    The work's actor is the person. The failures are forgotten; `rehashed` replaces a hash of another cost.
    Raises Refused when the password was changed while the old one was being looked at.
    """
    person = work.lock(Person, work.actor.id or 0)
    if person is None or person.disabled or person.password_hash != attempt.password_hash:
        raise Refused(CLASH)
    work.session.execute(delete(SignInFailure).where(SignInFailure.account == attempt.account))
    if rehashed is not None:
        person.password_hash = rehashed
    return begin(work, device=device, keep=keep)


def begin(work: Work, *, device: str, keep: bool) -> str:
    """Begin a sign-in of the actor; returns its secret. `keep` is for a device of one's own."""
    assert work.actor.id is not None, "the system does not sign in"
    settings = work.wiring.settings
    token = new_token()
    lives = timedelta(days=settings.session_days) if keep else timedelta(hours=SHARED_DEVICE_HOURS)
    work.session.add(
        SignIn(
            token_hash=hash_of(token),
            person_id=work.actor.id,
            created_at=work.now,
            seen_at=work.now,
            expires_at=work.now + lives,
            device=device[:120],
        )
    )
    work.record(PersonSignedIn())
    return token


def forgive(work: Work, person: Person) -> None:
    """Forget the failures of a person's accounts: they have just proved themselves otherwise."""
    names = [name for name in (person.email, person.number) if name]
    hashes = [account_hash(name, work.wiring.settings) for name in names]
    work.session.execute(delete(SignInFailure).where(SignInFailure.account.in_(hashes)))


def note_use(work: Work) -> None:
    """Note that the actor's sign-in is in use now. No event: it is a counter."""
    work.session.execute(update(SignIn).where(SignIn.id == work.actor.sign_in_id).values(seen_at=work.now))


def sign_out(work: Work) -> None:
    """End the actor's sign-in on this device."""
    if _end(work, SignIn.id == work.actor.sign_in_id):
        work.record(PersonSignedOut())


def sign_out_device(work: Work, sign_in_id: int) -> None:
    """End one of the actor's sign-ins. Raises NotVisible for one that is not theirs."""
    work.actor.require(Can.USE_ACCOUNT)
    found = work.session.get(SignIn, sign_in_id)
    if found is None or found.person_id != work.actor.id:
        raise NotVisible
    if _end(work, SignIn.id == sign_in_id):
        work.record(DevicesSignedOut(devices=1))


def sign_out_everywhere(work: Work) -> None:
    """End all of the actor's sign-ins, this one included."""
    work.actor.require(Can.USE_ACCOUNT)
    ended = _end(work, SignIn.person_id == work.actor.id)
    work.record(DevicesSignedOut(devices=ended))


def end_all(work: Work, person_id: int) -> int:
    """End every sign-in of a person, because who they are or what they may do has changed; returns how
    many."""
    return _end(work, SignIn.person_id == person_id)


def _end(work: Work, which: ColumnElement[bool]) -> int:
    statement = update(SignIn).where(which, SignIn.ended_at.is_(None)).values(ended_at=work.now)
    return len(work.session.scalars(statement.returning(SignIn.id)).all())


def account_hash(typed: str, settings: Settings) -> str:
    """An account name as failures and jobs know it. Numbers are few enough to be guessed, so the hash is
    keyed."""
    key = settings.secret_key.get_secret_value().encode()
    return hmac.new(key, accounts.account_key(typed).encode(), sha256).hexdigest()
