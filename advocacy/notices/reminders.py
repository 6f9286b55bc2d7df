"""Reminders: one mail per person for all that is owed, at most one a day, in working hours.

Who is due a reminder is read outside any transaction that writes; what is written is guarded by unique keys,
so that two planners at once, or one that is ended by force and started again, write to nobody twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from advocacy.access import SYSTEM
from advocacy.clock import day_in
from advocacy.db import db
from advocacy.insert_once import insert_once
from advocacy.jobs.loops import Loop
from advocacy.jobs.outbox import put_all
from advocacy.notices.actions import SEND
from advocacy.notices.events import RemindersPlanned
from advocacy.notices.letters import Letter
from advocacy.notices.models import Notice, NoticeBody, ReminderSent
from advocacy.notices.recipients import Recipient, recipients
from advocacy.notices.rules import NoticeState, is_working_time, stage
from advocacy.notices.values import to_json
from advocacy.obligations import Obligation, owed
from advocacy.wiring import Wiring
from advocacy.work import Work, unit_of_work

KIND = "reminder"
PLAN = "notices.plan_reminders"
"""The kind of the job that plans; queue it with no arguments whenever many people come to owe something."""

BATCH = 100
"""So many people at once: some hundredths of a second behind the write gate."""

EVERY_MINUTES = 15

_EVERYBODY = 1_000_000
"""More people than any installation has."""


@dataclass(frozen=True)
class Reminder:
    """One mail to write: to whom, on which day of theirs, about what."""

    recipient: Recipient
    day: date
    obligations: tuple[Obligation, ...]

    @property
    def dedup_key(self) -> str:
        """One a day."""
        return f"{KIND}:{self.day.isoformat()}:{self.recipient.id}"

    @property
    def stages(self) -> frozenset[tuple[int, str, str]]:
        """What this mail says, as rows of `reminder_sent`: person, thing, stage."""
        return frozenset(
            (item.person_id, item.key, stage(item.due_on, self.day, item.ladder)) for item in self.obligations
        )


def queue_planning(_app: Flask) -> None:
    """Queue the planner, once per quarter of an hour whoever asks."""
    with unit_of_work(SYSTEM) as work:
        slot = f"{work.now:%Y-%m-%dT%H}:{work.now.minute // EVERY_MINUTES}"
        work.later(PLAN, {}, dedup_key=f"{PLAN}:{slot}")


REMINDERS = Loop("reminders", EVERY_MINUTES * 60.0, queue_planning)


def plan(world: Wiring, *, batch_size: int = BATCH) -> int:
    """Write every reminder that is due now; how many. One transaction per batch of people who need one."""
    after, written = 0, 0
    while True:
        now, session = world.clock.now(), db.session()
        zone = world.settings.time_zone
        batch = recipients(session, day=day_in(now, zone), zone=zone, after=after, limit=batch_size)
        if not batch:
            session.rollback()
            return written
        after = batch[-1].id
        wanted = due(session, [one for one in batch if is_working_time(now, one.time_zone)], now)
        session.rollback()
        if wanted:
            with unit_of_work(SYSTEM) as work:
                written += write(work, wanted)


def due(session: Session, people: Sequence[Recipient], now: datetime) -> list[Reminder]:
    """The reminders that these people need now: something owed has reached a stage they know nothing of."""
    return [
        reminder
        for day, them in _by_day(people, now)
        for reminder in _unknown(session, _owing(session, them, now, day))
    ]


@dataclass(frozen=True)
class Outlook:
    """What reminding some people would do: how many mails; who had one today; who cannot be written to."""

    mails: int
    reminded_today: int
    unreachable: int


def outlook(session: Session, people: Collection[int], now: datetime, zone: str) -> Outlook:
    """What `remind` would do with these people, who owe something; `zone` is the installation's. Two
    queries."""
    here = {one.id for one in _reachable(session, now, zone, limit=_EVERYBODY)} & set(people)
    told = here & reminded_since(session, since_morning(now, zone))
    return Outlook(len(here) - len(told), len(told), len(people) - len(here))


def since_morning(now: datetime, zone: str) -> datetime:
    """The midnight before `now` in `zone`."""
    return now.astimezone(ZoneInfo(zone)).replace(hour=0, minute=0, second=0, microsecond=0)


def reminded_since(session: Session, since: datetime) -> set[int]:
    """Who had a reminder written to them at `since` or later. One query."""
    statement = select(Notice.person_id).where(Notice.kind == KIND, Notice.created_at >= since)
    return {person_id for person_id in session.scalars(statement) if person_id is not None}


def remind(world: Wiring, people: Collection[int], *, since: datetime, batch_size: int = BATCH) -> int:
    """Write to these people of all they owe, whatever they were told of it before; how many must wait.

    Whoever had a reminder at `since` or later gets none; where it is not working time now, it has to wait.
    One transaction per batch of people.
    """
    after, waiting = 0, 0
    wanted = set(people) - reminded_since(db.session(), since)
    while True:
        now, session, zone = world.clock.now(), db.session(), world.settings.time_zone
        batch = _reachable(session, now, zone, after=after, limit=batch_size)
        if not batch:
            session.rollback()
            return waiting
        after = batch[-1].id
        asked = [one for one in batch if one.id in wanted]
        working = [one for one in asked if is_working_time(now, one.time_zone)]
        waiting += len(asked) - len(working)
        found = [
            reminder for day, them in _by_day(working, now) for reminder in _owing(session, them, now, day)
        ]
        session.rollback()
        if found:
            with unit_of_work(SYSTEM) as work:
                write(work, found)


def _reachable(
    session: Session, now: datetime, zone: str, *, after: int = 0, limit: int
) -> Sequence[Recipient]:
    return recipients(session, day=day_in(now, zone), zone=zone, after=after, limit=limit)


def _by_day(people: Sequence[Recipient], now: datetime) -> Iterator[tuple[date, dict[int, Recipient]]]:
    by_day: dict[date, dict[int, Recipient]] = defaultdict(dict)
    for one in people:
        by_day[day_in(now, one.time_zone)][one.id] = one
    yield from by_day.items()


def _owing(session: Session, them: dict[int, Recipient], now: datetime, day: date) -> list[Reminder]:
    found: dict[int, list[Obligation]] = defaultdict(list)
    for obligation in owed(session, now=now, day=day, people=list(them)):
        if obligation.person_id in them:
            found[obligation.person_id].append(obligation)
    return [
        Reminder(them[person_id], day, tuple(sorted(items, key=lambda item: (item.due_on, item.key))))
        for person_id, items in sorted(found.items())
    ]


def _unknown(session: Session, reminders: list[Reminder]) -> list[Reminder]:
    """Those that say something new to their reader."""
    columns = (ReminderSent.person_id, ReminderSent.key, ReminderSent.stage)
    statement = select(*columns).where(
        ReminderSent.person_id.in_([reminder.recipient.id for reminder in reminders]),
        ReminderSent.key.in_({item.key for reminder in reminders for item in reminder.obligations}),
    )
    known = {(row.person_id, row.key, row.stage) for row in session.execute(statement)}
    return [reminder for reminder in reminders if not reminder.stages <= known]


def write(work: Work, reminders: Sequence[Reminder]) -> int:
    """Write these reminders and queue their sending; how many were not written today already."""
    by_person = {reminder.recipient.id: reminder for reminder in reminders}
    rows = [_notice(work, reminder) for reminder in reminders]
    new = insert_once(work.session, Notice, rows, Notice.id, Notice.person_id, unique=["dedup_key"])
    added = {row.id: by_person[row.person_id] for row in new}
    if not added:
        return 0
    work.session.execute(insert(NoticeBody), [_body(key, reminder) for key, reminder in added.items()])
    said = [
        {"person_id": person_id, "key": key, "stage": reached, "notice_id": notice_id, "at": work.now}
        for notice_id, reminder in added.items()
        for person_id, key, reached in reminder.stages
    ]
    insert_once(work.session, ReminderSent, said, unique=["person_id", "key", "stage"])
    queued = {f"notice:{notice_id}": {"notice_id": notice_id} for notice_id in added}
    work.woken.extend(put_all(work.session, SEND, queued, now=work.now))
    for day in sorted({reminder.day for reminder in added.values()}):
        count = sum(reminder.day == day for reminder in added.values())
        work.record(RemindersPlanned(day=day, count=count))
    return len(added)


def _notice(work: Work, reminder: Reminder) -> dict[str, Any]:
    to = reminder.recipient
    return {
        "kind": KIND,
        "person_id": to.id,
        "address": to.email,
        "language": to.language,
        "zone": to.time_zone,
        "dedup_key": reminder.dedup_key,
        "state": NoticeState.DUE,
        "created_at": work.now,
        "due_at": work.now,
        "attempts": 0,
    }


def _body(notice_id: int, reminder: Reminder) -> dict[str, Any]:
    to = reminder.recipient
    values = {"name": to.name, "items": items(reminder.obligations, to.language, reminder.day)}
    return {"notice_id": notice_id, "template": KIND, "values_": to_json(values)}


def items(obligations: Iterable[Obligation], language: str, day: date) -> list[dict[str, Any]]:
    """What the mail lists: title in the reader's language (else any), last day, is it late, path."""
    return [
        {
            "key": item.key,
            "title": item.title.get(language) or next(iter(item.title.values())),
            "due_on": item.due_on,
            "is_late": item.is_overdue(day),
            "path": item.path,
        }
        for item in obligations
    ]


def still_wanted(session: Session, found: Letter, now: datetime) -> Letter | None:
    """The letter as it should leave now: a reminder lists what is still owed. None when that is nothing."""
    if found.kind != KIND or found.person_id is None:
        return found
    day = day_in(now, found.zone)
    left = owed(session, now=now, day=day, people=[found.person_id])
    ordered = sorted(left, key=lambda item: (item.due_on, item.key))
    if not ordered:
        return None
    return replace(found, values={**found.values, "items": items(ordered, found.language, day)})
