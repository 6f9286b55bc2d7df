"""Reminding somebody of a post at a time they chose, once."""

from __future__ import annotations

from datetime import date, datetime, time

from sqlalchemy import update

from advocacy.errors import Forbidden, NotVisible
from advocacy.library.queries.live_post import live_content
from advocacy.notices.actions import notify
from advocacy.people.models import Person
from advocacy.people.queries.recipients import among
from advocacy.people.rules import Language
from advocacy.relay.models import RelayReminder
from advocacy.relay.queries.stop import stop_now
from advocacy.relay.rules.reminding import reminder_at
from advocacy.roles import Can
from advocacy.work import Work

SEND = "relay.remind"
"""The kind of the job that sends a reminder."""

KIND = "relay_reminder"
"""What the log of notices calls it; its mail is called the same."""


def remind_me(work: Work, content_id: int, *, day: date | None, clock: time) -> datetime:
    """Remind the actor of a content at a wall time of their zone, in the place of what they chose before.

    Raises NotVisible for what cannot be passed on now, Refused for a time that is over or does not exist.
    """
    person_id = _who(work)
    work.hold(Person, person_id)
    found = live_content(work.session, content_id, at=work.now)
    due_at = reminder_at(day, clock, work.actor.zone, now=work.now, closes_at=found.closes_at)
    _drop(work, person_id, content_id)
    made = RelayReminder(person_id=person_id, content_id=content_id, due_at=due_at, made_at=work.now)
    work.session.add(made)
    work.session.flush()
    work.later(SEND, {"reminder_id": made.id}, dedup_key=f"{SEND}:{made.id}", due=due_at)
    return due_at


def forget(work: Work, content_id: int) -> None:
    """Do not remind the actor of a content after all; nothing to forget is nothing done."""
    _drop(work, _who(work), content_id)


def send_reminder(work: Work, reminder_id: int) -> None:
    """Write to whoever wanted to be reminded, once; not of what can no longer be passed on."""
    found = work.lock(RelayReminder, reminder_id)
    if found is None or found.sent_at is not None or found.dropped_at is not None:
        return
    people = among(work.session, [found.person_id], day=work.today)
    title = _title(work, found.content_id, people[0].language) if people else None
    if title is None:
        found.dropped_at = work.now
        return
    found.sent_at = work.now
    notify(
        work,
        kind=KIND,
        person=people[0],
        template=KIND,
        values={
            "name": people[0].display_name,
            "title": title,
            "path": f"/library/{found.content_id}",
        },
        dedup_key=f"{KIND}:{reminder_id}",
    )


def _who(work: Work) -> int:
    work.actor.require(Can.RELAY)
    if work.actor.id is None:
        raise Forbidden("only a person is reminded")
    return work.actor.id


def _drop(work: Work, person_id: int, content_id: int) -> None:
    work.session.execute(
        update(RelayReminder)
        .where(
            RelayReminder.person_id == person_id,
            RelayReminder.content_id == content_id,
            RelayReminder.sent_at.is_(None),
            RelayReminder.dropped_at.is_(None),
        )
        .values(dropped_at=work.now)
    )


def _title(work: Work, content_id: int, language: Language) -> str | None:
    """What the content is called; None when it cannot be passed on."""
    if stop_now(work.session) is not None:
        return None
    try:
        found = live_content(work.session, content_id, at=work.now)
    except NotVisible:
        return None
    return found.text_in(language)[1].title
