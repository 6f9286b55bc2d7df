"""People from the command line: the same import as on the page, with the same preview."""

from __future__ import annotations

from pathlib import Path

import click
from sqlalchemy import select

from advocacy.commands import application, end
from advocacy.db import db
from advocacy.people import importing
from advocacy.people.actions import imports as acts
from advocacy.people.models import PeopleImport, PeopleImportRow
from advocacy.people.models.imports import RowOutcome
from advocacy.people.queries.imports import new_places
from advocacy.roles import SYSTEM
from advocacy.uploads.file import pack
from advocacy.uploads.models import ImportState
from advocacy.work import unit_of_work

SHOWN = 20
"""So many lines of each kind are printed."""

_COUNTS = ("joiners", "changes", "returners", "leavers", "unchanged", "errors", "warnings")


@click.group()
def people() -> None:
    """People: import them from a spreadsheet."""


@people.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--complete", is_flag=True, help="The file lists everybody: whoever is not in it has left.")
@click.option("--apply", "applies", is_flag=True, help="Apply it, if nothing is wrong with it.")
@click.option(
    "--confirm-leavers", is_flag=True, help="Apply it even if more than a fifth of the staff leaves."
)
def import_people(file: Path, complete: bool, applies: bool, confirm_leavers: bool) -> None:
    """Read a CSV or XLSX file and print what it would change; with --apply, change it."""
    with application():
        found = _read(acts.Upload(file.name, file.read_bytes(), complete))
        if found.state is ImportState.UNREADABLE:
            end(_sentence(found))
        _print(found)
        if not applies:
            click.echo(f"Nothing has changed. Import {found.id} waits on its page; or use --apply.")
            return
        with unit_of_work(SYSTEM) as work:
            acts.order_application(work, found.id, confirmed=confirm_leavers)
        importing.apply(found.id)
        found = _fresh(found.id)
        if found.state is not ImportState.APPLIED:
            end(_sentence(found) or "Somebody else is applying it.")
        click.echo("The import is applied.")


def _read(upload: acts.Upload) -> PeopleImport:
    packed = pack(upload.content)
    with unit_of_work(SYSTEM) as work:
        kept, _is_new = acts.keep(work, upload, packed)
        import_id = kept.id
        acts.start_anew(work, import_id)
    importing.read(import_id)
    return _fresh(import_id)


def _fresh(import_id: int) -> PeopleImport:
    return db.session.get_one(PeopleImport, import_id, populate_existing=True)


def _print(found: PeopleImport) -> None:
    for key in _COUNTS:
        click.echo(f"{key:>10}: {found.counts[key]}")
    for kind, name in new_places(db.session(), found.id):
        click.echo(f"new {kind.value}: {name}")
    for outcome in (RowOutcome.ERROR, RowOutcome.WARNING):
        rows = db.session.scalars(
            select(PeopleImportRow)
            .where(PeopleImportRow.import_id == found.id, PeopleImportRow.outcome == outcome)
            .order_by(PeopleImportRow.id)
            .limit(SHOWN)
        )
        for row in rows:
            said, at = row.said, f"line {row.line}" if row.line else "the file"
            where = f"{at}, {said['column']}" if said["column"] else at
            click.echo(f"{outcome.value}: {where}: {said['sentence'] % said['values']}")
    db.session.rollback()


def _sentence(found: PeopleImport) -> str:
    return str(found.problem["sentence"] % found.problem["values"]) if found.problem else ""


COMMANDS = (people,)
