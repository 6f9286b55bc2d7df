"""What happens after the answer: links are made and mailed."""

from __future__ import annotations

from advocacy.clock import day_in
from advocacy.db import db
from advocacy.errors import Refused
from advocacy.jobs.registry import Running, job
from advocacy.people.actions import links
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
    day = day_in(now, running.wiring.settings.time_zone)
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
