"""The unit of work: the only place that begins a write and the only one that commits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Select, bindparam, inspect, select
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from advocacy.access import Actor, current_actor
from advocacy.audit.events import Event
from advocacy.audit.party import Party
from advocacy.audit.recording import Fact, Private, Recorder
from advocacy.clock import day_in
from advocacy.db import WORK, WRITE, Model, db, table_of
from advocacy.errors import N_, Refused
from advocacy.gate import write_gate
from advocacy.jobs.outbox import put
from advocacy.jobs.queue import wake
from advocacy.wiring import Wiring, wiring

M = TypeVar("M", bound=Model)

_SERIALIZATION = {"40001", "40P01", "55P03"}
CLASH = N_("Someone changed this at the same moment. Look at it again, then repeat what you did.")


@dataclass
class Work:
    """What an action is given: the session, who acts, and the instant – nothing ambient."""

    session: Session
    actor: Actor
    now: datetime
    wiring: Wiring
    woken: list[int] = field(default_factory=list)
    _recorder: Recorder = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._recorder = Recorder(self.session, self.now)

    @property
    def today(self) -> date:
        """The day of this work, in the installation's zone: the one by which dated rows hold."""
        return day_in(self.now, self.wiring.settings.time_zone)

    def record(
        self,
        event: Event,
        *,
        subject: Party | None = None,
        documents: Sequence[str] = (),
        private: Mapping[str, Private] | None = None,
    ) -> int:
        """Write `event` in this transaction; returns its id.

        `subject` is the person concerned, `documents` the SHA-256 (hex) of the texts it speaks of, and
        `private` what stays outside the ledger behind salted commitments.
        """
        return self._recorder.record(
            event, actor=self.actor.party, subject=subject, documents=documents, private=private
        )

    def record_all(self, facts: Iterable[Fact]) -> list[int]:
        """Write many events at once; returns their ids, in their order."""
        return self._recorder.record_all(facts, actor=self.actor.party)

    def later(
        self,
        kind: str,
        arguments: Mapping[str, Any],
        *,
        dedup_key: str | None = None,
        due: datetime | None = None,
    ) -> None:
        """Queue the job `kind` with these ids, in this transaction; a known `dedup_key` adds nothing."""
        job_id = put(self.session, kind, arguments, now=self.now, due=due or self.now, dedup_key=dedup_key)
        if job_id is not None and (due is None or due <= self.now):
            self.woken.append(job_id)

    def lock(self, model: type[M], key: int) -> M | None:
        """The row, read afresh and locked until the end (on SQLite the write transaction is the lock)."""
        key_column = inspect(model).primary_key[0]
        statement = select(model).where(key_column == key)
        return self.session.scalar(statement.with_for_update().execution_options(populate_existing=True))

    def hold(self, model: type[Model], key: int) -> None:
        """Lock the row like `lock`, for what is to be read afterwards; the row itself is not read."""
        if self.session.get_bind().dialect.name != "sqlite":
            self.session.execute(_holding(model), {"key": key})


@cache
def _holding(model: type[Model]) -> Select[*tuple[Any, ...]]:
    key_column = table_of(model).primary_key.columns[0]
    return select(key_column).where(key_column == bindparam("key")).with_for_update()


@contextmanager
def unit_of_work(actor: Actor | None = None) -> Iterator[Work]:
    """Do one thing in one transaction: what is read and checked inside it is what is changed.

    The actor is who is signed in unless one is given. Commits at the end, or nothing happens. Raises
    Refused for a clash with another transaction, Unavailable when the write gate stays shut.
    """
    session = db.session()
    if session.info.get(WORK):
        raise RuntimeError("A unit of work is never nested.")
    who = actor or current_actor()
    session.rollback()
    session.info[WORK] = True
    try:
        with write_gate(db.engine):
            session.connection(execution_options={WRITE: True})
            world = wiring()
            work = Work(session=session, actor=who, now=world.clock.now(), wiring=world)
            yield work
            session.commit()
    except IntegrityError as error:
        session.rollback()
        raise Refused(CLASH) from error
    except DBAPIError as error:
        session.rollback()
        if getattr(error.orig, "sqlstate", None) in _SERIALIZATION:
            raise Refused(CLASH) from error
        raise
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info.pop(WORK, None)
    wake(work.woken)
