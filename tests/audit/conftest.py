"""A ledger of its own on each engine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.audit.ledgers import Ledger, a_ledger
from tests.support.postgres import a_database


@pytest.fixture(params=["sqlite", "postgresql"])
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ledger]:
    """An installation of its own, where commits are real."""
    database = ""
    if request.param == "postgresql":
        database = a_database(request.getfixturevalue("postgresql_server"))
    with a_ledger(tmp_path, database) as made:
        yield made
