"""A page of a list that was read whole, because what may be told of one line depends on the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

ROWS = 25


@dataclass(frozen=True)
class Slice:
    """Some ids of a list, the greatest first, and from which the pages before and after are asked for."""

    ids: Sequence[int]
    before: int | None
    after: int | None


def slice_of(ids: Sequence[int], after: int | None, before: int | None, size: int = ROWS) -> Slice:
    """The page behind the id `after`, or the one before `before`; `ids` are in falling order."""
    if before is not None:
        shown = [one for one in ids if one > before][-size:]
    else:
        shown = [one for one in ids if after is None or one < after][:size]
    if not shown:
        return Slice((), None, None)
    return Slice(
        shown,
        before=shown[0] if shown[0] < ids[0] else None,
        after=shown[-1] if shown[-1] > ids[-1] else None,
    )
