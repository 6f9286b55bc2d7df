"""When an import of completions may be applied, and which of its lines may still be recorded then."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from advocacy.errors import Refused
from advocacy.training.rules.imports.decided import ERROR, NEW, OWN
from advocacy.uploads.rules import check_shown


def check_application(state: str, counts: Mapping[str, Any]) -> None:
    """Raise Refused for an import that has ended, is not read yet, has errors, or brings nothing."""
    check_shown(state)
    if counts.get(ERROR):
        raise Refused("There are errors: correct the file and upload it again. It is whole or not at all.")
    if not counts.get(NEW):
        raise Refused("This file says what is known already. There is nothing to apply.")


def check_person(*, in_sight: bool, is_importer: bool) -> None:
    """Raise Refused for somebody of whom the importer may not, or may no longer, record a completion."""
    if is_importer:
        raise Refused(OWN)
    if not in_sight:
        raise Refused("This person is no longer among those whom you look after.")
