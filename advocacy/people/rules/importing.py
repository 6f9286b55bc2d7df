"""When an import of people may be applied."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from advocacy.errors import Refused
from advocacy.uploads.rules import check_shown


def check_application(state: str, counts: Mapping[str, Any], *, confirmed: bool) -> None:
    """Refuse to apply what is not ready, has errors, or lets many leave without having been confirmed."""
    check_shown(state)
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
