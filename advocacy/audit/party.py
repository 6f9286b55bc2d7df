"""A person as the journal knows one."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Party:
    """The row's id, and the random name the ledger uses; neither tells who it is to somebody outside."""

    id: int | None
    subject: str | None
