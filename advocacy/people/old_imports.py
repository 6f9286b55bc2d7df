"""Old imports of people, put away by themselves."""

from __future__ import annotations

from flask import Flask

from advocacy.jobs.loops import Loop
from advocacy.people import importing
from advocacy.people.actions.imports import STAGED, discard
from advocacy.people.models import PeopleImport
from advocacy.uploads import old

EVERY_SECONDS = 3600.0


def tidy(_app: Flask) -> None:
    """Discard imports nobody applied; delete what was staged for ended ones at once."""
    old.tidy(PeopleImport, STAGED, discard, importing.clear)


OLD_IMPORTS = Loop("old imports", EVERY_SECONDS, tidy)
