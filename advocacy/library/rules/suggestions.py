"""What may be suggested, and how it is answered."""

from __future__ import annotations

from advocacy.errors import Refused

LONGEST_IDEA, LONGEST_ANSWER = 2_000, 1_000
MOST_OPEN = 20
"""Ideas of one person that wait at once: more than anybody has in a week."""


def check_idea(idea: str, *, waiting: int) -> None:
    """Raise Refused for an empty or over-long idea, and while too many of the same person wait."""
    if not idea:
        raise Refused("Write your idea in a sentence or two.")
    if len(idea) > LONGEST_IDEA:
        raise Refused("An idea is told in at most %(most)s characters.", most=LONGEST_IDEA)
    if waiting >= MOST_OPEN:
        raise Refused(
            "%(count)s of your ideas wait for an answer. Let the editors catch up first.", count=waiting
        )


def check_answer(answer: str, *, declined: bool, answered: bool) -> None:
    """Raise Refused for a second answer, and for a refusal without a word."""
    if answered:
        raise Refused("This suggestion has been answered.")
    if declined and not answer:
        raise Refused("Say in a sentence why it is not used: somebody took the time to write.")
    if len(answer) > LONGEST_ANSWER:
        raise Refused("An answer has at most %(most)s characters.", most=LONGEST_ANSWER)
