"""A ledger of its own on each engine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

from tests.audit.ledgers import Ledger, a_ledger
from tests.support.postgres import a_ready_database


@pytest.fixture(params=["sqlite", "postgresql"])
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ledger]:
    """An installation of its own, where commits are real."""
    database = ""
    if request.param == "postgresql":
        database = a_ready_database(request.getfixturevalue("postgresql_server"))
    with a_ledger(tmp_path, database) as made:
        yield made
    if database:
        _drop(request.getfixturevalue("postgresql_server"), database)


def _drop(server: str, database: str) -> None:
    """Many databases make the server slow to stop."""
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'DROP DATABASE "{make_url(database).database}" WITH (FORCE)'))
    engine.dispose()
