"""What happens after the answer: links are made and mailed, people files are read and applied."""

from __future__ import annotations

from advocacy.db import db
from advocacy.errors import Refused, Unavailable
from advocacy.jobs.registry import Running, job
from advocacy.people import importing
from advocacy.people.actions import imports, links, statistics
from advocacy.people.models import Person
from advocacy.people.queries import invitations
from advocacy.roles import SYSTEM
from advocacy.work import Work, unit_of_work

AT_ONCE = 100
"""Invitations per transaction: the write gate is held for milliseconds."""


@job(links.MAIL_RESET)
def mail_reset(_running: Running, *, person_id: int | None) -> None:
    """Mail a link for a new password to somebody; to nobody when nobody has the account that was typed."""
    if person_id is None:
        return
    with unit_of_work(SYSTEM) as work:
        links.mail_reset(work, person_id)


@job(links.INVITE)
def invite(running: Running, *, departments: list[int] | None) -> None:
    """Invite everybody who is not invited yet. Run twice it invites nobody twice: an invitation waits
    already."""
    now = running.wiring.clock.now()
    day = running.wiring.today()
    after = 0
    while True:
        found = invitations.to_invite(db.session(), departments, now=now, day=day, after=after, limit=AT_ONCE)
        if not found:
            return
        with unit_of_work(SYSTEM) as work:
            for person_id in found:
                _invite(work, person_id)
        after = found[-1]


def _invite(work: Work, person_id: int) -> None:
    person = work.lock(Person, person_id)
    if person is None:
        return
    try:
        links.invite(work, person, alone=False)
    except Refused:  # they left, were disabled or chose a password meanwhile
        return


TRIES_TO_READ = 3
"""A file that has ended the worker, or met a fault of ours, so often is not tried again."""


@job(imports.READ, attempts=TRIES_TO_READ)
def read_import(running: Running, *, import_id: int) -> None:
    """Read an uploaded people file and stage what it would do. Run twice, it is staged once."""
    try:
        importing.read(import_id)
    except Unavailable:
        raise
    except Exception:
        if running.attempt >= TRIES_TO_READ:
            importing.give_up_reading(import_id)
        raise


@job(imports.APPLY, attempts=TRIES_TO_READ)
def apply_import(running: Running, *, import_id: int) -> None:
    """Apply an import that was ordered. Run twice, it is applied once."""
    try:
        importing.apply(import_id)
    except Unavailable:
        raise
    except Exception:
        if running.attempt >= TRIES_TO_READ:
            importing.give_up_applying(import_id)
        raise


@job(statistics.TAKE)
def take_statistics(_running: Running) -> None:
    """Let the database count its rows anew, after an import."""
    with unit_of_work(SYSTEM) as work:
        statistics.take(work)


@job(imports.CLEAR)
def clear_import(_running: Running, *, import_id: int) -> None:
    """Delete the staged rows of an import that was discarded."""
    importing.clear(import_id)
