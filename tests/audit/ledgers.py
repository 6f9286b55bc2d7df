"""Ledgers on databases of their own, where commits are real: recorded into, sealed, exported, altered."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import create_engine, select, text

from advocacy import create_app
from advocacy.access import SYSTEM
from advocacy.audit.documents import document_sources
from advocacy.audit.events import Event
from advocacy.audit.export import Exported, snapshot, write_export
from advocacy.audit.jobs import readme
from advocacy.audit.models import LedgerLeaf
from advocacy.audit.party import Party
from advocacy.audit.recording import Private, Recorder
from advocacy.audit.sealer import seal
from advocacy.charter.events.reading import CharterAcknowledged
from advocacy.charter.models import Document
from advocacy.db import db, prepare
from advocacy.people.events.persons import RoleGranted
from advocacy.people.models import Person
from advocacy.people.rules import Language
from advocacy.schema import upgrade
from advocacy.wiring import wiring
from advocacy.work import unit_of_work
from tests.support.charter_makers import a_published_version, text_of
from tests.support.makers import a_person
from tests.support.world import TestWorld, a_world

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Ledger:
    """An installation of its own."""

    app: Flask
    world: TestWorld
    folder: Path
    database: str

    def positions(self) -> list[int]:
        db.session.rollback()
        return list(db.session.scalars(select(LedgerLeaf.position).order_by(LedgerLeaf.position)))

    def export(self, name: str, people: Collection[int] = ()) -> tuple[Path, Exported]:
        """Seal what waits, then export into a folder of that name."""
        seal()
        db.session.rollback()
        with snapshot(db.engine) as session:
            folder = self.folder / name
            return folder, write_export(
                session,
                folder,
                people=people,
                sources=document_sources(),
                readme=readme,
                progress=lambda _done, _total: None,
            )

    def meddle(self, table: str, statement: str, **values: Any) -> None:
        """Change a protected table as its owner could, past the triggers."""
        engine = create_engine(self.world.settings.database)
        prepare(engine)
        with engine.begin() as connection:
            if engine.dialect.name == "sqlite":
                connection.execute(text(f"DROP TRIGGER IF EXISTS {table}_no_update"))
                connection.execute(text(f"DROP TRIGGER IF EXISTS {table}_no_delete"))
            else:
                connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
            connection.execute(text(statement), values)
        engine.dispose()

    def python(self, code: str) -> subprocess.Popen[bytes]:
        """A process of its own that runs `code` with the application at hand as `app`."""
        begin = (
            "from pathlib import Path\n"
            "from advocacy import create_app\n"
            "from tests.support.world import a_world\n"
            f"world = a_world(Path({str(self.folder)!r}), {self.database!r})\n"
            "app = create_app(world.wiring)\n"
        )
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        return subprocess.Popen([sys.executable, "-c", begin + code], cwd=ROOT, env=environment)


@contextmanager
def a_ledger(folder: Path, database: str = "") -> Iterator[Ledger]:
    """An installation in `folder`, in an application context, with nothing in its ledger yet."""
    world = a_world(folder, database)
    app = create_app(world.wiring)
    with app.app_context():
        upgrade(db.engine)
        try:
            yield Ledger(app, world, folder, database)
        finally:
            db.session.remove()
            db.engine.dispose()


def record(event: Event | None = None, **options: Any) -> int:
    """Record a provable fact (a role, unless another is given) in a unit of work; its event's id."""
    with unit_of_work(SYSTEM) as work:
        return work.record(event or RoleGranted(role="hr", department_id=None), **options)


def record_many(count: int, each: int = 100) -> None:
    """Record so many facts, some in each unit of work."""
    for start in range(0, count, each):
        with unit_of_work(SYSTEM) as work:
            for _one in range(min(each, count - start)):
                work.record(RoleGranted(role="hr", department_id=None))


def record_as_of(at: datetime) -> int:
    """Record a fact whose number and time are of another instant: one that began early and commits late."""
    with unit_of_work(SYSTEM) as work:
        event = RoleGranted(role="hr", department_id=None)
        return Recorder(work.session, at).record(event, actor=Party(None, None))


def acknowledge(person: Person | None = None, language: Language = Language.FRENCH) -> tuple[Person, int]:
    """Somebody acknowledges a text of a version published for it; who, and the event's id."""
    person = person or a_person("Zoë")
    now = wiring().clock.now()
    version = a_published_version(live_at=now)
    text_shown = text_of(version, language)
    event = CharterAcknowledged(
        document=db.session.get_one(Document, version.document_id).slug,
        number=version.number,
        language=language,
        manifest="0" * 64,
        sha256=text_shown.sha256,
        html_sha256=text_shown.html_sha256,
        opened_at=now,
        reached_end=True,
    )
    party = Party(person.id, person.subject)
    private = {
        "identity": Private({"name": person.display_name, "number": person.number}),
        "trace": Private({"address": "192.0.2.7", "browser": "Firefox"}),
    }
    with unit_of_work(SYSTEM) as work:
        recorder = Recorder(work.session, work.now)
        event_id = recorder.record(
            event, actor=party, subject=party, documents=[text_shown.sha256], private=private
        )
    return person, event_id
