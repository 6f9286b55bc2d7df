"""Which figures can leave as a file, and as which kind."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar

from advocacy.errors import N_, Refused


class Sheet(StrEnum):
    """What is exported."""

    IMPACT = "impact"
    PARTICIPATION = "participation"


SHEET_NAMES = {Sheet.IMPACT: N_("Impact"), Sheet.PARTICIPATION: N_("Participation")}
"""What each is called, to be translated when shown."""


class Format(StrEnum):
    """The kinds of file."""

    CSV = "csv"
    XLSX = "xlsx"


E = TypeVar("E", Sheet, Format)


def chosen(kind: type[E], typed: str) -> E:
    """What was asked for. Raises Refused for what does not exist."""
    try:
        return kind(typed)
    except ValueError:
        raise Refused("Impact and participation are exported, as CSV or XLSX.") from None
