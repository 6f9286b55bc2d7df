"""Whole numbers that are typed or stand in an address: ids and edges of pages that a database can hold."""

from __future__ import annotations

LARGEST_KEY = 2**31 - 1
"""The largest id of a table whose rows are counted (`db.Key`)."""

LARGEST_ID = 2**63 - 1
"""The largest id of all: those of events begin with the time."""


def whole_number(typed: object, *, most: int = LARGEST_KEY) -> int | None:
    """The number typed, from 0 to `most`; None for anything else, such as an id no column can hold."""
    text = str(typed or "").strip()
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(most))):
        return None
    number = int(text)
    return number if number <= most else None
