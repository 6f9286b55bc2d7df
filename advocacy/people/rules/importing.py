"""When an import may be read, applied or discarded."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

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


def check_application(state: str, counts: Mapping[str, Any], *, confirmed: bool) -> None:
    """Refuse to apply what is not ready, has errors, or lets many leave without having been confirmed."""
    check_open(state)
    if state != SHOWN:
        raise Refused("The file is still being read. Wait for the preview.")
    if counts.get("errors"):
        raise Refused("There are errors in the file. Correct them and upload it again: it is applied whole.")
    if counts.get("needs_confirmation") and not confirmed:
        raise Refused(
            "%(leavers)s people would leave. Tick the box to confirm that the file is the right one.",
            leavers=counts.get("leavers", 0),
        )


def check_preview(*, planned_on: date | None, today: date, unchanged: bool) -> None:
    """Refuse a preview that may no longer be what would happen."""
    if planned_on != today:
        raise Refused("This preview was made on another day. Read the file again, then apply it.")
    if not unchanged:
        raise Refused("People or places have changed since this preview. Read the file again, then apply it.")


def check_discarding(state: str) -> None:
    """Refuse to discard what is applied or being applied."""
    if state in ("applied", "applying"):
        raise Refused("This import has been applied, or is being applied now, and cannot be discarded.")
