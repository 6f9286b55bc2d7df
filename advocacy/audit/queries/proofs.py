"""What proves a line of the ledger: its inclusion in the newest checkpoint, and the key that signed it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from advocacy.audit.announced import verifier_keys
from advocacy.audit.models import Checkpoint
from advocacy.audit.notes import BadNote, Note, VerifierKey
from advocacy.audit.receipts import Unproven
from advocacy.audit.tree import StoredTree


@dataclass(frozen=True)
class Proof:
    """The hashes that lead from a line to the root of `checkpoint`, which `key` signed."""

    position: int
    hashes: list[bytes]
    checkpoint: Checkpoint
    key: VerifierKey


def proof_of(session: Session, position: int, *, checkpoint: Checkpoint | None) -> Proof:
    """The proof of the line at `position` in this `checkpoint`. Two queries, whatever the size.

    Raises Unproven when what is stored cannot prove it: the ledger was tampered with.
    """
    try:
        if checkpoint is None:
            raise LookupError("no checkpoint")
        hashes = StoredTree(session, checkpoint.size).inclusion(position)
        return Proof(position, hashes, checkpoint, signer_of(session, checkpoint.note))
    except (LookupError, ValueError):
        raise Unproven(
            "The stored ledger no longer proves this line: it was altered. Tell your auditor."
        ) from None


def signer_of(session: Session, note: str) -> VerifierKey:
    """The newest announced key that signed a checkpoint. Raises BadNote when none did. One query."""
    signed = Note.parse(note)
    for key in reversed(verifier_keys(session)):
        if any(line.name == key.name and line.key_id == key.key_id for line in signed.signatures):
            return key
    raise BadNote("No announced key signed this checkpoint.")
