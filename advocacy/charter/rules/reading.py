"""What a person may do with a text that was shown to them, and what the proof of showing it must say."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from advocacy.charter.rules.words import Act
from advocacy.errors import Refused

SHOWN_FOR = timedelta(hours=12)
"""How long a text that was opened may be acknowledged: one working day with its breaks."""

LONGEST_QUESTION = 2000
LONGEST_REASON = 4000


@dataclass(frozen=True)
class Shown:
    """What the server signed when it showed a text: to whom, on which sign-in, which text, when."""

    person_id: int
    sign_in_id: int | None
    text_id: int
    sha256: str
    language: str
    at: datetime


@dataclass(frozen=True)
class TextFacts:
    """The text that somebody wants to act on: what its version is now."""

    is_in_force: bool
    is_withdrawn: bool = False


def check_shown(shown: Shown | None, *, wanted: str, person_id: int | None, sign_in_id: int | None) -> Shown:
    """The proof, if it says that the text `wanted` (its SHA-256) was shown to this person on this sign-in.

    Raises Refused when there is none, or it is about somebody else, another sign-in or another text.
    """
    if shown is None or shown.person_id != person_id:
        raise Refused(
            "This text was not shown to you here. Read it on this page, then send your answer again."
        )
    if shown.sign_in_id != sign_in_id:
        raise Refused(
            "This text was shown to you before you last signed in. Read it on this page, then send your "
            "answer again."
        )
    if shown.sha256 != wanted:
        raise Refused(
            "The text you were shown is not the one you answered: another version, or another language. Read "
            "it on this page, then send your answer again."
        )
    return shown


def check_act(shown: Shown, text: TextFacts, now: datetime) -> None:
    """Raise Refused unless the text that was `shown` may be acknowledged, or objected to, `now`."""
    if text.is_withdrawn:
        raise Refused("This version was withdrawn while you were reading. This page shows what holds now.")
    if not text.is_in_force:
        raise Refused(
            "A newer version was published while you were reading. It is on this page: read it, then send "
            "your answer again."
        )
    if now - shown.at > SHOWN_FOR:
        raise Refused(
            "This text was opened more than %(hours)s hours ago. Read it again on this page, then send your "
            "answer again.",
            hours=SHOWN_FOR // timedelta(hours=1),
        )


def check_objection(acts: Collection[Act]) -> None:
    """Raise Refused when this person, with these `acts` on the version, cannot object to it any more.

    An objection can be followed by an acknowledgement, which then counts; not the other way round, so that
    two clicks never leave it unclear what somebody meant.
    """
    if Act.ACKNOWLEDGED in acts:
        raise Refused(
            "You acknowledged this version, and that stays on record. Ask the owner a question to say what "
            "you disagree with; you can object to a later version."
        )


def check_reason(reason: str) -> str:
    """The reason without blank ends and NUL. Raises Refused when it is too long."""
    kept = reason.replace("\x00", "").strip()
    if len(kept) > LONGEST_REASON:
        raise Refused("A reason has at most %(most)s characters.", most=LONGEST_REASON)
    return kept


def check_question(question: str, clause: str, clauses: Collection[str]) -> str:
    """The question without blank ends and NUL.

    Raises Refused: it is empty, too long, or about an unknown clause.
    """
    kept = question.replace("\x00", "").strip()
    if not kept:
        raise Refused("Write your question first.")
    if len(kept) > LONGEST_QUESTION:
        raise Refused("A question has at most %(most)s characters.", most=LONGEST_QUESTION)
    if clause and clause not in clauses:
        raise Refused("The text has no such clause. Choose one from the list, or none.")
    return kept
