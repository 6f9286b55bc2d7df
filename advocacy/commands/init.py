"""`advocacy init`: a real start – settings, tables, the first administrator, the starter charter."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import click
from flask import Flask
from pydantic import SecretStr
from sqlalchemy import select

from advocacy import create_app
from advocacy.access import SYSTEM
from advocacy.charter.actions.folders import files_in, import_folder
from advocacy.commands import WRONG_SETTINGS, end, refusals
from advocacy.commands.admin import link_address
from advocacy.db import db
from advocacy.errors import Refused
from advocacy.paths import is_checkout, shipped
from advocacy.people.actions import departments, grants, links, organisation, persons
from advocacy.people.actions.persons import Identity
from advocacy.people.actions.placements import Employed, Place
from advocacy.people.models import Person
from advocacy.people.rules import Kind, Language
from advocacy.roles import Role
from advocacy.schema import upgrade
from advocacy.settings import LANGUAGES, PREFIX, Settings, SettingsError, read_settings
from advocacy.training.actions.folders import import_folder as import_training
from advocacy.wiring import production
from advocacy.work import Work, unit_of_work

STARTER = "social-media"
USUAL_PORT = 8000


@dataclass(frozen=True)
class First:
    """The first administrator, and where they work, as typed."""

    given_name: str
    family_name: str
    email: str
    number: str
    employer: str
    department: str

    def identity(self, language: str) -> Identity:
        """Who they are, cleaned. Raises Refused."""
        return Identity.of(self.given_name, self.family_name, self.number, self.email, Language(language))


@click.command()
@click.option("--organisation", prompt="The organisation's name")
@click.option("--base-url", prompt="The address people will type", default="http://127.0.0.1:8000")
@click.option(
    "--language", prompt="Language of who has chosen none", type=click.Choice(LANGUAGES), default="fr"
)
@click.option("--time-zone", prompt="Time zone", default="Europe/Paris")
@click.option("--given-name", prompt="First administrator: given name")
@click.option("--family-name", prompt="First administrator: family name")
@click.option("--email", prompt="First administrator: e-mail address")
@click.option("--number", prompt="First administrator: employee number")
@click.option("--employer", prompt="Their employer (the legal entity)")
@click.option("--department", prompt="Their department")
@click.option(
    "--trainings/--no-trainings", default=True, prompt="Lay out the starter trainings as drafts too"
)
@click.option("--data-dir", default="var", show_default=True, help="Folder for the data, made if needed.")
@click.option(
    "--database-url", default="", help="A PostgreSQL address; SQLite in the data folder unless given."
)
@click.option("--env-file", default="advocacy.env", show_default=True, help="Where the settings are written.")
def init(
    organisation: str,
    base_url: str,
    language: str,
    time_zone: str,
    trainings: bool,
    data_dir: str,
    database_url: str,
    env_file: str,
    **first: str,
) -> None:
    """Begin for real: writes the settings with a new secret, makes the tables and the first administrator,
    and lays the starter charter out as a draft, and the starter trainings if they are wanted."""
    given = {
        "secret_key": secrets.token_urlsafe(48),
        "organisation": organisation,
        "base_url": base_url,
        "language": language,
        "time_zone": time_zone,
        "data_dir": str(Path(data_dir).resolve()),
        "database_url": database_url,
    }
    settings = _checked(given)
    file = Path(env_file)
    with refusals():
        First(**first).identity(language)
        _write(file, given)
        try:
            address = _begin(settings, First(**first), trainings=trainings)
        except BaseException:
            file.unlink()
            raise
    click.echo(
        f"The settings are in {file}, for this account of the machine alone. Keep a copy of the secret."
    )
    click.echo("The starter charter is a draft: read it, change it, have it approved, publish it.")
    if trainings:
        click.echo("So are the starter trainings: the drafts wait on /training/manage/.")
    click.echo(f"Now start it: {_start(settings)}")
    click.echo(f"Then choose your password here, once, within a week:\n{address}")


def _start(settings: Settings) -> str:
    """What to type next; behind a proxy, the portal itself stays on the usual port."""
    port = urlsplit(settings.base_url).port if settings.is_loopback else None
    other = port and port != USUAL_PORT
    if is_checkout():
        return f"make serve PORT={port}" if other else "make serve"
    return f"advocacy run --port {port}" if other else "advocacy run"


def _checked(given: Mapping[str, str]) -> Settings:
    try:
        return read_settings(given)
    except SettingsError as error:
        click.echo("This cannot be right:", err=True)
        click.echo(str(error), err=True)
        raise click.exceptions.Exit(WRONG_SETTINGS) from None


def _write(file: Path, given: Mapping[str, str]) -> None:
    """Write the settings, every other one as a comment, readable by nobody else. Ends if the file exists."""
    lines = [
        "# The settings of this installation. Lines that begin with # are what holds if nothing is said."
    ]
    for name, field in Settings.model_fields.items():
        default = "" if isinstance(field.default, SecretStr) or field.is_required() else field.default
        default = "" if default == () else default
        said = f"{PREFIX}{name.upper()}={_quoted(given[name])}" if given.get(name) else None
        lines += ["", f"# {field.description}", said or f"#{PREFIX}{name.upper()}={default}"]
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        end(f"{file} exists: this installation has been begun already.")
    except OSError as error:
        end(f"{file} cannot be written: {error.strerror}.")
    with os.fdopen(descriptor, "w", encoding="utf-8") as opened:
        opened.write("\n".join(lines) + "\n")


def _quoted(value: str) -> str:
    if "${" in value or "\n" in value:
        raise Refused("A setting cannot hold “${” or a line break.")
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def _begin(settings: Settings, first: First, *, trainings: bool) -> str:
    """Make the tables and the first rows; the address at which the administrator chooses a password."""
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    app: Flask = create_app(production(settings))
    with app.app_context():
        upgrade(db.engine)
        with unit_of_work(SYSTEM) as work:
            token = _first_rows(work, first)
            import_folder(work, files_in(shipped("charter") / STARTER), origin="starter")
            for folder in _starter_trainings() if trainings else ():
                import_training(work, files_in(folder), origin="starter")
        db.engine.dispose()
    return link_address(settings, token)


def _starter_trainings() -> list[Path]:
    return sorted(folder for folder in (shipped("charter") / "training").iterdir() if folder.is_dir())


def _first_rows(work: Work, first: First) -> str:
    if work.session.scalar(select(Person.id).limit(1)) is not None:
        raise Refused(
            "This database has people already. Somebody without a way in: advocacy admin invite NUMBER"
        )
    employer = organisation.add_employer(work, first.employer, None)
    department = departments.add(work, first.department, None)
    person = persons.add(
        work,
        Kind.EMPLOYEE,
        first.identity(work.wiring.settings.language),
        employed=Employed(work.today),
        place=Place(employer.id, None, department.id),
    )
    for role in (Role.ADMIN, Role.HR):
        grants.grant(work, person, role)
    return links.hand_over(work, person)


COMMANDS = (init,)
