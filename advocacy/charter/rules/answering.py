"""Decisions about the owner's answers."""

from __future__ import annotations

from datetime import datetime

from advocacy.errors import Refused

LONGEST_ANSWER = 4000


def check_answer(answered_at: datetime | None, words: str) -> None:
    """Raise Refused for a question that was answered already, or an answer that is empty or too long."""
    if answered_at is not None:
        raise Refused("This question was answered already. What you typed was not sent.")
    if not words.strip():
        raise Refused("Write an answer first.")
    if len(words) > LONGEST_ANSWER:
        raise Refused(
            "This answer has %(length)s characters; the most is %(most)s.",
            length=len(words),
            most=LONGEST_ANSWER,
        )
