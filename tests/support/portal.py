"""A portal that really listens, for a real browser: a server thread on loopback, a database of its own."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import select
from werkzeug.serving import WSGIRequestHandler, make_server

from advocacy import create_app
from advocacy.db import db
from advocacy.people.models import Person
from advocacy.people.rules import Language
from advocacy.schema import upgrade
from tests.support.client import PageClient
from tests.support.makers import sign_in
from tests.support.world import TestWorld, a_world


class Quiet(WSGIRequestHandler):
    """Answers without a line in the log for each request."""

    def log_request(self, *_args: object) -> None:
        """Say nothing."""


@dataclass
class Portal:
    """A running portal."""

    app: Flask
    world: TestWorld
    url: str

    def cookie_of(self, number: str, language: str | None = None) -> dict[str, str]:
        """The cookie of a browser on which the person with this employee number is signed in.

        The person speaks `language` from now on, if given.
        """
        with self.app.app_context():
            person = db.session.scalars(select(Person).where(Person.number == number)).one()
            person.language = Language(language) if language else person.language
            client = self.app.test_client()
            sign_in(client, person)
            name = self.app.config["SESSION_COOKIE_NAME"]
            cookie = client.get_cookie(name, domain="127.0.0.1")
            assert cookie is not None
            db.session.remove()
        return {"name": name, "value": cookie.value, "url": self.url}


@contextmanager
def a_portal(folder: Path, database_url: str = "", **settings: Any) -> Iterator[Portal]:
    """Serve a migrated, empty portal from `folder` on a free port of the loopback address."""
    ready: dict[str, Flask] = {}
    server = make_server("127.0.0.1", 0, _later(ready), threaded=True, request_handler=Quiet)
    url = f"http://127.0.0.1:{server.server_port}"
    world = a_world(folder, database_url, base_url=url, **settings)
    app = create_app(world.wiring)
    app.test_client_class = PageClient
    app.config["SERVER_NAME"] = None
    ready["app"] = app
    with app.app_context():
        upgrade(db.engine)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Portal(app, world, url)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        with app.app_context():
            db.engine.dispose()


def _later(ready: dict[str, Flask]) -> Any:
    """A WSGI application that is known only once the port is."""

    def application(environ: Any, start_response: Any) -> Any:
        return ready["app"](environ, start_response)

    return application
