"""What the relay does after the answer: reminders, recalls, digests, asking Mastodon servers."""

from __future__ import annotations

from flask import Flask

from advocacy.access import SYSTEM
from advocacy.db import db
from advocacy.jobs.loops import Loop
from advocacy.jobs.registry import Running, TryAgain, job
from advocacy.library.actions.recalling import TELL
from advocacy.networks.fetching import NotFetched, Why
from advocacy.networks.mastodon import ask_limits
from advocacy.notices.recipients import recipients
from advocacy.notices.rules import is_working_time
from advocacy.relay.actions import digesting, reminding, servers, telling
from advocacy.relay.queries.digests import waiting
from advocacy.relay.queries.stop import stop_now
from advocacy.relay.rules.reminding import week_of
from advocacy.wiring import Wiring
from advocacy.work import unit_of_work

DIGESTS = "relay.digests"
EVERY_MINUTES = 15
BATCH = 200
ASKED_BEFORE_GIVING_UP = 3


@job(reminding.SEND)
def remind(_running: Running, *, reminder_id: int) -> None:
    """Remind somebody of a post."""
    with unit_of_work(SYSTEM) as work:
        reminding.send_reminder(work, reminder_id)


@job(TELL)
def tell_recall(_running: Running, *, recall_id: int) -> None:
    """Tell everybody who passed on what was recalled, so many at a time."""
    told = telling.CHUNK
    while told == telling.CHUNK:
        with unit_of_work(SYSTEM) as work:
            told = telling.tell_some(work, recall_id)


@job(servers.ASK, attempts=ASKED_BEFORE_GIVING_UP)
def ask_server(running: Running, *, host: str) -> None:
    """Ask a Mastodon server how long a post may be; while it is not known, the usual is counted with."""
    db.session.rollback()
    try:
        limits, problem = ask_limits(running.wiring.web, host), ""
    except NotFetched as error:
        if error.why is not Why.FORBIDDEN and running.attempt < ASKED_BEFORE_GIVING_UP:
            raise TryAgain(error.why.value) from error
        limits, problem = None, error.why.value
    with unit_of_work(SYSTEM) as work:
        servers.note_limits(work, host, limits, problem)


@job(DIGESTS)
def plan_digests(running: Running) -> None:
    """Write this week's digests to whom it is working time for, so many at a time."""
    write_digests(running.wiring)


def write_digests(world: Wiring, *, batch_size: int = BATCH) -> int:
    """The same; how many mails. None while relaying is stopped: they come when it goes on."""
    session, zone = db.session(), world.settings.time_zone
    wanted = waiting(session, week_of(world.clock.now(), zone))
    if not wanted or stop_now(session) is not None:
        session.rollback()
        return 0
    after, written = 0, 0
    while True:
        now = world.clock.now()
        batch = recipients(session, day=world.today(), zone=zone, after=after, limit=batch_size)
        session.rollback()
        if not batch:
            return written
        after = batch[-1].id
        now_at_work = [one for one in batch if one.id in wanted and is_working_time(now, one.time_zone)]
        if now_at_work:
            with unit_of_work(SYSTEM) as work:
                written += digesting.write_digests(work, now_at_work)


def queue_digests(_app: Flask) -> None:
    """Queue the planner, once per quarter of an hour whoever asks."""
    with unit_of_work(SYSTEM) as work:
        slot = f"{work.now:%Y-%m-%dT%H}:{work.now.minute // EVERY_MINUTES}"
        work.later(DIGESTS, {}, dedup_key=f"{DIGESTS}:{slot}")


DIGEST_LOOP = Loop("digests", EVERY_MINUTES * 60.0, queue_digests)
