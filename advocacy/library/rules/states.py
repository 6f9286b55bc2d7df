"""The state of a content as its list says it: what people see of it, or how far its writing is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from advocacy.errors import N_
from advocacy.library.rules.standing import Standing


class State(StrEnum):
    """The states in which a content may be."""

    WRITING = "writing"
    IN_REVIEW = "in_review"
    RETURNED = "returned"
    PLANNED = "planned"
    LIVE = "live"
    ENDED = "ended"
    HELD = "held"
    RECALLED = "recalled"
    DISCARDED = "discarded"


CONTENT_STATE_NAMES = {
    State.WRITING: N_("being written"),
    State.IN_REVIEW: N_("in review"),
    State.RETURNED: N_("returned"),
    State.PLANNED: N_("planned"),
    State.LIVE: N_("live"),
    State.ENDED: N_("ended"),
    State.HELD: N_("held back"),
    State.RECALLED: N_("recalled"),
    State.DISCARDED: N_("discarded"),
}
"""What each is called, to be translated when shown."""

STATE_KINDS = {
    State.WRITING: "neutral",
    State.IN_REVIEW: "info",
    State.RETURNED: "warn",
    State.PLANNED: "info",
    State.LIVE: "ok",
    State.ENDED: "neutral",
    State.HELD: "warn",
    State.RECALLED: "danger",
    State.DISCARDED: "neutral",
}
"""The colour of each as a mark."""


@dataclass(frozen=True)
class StateFacts:
    """What the states follow from. The window is that of what people see, None for nothing."""

    standing: Standing
    is_held: bool
    opens_at: datetime | None
    closes_at: datetime | None


def states(facts: StateFacts, *, now: datetime) -> tuple[State, ...]:
    """The states of a content, what people see first; a second one when another text of it is on its way."""
    if facts.standing is Standing.RECALLED:
        return (State.RECALLED,)
    if facts.standing is Standing.DISCARDED:
        return (State.DISCARDED,)
    seen = _seen(facts, now)
    if seen is None:
        return (_WRITTEN.get(facts.standing, State.WRITING),)
    return (seen,) if facts.standing is Standing.APPROVED else (seen, _WRITTEN[facts.standing])


_WRITTEN = {
    Standing.WRITING: State.WRITING,
    Standing.IN_REVIEW: State.IN_REVIEW,
    Standing.RETURNED: State.RETURNED,
}


def _seen(facts: StateFacts, now: datetime) -> State | None:
    if facts.is_held:
        return State.HELD
    if facts.opens_at is None:
        return None
    if facts.opens_at > now:
        return State.PLANNED
    return State.ENDED if facts.closes_at is not None and facts.closes_at <= now else State.LIVE
