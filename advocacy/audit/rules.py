"""Decisions about the ledger: when a clock stepped back, how far the proof lags, what an export may hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from advocacy.errors import Refused

TOLERANCE = timedelta(hours=1)
"""How much earlier than the latest line a line may be: what `verify_ledger.py` bears without being told."""

KEPT = timedelta(days=7)
"""How long the file of an export can be fetched."""

MOST_OPENED = 500
"""How many people one export may identify."""

TRACE = "trace"
"""The kind of opening that holds technical traces (address, browser); it is never exported."""


def stepped_back(latest: datetime | None, at: datetime) -> bool:
    """Whether a line of the instant `at`, placed after one of `latest`, must be announced first."""
    return latest is not None and latest - at > TOLERANCE


@dataclass(frozen=True)
class Exposure:
    """How much of the evidence rests on our word alone, as of `now`.

    `anchored_at` is when a checkpoint last left our hands (None: never), `exposed_since` that instant or else
    the first checkpoint's; `size` and `sealed_at` describe the last checkpoint; `unsealed` counts facts that
    wait for their place, at most `MOST_COUNTED`, the oldest since `waiting_since`.
    """

    now: datetime
    anchored_at: datetime | None
    exposed_since: datetime | None
    size: int
    sealed_at: datetime | None
    unsealed: int
    waiting_since: datetime | None

    @property
    def exposed_for(self) -> timedelta | None:
        """The time since the last anchor, or since the ledger was opened; None for an unopened one."""
        return self.now - self.exposed_since if self.exposed_since else None

    @property
    def is_late(self) -> bool:
        """Whether a fact waits for its place for so long that the sealer must have stopped."""
        return self.waiting_since is not None and self.now - self.waiting_since > LATE


MOST_COUNTED = 1000
LATE = timedelta(minutes=2)


def chosen_numbers(typed: str) -> Sequence[str]:
    """The employee numbers in what was typed: separated by spaces, commas, semicolons or lines; each once."""
    for mark in ",;\x00":
        typed = typed.replace(mark, " ")
    return list(dict.fromkeys(typed.split()))


GIVEN_UP = timedelta(hours=6)
"""An export that was asked for so long ago and is not there will not come any more."""


def check_opened(people: int, under_way: Sequence[datetime], now: datetime) -> None:
    """Raise Refused unless an export with so many people opened may be begun now.

    `under_way` are the times at which the auditor asked for exports that are not ready yet.
    """
    if people > MOST_OPENED:
        raise Refused("One export opens at most %(most)s people.", most=MOST_OPENED)
    if any(now - asked_at < GIVEN_UP for asked_at in under_way):
        raise Refused("An export that you asked for is being made. Wait until it is ready, then ask again.")
