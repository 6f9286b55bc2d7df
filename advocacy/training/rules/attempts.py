"""Attempts at a training's quiz: when one may be begun."""

from __future__ import annotations

from collections.abc import Collection

from advocacy.charter.rules.reading import Shown
from advocacy.errors import N_, Refused
from advocacy.quizzes.attempts import Chances
from advocacy.training.rules.words import ModuleKind

NOT_BY_QUIZ = {
    ModuleKind.SESSION: N_("This training is a session with a trainer: there is no quiz to take here."),
    ModuleKind.PROOF: N_("This training is shown by a proof from elsewhere: there is no quiz to take here."),
}


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
