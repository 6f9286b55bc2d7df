"""Whole numbers: those that are typed or stand in an address (ids and edges of pages that a database can
hold), and those of a sentence that count something, which are written with a separator of thousands."""

from __future__ import annotations

LARGEST_KEY = 2**31 - 1
"""The largest id of a table whose rows are counted (`db.Key`)."""

LARGEST_ID = 2**63 - 1
"""The largest id of all: those of events begin with the time."""


AMOUNTS = frozenset(
    {
        *("num", "count", "people", "opened", "joiners", "changes", "leavers", "returners"),
        *("limit", "most", "size", "length", "longest", "shortest"),
    }
)
"""The gaps of sentences that hold how many. Versions, lines, years and numbers of things are not among them:
they name something, and are written as they are."""


def is_amount(gap: str, value: object) -> bool:
    """Whether the value of this gap says how many."""
    return gap in AMOUNTS and isinstance(value, int) and not isinstance(value, bool)


def whole_number(typed: object, *, most: int = LARGEST_KEY) -> int | None:
    """The number typed, from 0 to `most`; None for anything else, such as an id no column can hold."""
    text = str(typed or "").strip()
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(most))):
        return None
    number = int(text)
    return number if number <= most else None
