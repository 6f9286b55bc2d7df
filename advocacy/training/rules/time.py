"""Time spent on a module, counted honestly: what the page tells, bounded by the clock and by good sense.

A page says how long its sections were on a visible screen. What it says is believed only as far as time has
really passed since it last said so (two tabs never count twice), at most half a minute at once, and for a
section at most three times what it takes to read. Without scripts, what counts is the time from opening the
text to beginning the quiz, at most what the training is said to take.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

MOST_AT_ONCE = 30
"""Seconds that one message of a page can add."""

SLACK = 3
"""How many times the expected time a slow reader may take and be believed."""

LEAST_OF_A_SECTION = 60
"""Seconds that count for even the shortest section."""

SECONDS_PER_QUESTION = 90
"""How long a question of a quiz counts at most."""

WHOLE = ""
"""The section under which the time without scripts is kept."""

QUIZ = "#quiz"
"""The section under which the time in quizzes is kept; no id of a section holds a #."""


@dataclass(frozen=True)
class Counted:
    """What has been counted so far: seconds by section, and when something was last added."""

    seconds: Mapping[str, int]
    last_at: datetime | None = None

    @property
    def total(self) -> int:
        """All seconds."""
        return sum(self.seconds.values())


def credited(
    claims: Sequence[tuple[str, int]],
    counted: Counted,
    caps: Mapping[str, int],
    *,
    opened_at: datetime,
    now: datetime,
) -> dict[str, int]:
    """What to add to each section that a page claims to have shown: never more than has passed.

    `caps` are the sections there are, with the most that counts for each; `opened_at` is when the page was.
    """
    since = max(opened_at, counted.last_at) if counted.last_at else opened_at
    left = max(0, min(MOST_AT_ONCE, (now - since) // timedelta(seconds=1)))
    added: dict[str, int] = {}
    for section, claimed in claims:
        if section not in caps:
            continue
        has = counted.seconds.get(section, 0) + added.get(section, 0)
        granted = max(0, min(claimed, left, caps[section] - has))
        left -= granted
        if granted:
            added[section] = added.get(section, 0) + granted
    return added


def section_caps(words: Mapping[str, int], minutes: int) -> dict[str, int]:
    """The most that counts for each section: its share of the `minutes` by its words, three times over."""
    whole = max(1, sum(words.values()))
    return {
        section: max(LEAST_OF_A_SECTION, SLACK * minutes * 60 * count // whole)
        for section, count in words.items()
    }


def without_scripts(counted: Counted, *, opened_at: datetime, begun_at: datetime, minutes: int) -> int:
    """What to add for a text whose page told nothing: from opening it to the quiz, up to what it takes.

    Nothing where the page told something. Opened again after a failed attempt, only what is new counts.
    """
    if any(section not in (WHOLE, QUIZ) for section in counted.seconds):
        return 0
    since = max(opened_at, counted.last_at) if counted.last_at else opened_at
    passed = (begun_at - since) // timedelta(seconds=1)
    return max(0, min(passed, minutes * 60 - counted.seconds.get(WHOLE, 0)))


def in_quiz(*, begun_at: datetime, handed_in_at: datetime, questions: int) -> int:
    """The seconds of one attempt that count."""
    passed = (handed_in_at - begun_at) // timedelta(seconds=1)
    return max(0, min(passed, questions * SECONDS_PER_QUESTION))


def minutes_of(seconds: int) -> int:
    """Whole minutes, the begun one included: training is working time."""
    return max(1, -(-seconds // 60))
