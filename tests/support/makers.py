"""Makers: each gives a whole, believable object and saves it. Every argument has a default."""

from __future__ import annotations

import itertools
import secrets
from datetime import date, datetime
from typing import Any

from flask.testing import FlaskClient

from advocacy.access import Actor, Role
from advocacy.clock import day_in
from advocacy.db import db
from advocacy.folding import fold
from advocacy.people.models import (
    Absence,
    Department,
    Employer,
    Employment,
    Person,
    Placement,
    PrivacyNoticeSeen,
    RoleGrant,
    SignIn,
    Site,
)
from advocacy.people.queries.acting import actor_of_person
from advocacy.people.rules import Kind, Language
from advocacy.people.rules.privacy import EDITION
from advocacy.people.signing_in import hash_of
from advocacy.wiring import wiring

_numbers = itertools.count(1)
HIRED = date(2024, 1, 8)


def _now() -> datetime:
    return wiring().clock.now()


def save(*rows: Any) -> None:
    """Add rows and commit (inside a test that is a savepoint)."""
    db.session.add_all(rows)
    db.session.commit()


def an_employer(name: str | None = None, siren: str | None = None) -> Employer:
    """A legal entity."""
    employer = Employer(name=name or f"Maison Verdier {next(_numbers)} SAS", siren=siren)
    save(employer)
    return employer


def a_site(employer: Employer | None = None, name: str | None = None) -> Site:
    """An establishment."""
    employer = employer or an_employer()
    site = Site(employer_id=employer.id, name=name or f"Lyon {next(_numbers)}", time_zone="Europe/Paris")
    save(site)
    return site


def a_department(name: str | None = None, parent: Department | None = None) -> Department:
    """A department, at the root or under `parent`."""
    name = name or f"Shoes {next(_numbers)}"
    department = Department(
        name=name,
        parent_id=parent.id if parent else None,
        sort_key=fold(name),
        depth=parent.depth + 1 if parent else 0,
    )
    db.session.add(department)
    db.session.flush()
    department.path = f"{parent.path if parent else ''}{department.id}/"
    save(department)
    return department


def a_person(
    given_name: str = "Léa",
    family_name: str | None = None,
    *,
    kind: Kind = Kind.EMPLOYEE,
    language: Language = Language.ENGLISH,
    email: str | None = "",
    employer: Employer | None = None,
    site: Site | None = None,
    department: Department | None = None,
    manager: Person | None = None,
    hired: date = HIRED,
    left: date | None = None,
    **values: Any,
) -> Person:
    """Somebody who works here, employed and placed since `hired`. `email=None` for someone without mail."""
    serial = next(_numbers)
    family_name = family_name or f"Martin{serial}"
    address = f"person{serial}@verdier.example" if email == "" else email
    person = Person(
        subject=secrets.token_hex(16),
        kind=kind,
        number=values.pop("number", f"V{serial:05d}"),
        given_name=given_name,
        family_name=family_name,
        email=address,
        email_key=address.casefold() if address else None,
        language=language,
        sort_key=fold(f"{family_name} {given_name}"),
        search_key=fold(f"{given_name} {family_name}"),
        created_at=_now(),
        **values,
    )
    save(person)
    if kind is Kind.SERVICE:
        return person
    if site is not None and employer is None:
        employer = db.session.get_one(Employer, site.employer_id)
    employer = employer or an_employer()
    department = department or a_department()
    dated = {"person_id": person.id, "valid_from": hired, "valid_to": left, "recorded_at": _now()}
    save(
        Employment(employer_id=employer.id, **dated),
        Placement(
            employer_id=employer.id,
            site_id=site.id if site else None,
            department_id=department.id,
            manager_id=manager.id if manager else None,
            **dated,
        ),
    )
    return person


def a_grant(
    person: Person, role: Role, department: Department | None = None, *, since: date = HIRED
) -> RoleGrant:
    """A role given to somebody."""
    grant = RoleGrant(
        person_id=person.id,
        role=role,
        department_id=department.id if department else None,
        valid_from=since,
        recorded_at=_now(),
    )
    save(grant)
    return grant


def an_absence(person: Person, first: date, back: date | None = None) -> Absence:
    """Days away, from `first` up to the day before `back`."""
    absence = Absence(person_id=person.id, valid_from=first, valid_to=back, recorded_at=_now())
    save(absence)
    return absence


def somebody(*roles: Role, **values: Any) -> Person:
    """A person with these roles."""
    person = a_person(**values)
    for role in roles:
        a_grant(person, role)
    return person


def acting(person: Person) -> Actor:
    """The actor `person` is today. Raises AssertionError if they may not act."""
    world = wiring()
    zone = world.settings.time_zone
    actor = actor_of_person(db.session(), person.id, day=day_in(world.clock.now(), zone), zone=zone)
    assert actor is not None, f"{person.display_name} may not act today"
    return actor


def sign_in(client: FlaskClient, person: Person, *, knows_notice: bool = True) -> None:
    """Sign `person` in on `client`, as a sign-in would: a row, and its secret in the cookie.

    The sign-in outlives every test that moves the clock; the privacy notice has been shown unless said
    otherwise.
    """
    now = _now()
    token = secrets.token_urlsafe(32)
    never = now.replace(year=2100)
    save(
        SignIn(
            token_hash=hash_of(token),
            person_id=person.id,
            created_at=now,
            seen_at=never,
            expires_at=never,
            device="Firefox · Linux",
        )
    )
    if knows_notice and db.session.get(PrivacyNoticeSeen, (person.id, EDITION)) is None:
        save(PrivacyNoticeSeen(person_id=person.id, edition=EDITION, at=now))
    with client.session_transaction(base_url=wiring().settings.base_url) as cookie:
        cookie["_user_id"] = token
        cookie["_fresh"] = True
