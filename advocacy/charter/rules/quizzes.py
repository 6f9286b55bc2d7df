"""The quiz of a version: when an attempt may be begun, and what an acknowledgement rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from advocacy.errors import Refused
from advocacy.quizzes.attempts import Chances


@dataclass(frozen=True)
class Passed:
    """That somebody passed the quiz which a version asks, and when; `event_id` is its line in the ledger."""

    id: int
    at: datetime
    event_id: int


def check_passed(found: Passed | None) -> Passed:
    """The passing. Raises Refused when there is none."""
    if found is None:
        raise Refused("This version has a short quiz. Pass it first, then acknowledge the text.")
    return found


def check_begin(found: Passed | None, left: Chances, *, has_quiz: bool, allowed: int | None) -> None:
    """Raise Refused unless there is a quiz, it is still to be passed, and an attempt is left."""
    if not has_quiz:
        raise Refused("This version has no quiz: you can acknowledge it at once.")
    if found is not None:
        raise Refused("You passed this quiz already: you can acknowledge the text now.")
    if left.are_used_up:
        raise Refused(
            "You have used all %(allowed)s attempts. Read the clauses again, and ask the owner of the text "
            "about what is unclear: you can try again 24 hours after the last attempt.",
            allowed=allowed,
        )
