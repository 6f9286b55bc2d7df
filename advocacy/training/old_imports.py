"""Old imports of completions, put away by themselves."""

from __future__ import annotations

from flask import Flask

from advocacy.jobs.loops import Loop
from advocacy.training import importing
from advocacy.training.actions.imports import STAGED, discard
from advocacy.training.models import CompletionImport
from advocacy.uploads import old

EVERY_SECONDS = 3600.0


def tidy(_app: Flask) -> None:
    """Discard imports nobody applied. The page of an ended one tells of its lines as long."""
    old.tidy(CompletionImport, STAGED, discard, importing.clear, shown=old.KEPT)


OLD_COMPLETION_IMPORTS = Loop("old completion imports", EVERY_SECONDS, tidy)
