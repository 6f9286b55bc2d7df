"""Who may work on which content: an editor or approver who was given topics works on these only."""

from __future__ import annotations

from collections.abc import Collection

from advocacy.errors import Refused


def may_work_on(rights: Collection[int], topics: Collection[int]) -> bool:
    """Whether somebody limited to the topics `rights` (nobody limits who has none) may work on such content.

    All topics of the content must be among them: who looks after recruitment does not decide what is said
    of recruitment and prices. Content without a topic belongs to those who are not limited.
    """
    return not rights or (bool(topics) and set(topics) <= set(rights))


def check_topics(rights: Collection[int], topics: Collection[int]) -> None:
    """Raise Refused when somebody limited to topics would put content outside them."""
    if not may_work_on(rights, topics):
        raise Refused("You work on certain topics only. Choose topics among yours.")
