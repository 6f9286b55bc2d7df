"""What is expensive to make is made once per run of the tests, whichever process wants it first."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable
from pathlib import Path

import pytest


def once(folders: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """The path called `name` in a folder that all processes of this run share, made by the first to ask.

    Nobody may change what is there: copy it. When `make` raises, the next to ask tries again elsewhere.
    """
    base = folders.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    made = shared / f"once-{name}"
    with (shared / f"once-{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            being_made = folders.mktemp(f"making-{name}") / name
            make(being_made)
            being_made.rename(made)
    return made
