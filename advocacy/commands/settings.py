"""Commands about settings."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click
from dotenv import dotenv_values
from pydantic import SecretStr
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from advocacy.commands import settings_or_end
from advocacy.settings import PREFIX, Settings

_ADDRESSES = frozenset({"database_url", "queue_url", "rate_limit_storage"})


@click.command("settings")
def show() -> None:
    """Show every setting, its value and where it comes from. Secrets are never shown."""
    found = settings_or_end()
    in_file = _in_file()
    for name, field in Settings.model_fields.items():
        variable = f"{PREFIX}{name.upper()}"
        click.echo(f"{variable} = {_shown(name, getattr(found, name))}   [{_source(variable, in_file)}]")
        click.echo(f"    {field.description}")


def _source(variable: str, in_file: frozenset[str]) -> str:
    if variable in os.environ:
        return "environment"
    if f"{variable}_FILE" in os.environ:
        return f"file named by {variable}_FILE"
    return str(_file()) if variable in in_file else "default"


def _file() -> Path:
    return Path(os.environ.get(f"{PREFIX}ENV_FILE", "advocacy.env"))


def _in_file() -> frozenset[str]:
    return frozenset(key.upper() for key in dotenv_values(_file()))


def _shown(name: str, value: Any) -> str:
    if isinstance(value, SecretStr):
        return "(set)" if value.get_secret_value() else "(empty)"
    if name in _ADDRESSES and value:
        return without_password(str(value))
    if isinstance(value, tuple):
        return ",".join(str(part) for part in value) or "(empty)"
    return str(value) if value != "" else "(empty)"


def without_password(address: str) -> str:
    """The address of a database or queue with its password hidden."""
    try:
        return make_url(address).render_as_string(hide_password=True)
    except ArgumentError:
        return address if "@" not in address else "(hidden)"


COMMANDS = (show,)
