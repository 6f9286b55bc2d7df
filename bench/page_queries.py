"""P6: how many queries each page takes at ten rows and at ten thousand – the same, and few."""

from __future__ import annotations

import sys

from flask.testing import FlaskClient

from advocacy import create_app
from advocacy.clock import SystemClock
from advocacy.db import db
from advocacy.schema import upgrade
from advocacy.wiring import Wiring
from bench.harness import Bar, Line
from bench.scratch import Scratch
from tests.support.makers import sign_in
from tests.support.pages import LIMIT, LIMIT_OF_TODAY, a_company, limit_of, pages
from tests.support.queries import count_queries
from tests.support.world import KeptMail, a_world

FEW, MANY = 10, 10_000
SAME = Bar(1)


def lines(place: Scratch) -> list[Line]:
    """The page with the most queries, and the page that grows most, on each engine."""
    return [line for engine in place.engines for line in _on(place, engine)]


def _on(place: Scratch, engine: str) -> list[Line]:
    many = 1000 if place.short else MANY
    settings = a_world(place.new_folder(engine), place.database(engine)).settings
    app = create_app(Wiring(settings=settings, clock=SystemClock(), mail=KeptMail()))
    with app.app_context():
        upgrade(db.engine)
        company = a_company(FEW)
        addresses = pages(app, company)
        client = app.test_client()
        sign_in(client, company.viewer)
        db.session.remove()
    few = {endpoint: _count(client, address) for endpoint, address in addresses.items()}
    with app.app_context():
        company.viewer = db.session.merge(company.viewer)
        company.grow(many - FEW)
        db.session.remove()
    grown = {endpoint: _count(client, address) for endpoint, address in addresses.items()}
    with app.app_context():
        db.engine.dispose()
    sys.stdout.write(_by_page(engine, few, grown))
    usual = {endpoint: count for endpoint, count in grown.items() if endpoint != "today.show"}
    worst = max(usual, key=lambda endpoint: usual[endpoint])
    growth = max(grown, key=lambda endpoint: grown[endpoint] / max(few[endpoint], 1))
    return [
        _line(f"P6 most, {engine}", grown[worst], LIMIT, worst),
        _line(f"P6 Today, {engine}", grown["today.show"], LIMIT_OF_TODAY, "today.show"),
        Line(
            f"P6 {many:,} ÷ {FEW} rows, {engine}",
            f"{grown[growth]}",
            f"{few[growth]}",
            grown[growth] / max(few[growth], 1),
            SAME,
            note=f"{growth}; {len(grown)} pages",
        ),
    ]


def _line(case: str, count: int, limit: int, endpoint: str) -> Line:
    return Line(case, f"{count} queries", "1", count, Bar(limit), note=endpoint)


def _count(client: FlaskClient, address: str) -> int:
    with count_queries() as statements:
        answer = client.get(address)
    if answer.status_code not in {200, 303}:
        raise RuntimeError(f"{address} answered {answer.status_code}")
    return len(statements)


def _by_page(engine: str, few: dict[str, int], grown: dict[str, int]) -> str:
    rows = [
        f"{endpoint:36} {few[endpoint]:4} {grown[endpoint]:6}  ≤ {limit_of(endpoint)}"
        for endpoint in sorted(grown)
    ]
    return "\n".join([f"\nQueries by page, {engine}: at {FEW} rows, at many", *rows, ""]) + "\n"
