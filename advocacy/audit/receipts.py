"""A person's receipt: one ledger line with all that is needed to prove, elsewhere, that it is in the ledger.

Pure: the parts come in, a JSON-able dictionary goes out, and such a dictionary can be checked. The same
receipt is checked by `verify_ledger.py`, which shares no code with this.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from advocacy.audit.canonical import canonical, commitment
from advocacy.audit.merkle import leaf_hash, verify_inclusion
from advocacy.audit.notes import BadNote, CheckpointBody, VerifierKey, open_checkpoint
from advocacy.errors import Refused

FORMAT = 1


class Unproven(Refused):
    """The receipt does not prove its line; the sentence says what is wrong with it."""


@dataclass(frozen=True)
class Opened:
    """What one commitment of the line hides, given to the person it is about."""

    salt: bytes
    values: Mapping[str, Any]

    def to_json(self) -> dict[str, Any]:
        """The opening as receipts and `openings.jsonl` write it."""
        values = dict(self.values)
        return {"commitment": commitment(self.salt, values), "salt": self.salt.hex(), "values": values}


@dataclass(frozen=True)
class Proven:
    """What a receipt proves: this entry stands at this position of the log that `checkpoint` describes."""

    entry: Mapping[str, Any]
    position: int
    checkpoint: CheckpointBody
    fingerprint: str
    opened: tuple[Mapping[str, Any], ...]


def build(
    *,
    line: bytes,
    position: int,
    proof: Sequence[bytes],
    checkpoint: str,
    key: VerifierKey,
    opened: Sequence[Opened] = (),
    about: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """The receipt of the ledger line `line` at `position`, with its proof in the signed `checkpoint`.

    `about` is for the eye (a title, a name) and is proven by nothing. Raises Unproven when the parts do not
    prove the line, so that no receipt is handed out that would fail when it is needed.
    """
    receipt = {
        "receipt": FORMAT,
        "about": dict(about or {}),
        "line": line.decode("utf-8"),
        "position": position,
        "proof": [base64.b64encode(item).decode("ascii") for item in proof],
        "checkpoint": checkpoint,
        "key": key.text,
        "openings": [item.to_json() for item in opened],
    }
    verify(receipt)
    return receipt


def verify(receipt: Mapping[str, Any], fingerprint: str | None = None) -> Proven:
    """Check a receipt and say what it proves.

    Without `fingerprint` the signature is checked against the key in the receipt, which proves nothing to
    who does not know that key. Raises Unproven with the first thing that is wrong.
    """
    line, position, proof, note, key, openings = _parts(receipt)
    if fingerprint and key.fingerprint != fingerprint:
        raise Unproven("The receipt is signed with another key than the one you named.")
    try:
        checkpoint = open_checkpoint(note, [key])
    except BadNote:
        raise Unproven("The signature of the receipt's checkpoint does not hold.") from None
    entry = _entry(line)
    if not verify_inclusion(leaf_hash(line), position, checkpoint.size, proof, checkpoint.root):
        raise Unproven("The receipt's line is not in the ledger that its checkpoint describes.")
    opened = tuple(_opened(opening, entry) for opening in openings)
    return Proven(entry, position, checkpoint, key.fingerprint, opened)


def _parts(
    receipt: Mapping[str, Any],
) -> tuple[bytes, int, list[bytes], str, VerifierKey, list[Mapping[str, Any]]]:
    try:
        line, position = receipt["line"].encode("utf-8"), receipt["position"]
        proof = [base64.b64decode(item, validate=True) for item in receipt["proof"]]
        note, key = receipt["checkpoint"], VerifierKey.parse(receipt["key"])
        openings: list[Mapping[str, Any]] = [dict(item) for item in receipt["openings"]]
        known = receipt["receipt"] == FORMAT and type(position) is int and isinstance(note, str)
    except (AttributeError, KeyError, TypeError, ValueError):
        known = False
    if not known:
        raise Unproven("This is not a receipt of this portal, or a part of it is missing.")
    return line, position, proof, note, key, openings


def _entry(line: bytes) -> Mapping[str, Any]:
    try:
        entry = json.loads(line)
        same = isinstance(entry, dict) and canonical(entry) == line
    except (ValueError, TypeError, RecursionError):
        same = False
    if not same:
        raise Unproven("The receipt's line is not written as the ledger writes its lines.")
    checked: Mapping[str, Any] = entry
    return checked


def _opened(opening: Mapping[str, Any], entry: Mapping[str, Any]) -> Mapping[str, Any]:
    try:
        values: Mapping[str, Any] = opening["values"]
        found = commitment(bytes.fromhex(opening["salt"]), values)
        held = found == opening["commitment"] and found in entry["commitments"].values()
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError):
        held = False
    if not held:
        raise Unproven("The personal details in the receipt are not those that its line commits to.")
    return values
