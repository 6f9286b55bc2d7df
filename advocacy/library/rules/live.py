"""Decisions about content that is passed on: holding it back, recalling it, showing it first."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from advocacy.errors import Refused
from advocacy.library.rules.links import LONGEST_LINK, check_link

FIRST_PLACES = 5
"""So many contents may be shown first: with more, none would be."""

LONGEST_REASON = 500
LONGEST_RECALL_REASON = 1000
LONGEST_PAGE = LONGEST_LINK


@dataclass(frozen=True)
class Passed:
    """How a content is passed on: `is_approved` says whether some revision was approved."""

    is_approved: bool
    is_recalled: bool = False
    is_held: bool = False
    closes_at: datetime | None = None

    @property
    def is_shown(self) -> bool:
        """Whether it belongs among the live ones, whatever its window."""
        return self.is_approved and not self.is_recalled and not self.is_held


def check_holding(passed: Passed, reason: str) -> None:
    """Raise Refused for what nobody can pass on anyway, is held already, or is held without a reason."""
    _check_known(passed)
    if passed.is_held:
        raise Refused("This content is held back already.")
    if not reason.strip():
        raise Refused("Say why it is held back: its author will ask.")


def check_release(passed: Passed) -> None:
    """Raise Refused for what is not held back."""
    _check_known(passed)
    if not passed.is_held:
        raise Refused("This content is not held back.")


def check_featuring(passed: Passed, taken: Collection[int], *, now: datetime, is_first: bool) -> int:
    """The free place in front. Raises Refused when the content is not live, is there, or all are taken."""
    _check_known(passed)
    if passed.is_held:
        raise Refused("This content is held back. Release it first.")
    if passed.closes_at is not None and passed.closes_at <= now:
        raise Refused("The share window of this content is over.")
    if is_first:
        raise Refused("This content is shown first already.")
    free = next((place for place in range(1, FIRST_PLACES + 1) if place not in taken), None)
    if free is None:
        raise Refused(
            "%(most)s contents are shown first already. Take one of them down before.", most=FIRST_PLACES
        )
    return free


@dataclass(frozen=True)
class RecallWording:
    """What is told of a recall: why, in both languages, and where its links lead from now on."""

    reason_fr: str
    reason_en: str
    page: str = ""


def check_recall(passed: Passed, words: RecallWording, *, own_hosts: Collection[str] = ()) -> None:
    """Raise Refused for what was never approved or is recalled already, without a reason, or a wrong page."""
    if passed.is_recalled:
        raise Refused("This content is recalled already.")
    if not passed.is_approved:
        raise Refused("This content was never approved, so nobody could pass it on. Discard it instead.")
    if not words.reason_fr.strip() or not words.reason_en.strip():
        raise Refused("Give the reason in French and in English: everyone who shared it is told.")
    if words.page:
        check_link(words.page, own_hosts=own_hosts)


def check_correction(*, is_itself: bool, is_live: bool) -> None:
    """Raise Refused unless the correction is another content that can be passed on."""
    if is_itself:
        raise Refused("A content cannot correct itself. Choose another one.")
    if not is_live:
        raise Refused("The correction must be approved and neither held back nor recalled.")


def _check_known(passed: Passed) -> None:
    if passed.is_recalled:
        raise Refused("This content was recalled, and a recall is for good.")
    if not passed.is_approved:
        raise Refused("This content is not approved yet: nobody passes it on.")
