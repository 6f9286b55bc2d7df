"""Joining the roster and leaving it: the sentence that is committed to, and what must be true first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from advocacy.errors import Refused
from advocacy.people.rules import Language

SHOWN_FOR = timedelta(hours=12)
"""How long a sentence that was shown may be committed to: one working day with its breaks."""

LONGEST_COMMITMENT = 2000


@dataclass(frozen=True)
class Span:
    """Days of employment: the first, and the first day after them (None: it goes on)."""

    begins: date
    ends: date | None


@dataclass(frozen=True)
class ShownCommitment:
    """What the server signed when it showed the sentence: to whom, on which sign-in, which text, when."""

    person_id: int
    sign_in_id: int | None
    language: str
    sha256: str
    at: datetime


def left_on(spans: Iterable[Span], *, since: date, day: date) -> date | None:
    """The first day from `since` up to `day` without employment; None when it never stopped.

    Employment that goes on with another employer the next day never stopped.
    """
    covered = since
    for span in sorted(spans, key=lambda span: span.begins):
        if span.begins > covered:
            break
        if span.ends is None:
            return None
        covered = max(covered, span.ends)
    return covered if covered <= day else None


def hash_of(text: str) -> str:
    """The SHA-256 of a sentence as it is kept, in hex."""
    return sha256(text.encode("utf-8")).hexdigest()


def check_shown(
    shown: ShownCommitment | None, *, person_id: int | None, sign_in_id: int | None, now: datetime
) -> ShownCommitment:
    """The proof, if it says that the sentence was shown to this person on this sign-in, not long ago.

    Raises Refused.
    """
    if shown is None or shown.person_id != person_id or shown.sign_in_id != sign_in_id:
        raise Refused("This sentence was not shown to you here. Read it on this page, then join.")
    if now - shown.at > SHOWN_FOR:
        raise Refused("You opened this page long ago. Read the sentence again, then join.")
    return shown


def check_in_force(*, shown_sha256: str, sha256: str) -> None:
    """Raise Refused when the sentence that was shown is no longer the one in force."""
    if shown_sha256 != sha256:
        raise Refused(
            "The sentence changed while you were reading. The new one is on this page: read it, then join."
        )


def check_may_join(*, external: bool, suspended: bool) -> None:
    """Raise Refused for somebody who cannot join the roster."""
    if external:
        raise Refused("Only employees of the company join the roster.")
    if suspended:
        raise Refused("HR has suspended you from the roster. Talk to HR first.")


def check_agreed(*, agreed: bool) -> None:
    """Raise Refused unless the box was ticked: enrolling is an act."""
    if not agreed:
        raise Refused("Tick the sentence first: you join by committing to it.")


def check_is_member(*, enrolled: bool) -> None:
    """Raise Refused when somebody is not on the roster."""
    if not enrolled:
        raise Refused("This is for members of the roster. Join first.")


def checked_texts(texts: Sequence[tuple[Language, str]]) -> dict[Language, str]:
    """The sentence in each language as it is kept. Raises Refused: missing, too long, unreadable."""
    found: dict[Language, str] = {}
    for language, typed in texts:
        text = "\n".join(line.strip() for line in typed.replace("\x00", "").strip().splitlines())
        if not text:
            raise Refused("Write the sentence in French and in English: they are published together.")
        if len(text) > LONGEST_COMMITMENT:
            raise Refused("The sentence has at most %(most)s characters.", most=LONGEST_COMMITMENT)
        found[language] = text
    if set(found) != set(Language):
        raise Refused("Write the sentence in French and in English: they are published together.")
    return found


def check_changed(before: dict[Language, str], after: dict[Language, str]) -> None:
    """Raise Refused for a new version that says the same as the one in force."""
    if before == after:
        raise Refused("This is the sentence that is in force already.")


def check_next(*, published: bool) -> None:
    """Raise Refused when somebody else published a version at the same moment."""
    if not published:
        raise Refused("Somebody else published a version just now. Look at it, then publish yours if needed.")
