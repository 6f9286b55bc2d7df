"""The commands, one module per noun. Each module lists its click commands in `COMMANDS`; `cli.py` finds them.

A command is as thin as a route: it opens the application, calls an action or a query, prints the answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import click
from flask import Flask
from sqlalchemy.exc import OperationalError

from advocacy.errors import Forbidden, NotVisible, Problems, Refused, Unavailable
from advocacy.settings import Settings, SettingsError, read_settings

WRONG_SETTINGS = 2
"""The exit status when settings are wrong; 1 is for a refusal."""


def settings_or_end() -> Settings:
    """The settings of this installation. Ends the command, naming every wrong one, when they are wrong."""
    try:
        return read_settings()
    except SettingsError as error:
        click.echo("The settings are not right:", err=True)
        click.echo(str(error), err=True)
        click.echo("A real start begins with: advocacy init", err=True)
        raise click.exceptions.Exit(WRONG_SETTINGS) from None


@contextmanager
def application() -> Iterator[Flask]:
    """The application in its real world, in an application context.

    What a rule refuses inside ends the command with that sentence and status 1.
    """
    from advocacy import create_app
    from advocacy.wiring import production

    app = create_app(production(settings_or_end()))
    with app.app_context(), refusals():
        yield app


@contextmanager
def refusals() -> Iterator[None]:
    """Turn what rules and the house raise into a sentence and the status 1."""
    try:
        yield
    except Problems as error:
        end(str(error))
    except (Refused, Unavailable) as error:
        end(str(error))
    except OperationalError as error:
        end(f"The database does not answer, or is locked: {type(error.orig).__name__}.")
    except NotVisible:
        end("There is no such thing.")
    except Forbidden as error:
        end(f"The permission {error} is missing.")


def end(sentence: str) -> NoReturn:
    """Print `sentence` on standard error and end the command with status 1."""
    click.echo(sentence, err=True)
    raise click.exceptions.Exit(1)
