"""Decisions of a review: who may decide, on exactly what, and what an approval needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from advocacy.errors import Refused
from advocacy.library.rules.standing import Standing
from advocacy.library.rules.words import Decision


@dataclass(frozen=True)
class Shown:
    """A file of the revision, and whether what it shows is said in each of its languages."""

    position: int
    is_described: bool


@dataclass(frozen=True)
class ReviewFacts:
    """What a review is decided on.

    `sha256` is of the revision that waits. `writers` are the author, everyone who saved something in the
    content, and whoever handed it in. `card` is the hash of the linked page's card in the revision, and
    `card_now` that of the page as it was last seen; None when it was not seen yet. `claims_end_on` is the
    first day on which a claim's evidence ends.
    """

    standing: Standing
    sha256: str | None
    writers: frozenset[int]
    closes_at: datetime | None = None
    media: Sequence[Shown] = ()
    claims_end_on: date | None = None
    card: str | None = None
    card_now: str | None = None


def check_reviewer(facts: ReviewFacts, by: int | None, *, is_external: bool) -> None:
    """Raise Refused unless the content is in review and `by`, who works here, had no hand in it."""
    if facts.standing is not Standing.IN_REVIEW:
        raise Refused(
            "This content is not in review: it was changed, decided on or recalled since you opened it."
        )
    if is_external:
        raise Refused("Only somebody who works here approves content.")
    if by is None or by in facts.writers:
        raise Refused("Someone else must review content you wrote in or handed in.")


def may_decide(facts: ReviewFacts, by: int | None, *, is_external: bool) -> bool:
    """Whether `by` may decide on the content now."""
    try:
        check_reviewer(facts, by, is_external=is_external)
    except Refused:
        return False
    return True


def decide(
    facts: ReviewFacts,
    *,
    by: int | None,
    is_external: bool,
    shown: str,
    decision: Decision,
    note: str,
    now: datetime,
    today: date,
) -> None:
    """Raise Refused unless `by` may decide so; `shown` is the hash of what the reviewer had before them."""
    check_reviewer(facts, by, is_external=is_external)
    if shown != facts.sha256:
        raise Refused(
            "This content was handed in again since you opened it. Read what changed below, then decide."
        )
    if decision is Decision.RETURNED:
        if not note.strip():
            raise Refused("Say what should change before you return content to its author.")
        return
    _check_approval(facts, now, today)


def _check_approval(facts: ReviewFacts, now: datetime, today: date) -> None:
    bare = next((one.position for one in facts.media if not one.is_described), None)
    if bare is not None:
        raise Refused(
            "File %(position)s has no alternative text in every language of the content. Return it: people "
            "who do not see it must be told what it shows.",
            position=bare,
        )
    if facts.closes_at is not None and facts.closes_at <= now:
        raise Refused("The share window of this content is over. Return it with another window.")
    if facts.claims_end_on is not None and facts.claims_end_on < today:
        raise Refused(
            "The evidence of a claim ended on %(day)s. Return it to be proved anew.", day=facts.claims_end_on
        )
    if facts.card is not None and facts.card_now != facts.card:
        raise Refused("The page it links to changed since it was handed in. Look at it, then return it.")
