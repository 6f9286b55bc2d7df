"""The Merkle tree as it is stored: reading hashes, proofs from them, and the checkpoints that sign it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
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
        """The proof that the leaf at `position` is in the tree. Three queries, whatever its size.

        Raises ValueError when there is no such leaf, LookupError when hashes are missing.
        """
        self._fetch(position)
        return inclusion_proof(position, self._size, self.read)

    def consistency(self, old: int) -> list[bytes]:
        """The proof that the first `old` leaves were the tree once. Raises as `inclusion` does."""
        return consistency_proof(old, self._size, self.read)

    def _fetch(self, position: int) -> None:
        """Read at once what the proof of `position` needs: its own tiles, and those at the right edge."""
        tiles: list[tuple[int, int]] = []
        level = 0
        while self._size >> level:
            last = (self._size >> level) - 1
            tiles += {(level, position >> level + STEP), (level, last // TILE)}
            level += STEP
        leaves = or_(
            *(_between(LedgerLeaf.position, number * TILE, TILE) for level, number in tiles if not level)
        )
        below = and_(leaves, LedgerLeaf.position < self._size)
        rows = self._session.execute(
            select(LedgerLeaf.position, LedgerLeaf.leaf_hash).where(below).order_by(LedgerLeaf.position)
        )
        self._keep((0, number, value) for number, value in rows)
        upper = [
            and_(LedgerNode.level == level, _between(LedgerNode.number, number * TILE, TILE))
            for level, number in tiles
            if level
        ]
        if upper:
            nodes = select(LedgerNode.level, LedgerNode.number, LedgerNode.hash).where(or_(*upper))
            self._keep(self._session.execute(nodes.order_by(LedgerNode.level, LedgerNode.number)))

    def _keep(self, hashes: Any) -> None:
        found: dict[tuple[int, int], list[bytes]] = {}
        for level, number, value in hashes:
            found.setdefault((level, number // TILE), []).append(value)
        self._known.update(found)


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
