"""Where a page of a long list begins, as an address says it."""

from __future__ import annotations

from werkzeug.datastructures import MultiDict

from advocacy.numbers import LARGEST_ID


def edge(values: MultiDict[str, str], name: str) -> int | None:
    """The id called `name`; None when there is none, or none that a row could have."""
    found = values.get(name, type=int)
    return found if found is not None and 0 < found <= LARGEST_ID else None
