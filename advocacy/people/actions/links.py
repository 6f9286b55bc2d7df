"""One-time links: by mail or handed over, made again at will, spent once."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import update

from advocacy.audit.party import Party
from advocacy.errors import N_, Refused
from advocacy.notices.actions import notify
from advocacy.people.actions import sign_ins
from advocacy.people.events.accounts import (
    InvitationsOrdered,
    LinkHandedOver,
    PasswordChanged,
    PasswordResetMailed,
    PasswordSet,
    PersonInvited,
)
from advocacy.people.models import OneTimeLink, Person
from advocacy.people.models.signing_in import LinkPurpose
from advocacy.people.queries import accounts, history, invitations
from advocacy.people.rules import granting
from advocacy.people.rules.links import INVITATION_LIVES, RESET_LIVES, SENTENCES, LinkState
from advocacy.people.tokens import hash_of, new_token
from advocacy.roles import Can, Role
from advocacy.work import Work

LIVES = {LinkPurpose.INVITATION: INVITATION_LIVES, LinkPurpose.RESET: RESET_LIVES}

MAIL_RESET = "people.reset"
INVITE = "people.invite"
_CLOSED = N_("This account cannot sign in: it is disabled, or the person is not employed today.")


def invite(work: Work, person: Person, *, alone: bool = True) -> None:
    """Mail an invitation; `alone` unless it is one of many. Refused for somebody who cannot sign in or has
    one."""
    work.actor.require(Can.MANAGE_PEOPLE)
    _check_open(work, person)
    if not person.email:
        raise Refused("This person has no e-mail address. Make a link to hand over instead.")
    if person.password_hash is not None:
        raise Refused("This person has chosen a password already. Send a link for a new one instead.")
    _mail(work, person, LinkPurpose.INVITATION)
    if alone:
        work.record(PersonInvited(), subject=_party(person))


def order_invitations(work: Work) -> int:
    """Have everybody invited who is not yet, among those the actor looks after; returns how many."""
    work.actor.require(Can.MANAGE_PEOPLE)
    scope = work.actor.scope(Can.MANAGE_PEOPLE)
    found = invitations.uninvited(work.session, scope, now=work.now, day=work.today).by_mail
    if found:
        departments = sorted(scope) if scope is not None else None
        work.later(INVITE, {"departments": departments}, dedup_key=f"{INVITE}:{work.now:%Y-%m-%dT%H:%M}")
        work.record(InvitationsOrdered(people=found))
    return found


def hand_over(work: Work, person: Person) -> str:
    """Make a link to be handed over and return its secret, which is shown once.

    Refused for somebody who holds a role unless an administrator asks: whoever sees the link can be that
    person.
    """
    work.actor.require(Can.MANAGE_PEOPLE)
    work.lock(Person, person.id)
    _check_open(work, person)
    granting.check_may_touch_account(
        by_administrator=work.actor.is_system or Role.ADMIN in work.actor.roles,
        holds_role=history.holds_role(work.session, person.id, work.today),
    )
    purpose = LinkPurpose.RESET if person.password_hash else LinkPurpose.INVITATION
    # On paper it must last until the next shift: as long as an invitation, whatever it is for.
    token = _make(work, person, purpose, lives=LIVES[LinkPurpose.INVITATION])
    work.record(LinkHandedOver(purpose=purpose.value), subject=_party(person))
    return token


def ask_for_reset(work: Work, typed: str) -> None:
    """Have a link mailed to whom this address or number belongs, if anybody.

    What is written is the same for everybody: a job, which finds out the rest after the answer. One per
    account and five minutes.
    """
    person = accounts.account_named(work.session, typed)
    slot = int(work.now.timestamp() // 300)
    key = sign_ins.account_hash(typed, work.wiring.settings)
    arguments = {"person_id": person.id if person else None}
    work.later(MAIL_RESET, arguments, dedup_key=f"{MAIL_RESET}:{key}:{slot}")


def mail_reset(work: Work, person_id: int) -> None:
    """Mail a link for a new password, unless the account is closed, has no address, or was just sent one."""
    person = work.lock(Person, person_id)
    if person is None or not person.email or not accounts.may_sign_in(work.session, person, work.today):
        return
    _mail(work, person, LinkPurpose.RESET)
    work.record(PasswordResetMailed(), subject=_party(person))


def send_reset(work: Work, person: Person) -> None:
    """Mail somebody a link for a new password, at the wish of those who look after people."""
    work.actor.require(Can.MANAGE_PEOPLE)
    _check_open(work, person)
    if not person.email:
        raise Refused("This person has no e-mail address. Make a link to hand over instead.")
    _mail(work, person, LinkPurpose.RESET)
    work.record(PasswordResetMailed(), subject=_party(person))


def make_void(work: Work, person: Person) -> None:
    """Let no link that waits open this account: whom it was given to may no longer be who should have it."""
    waiting = (OneTimeLink.person_id == person.id, OneTimeLink.used_at.is_(None))
    statement = update(OneTimeLink).where(*waiting, OneTimeLink.expires_at > work.now)
    work.session.execute(statement.values(expires_at=work.now))


def spend(work: Work, token: str, *, password_hash: str) -> None:
    """Spend a link on a password; the work's actor is its owner. Refused when it is not good (any more)."""
    found = accounts.link_of(work.session, hash_of(token), now=work.now, day=work.today)
    if found is None or work.lock(OneTimeLink, found.link.id) is None:
        raise Refused(SENTENCES[LinkState.UNKNOWN])
    found = accounts.link_of(work.session, hash_of(token), now=work.now, day=work.today)
    if found is None or found.state is not LinkState.GOOD:
        raise Refused(SENTENCES[found.state if found else LinkState.UNKNOWN])
    found.link.used_at = work.now
    _set_password(work, found.person, password_hash)
    work.record(PasswordSet(purpose=found.link.purpose.value), subject=_party(found.person))


def change_password(work: Work, *, password_hash: str) -> None:
    """Give the actor another password. Every sign-in of theirs ends, this one too."""
    work.actor.require(Can.USE_ACCOUNT)
    person = work.lock(Person, work.actor.id or 0)
    assert person is not None, "whoever is signed in is somebody"
    _set_password(work, person, password_hash)
    work.record(PasswordChanged())


def _set_password(work: Work, person: Person, password_hash: str) -> None:
    person.password_hash = password_hash
    person.password_set_at = work.now
    work.session.flush()
    sign_ins.end_all(work, person.id)
    sign_ins.forgive(work, person)


def _mail(work: Work, person: Person, purpose: LinkPurpose) -> None:
    token = _make(work, person, purpose, lives=LIVES[purpose])
    notify(
        work,
        kind=purpose.value,
        person=person,
        template=purpose.value,
        values={"name": person.display_name, "until": work.now + LIVES[purpose]},
        dedup_key=f"{purpose.value}:{hash_of(token)}",
        secret=token,
    )


def _make(work: Work, person: Person, purpose: LinkPurpose, *, lives: timedelta) -> str:
    token = new_token()
    work.session.add(
        OneTimeLink(
            token_hash=hash_of(token),
            person_id=person.id,
            purpose=purpose,
            created_at=work.now,
            expires_at=work.now + lives,
        )
    )
    work.session.flush()
    return token


def _check_open(work: Work, person: Person) -> None:
    if not accounts.may_sign_in(work.session, person, work.today):
        raise Refused(_CLOSED)


def _party(person: Person) -> Party:
    return Party(person.id, person.subject)
