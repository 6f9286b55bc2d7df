"""Entering a person by hand, and correcting what is said of them."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from sqlalchemy import exists, select

from advocacy.audit.party import Party
from advocacy.errors import Refused
from advocacy.folding import fold
from advocacy.people.actions import links, placements
from advocacy.people.actions.placements import Employed, Place
from advocacy.people.events.persons import PersonAdded, PersonChanged
from advocacy.people.imports.names import person_name
from advocacy.people.imports.values import email_address, person_number
from advocacy.people.models import Person
from advocacy.people.queries import history
from advocacy.people.rules import Kind, Language, granting
from advocacy.people.rules.placing import check_whole_company
from advocacy.roles import Can, Role
from advocacy.work import Work


@dataclass(frozen=True)
class Identity:
    """What is said of a person, as typed; `of` cleans it."""

    given_name: str
    family_name: str
    number: str | None
    email: str | None
    language: Language

    @staticmethod
    def of(
        given_name: str, family_name: str, number: str | None, email: str | None, language: Language
    ) -> Identity:
        """The identity in the form in which it is kept, by the same rules as an import. Raises Refused."""
        return Identity(
            person_name(given_name),
            person_name(family_name) if family_name.strip() else "",
            person_number(number) if number and number.strip() else None,
            email_address(email) if email and email.strip() else None,
            language,
        )


def add(work: Work, kind: Kind, identity: Identity, *, employed: Employed, place: Place) -> Person:
    """Enter an employee or an external person, employed and placed. Raises Refused."""
    work.actor.require(Can.MANAGE_PEOPLE)
    if not identity.family_name:
        raise Refused("A family name is needed.")
    if identity.number is None and identity.email is None:
        raise Refused("Somebody needs a number or an e-mail address to sign in with.")
    person = _new(work, kind, identity)
    placements.employ(work, person, employed, place)
    work.record(PersonAdded(kind=kind.value), subject=Party(person.id, person.subject))
    return person


def add_service(work: Work, name: str, language: Language) -> Person:
    """Enter a service account: a machine, without sign-in, outside every gate. Raises Refused."""
    work.actor.require(Can.MANAGE_PEOPLE)
    check_whole_company(work.actor.scope(Can.MANAGE_PEOPLE))
    person = _new(work, Kind.SERVICE, Identity.of(name, "", None, None, language))
    work.record(PersonAdded(kind=Kind.SERVICE.value), subject=Party(person.id, person.subject))
    return person


def correct(work: Work, person: Person, identity: Identity) -> None:
    """Correct name, number, address or language. Raises Refused.

    Whoever changes an address can have a link sent there, so a role keeps HR's hands off it. Links that were
    sent to the address before are void.
    """
    work.actor.require(Can.MANAGE_PEOPLE)
    work.lock(Person, person.id)
    changed = _differences(person, identity)
    if not changed:
        return
    if {"email", "number"} & set(changed):
        granting.check_may_touch_account(
            by_administrator=work.actor.is_system or Role.ADMIN in work.actor.roles,
            holds_role=history.holds_role(work.session, person.id, work.today),
        )
    _check_free(work, identity, but=person.id)
    if "email" in changed:
        links.make_void(work, person)
    _write(person, identity)
    work.record(PersonChanged(fields=changed), subject=Party(person.id, person.subject))


def _new(work: Work, kind: Kind, identity: Identity) -> Person:
    _check_free(work, identity, but=None)
    person = Person(subject=secrets.token_hex(16), kind=kind, created_at=work.now)
    _write(person, identity)
    work.session.add(person)
    work.session.flush()
    return person


def _write(person: Person, identity: Identity) -> None:
    person.given_name, person.family_name = identity.given_name, identity.family_name
    person.number, person.email, person.email_key = identity.number, identity.email, identity.email
    person.language = identity.language
    person.sort_key = fold(f"{identity.family_name} {identity.given_name}")
    person.search_key = fold(f"{identity.given_name} {identity.family_name}")


def _differences(person: Person, identity: Identity) -> tuple[str, ...]:
    names = ("given_name", "family_name", "number", "email", "language")
    return tuple(name for name in names if getattr(person, name) != getattr(identity, name))


def _check_free(work: Work, identity: Identity, *, but: int | None) -> None:
    others = Person.id.is_distinct_from(but)
    if identity.number is not None and work.session.scalar(
        select(exists().where(Person.number == identity.number, others))
    ):
        raise Refused("Somebody has this number already.")
    if identity.email is not None and work.session.scalar(
        select(exists().where(Person.email_key == identity.email, others))
    ):
        raise Refused("Somebody has this e-mail address already.")
