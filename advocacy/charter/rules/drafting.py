"""Decisions while a version is being written: where it stands, who may save, what its settings may be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from advocacy.charter.rules.words import Decision, Force
from advocacy.errors import Refused
from advocacy.people.rules import Language

LONGEST_TERM = 365
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
TAKEN_BY_PAGES = frozenset({"manage", "history", "acts", "attempts"})
"""What stands below /charter/ beside documents."""


class Stage(StrEnum):
    """Where a draft stands; computed, never stored."""

    WRITING = "writing"
    IN_REVIEW = "in_review"
    RETURNED = "returned"
    APPROVED = "approved"
    PUBLISHED = "published"
    DISCARDED = "discarded"

    @property
    def is_handed_in(self) -> bool:
        """Whether its author has nothing more to do: it is in review, or past it."""
        return self is Stage.IN_REVIEW or self.is_approved

    @property
    def is_approved(self) -> bool:
        """Whether a review ended well, and what was approved still stands."""
        return self in (Stage.APPROVED, Stage.PUBLISHED)


@dataclass(frozen=True)
class DraftFacts:
    """What a draft's stage follows from: its edition now, and what was last handed in and decided."""

    edition: int
    discarded: bool = False
    published: bool = False
    submitted_edition: int | None = None
    decision: Decision | None = None


def stage(facts: DraftFacts) -> Stage:
    """Where a draft stands. An edit after it was handed in makes submission and approval void."""
    if facts.published:
        return Stage.PUBLISHED
    if facts.discarded:
        return Stage.DISCARDED
    if facts.submitted_edition != facts.edition:
        return Stage.WRITING
    if facts.decision is None:
        return Stage.IN_REVIEW
    return Stage.APPROVED if facts.decision is Decision.APPROVED else Stage.RETURNED


def check_editable(now: Stage) -> None:
    """Raise Refused for a draft that was published or discarded."""
    if now is Stage.PUBLISHED:
        raise Refused("This version is published: its text cannot be altered. Start a new version instead.")
    if now is Stage.DISCARDED:
        raise Refused("This draft was discarded.")


def check_edition(saved: int, shown: int) -> None:
    """Raise Refused when the draft was saved by someone (or another tab) since the form was opened."""
    if saved != shown:
        raise Refused(
            "This draft was changed elsewhere while you were writing. What you typed is still here and is "
            "not saved: compare it with what is saved now, then save again to replace it."
        )


def check_slug(slug: str, taken: frozenset[str] = TAKEN_BY_PAGES) -> None:
    """Raise Refused unless `slug` is a short name fit for an address, and none that pages have `taken`."""
    if not _SLUG.fullmatch(slug) or len(slug) > 64:
        raise Refused(
            "“%(slug)s” cannot be a short name: use small letters without accents, digits and hyphens, "
            "64 at most.",
            slug=slug[:80],
        )
    if slug in taken:
        raise Refused("“%(slug)s” is the name of a page. Choose another short name.", slug=slug)


def check_settings(*, force: Force, authoritative: Language, days_to_acknowledge: int) -> None:
    """Raise Refused for a binding version not authoritative in French, or a term that makes no sense.

    A text that creates duties for staff in France must be in French (Code du travail L1321-6).
    """
    if force is Force.BINDING and authoritative is not Language.FRENCH:
        raise Refused("A binding version is authoritative in French (Code du travail, L1321-6).")
    if not 1 <= days_to_acknowledge <= LONGEST_TERM:
        raise Refused(
            "People who join get between 1 and %(most)s days to acknowledge, not %(days)s.",
            most=LONGEST_TERM,
            days=days_to_acknowledge,
        )


def check_start(open_number: int | None) -> None:
    """Raise Refused when the document has a draft that is neither published nor discarded."""
    if open_number is not None:
        raise Refused(
            "Version %(number)s is being written already. Go on with it, or discard it first.",
            number=open_number,
        )
