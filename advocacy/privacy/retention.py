"""Dropping what has been kept for long enough: one table to read, one loop that applies it.

Nothing here touches the journal or the ledger: of them only the openings of technical traces end, at the
moment that was written with each.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Flask
from sqlalchemy import (
    ColumnElement,
    CursorResult,
    Delete,
    Update,
    and_,
    delete,
    exists,
    inspect,
    or_,
    select,
    tuple_,
    update,
)

from advocacy.access import SYSTEM
from advocacy.answers.models import AnswerThanks, AnswerWords, PublicAnswer
from advocacy.audit.models import Opening
from advocacy.db import Model
from advocacy.jobs.loops import Loop
from advocacy.jobs.models import Job, JobState
from advocacy.notices.models import Notice
from advocacy.people.models import OneTimeLink, SignIn, SignInFailure
from advocacy.privacy import rules
from advocacy.privacy.events import RetentionApplied
from advocacy.relay.models import ClickSalt, ClickSeen
from advocacy.work import Work, unit_of_work

BATCH = 1000
"""Rows dropped in one transaction: the write gate is held for hundredths of a second."""


@dataclass(frozen=True)
class Kept:
    """One kind of row that is not kept for ever: which rows are over at an instant, and what becomes of them
    (None: they are deleted, else these columns are emptied)."""

    what: str
    model: type[Model]
    is_over: Callable[[datetime], ColumnElement[bool]]
    emptied: dict[str, Any] | None = None
    batch: int = BATCH


KEPT: tuple[Kept, ...] = (
    Kept("technical traces", Opening, lambda now: Opening.expires_at <= now),
    Kept(
        "jobs done",
        Job,
        lambda now: and_(Job.state == JobState.DONE, Job.ended_at <= now - rules.JOBS_DONE),
    ),
    Kept(
        "jobs failed",
        Job,
        lambda now: and_(Job.state == JobState.FAILED, Job.ended_at <= now - rules.JOBS_FAILED),
    ),
    Kept(
        "sign-ins ended",
        SignIn,
        lambda now: or_(
            SignIn.ended_at <= now - rules.SIGN_INS_ENDED, SignIn.expires_at <= now - rules.SIGN_INS_ENDED
        ),
    ),
    Kept("failed sign-ins", SignInFailure, lambda now: SignInFailure.at <= now - rules.FAILURES),
    Kept(
        "one-time links",
        OneTimeLink,
        lambda now: or_(
            OneTimeLink.used_at <= now - rules.LINKS_OVER, OneTimeLink.expires_at <= now - rules.LINKS_OVER
        ),
    ),
    Kept(
        "addresses of notices",
        Notice,
        lambda now: and_(Notice.ended_at <= now - rules.ADDRESSES_OF_NOTICES, Notice.address != ""),
        emptied={"address": ""},
    ),
    Kept(
        "words of answers",
        AnswerWords,
        lambda now: exists().where(
            PublicAnswer.id == AnswerWords.answer_id,
            PublicAnswer.recorded_at <= now - rules.WORDS_OF_ANSWERS,
        ),
    ),
    Kept(
        "notes of thanks",
        AnswerThanks,
        lambda now: and_(AnswerThanks.at <= now - rules.WORDS_OF_ANSWERS, AnswerThanks.note != ""),
        emptied={"note": ""},
    ),
    # First the secret: without it nobody can say who the visitors were that are still to go.
    Kept("secrets of days", ClickSalt, lambda now: ClickSalt.day < (now - rules.LATE_CLICKS).date()),
    Kept(
        "visits to links",
        ClickSeen,
        lambda now: ClickSeen.day < (now - rules.LATE_CLICKS).date(),
        batch=5 * BATCH,
    ),
)


def apply_retention() -> dict[str, int]:
    """Drop everything that has been kept for long enough, in batches; how many rows of each kind."""
    return {kept.what: count for kept in KEPT if (count := _drop_all(kept))}


def _drop_all(kept: Kept) -> int:
    dropped = 0
    while True:
        with unit_of_work(SYSTEM) as work:
            count = _drop(work, kept)
            if count:
                work.record(RetentionApplied(what=kept.what, count=count))
        dropped += count
        if count < kept.batch:
            return dropped


def _drop(work: Work, kept: Kept) -> int:
    keys = inspect(kept.model).primary_key
    some = select(*keys).where(kept.is_over(work.now)).order_by(*keys).limit(kept.batch)
    statement: Delete | Update = delete(kept.model) if kept.emptied is None else update(kept.model)
    if isinstance(statement, Update):
        statement = statement.values(kept.emptied or {})
    statement = statement.where(tuple_(*keys).in_(some)).execution_options(synchronize_session=False)
    result = work.session.execute(statement)
    assert isinstance(result, CursorResult)
    return result.rowcount


def _round(_app: Flask) -> None:
    apply_retention()


RETENTION = Loop("retention", 3600.0, _round)
