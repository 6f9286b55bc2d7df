"""The dated rows that applying an import writes: what has to happen for known days to become others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from advocacy.people.imports.course import Piece, difference
from advocacy.people.imports.preview import Staged
from advocacy.people.models.imports import FactKind


def days(
    kind: FactKind,
    before: Iterable[Piece],
    after: Iterable[Piece],
    values: Callable[[], Staged] | None = None,
) -> Iterator[Staged]:
    """The facts that turn the days `before` into those `after`; `values` are what new ones tell."""
    found = difference(tuple(before), tuple(after))
    kept = {piece.source for piece in found.kept}
    for source in found.retired:
        if source not in kept:
            yield _fact(kind, retires=source)
    for piece in found.kept:
        yield _fact(kind, retires=piece.source, valid_from=piece.valid_from, valid_to=piece.valid_to)
    for piece in found.new:
        assert values is not None, "only something new has values"
        yield _fact(kind, valid_from=piece.valid_from, valid_to=piece.valid_to, **values())


def _fact(kind: FactKind, **values: Any) -> Staged:
    return {
        "kind": kind,
        "retires": None,
        "number": None,
        "valid_from": None,
        "valid_to": None,
        "employer_ref": None,
        "site_ref": None,
        "department_ref": None,
        "manager": None,
        "manager_id": None,
        **values,
    }
