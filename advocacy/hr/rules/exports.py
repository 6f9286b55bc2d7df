"""Decisions about exports of the register: which kinds there are, what is written at once, how long kept."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from enum import StrEnum

from advocacy.errors import Refused


class ExportFormat(StrEnum):
    """The kinds of file."""

    CSV = "csv"
    XLSX = "xlsx"


KEPT = timedelta(days=7)
"""How long the file of an export can be fetched."""

AT_ONCE = 2_000
"""Up to so many people a workbook is written while the browser waits; larger ones are a job."""


def may_still_have(held: Collection[int] | None, written: Collection[int] | None) -> bool:
    """Whether somebody who may export the people of the departments `held` may have the file `written` for
    some departments, a week ago perhaps. None means every department."""
    if held is None:
        return True
    return written is not None and set(written) <= set(held)


def chosen_format(typed: str) -> ExportFormat:
    """The format that was asked for. Raises Refused for one that does not exist."""
    try:
        return ExportFormat(typed)
    except ValueError:
        raise Refused("The register is exported as CSV or XLSX.") from None


def is_written_later(chosen: ExportFormat, people: int, *, most: int) -> bool:
    """Whether a worker writes the file: CSV streams, a large workbook cannot.

    Raises Refused when a workbook would have more than `most` lines.
    """
    if chosen is ExportFormat.CSV:
        return False
    if people > most:
        raise Refused(
            "A workbook of more than %(limit)s rows is too large. Export it as CSV instead.",
            limit=most,
        )
    return people > AT_ONCE
