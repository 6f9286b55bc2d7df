"""`advocacy demo`: the demonstration, loaded once."""

from __future__ import annotations

import click
from sqlalchemy import select

from advocacy.commands import application
from advocacy.db import db
from advocacy.people.models import Person


@click.command()
def demo() -> None:
    """Load the demonstration's invented company, unless it is there already."""
    from advocacy.demonstration import load

    with application() as app:
        if db.session.scalars(select(Person.id).limit(1)).one_or_none() is not None:
            click.echo("The demonstration is loaded.")
            return
        click.echo("Loading the demonstration: some 240 people and three versions of their charter…")
        load(app)
        click.echo("The demonstration is loaded.")


COMMANDS = (demo,)
