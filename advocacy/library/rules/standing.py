"""Where a content stands on its way to be passed on. Computed, never stored."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from advocacy.errors import N_, Refused
from advocacy.library.rules.words import Decision


class Standing(StrEnum):
    """Where the content being written stands. What people see meanwhile is the revision approved before."""

    WRITING = "writing"
    IN_REVIEW = "in_review"
    RETURNED = "returned"
    APPROVED = "approved"
    RECALLED = "recalled"
    DISCARDED = "discarded"


STANDING_NAMES = {
    Standing.WRITING: N_("being written"),
    Standing.IN_REVIEW: N_("in review"),
    Standing.RETURNED: N_("returned"),
    Standing.APPROVED: N_("approved"),
    Standing.RECALLED: N_("recalled"),
    Standing.DISCARDED: N_("discarded"),
}
"""What each is called, to be translated when shown."""


@dataclass(frozen=True)
class StandingFacts:
    """What the standing follows from. `handed_in` is the edition of the latest revision."""

    edition: int
    handed_in: int | None = None
    decision: Decision | None = None
    is_recalled: bool = False
    is_discarded: bool = False


def standing(facts: StandingFacts) -> Standing:
    """Where the content stands. Whoever saves a content in review takes it back: the edition moved on."""
    if facts.is_recalled:
        return Standing.RECALLED
    if facts.is_discarded:
        return Standing.DISCARDED
    if facts.handed_in != facts.edition:
        return Standing.WRITING
    decided = {Decision.APPROVED: Standing.APPROVED, Decision.RETURNED: Standing.RETURNED}
    return decided[facts.decision] if facts.decision else Standing.IN_REVIEW


def check_handing_in(facts: StandingFacts, *, shown: int) -> None:
    """Raise Refused unless the content is being written, or came back, and is the edition `shown`."""
    now = standing(facts)
    if now is Standing.RECALLED:
        raise Refused("This content was recalled, and a recall is for good. Write another one.")
    if now is Standing.DISCARDED:
        raise Refused("This content was discarded.")
    if facts.edition != shown:
        raise Refused("This content was changed elsewhere since you opened the page. Read it again first.")
    if now is Standing.IN_REVIEW:
        raise Refused("This content is in review already.")
    if now is Standing.APPROVED:
        raise Refused("This content is approved as it is. There is nothing to hand in.")
