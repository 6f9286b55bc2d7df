"""What the ledger and its auditors do, as facts of the journal; the first three are lines of the ledger.

Their names are known to `verify_ledger.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from advocacy.audit.events import Event
from advocacy.errors import N_


@dataclass(frozen=True)
class LedgerOpened(Event):
    """The first line: the key (its public half, as one line of text) that signs from here on."""

    provable: ClassVar[bool] = True
    sentence: ClassVar[str] = N_("The ledger was opened; the fingerprint of its key is %(fingerprint)s.")

    key: str
    fingerprint: str


@dataclass(frozen=True)
class KeyChanged(Event):
    """From here on another key signs; the old one signs once more beside it, if it is still at hand."""

    provable: ClassVar[bool] = True
    sentence: ClassVar[str] = N_("The ledger's key was changed; its fingerprint is %(fingerprint)s.")

    key: str
    fingerprint: str


@dataclass(frozen=True)
class ClockSteppedBack(Event):
    """The machine's clock went back; the order of times counts again from `to`."""

    provable: ClassVar[bool] = True
    sentence: ClassVar[str] = N_("The clock stepped back; the order of times counts again from %(to)s.")

    to: str


@dataclass(frozen=True)
class LedgerExported(Event):
    """The ledger was exported, with the personal details of so many people."""

    opened: int
    sentence: ClassVar[str] = N_(
        "%(actor)s exported the ledger with the personal details of %(opened)s people."
    )
