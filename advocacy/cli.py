"""`advocacy`: the command line. The commands are in `advocacy/commands/`, one module per noun."""

from __future__ import annotations

import os
from importlib import import_module
from pkgutil import iter_modules

import click

from advocacy import commands


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help="Advocacy: a portal for a company that lets its own people speak for it on social networks.",
)
def main() -> None:
    """All commands; each module of `advocacy.commands` adds its own."""
    os.umask(0o077)  # what we write holds names and keys: nobody else on this machine reads it


for _module in iter_modules(commands.__path__):
    for _command in getattr(import_module(f"{commands.__name__}.{_module.name}"), "COMMANDS", ()):
        main.add_command(_command)
