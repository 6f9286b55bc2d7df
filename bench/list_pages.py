"""P5: a signed-in page with a list of 25 rows, and its fragment, against a Flask “hello” on the same server.

One web process each, on loopback, asked one request after another by one hand: what differs is what the page
costs.
"""

from __future__ import annotations

import http.client
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress

from advocacy.db import db
from advocacy.networks.words import Network
from advocacy.people.rules import Language
from advocacy.roles import GRANTABLE
from bench.harness import Bar, Line, by_turns
from bench.scratch import Scratch
from tests.support.answer_makers import an_answer
from tests.support.library_makers import a_live_content
from tests.support.makers import sign_in, somebody
from tests.support.served import an_installation

PAGE = {"sqlite": Bar(0.10, at_least=True), "postgresql": Bar(0.07, at_least=True)}
FRAGMENT = Bar(0.20, at_least=True)
ROWS = 30
"""More than one page has."""

PAGES = (("answers", "/answers/all"), ("library", "/library/"))
HTMX = {"HX-Request": "true", "HX-Target": "feed"}
_HELLO = """
from flask import Flask
from advocacy.web_server import serve
app = Flask("hello")
app.get("/")(lambda: "hello")
serve(app, host="127.0.0.1", port={port}, processes=1)
"""


def lines(place: Scratch) -> list[Line]:
    """Each page on each engine, and the fragment of the library's feed."""
    return [line for engine in place.engines for line in _on(place, engine)]


def _on(place: Scratch, engine: str) -> Iterator[Line]:
    with (
        an_installation(place.new_folder(f"pages-{engine}"), place.database(engine)) as served,
        _hello() as hello,
    ):
        with served.app.app_context():
            cookie = _signed_in(served.app)
        served.start(processes=1)
        seconds, rounds = (0.5, 2) if place.short else (3.0, 5)
        bare = _rate(hello, "/", {}, seconds)
        for name, address in PAGES:
            yield _line(
                f"{name}, {engine}", PAGE[engine], _rate(served.port, address, cookie, seconds), bare, rounds
            )
        more = {**cookie, **HTMX}
        yield _line(
            f"library fragment, {engine}",
            FRAGMENT,
            _rate(served.port, "/library/", more, seconds),
            bare,
            rounds,
        )


def _signed_in(app: object) -> Mapping[str, str]:
    """The cookie of somebody who may see every page; what the pages list is made first."""
    client = app.test_client()  # type: ignore[attr-defined]
    viewer = somebody(*GRANTABLE, language=Language.ENGLISH)
    for _number in range(ROWS):
        an_answer(viewer)
        a_live_content(networks=(Network.LINKEDIN, Network.BLUESKY))
    sign_in(client, viewer)
    kept = client.get_cookie(app.config["SESSION_COOKIE_NAME"], domain="127.0.0.1")  # type: ignore[attr-defined]
    db.session.remove()
    return {"Cookie": f"{kept.key}={kept.value}"}


def _line(name: str, bar: Bar, ours: Callable[[], float], bare: Callable[[], float], rounds: int) -> Line:
    found = by_turns(ours, bare, rounds=rounds, most=2 * rounds)
    return Line(
        f"P5 {name}",
        f"{found.middle:.0f}/s",
        f"{found.middle_anchor:.0f}/s",
        found.ratio,
        bar,
        quiet=found.quiet,
        note=found.count,
    )


def _rate(port: int, address: str, headers: Mapping[str, str], seconds: float) -> Callable[[], float]:
    """Something that asks for the page for so long and gives the answers by the second."""

    def ask() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        connection.request("GET", address, headers=dict(headers))
        answer = connection.getresponse()
        answer.read()
        connection.close()
        if answer.status != 200:
            raise RuntimeError(f"{address} answered {answer.status}")

    def measure() -> float:
        ask()
        began, count = time.perf_counter(), 0
        while (passed := time.perf_counter() - began) < seconds:
            ask()
            count += 1
        return count / passed

    return measure


@contextmanager
def _hello() -> Iterator[int]:
    """The anchor's port while it is served."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    process = subprocess.Popen([sys.executable, "-c", _HELLO.format(port=port)])
    try:
        _await(port)
        yield port
    finally:
        process.terminate()
        process.wait(30)


def _await(port: int) -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
    raise RuntimeError("The anchor does not answer.")
