"""Hundreds of people acknowledge at once, over HTTP, on an installation that is already served.

    python -m bench.acknowledge_at_once http://127.0.0.1:8000 [--people 500]

Run it on the machine of the installation, with its settings in the environment. It signs people in by rows in
the database: those who have not acted on the first document in force. From there it does what a browser does:
each opens the page, takes the form from it, and posts it when everybody is ready. It prints counts and times.
The status is 1 when an answer is missing or the database disagrees with it. A trial: not for real people.
"""

from __future__ import annotations

import argparse
import re
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import TypeVar
from urllib.parse import urlsplit

from flask import Flask
from sqlalchemy import exists, or_, select

from advocacy import create_app
from advocacy.audit.models import EventRow
from advocacy.charter.models import Acknowledgement, Document, Version
from advocacy.clock import day_in
from advocacy.db import db
from advocacy.people.models import Employment, Person
from advocacy.people.rules import Kind
from advocacy.settings import read_settings
from advocacy.wiring import production, wiring
from bench.harness import percentile
from tests.support.readers import Answer, Reader, sign_in_all

T = TypeVar("T")
_PLACE = re.compile(r"/charter/acts/([0-9]+)$")


def main(arguments: Sequence[str]) -> int:
    """Let them acknowledge; 0 when every answer is a promise that the database keeps, else 1."""
    parser = argparse.ArgumentParser(prog="python -m bench.acknowledge_at_once", description=__doc__)
    parser.add_argument("url", help="where the installation is served, on this machine")
    parser.add_argument("--people", type=int, default=500)
    asked = parser.parse_args(arguments)
    address = urlsplit(asked.url)
    if address.hostname != "127.0.0.1" or address.port is None:
        parser.error("the address must be http://127.0.0.1 with a port")
    app = create_app(production(read_settings()))
    with app.app_context():
        slug, version_id, readers = _readers(app, asked.people, address.port)
    forms, opened = _timed([_later(reader.read, slug) for reader in readers], hands=16)
    acts = [_later(reader.acknowledge, form) for reader, form in zip(readers, forms, strict=True)]
    answers, waits = _timed(acts, hands=len(readers), together=True)
    _say(f"{len(readers)} pages opened, sixteen at a time", opened)
    _say(f"{len(readers)} acknowledgements, all at once", waits)
    with app.app_context():
        wrong = _wrong(version_id, readers, answers)
    sys.stdout.write("\n".join(wrong or ["Every answer is kept once, with its event."]) + "\n")
    return 1 if wrong else 0


def _readers(app: Flask, count: int, port: int) -> tuple[str, int, list[Reader]]:
    """Slug and version of the first document in force, and signed-in people who have not acted on it."""
    now = wiring().clock.now()
    today: date = day_in(now, wiring().settings.time_zone)
    version = db.session.scalars(
        select(Version).where(Version.live_at <= now).order_by(Version.document_id, Version.number.desc())
    ).first()
    if version is None:
        raise SystemExit("No version is in force: publish the charter first.")
    employed = exists().where(
        Employment.person_id == Person.id,
        Employment.valid_from <= today,
        or_(Employment.valid_to.is_(None), Employment.valid_to > today),
    )
    acted = exists().where(Acknowledgement.person_id == Person.id, Acknowledgement.version_id == version.id)
    people = db.session.scalars(
        select(Person.id)
        .where(Person.kind == Kind.EMPLOYEE, Person.disabled.is_(False), employed, ~acted)
        .order_by(Person.id)
        .limit(count)
    ).all()
    if len(people) < count:
        raise SystemExit(f"Only {len(people)} people have not acted on version {version.number} yet.")
    slug = db.session.get_one(Document, version.document_id).slug
    return slug, version.id, sign_in_all(app, people, version, port=port)


def _later(act: Callable[..., T], argument: object) -> Callable[[], T]:
    return lambda: act(argument)


def _timed(
    acts: Sequence[Callable[[], T]], *, hands: int, together: bool = False
) -> tuple[list[T], list[float]]:
    """Do all of it with so many hands, `together` only when all hands are ready; results and seconds."""
    ready = threading.Barrier(hands) if together else None

    def timed(act: Callable[[], T]) -> tuple[T, float]:
        if ready is not None:
            ready.wait()
        began = time.perf_counter()
        return act(), time.perf_counter() - began

    with ThreadPoolExecutor(hands) as pool:
        done = list(pool.map(timed, acts))
    return [result for result, _seconds in done], [seconds for _result, seconds in done]


def _say(what: str, seconds: Sequence[float]) -> None:
    shares = ", ".join(f"{name} {percentile(seconds, share):.2f} s" for name, share in _SHARES)
    sys.stdout.write(f"{what}: {shares}\n")


_SHARES = (("p50", 0.5), ("p99", 0.99), ("worst", 1.0))


def _wrong(version_id: int, readers: Sequence[Reader], answers: Sequence[Answer]) -> list[str]:
    """What is not as it was answered, in sentences."""
    people = [reader.person_id for reader in readers]
    rows = db.session.execute(
        select(Acknowledgement.person_id, Acknowledgement.id, EventRow.id.label("event_id"))
        .outerjoin(EventRow, EventRow.id == Acknowledgement.event_id)
        .where(Acknowledgement.version_id == version_id)
        .order_by(Acknowledgement.id)
    ).all()
    concerned = set(people)
    mine = [row for row in rows if row.person_id in concerned]
    kept = {(row.person_id, row.id) for row in mine if row.event_id is not None}
    wrong = []
    for who, answer in zip(people, answers, strict=True):
        found = _PLACE.search(answer.place)
        if found is None:
            wrong.append(f"Person {who} was answered {answer.status or 'nothing'}.")
        elif (who, int(found[1])) not in kept:
            wrong.append(f"Person {who} was told of act {found[1]}, which is not there with its event.")
    newest = Counter(row.person_id for row in mine if (row.person_id, row.id) in kept)
    wrong += [
        f"Person {who} has {count} acts." for who, count in newest.items() if count > 1 and who in people
    ]
    return wrong


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
