"""Commands about trainings: modules in and out as folders of Markdown. Taking in never publishes."""

from __future__ import annotations

from pathlib import Path

import click

from advocacy.access import SYSTEM
from advocacy.charter.actions.folders import files_in
from advocacy.commands import application
from advocacy.db import db
from advocacy.errors import Problems, Refused
from advocacy.training.actions.folders import export_folder, import_folder
from advocacy.training.queries.versions import version_by_slug
from advocacy.work import Work, unit_of_work


@click.group("training")
def group() -> None:
    """Trainings as folders of Markdown."""


@group.command("import")
@click.argument("folders", nargs=-1, required=True, type=click.Path(path_type=Path))
def import_(folders: tuple[Path, ...]) -> None:
    """Begin a draft from each of FOLDERS (fr.md, en.md, quiz.fr.md, quiz.en.md).

    None is published by itself. Either all are taken in, or none.
    """
    with application():
        drafts = take_in(folders)
    for folder, draft_id in zip(folders, drafts, strict=True):
        click.echo(f"{folder}: draft {draft_id} is ready: look at it on /training/manage/drafts/{draft_id}")


@group.command("export")
@click.argument("module")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--number", type=int, help="Which version; the one published last unless given.")
def export(module: str, folder: Path, number: int | None) -> None:
    """Write a published version of MODULE into FOLDER, which must be empty or not exist yet."""
    with application():
        given = give_out(module, folder, number)
    click.echo(f"Version {given} of {module} is in {folder}")


def take_in(folders: tuple[Path, ...]) -> list[int]:
    """Begin a draft from each folder; their ids. Raises Problems or Refused naming file and line."""
    with unit_of_work(SYSTEM) as work:
        return [_take_in(work, folder) for folder in folders]


def _take_in(work: Work, folder: Path) -> int:
    """Begin one draft. Of several folders, a refusal says which one it is about."""
    try:
        return import_folder(work, files_in(folder), origin="folder")
    except Refused as refused:
        several = refused.problems if isinstance(refused, Problems) else (refused,)
        raise Problems(
            tuple(Refused("%(folder)s: %(problem)s", folder=folder.name, problem=one) for one in several)
        ) from refused


def give_out(module: str, folder: Path, number: int | None = None) -> int:
    """Write a version into `folder`; its number. Raises Refused for no such version or a folder in use."""
    version = version_by_slug(db.session(), module, number)
    if version is None:
        raise Refused("There is no such published version of “%(module)s”.", module=module)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refused("%(folder)s is there already and is not an empty folder.", folder=str(folder))
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in export_folder(version.parts).items():
        (folder / name).write_bytes(content)
    return version.number


COMMANDS = (group,)
