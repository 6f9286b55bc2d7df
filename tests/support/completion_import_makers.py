"""Imports of completions: uploaded, read by the worker, applied."""

from __future__ import annotations

from datetime import date, timedelta

from advocacy.db import db
from advocacy.people.models import Person
from advocacy.roles import Actor
from advocacy.training import importing
from advocacy.training.actions import imports
from advocacy.training.models import CompletionImport
from advocacy.uploads.file import File, pack
from advocacy.work import unit_of_work
from tests.support.makers import a_person

FIRST_DAY = date(2001, 1, 1)


def somebody_with_a_past() -> Person:
    """Somebody, A1, who was hired long ago."""
    return a_person(number="A1", hired=FIRST_DAY)


def many_lines(count: int) -> bytes:
    """A file with so many completions of A1, one a day, the latest first."""
    days = (FIRST_DAY + timedelta(days=count - line) for line in range(count))
    return ("number,training,date,minutes\n" + "".join(f"A1,answering,{day},1\n" for day in days)).encode()


def an_upload(actor: Actor, content: bytes, name: str = "lms.csv") -> int:
    """An upload that waits to be read; its id."""
    packed = pack(content)
    with unit_of_work(actor) as work:
        return imports.keep(work, File(name, content), packed)


def a_read_import(actor: Actor, content: bytes, name: str = "lms.csv") -> CompletionImport:
    """An import that the worker has read."""
    import_id = an_upload(actor, content, name)
    importing.read(import_id)
    return the_import(import_id)


def an_ordered_import(actor: Actor, content: bytes) -> int:
    """An import whose application is ordered; its id."""
    import_id = a_read_import(actor, content).id
    order(actor, import_id)
    return import_id


def order(actor: Actor, import_id: int) -> None:
    """Order the application of an import. Raises Refused."""
    with unit_of_work(actor) as work:
        imports.order_application(work, import_id)


def the_import(import_id: int) -> CompletionImport:
    """An import as the database has it now."""
    db.session.expire_all()
    return db.session.get_one(CompletionImport, import_id)
