"""Sending a notice, and planning reminders."""

from __future__ import annotations

from advocacy.access import SYSTEM
from advocacy.db import db
from advocacy.jobs.registry import Running, TryAgain, job
from advocacy.notices import actions, mail, reminders
from advocacy.notices.letters import Letter, letter
from advocacy.notices.rules import TOO_OFTEN, UNKNOWN, NoticeState, is_sent_again
from advocacy.notices.transport import TransportError
from advocacy.work import unit_of_work

SEND_ATTEMPTS = 80
"""Over three days: six attempts in the first half hour, then one every hour."""


@job(actions.SEND, attempts=SEND_ATTEMPTS)
def send(running: Running, *, notice_id: int) -> None:
    """Send one notice. The mail is made before anything is written: a broken template leaves it due."""
    found = letter(db.session(), notice_id)
    if found is None:
        return
    wanted = reminders.still_wanted(db.session(), found, running.wiring.clock.now())
    if wanted is None:
        _end(notice_id, NoticeState.DROPPED)
        return
    try:
        message = mail.compose(wanted, running.wiring.settings, running.wiring.clock.now())
    except mail.Unwritable as error:
        _end(notice_id, NoticeState.FAILED, str(error))
        return
    with unit_of_work(SYSTEM) as work:
        may_send = actions.begin(work, notice_id, carries_secret=wanted.secret is not None)
    if not may_send:
        return
    try:
        running.wiring.mail.send(message)
    except TransportError as error:
        _not_taken(running, wanted, error)
    else:
        _end(notice_id, NoticeState.SENT)


def _not_taken(running: Running, found: Letter, error: TransportError) -> None:
    """What becomes of a notice that the mail server did not take, or may have taken."""
    if error.permanent:
        _end(found.id, NoticeState.FAILED, str(error))
    elif error.in_doubt and not is_sent_again(carries_secret=found.secret is not None):
        _end(found.id, NoticeState.FAILED, UNKNOWN)
    elif running.attempt >= SEND_ATTEMPTS:
        _end(found.id, NoticeState.FAILED, TOO_OFTEN)
    else:
        with unit_of_work(SYSTEM) as work:
            actions.put_back(work, found.id, str(error))
        raise TryAgain(str(error)) from error


def _end(notice_id: int, state: NoticeState, detail: str | None = None) -> None:
    with unit_of_work(SYSTEM) as work:
        actions.end(work, notice_id, state, detail)


@job(reminders.PLAN)
def plan_reminders(running: Running) -> None:
    """Write the reminders that are due now, in batches."""
    reminders.plan(running.wiring)
