"""On which terms a quiz is taken: how many right answers, how many attempts. Plain Python."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from advocacy.errors import Refused

MOST_ATTEMPTS = 50


@dataclass(frozen=True)
class Terms:
    """`pass_mark` is how many questions must be right; `attempts` is None for any number of them."""

    pass_mark: int = 0
    attempts: int | None = None


NO_TERMS = Terms()
"""What stands where there is no quiz."""


def check_terms(pass_mark: int, attempts: int | None) -> None:
    """Raise Refused for numbers that can never be right, whatever the quiz."""
    if attempts is not None and not 1 <= attempts <= MOST_ATTEMPTS:
        raise Refused(
            "A quiz can be tried between 1 and %(most)s times, or any number of times.", most=MOST_ATTEMPTS
        )
    if pass_mark < 0:
        raise Refused("The number of right answers needed cannot be below zero.")


def pass_mark_problems(pass_mark: int, questions: int | None) -> Iterator[Refused]:
    """What is wrong with the mark of a quiz; `questions` is None while the quiz cannot be read."""
    if pass_mark < 1:
        yield Refused("Say how many questions must be answered right: 1 at least.")
    elif questions is not None and pass_mark > questions:
        yield Refused(
            "%(pass_mark)s right answers are needed, but the quiz has %(questions)s questions only.",
            pass_mark=pass_mark,
            questions=questions,
        )
