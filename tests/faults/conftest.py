"""Installations with real processes, one per engine, each a company with a charter to acknowledge."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from advocacy.charter.models import Version
from advocacy.db import db
from tests.conftest import ENGINES
from tests.support.charter_makers import a_document, a_published_version
from tests.support.crowds import a_crowd
from tests.support.postgres import a_ready_database
from tests.support.readers import Reader, sign_in_all
from tests.support.served import Served, an_installation

SLUG = "social-media"
PEOPLE = 240


@dataclass
class Company:
    """A served installation, and the people in it who are signed in and owe the charter."""

    served: Served
    readers: list[Reader]
    ready_seconds: float
    """How long a first start takes on this machine, as busy as it is now."""


@pytest.fixture(params=ENGINES)
def company(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    """A company whose servers run, on a database of this test's own."""
    address = ""
    if request.param == "postgresql":
        address = a_ready_database(request.getfixturevalue("postgresql_server"))
    with an_installation(tmp_path_factory.mktemp("company"), address) as served:
        with served.app.app_context():
            version: Version = a_published_version(a_document(SLUG))
            people = a_crowd(PEOPLE)
            readers = sign_in_all(served.app, people, version, port=served.port)
            db.session.remove()
        yield Company(served, readers, ready_seconds=served.start())
