"""Imports that nobody applied are discarded after a while, and what was staged for ended ones is deleted."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import exists, or_, select

from advocacy.db import db
from advocacy.jobs.loops import Loop
from advocacy.people import importing
from advocacy.people.actions import imports as acts
from advocacy.people.models import PeopleImport, PeopleImportFact, PeopleImportPlace, PeopleImportRow
from advocacy.roles import SYSTEM
from advocacy.uploads.models import ENDED, OPEN
from advocacy.wiring import wiring
from advocacy.work import unit_of_work

EVERY_SECONDS = 3600.0


def tidy(_app: Flask) -> None:
    """Discard imports that have waited for longer than `KEPT`; delete staged rows of those that ended.

    What was counted of an import stays; what it said of people goes.
    """
    session = db.session()
    since = acts.old(wiring().clock.now())
    waiting = session.scalars(
        select(PeopleImport.id).where(PeopleImport.state.in_(OPEN), PeopleImport.uploaded_at < since)
    ).all()
    session.rollback()
    for import_id in waiting:
        with unit_of_work(SYSTEM) as work:
            acts.discard(work, import_id)
    staged = or_(
        *(
            exists().where(table.import_id == PeopleImport.id)
            for table in (PeopleImportRow, PeopleImportFact, PeopleImportPlace)
        )
    )
    ended = session.scalars(
        select(PeopleImport.id).where(PeopleImport.state.in_(ENDED), staged).order_by(PeopleImport.id)
    ).all()
    session.rollback()
    for import_id in ended:
        importing.clear(import_id)


OLD_IMPORTS = Loop("old imports", EVERY_SECONDS, tidy)
