"""What a rule says when the answer is no.

These exceptions know nothing of HTTP, pages or languages: the web layer turns them into an answer
(`advocacy/answers_to_errors.py`) and translates the sentence for the person who asked.
"""

from __future__ import annotations

from typing import Any

from advocacy.numbers import is_amount


def N_(sentence: str) -> str:
    """Mark `sentence` for translation (by gettext's own name for that) and return it unchanged."""
    return sentence


class Refused(Exception):
    """A rule says no. `sentence` is English with named gaps that `values` fill; the person gets to see it."""

    def __init__(self, sentence: str, **values: Any) -> None:
        self.sentence = sentence
        self.values = values
        super().__init__(sentence)

    def __str__(self) -> str:
        if not self.values:
            return self.sentence
        return self.sentence % {
            gap: f"{value:,}" if is_amount(gap, value) else value for gap, value in self.values.items()
        }


class Problems(Refused):
    """Several things are wrong at once; each is a Refused of its own, in the order they were met."""

    def __init__(self, problems: tuple[Refused, ...]) -> None:
        if not problems:
            raise ValueError("Problems needs at least one problem.")
        self.problems = problems
        super().__init__(problems[0].sentence, **problems[0].values)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


class NotVisible(Exception):
    """What was looked up does not exist for this person: it is missing, or none of their business."""


class Forbidden(Exception):
    """The actor lacks a permission that the action needs."""


class Unavailable(Exception):
    """Something we need does not answer now; the same request may succeed after `retry_after` seconds."""

    def __init__(self, reason: str, *, retry_after: int = 5) -> None:
        self.retry_after = retry_after
        super().__init__(reason)
