"""Attempts at a quiz: when one may be begun, what an answer sheet must hold, and when it is passed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from advocacy.charter.rules.reading import Shown
from advocacy.errors import N_, Refused
from advocacy.training.rules.words import ModuleKind

REST = timedelta(hours=24)
"""How long somebody rests who has used up all attempts: read again, ask, try tomorrow."""

NOT_BY_QUIZ = {
    ModuleKind.SESSION: N_("This training is a session with a trainer: there is no quiz to take here."),
    ModuleKind.PROOF: N_("This training is shown by a proof from elsewhere: there is no quiz to take here."),
}


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


def check_takeable(kind: ModuleKind, *, retired: bool) -> None:
    """Raise Refused unless the module can be taken here."""
    if kind in NOT_BY_QUIZ:
        raise Refused(NOT_BY_QUIZ[kind])
    if retired:
        raise Refused("This training is no longer offered. What you completed stays in your history.")


def check_chances(left: Chances, *, allowed: int | None) -> None:
    """Raise Refused when every attempt is used up."""
    if left.opens_at is None:
        return
    raise Refused(
        "You have used all %(allowed)s attempts. Read the sections again, and ask your trainer or HR about "
        "what is unclear: you can try again 24 hours after the last attempt.",
        allowed=allowed,
    )


def check_text_shown(
    shown: Shown | None, *, person_id: int | None, sign_in_id: int | None, texts: Collection[str]
) -> Shown:
    """The proof, if it says that one of the `texts` of this version was shown to this person here.

    Raises Refused: it was not, or a newer version was published meanwhile.
    """
    if shown is None or shown.person_id != person_id or shown.sign_in_id != sign_in_id:
        raise Refused(
            "The text of this training was not shown to you here. Read it first, then take its quiz."
        )
    if shown.sha256 not in texts:
        raise Refused(
            "A newer version of this training was published while you were reading. It is on this page: read "
            "it, then take its quiz."
        )
    return shown


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
