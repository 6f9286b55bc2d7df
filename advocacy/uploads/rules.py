"""When an uploaded spreadsheet may be kept, read, applied or discarded, whatever it tells of."""

from __future__ import annotations

from advocacy.errors import Refused

LARGEST_FILE = 25 * 1024 * 1024
"""Bytes; the reader of spreadsheets has the same bound."""

SHOWN = "ready"
"""The state in which an import waits for somebody's decision. States are those of `ImportState`."""


def check_size(size: int, name: str) -> None:
    """Refuse an empty or an enormous file."""
    if not size:
        raise Refused("“%(name)s” is empty.", name=name)
    if size > LARGEST_FILE:
        raise Refused(
            "“%(name)s” has %(size)s MB; at most %(limit)s MB are read.",
            name=name,
            size=-(-size // (1024 * 1024)),
            limit=LARGEST_FILE // (1024 * 1024),
        )


def check_open(state: str) -> None:
    """Refuse to read an import that has ended or is being applied."""
    if state in ("applied", "applying"):
        raise Refused("This import has been applied, or is being applied now.")
    if state in ("discarded", "unreadable"):
        raise Refused("This import has ended and its file is gone. Upload the file again.")


def check_shown(state: str) -> None:
    """Refuse to apply what has ended, is being applied, or is still being read."""
    check_open(state)
    if state != SHOWN:
        raise Refused("The file is still being read. Wait for the preview.")


def check_discarding(state: str) -> None:
    """Refuse to discard what is applied or being applied."""
    if state in ("applied", "applying"):
        raise Refused("This import has been applied, or is being applied now, and cannot be discarded.")
