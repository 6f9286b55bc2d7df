"""The Merkle tree as it is stored: reading hashes, proofs from them, and the checkpoints that sign it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, literal, select, union_all
from sqlalchemy.orm import Session

from advocacy.audit.merkle import STEP, TILE, consistency_proof, inclusion_proof
from advocacy.audit.models import Checkpoint, LedgerLeaf, LedgerNode


class StoredTree:
    """Hashes of the ledger of one size. `read` is what the functions of `merkle` ask for."""

    def __init__(self, session: Session, size: int) -> None:
        self._session = session
        self._size = size
        self._known: dict[tuple[int, int], Sequence[bytes]] = {}

    def read(self, level: int, start: int, count: int) -> Sequence[bytes]:
        """`count` hashes at `level` from number `start` on; fewer if they are not stored."""
        number, offset = divmod(start, TILE)
        if (level, number) in self._known and not offset:
            return self._known[level, number][:count]
        if level == 0:
            rows: Any = select(LedgerLeaf.leaf_hash).where(_between(LedgerLeaf.position, start, count))
            return self._session.scalars(rows.order_by(LedgerLeaf.position)).all()
        rows = select(LedgerNode.hash).where(
            LedgerNode.level == level, _between(LedgerNode.number, start, count)
        )
        return self._session.scalars(rows.order_by(LedgerNode.number)).all()

    def inclusion(self, position: int) -> list[bytes]:
        """The proof that the leaf at `position` is in the tree. One query, whatever its size.

        Raises ValueError when there is no such leaf, LookupError when hashes are missing.
        """
        self._fetch(position)
        return inclusion_proof(position, self._size, self.read)

    def consistency(self, old: int) -> list[bytes]:
        """The proof that the first `old` leaves were the tree once. Raises as `inclusion` does."""
        return consistency_proof(old, self._size, self.read)

    def _fetch(self, position: int) -> None:
        """Read at once what the proof of `position` needs: its own tiles, and those at the right edge.

        One SELECT for each tile, put together by UNION ALL: joined by OR, SQLite would read the whole table.
        """
        parts: list[Any] = []
        level = 0
        while self._size >> level:
            stored = self._size >> level
            for number in {position >> level + STEP, (stored - 1) // TILE}:
                start = number * TILE
                parts.append(_tile(level, start, min(TILE, stored - start)))
            level += STEP
        rows: Any = union_all(*parts).order_by("level", "number")
        found: dict[tuple[int, int], list[bytes]] = {}
        for level, number, value in self._session.execute(rows):
            found.setdefault((level, number // TILE), []).append(value)
        self._known.update(found)


def _tile(level: int, start: int, count: int) -> Select[Any, Any, Any]:
    if level == 0:
        leaves = select(
            literal(0).label("level"), LedgerLeaf.position.label("number"), LedgerLeaf.leaf_hash.label("hash")
        )
        return leaves.where(_between(LedgerLeaf.position, start, count))
    nodes = select(LedgerNode.level, LedgerNode.number, LedgerNode.hash)
    return nodes.where(LedgerNode.level == level, _between(LedgerNode.number, start, count))


def _between(column: Any, start: int, count: int) -> ColumnElement[bool]:
    chosen: ColumnElement[bool] = and_(column >= start, column < start + count)
    return chosen


def newest_checkpoints(session: Session, count: int = 1) -> Sequence[Checkpoint]:
    """The last `count` checkpoints, newest first."""
    statement = select(Checkpoint).order_by(Checkpoint.size.desc()).limit(count)
    return session.scalars(statement.execution_options(populate_existing=True)).all()


def newest_checkpoint(session: Session) -> Checkpoint | None:
    """The last checkpoint, None before the ledger was opened."""
    return next(iter(newest_checkpoints(session)), None)
