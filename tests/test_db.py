"""How we read and how we write, on databases where commits are real."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from psycopg.pq import TransactionStatus
from sqlalchemy import Connection, Engine, create_engine, func, insert, select, text
from sqlalchemy.exc import OperationalError

from advocacy.access import SYSTEM
from advocacy.db import db, table_of, try_what_was_idle
from advocacy.jobs.models import Lease
from advocacy.work import unit_of_work
from tests.support.postgres import a_ready_database
from tests.support.served import Served, an_installation


@pytest.fixture
def on_postgresql(postgresql_server: str, tmp_path: Path) -> Iterator[Served]:
    """An installation of its own, in its application context."""
    with an_installation(tmp_path, a_ready_database(postgresql_server)) as served, served.app.app_context():
        yield served
        db.session.remove()


def driver(connection: Connection) -> Any:
    """psycopg's own connection."""
    return connection.connection.driver_connection


def test_reading_holds_no_transaction_and_writing_does(on_postgresql: Served) -> None:
    db.session.execute(select(Lease.name))
    assert driver(db.session.connection()).info.transaction_status is TransactionStatus.IDLE
    with unit_of_work(SYSTEM) as work:
        work.session.execute(select(Lease.name))
        assert driver(work.session.connection()).info.transaction_status is TransactionStatus.INTRANS


def write_and_fail() -> None:
    """A unit of work that has written when it fails."""
    with unit_of_work(SYSTEM) as work:
        values = {"name": "x", "holder": "x", "until": work.now, "seen_at": work.now}
        work.session.execute(insert(table_of(Lease)), values)
        raise ZeroDivisionError


def test_what_fails_in_a_unit_of_work_leaves_nothing_behind(on_postgresql: Served) -> None:
    with pytest.raises(ZeroDivisionError):
        write_and_fail()
    assert db.session.scalar(select(func.count()).select_from(Lease)) == 0


def test_statements_stay_prepared_from_one_request_to_the_next(on_postgresql: Served) -> None:
    for _request in range(10):
        db.session.execute(select(Lease.holder).where(Lease.name == "x"))
        db.session.rollback()
    known = db.session.execute(text("SELECT statement FROM pg_prepared_statements")).scalars()
    assert any("lease.holder" in statement for statement in known)


def test_all_lines_can_be_fetched_bit_by_bit_after_other_reads(on_postgresql: Served) -> None:
    db.session.execute(select(Lease.name))
    numbers = select(func.generate_series(1, 2500)).execution_options(yield_per=1000)
    assert sum(db.session.scalars(numbers)) == 2500 * 2501 // 2


def test_a_connection_that_ended_while_it_was_idle_is_met_by_nobody(on_postgresql: Served) -> None:
    address = on_postgresql.settings.database
    careless, careful = create_engine(address), create_engine(address)
    try_what_was_idle(careful, seconds=0.0)
    for engine in (careless, careful):
        _end_the_connection_of(engine)
    with pytest.raises(OperationalError), careless.connect() as connection:
        connection.execute(select(1))
    with careful.connect() as connection:
        assert connection.scalar(select(1)) == 1
    careless.dispose()
    careful.dispose()


def _end_the_connection_of(engine: Engine) -> None:
    with engine.connect() as connection:
        number = driver(connection).info.backend_pid
    db.session.execute(text("SELECT pg_terminate_backend(:number, 5000)"), {"number": number})
