"""Commands about the database."""

from __future__ import annotations

import click

from advocacy.commands import application
from advocacy.db import db
from advocacy.schema import is_current, upgrade


@click.command()
def migrate() -> None:
    """Bring the database's tables to this release."""
    with application() as app:
        app.extensions["advocacy"].settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        if is_current(db.engine):
            click.echo("The database is up to date.")
            return
        upgrade(db.engine)
        click.echo("The database has been brought to this release.")


COMMANDS = (migrate,)
