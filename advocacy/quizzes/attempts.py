"""Attempts at a quiz: how many are left, what an answer sheet must hold, when it is passed. Plain Python."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from advocacy.errors import Refused

REST = timedelta(hours=24)
"""How long somebody rests who has used up all attempts: read again, ask, try tomorrow."""


Ticked = dict[str, list[str]]
"""The keys of the ticked options by key of the question."""


@dataclass(frozen=True)
class Chances:
    """How many more attempts may be begun now (None: any number), or from when on the next one may."""

    left: int | None
    opens_at: datetime | None = None

    @property
    def are_used_up(self) -> bool:
        """Whether none may be begun now."""
        return self.opens_at is not None


@dataclass(frozen=True)
class Sheet:
    """A question as an answer sheet needs it: the keys of its options."""

    key: str
    options: frozenset[str]


def chances(handed_in: int, last_at: datetime | None, allowed: int | None, now: datetime) -> Chances:
    """How many attempts of one version are left to somebody who handed in so many, the last one at `last_at`.

    Attempts come in rounds of `allowed` (None or 0: any number): a day after the last one of a round the
    next round opens, so that nobody is shut out of what they owe.
    """
    if not allowed:
        return Chances(None)
    used = handed_in % allowed
    if last_at is not None and used == 0 and now < last_at + REST:
        return Chances(0, last_at + REST)
    return Chances(allowed - used)


def ticked_in(fields: Iterable[tuple[str, list[str]]]) -> Ticked:
    """The ticked options among the fields of a form: each is called `q-` and the key of its question."""
    return {name.removeprefix("q-"): values for name, values in fields if name.startswith("q-")}


def answers_of(ticked: Mapping[str, Collection[str]], sheets: Collection[Sheet]) -> dict[str, list[str]]:
    """What was ticked, in a fixed order, without what the quiz does not have."""
    kept = {sheet.key: sorted(sheet.options & frozenset(ticked.get(sheet.key, ()))) for sheet in sheets}
    return {key: kept[key] for key in sorted(kept) if kept[key]}


def check_whole(answers: Mapping[str, Collection[str]], sheets: Collection[Sheet]) -> None:
    """Raise Refused when a question has no answer."""
    missing = sum(not answers.get(sheet.key) for sheet in sheets)
    if missing == 1:
        raise Refused("One question has no answer yet. Your other answers are kept.")
    if missing:
        raise Refused(
            "%(missing)s questions have no answer yet. Your other answers are kept.", missing=missing
        )


def is_passed(right: int, pass_mark: int) -> bool:
    """Whether so many right answers reach the mark."""
    return right >= pass_mark
