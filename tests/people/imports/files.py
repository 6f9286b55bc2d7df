"""People files for the pages and the database: text typed as a table, uploaded as its owner would."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping

from werkzeug.test import TestResponse

from advocacy.db import db
from advocacy.people import importing
from advocacy.people.actions import imports as acts
from advocacy.people.imports.columns import ENGLISH, Field
from advocacy.people.models import PeopleImport, PeopleImportRow
from advocacy.people.models.imports import RowOutcome
from advocacy.roles import SYSTEM, Actor
from advocacy.uploads.file import pack
from advocacy.work import unit_of_work
from tests.support.client import PageClient

PERSON = {
    "number": "A1",
    "given_name": "Léa",
    "family_name": "Martin",
    "employer": "Maison Verdier",
    "department": "Sales > Sound",
}


def a_people_file(*people: Mapping[str, str], columns: Iterable[str] = ()) -> bytes:
    """A CSV with English headers: the columns that any person has, the others of `columns` too."""
    told = {**PERSON, **{key: "" for person in people for key in person}, **dict.fromkeys(columns, "")}
    fields = [field for field in Field if field in told]
    lines = [";".join(ENGLISH[field][0] for field in fields)]
    lines += [";".join({**PERSON, **person}.get(field, "") for field in fields) for person in people]
    return "\r\n".join(lines).encode()


def a_read_import(content: bytes, *, complete: bool = False, actor: Actor = SYSTEM) -> PeopleImport:
    """An import that the worker has read."""
    with unit_of_work(actor) as work:
        upload = acts.Upload("people.csv", content, complete)
        kept, _is_new = acts.keep(work, upload, pack(content))
        import_id = kept.id
    importing.read(import_id)
    return the_import(import_id)


def apply_it(found: PeopleImport, *, confirmed: bool = False, actor: Actor = SYSTEM) -> PeopleImport:
    """Order and apply an import."""
    with unit_of_work(actor) as work:
        acts.order_application(work, found.id, confirmed=confirmed)
    importing.apply(found.id)
    return the_import(found.id)


def an_applied_file(*people: Mapping[str, str], complete: bool = False) -> PeopleImport:
    """A file, read and applied; fails where it has errors."""
    found = a_read_import(a_people_file(*people), complete=complete)
    assert not found.counts["errors"], problems(found)
    return apply_it(found, confirmed=True)


def the_import(import_id: int) -> PeopleImport:
    """An import as the database has it now."""
    db.session.expire_all()
    return db.session.get_one(PeopleImport, import_id)


def problems(found: PeopleImport) -> list[tuple[int, str, str]]:
    """Line, column and sentence of every problem."""
    rows = db.session.query(PeopleImportRow).where(
        PeopleImportRow.import_id == found.id,
        PeopleImportRow.outcome.in_([RowOutcome.ERROR, RowOutcome.WARNING]),
    )
    return [
        (row.line, row.said["column"], row.said["sentence"] % row.said["values"])
        for row in rows.order_by(PeopleImportRow.id)
    ]


def upload(client: PageClient, content: bytes, name: str = "people.csv", **values: str) -> TestResponse:
    """Hand in a file on the page of imports."""
    return client.post(
        "/admin/imports/",
        data={
            "csrf_token": client.csrf("/admin/imports/"),
            "file": (io.BytesIO(content), name),
            **values,
        },
        content_type="multipart/form-data",
    )
