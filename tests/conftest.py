"""What every test may ask for: databases, an application in a world that stands still, clients, makers."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import HealthCheck
from hypothesis import settings as properties
from sqlalchemy import Connection

from advocacy import create_app
from advocacy.db import WRITE, db
from advocacy.schema import upgrade
from tests.support.client import PageClient
from tests.support.postgres import a_postgresql, sweep
from tests.support.world import TestWorld, a_world

ENGINES = ("sqlite", "postgresql")

SWEPT_EVERY = 50
"""After how many tests the rows they left behind are taken away from PostgreSQL."""

_rolled_back = count(1)

# A property holds or not; how long a busy machine takes to say so is none of a test's business.
properties.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
properties.load_profile("unhurried")


@pytest.fixture(scope="session")
def postgresql_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real PostgreSQL server's maintenance database."""
    with a_postgresql(for_tests=True) as address:
        yield address


@pytest.fixture(scope="session", params=ENGINES)
def migrated_app(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Flask, TestWorld]]:
    """One application per engine and test process, its tables made by the migrations."""
    folder: Path = tmp_path_factory.mktemp(f"advocacy-{request.param}")
    address = ""
    if request.param == "postgresql":
        from tests.support.postgres import a_ready_database

        address = a_ready_database(request.getfixturevalue("postgresql_server"))
    world = a_world(folder, address)
    app = create_app(world.wiring)
    app.test_client_class = PageClient
    app.config["TESTING"] = True
    app.config["PROPAGATE_EXCEPTIONS"] = False
    with app.app_context():
        upgrade(db.engine)
    yield app, world
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(params=ENGINES)
def committing_app(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Flask, TestWorld]]:
    """An application on a database of this test's own, where commits are commits: for many hands at once."""
    address = ""
    if request.param == "postgresql":
        from tests.support.postgres import a_ready_database

        address = a_ready_database(request.getfixturevalue("postgresql_server"))
    world = a_world(tmp_path_factory.mktemp("at-once"), address)
    app = create_app(world.wiring)
    with app.app_context():
        upgrade(db.engine)
    yield app, world
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def world(migrated_app: tuple[Flask, TestWorld]) -> TestWorld:
    """The world of this test: its clock stands still at the same instant, its mail is kept in a list."""
    migrated_app[1].reset()
    return migrated_app[1]


@pytest.fixture
def app(migrated_app: tuple[Flask, TestWorld], world: TestWorld) -> Iterator[Flask]:
    """The application, in an application context, with everything undone after the test.

    One outer transaction holds the test; `unit_of_work` and every session join it with savepoints.
    """
    application = migrated_app[0]
    with application.app_context():
        engines = db._app_engines[application]
        engine = engines[None]
        connection: Connection = engine.connect().execution_options(**{WRITE: True})
        outer = connection.begin()
        connection.begin_nested()
        engines[None] = connection  # type: ignore[assignment]  # a session binds to a connection as well
        try:
            yield application
        finally:
            db.session.remove()
            engines[None] = engine
            outer.rollback()
            connection.close()
            if engine.dialect.name == "postgresql" and next(_rolled_back) % SWEPT_EVERY == 0:
                sweep(engine)


@pytest.fixture
def client(app: Flask) -> PageClient:
    """A browser without JavaScript that checks every page it fetches."""
    made = app.test_client()
    assert isinstance(made, PageClient)
    return made
