"""Commands about the charter: versions in and out as folders of Markdown. Taking in never publishes."""

from __future__ import annotations

from pathlib import Path

import click

from advocacy.access import SYSTEM
from advocacy.charter.actions.folders import export_folder, files_in, import_folder
from advocacy.charter.queries.previous import version_by_slug
from advocacy.commands import application
from advocacy.db import db
from advocacy.errors import Refused
from advocacy.wiring import wiring
from advocacy.work import unit_of_work


@click.group("charter")
def group() -> None:
    """Versions of the charter as folders of Markdown."""


@group.command("import")
@click.argument("folder", type=click.Path(path_type=Path))
def import_(folder: Path) -> None:
    """Begin a draft from FOLDER (fr.md, en.md, and summaries). It is never published by itself."""
    with application():
        draft_id = take_in(folder)
    click.echo(f"Draft {draft_id} is ready: look at it on /charter/manage/drafts/{draft_id}")


@group.command("export")
@click.argument("document")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--number", type=int, help="Which version; the one in force unless given.")
def export(document: str, folder: Path, number: int | None) -> None:
    """Write a published version of DOCUMENT into FOLDER, which must be empty or not exist yet."""
    with application():
        given = give_out(document, folder, number)
    click.echo(f"Version {given} of {document} is in {folder}")


def take_in(folder: Path) -> int:
    """Begin a draft from the files of `folder`; its id. Raises Problems or Refused naming file and line."""
    with unit_of_work(SYSTEM) as work:
        return import_folder(work, files_in(folder), origin="folder")


def give_out(document: str, folder: Path, number: int | None = None) -> int:
    """Write a version into `folder`; its number. Raises Refused for no such version or a folder in use."""
    parts = version_by_slug(db.session(), document, number, at=wiring().clock.now())
    if parts is None:
        raise Refused("There is no such published version of “%(document)s”.", document=document)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refused("%(folder)s is there already and is not an empty folder.", folder=str(folder))
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in export_folder(parts).items():
        (folder / name).write_bytes(content)
    return parts.number


COMMANDS = (group,)
