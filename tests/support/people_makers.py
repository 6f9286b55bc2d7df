"""Makers of people who can sign in, and of the links that let them."""

from __future__ import annotations

import secrets
from datetime import timedelta
from functools import cache

from sqlalchemy import select

from advocacy.db import db
from advocacy.jobs.models import Job, JobState
from advocacy.jobs.registry import Running, kind_called
from advocacy.people.models import OneTimeLink, Person
from advocacy.people.models.signing_in import LinkPurpose
from advocacy.people.passwords import hashed
from advocacy.people.tokens import hash_of
from advocacy.wiring import wiring
from tests.support.client import PageClient
from tests.support.makers import save

PASSWORD = "kestrel paints slowly"
NEW_PASSWORD = "seven otters under snow"


@cache
def hash_of_password(password: str) -> str:
    """The hash of a password, made once per test run."""
    return hashed(password)


def with_password(person: Person, password: str = PASSWORD) -> Person:
    """The person, who has chosen this password a week ago."""
    person.password_hash = hash_of_password(password)
    person.password_set_at = wiring().clock.now() - timedelta(days=7)
    save(person)
    return person


def a_link(
    person: Person,
    purpose: LinkPurpose = LinkPurpose.INVITATION,
    *,
    made: timedelta = timedelta(0),
    lives: timedelta = timedelta(days=14),
) -> str:
    """A one-time link made `made` ago; returns its secret."""
    token = secrets.token_urlsafe(32)
    at = wiring().clock.now() - made
    save(
        OneTimeLink(
            token_hash=hash_of(token),
            person_id=person.id,
            purpose=purpose,
            created_at=at,
            expires_at=at + lives,
        )
    )
    return token


def enter(client: PageClient, account: str, password: str = PASSWORD, **values: str) -> str:
    """Type account and password into the sign-in page; returns where the answer leads, or its text."""
    answer = client.submit(
        "/account/sign-in", page="/account/sign-in", account=account, password=password, **values
    )
    return answer.headers.get("Location") or answer.get_data(as_text=True)


def do_jobs(kind: str) -> int:
    """Do what waits of one kind, as the worker would; returns how many."""
    declared = kind_called(kind)
    assert declared is not None, f"no job is called {kind}"
    waiting = db.session.scalars(select(Job).where(Job.kind == kind, Job.state == JobState.WAITING)).all()
    for job in waiting:
        job.state = JobState.DONE
        arguments = job.arguments
        save(job)
        declared.run(Running(job.id, 1, wiring()), **arguments)
    return len(waiting)
