"""Checking a receipt that somebody uploads: by itself first, then against the ledger that is here."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from advocacy.audit.announced import verifier_keys
from advocacy.audit.forms import LARGEST_RECEIPT
from advocacy.audit.models import Checkpoint
from advocacy.audit.receipts import Proven, Unproven, verify
from advocacy.errors import Refused
from advocacy.numbers import LARGEST_ID


@dataclass(frozen=True)
class Verdict:
    """What is proven, or the first fault; `is_ours` says whether this portal's own key signed it."""

    proven: Proven | None
    fault: Refused | None
    is_ours: bool = False

    @property
    def is_intact(self) -> bool:
        """Whether the receipt holds."""
        return self.fault is None


def check_receipt(session: Session, content: bytes) -> Verdict:
    """The verdict on an uploaded file. Two queries; never raises for what is in the file."""
    try:
        proven = verify(_read(content))
        is_ours = proven.fingerprint in {key.fingerprint for key in verifier_keys(session)}
        if is_ours:
            _check_here(session, proven)
    except Unproven as fault:
        return Verdict(None, fault)
    return Verdict(proven, None, is_ours)


def _read(content: bytes) -> Mapping[str, object]:
    if len(content) > LARGEST_RECEIPT:
        raise Unproven("This file is too large for a receipt.")
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise Unproven("This is not a receipt: receipts are files that end in .json.")
    return found


def _check_here(session: Session, proven: Proven) -> None:
    """The same key never signs two trees of one size, unless somebody rewrote the ledger."""
    size = proven.checkpoint.size
    held = session.get(Checkpoint, size) if size <= LARGEST_ID else None
    if held is None or held.root != proven.checkpoint.root:
        raise Unproven(
            "The receipt holds by itself, but the ledger here no longer has the state it describes: the "
            "ledger was rolled back or rewritten. Keep the receipt and tell your auditor."
        )
