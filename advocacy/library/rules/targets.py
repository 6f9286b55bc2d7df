"""Pages that content links to: what became of one since it was approved, and when it is looked at again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from advocacy.errors import N_
from advocacy.library.rules.words import TargetState

DAILY = timedelta(days=1)
BEFORE_OPENING = timedelta(hours=1)
"""So long before the window opens, a page is looked at again: enough to mend or hold the content."""

AGAIN_AFTER = timedelta(minutes=15)
FRESH = timedelta(hours=1)
"""A page seen less than this ago is not asked again because somebody saves a draft."""

TRIES = 3
"""A server that does not answer so often in a row is down; once is a hiccup."""


@dataclass(frozen=True)
class Known:
    """What is known of a page before it is looked at."""

    approved_sha256: str | None
    fails: int


@dataclass(frozen=True)
class Seen:
    """What a look found: the hash of its card, or what kept us. `is_final`: another try would not help."""

    sha256: str | None = None
    is_forbidden: bool = False
    is_final: bool = False
    detail: str = ""


@dataclass(frozen=True)
class Judged:
    """What is written down; `state` is None when it stays what it was, until another try."""

    state: TargetState | None
    fails: int


def judge(known: Known, seen: Seen) -> Judged:
    """What a look means for the page."""
    if seen.sha256 is not None:
        same = known.approved_sha256 in (None, seen.sha256)
        return Judged(TargetState.ALIVE if same else TargetState.CHANGED, 0)
    fails = known.fails + 1
    if seen.is_forbidden:
        return Judged(TargetState.FORBIDDEN, fails)
    return Judged(TargetState.DEAD if seen.is_final or fails >= TRIES else None, fails)


def next_look(
    now: datetime, windows: Iterable[tuple[datetime, datetime | None]], *, is_known: bool, fails: int
) -> datetime | None:
    """When a page is looked at again, of which approved content links to it in these windows.

    A try that brought nothing yet is repeated soon; then an hour before a window opens, and daily while one
    is open; never when nothing links to it any more.
    """
    if not is_known and 0 < fails < TRIES:
        longer: int = 2 ** (fails - 1)
        return now + AGAIN_AFTER * longer
    open_ones = [(opens, closes) for opens, closes in windows if closes is None or closes > now]
    if not open_ones:
        return None
    before = [opens - BEFORE_OPENING for opens, _closes in open_ones if opens - BEFORE_OPENING > now]
    return min([*before, now + DAILY])


STATES: Mapping[TargetState, str] = {
    TargetState.WAITING: N_("The page is being looked at. Its card appears here in a moment."),
    TargetState.ALIVE: N_("The page is there."),
    TargetState.CHANGED: N_("The page has changed since this was approved. Look whether it still fits."),
    TargetState.DEAD: N_(
        "The page cannot be opened any more. Choose another link, or hold the content back."
    ),
    TargetState.FORBIDDEN: N_("This address leads to no public page. Nobody outside could open it."),
}
"""What is said of each state, to be translated when shown."""

WORRYING = frozenset({TargetState.CHANGED, TargetState.DEAD, TargetState.FORBIDDEN})
"""The states of which the author of live content is told."""
