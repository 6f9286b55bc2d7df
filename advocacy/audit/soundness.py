"""Whether what is stored of the ledger fits together: looked at before anything is added to it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from advocacy.audit.merkle import Frontier, verify_consistency, verify_inclusion
from advocacy.audit.models import Checkpoint, LedgerLeaf
from advocacy.audit.notes import BadNote, CheckpointBody, VerifierKey, open_checkpoint
from advocacy.audit.tree import StoredTree, newest_checkpoints


class LedgerInconsistent(Exception):
    """The stored ledger contradicts itself: it was altered, cut or rolled back. Nothing is added to it."""


def check_soundness(session: Session, keys: Sequence[VerifierKey]) -> Checkpoint | None:
    """The last checkpoint, once its signature, its frontier, the leaves and the checkpoint before it agree.

    None for a ledger not opened yet. A fixed number of queries. This sees the tree's right edge and what two
    checkpoints cover together; all lines are checked by an export and its verifier.
    Raises LedgerInconsistent.
    """
    checkpoints = newest_checkpoints(session, 2)
    highest = session.scalar(select(func.max(LedgerLeaf.position)))
    stored = 0 if highest is None else highest + 1
    if not checkpoints:
        if stored:
            raise LedgerInconsistent(f"{stored} leaves are stored and no checkpoint.")
        return None
    last = checkpoints[0]
    _check_signed(last, keys)
    if stored != last.size:
        raise LedgerInconsistent(f"{stored} leaves are stored, the last checkpoint signs {last.size}.")
    _check_tree(session, last)
    if len(checkpoints) == 2:
        _check_growth(session, checkpoints[1], last)
    return last


def _check_signed(checkpoint: Checkpoint, keys: Sequence[VerifierKey]) -> None:
    try:
        body: CheckpointBody | None = open_checkpoint(checkpoint.note, keys)
        frontier = Frontier.from_json(checkpoint.frontier)
    except (BadNote, ValueError, KeyError, TypeError) as error:
        raise LedgerInconsistent(f"The checkpoint of {checkpoint.size} leaves: {error}") from None
    signed = (body.size, body.root) if body else None
    if not signed == (checkpoint.size, checkpoint.root) == (frontier.size, frontier.root()):
        raise LedgerInconsistent(f"The checkpoint of {checkpoint.size} leaves is not the one signed.")


def _check_tree(session: Session, last: Checkpoint) -> None:
    tree, position = StoredTree(session, last.size), last.size - 1
    try:
        proof = tree.inclusion(position)
    except LookupError as error:
        raise LedgerInconsistent(str(error)) from None
    leaf = session.scalars(select(LedgerLeaf.leaf_hash).where(LedgerLeaf.position == position)).one()
    if not verify_inclusion(leaf, position, last.size, proof, last.root):
        raise LedgerInconsistent(f"The stored hashes do not lead to the root of {last.size} leaves.")


def _check_growth(session: Session, before: Checkpoint, last: Checkpoint) -> None:
    try:
        proof = StoredTree(session, last.size).consistency(before.size)
    except LookupError as error:
        raise LedgerInconsistent(str(error)) from None
    if not verify_consistency(before.size, last.size, before.root, last.root, proof):
        raise LedgerInconsistent(f"The trees of {before.size} and {last.size} leaves contradict each other.")
