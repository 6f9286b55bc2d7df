"""What happens after the answer: spreadsheets of completions are read, applied and cleared away."""

from __future__ import annotations

from advocacy.errors import Unavailable
from advocacy.jobs.registry import ATTEMPTS, Running, job
from advocacy.training import importing
from advocacy.training.actions import imports

TRIES_TO_READ = 3
"""A file that has ended the worker, or met a fault of ours, so often is not tried again."""


@job(imports.READ, attempts=TRIES_TO_READ)
def read_import(running: Running, *, import_id: int) -> None:
    """Read an upload and stage what it would do. Run twice, it is staged once."""
    try:
        importing.read(import_id)
    except Unavailable:
        raise
    except Exception:
        if running.attempt >= TRIES_TO_READ:
            importing.give_up_reading(import_id)
        raise


@job(imports.APPLY)
def apply_import(running: Running, *, import_id: int) -> None:
    """Record what an import that was ordered brings. Run twice, it goes on where it was."""
    try:
        importing.apply(import_id)
    except Exception:
        if running.attempt >= ATTEMPTS:
            importing.give_up_applying(import_id)
        raise


@job(imports.CLEAR)
def clear_import(_running: Running, *, import_id: int) -> None:
    """Delete the lines of an import that was discarded."""
    importing.clear(import_id)
