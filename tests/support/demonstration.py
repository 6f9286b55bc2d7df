"""The demonstration, loaded once per run of the tests, and copied for whoever wants to look at it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from advocacy import create_app
from advocacy.audit.sealer import seal
from advocacy.db import db
from advocacy.demonstration import load
from advocacy.schema import upgrade
from tests.support.jobs import run_jobs
from tests.support.once import once
from tests.support.portal import Portal, a_portal
from tests.support.world import a_world


@contextmanager
def a_demonstration(folders: pytest.TempPathFactory) -> Iterator[Portal]:
    """Serve a copy of the demonstration, which nobody else changes."""
    folder = folders.mktemp("demonstration") / "data"
    shutil.copytree(once(folders, "demonstration", happen_in), folder)
    with a_portal(folder, demonstration=True) as portal:
        yield portal


def happen_in(folder: Path) -> None:
    """Let the demonstration happen in `folder`, and do what a worker would do soon after."""
    folder.mkdir()
    app = create_app(a_world(folder, demonstration=True).wiring)
    with app.app_context():
        upgrade(db.engine)
    load(app)
    with app.app_context():
        run_jobs()
        seal()
        db.session.remove()
        db.engine.dispose()
