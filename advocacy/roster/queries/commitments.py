"""The sentence that is committed to: its versions, and its exact bytes by their hash."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import String, case, cast, func, literal, select, type_coerce
from sqlalchemy.orm import Session

from advocacy.audit.documents import Titles
from advocacy.people.rules import Language
from advocacy.roster.models import Commitment
from advocacy.roster.rules.enrolling import hash_of
from advocacy.roster.starter import starter_texts

MOST = 50
"""Versions shown: nobody changes a sentence more often."""


@dataclass(frozen=True)
class Sentence:
    """One version of the sentence in all languages. `published_at` is None for the one that ships, which is
    published when the first member joins."""

    number: int
    texts: Mapping[Language, str]
    published_at: datetime | None

    def text(self, language: str) -> str:
        """The sentence in `language`."""
        return self.texts[Language(language)]

    def sha256(self, language: str) -> str:
        """The hash of the sentence in `language`."""
        return hash_of(self.text(language))


def in_force(session: Session) -> Sentence:
    """The version to commit to now: the latest one, else the one that ships. One query."""
    newest = select(func.max(Commitment.number)).scalar_subquery()
    rows = session.scalars(select(Commitment).where(Commitment.number == newest)).all()
    return _sentence(rows) if rows else Sentence(1, starter_texts(), None)


def sentences(session: Session) -> list[Sentence]:
    """Every version, the newest first, at most 50. One query."""
    rows = session.scalars(
        select(Commitment).order_by(Commitment.number.desc()).limit(MOST * len(Language))
    ).all()
    found: dict[int, list[Commitment]] = {}
    for row in rows:
        found.setdefault(row.number, []).append(row)
    return [_sentence(lines) for lines in found.values()]


def row_of(session: Session, number: int, language: Language) -> Commitment:
    """The row of one language of a published version."""
    statement = select(Commitment).where(Commitment.number == number, Commitment.language == language)
    return session.scalars(statement).one()


def content(session: Session, sha256: str) -> bytes | None:
    """The bytes of the sentence with this hash, None if there is none. One query."""
    text = session.scalar(select(Commitment.text).where(Commitment.sha256 == sha256).limit(1))
    return None if text is None else text.encode("utf-8")


def titles(hashes: Collection[str]) -> Titles:
    """Selects what the sentences among these hashes are called."""
    named = case({one: literal(words) for one, words in _TITLES.items()}, value=Commitment.language)
    found = select(
        Commitment.sha256.label("sha256"),
        (named + cast(Commitment.number, String)).label("title"),
        type_coerce(Commitment.language, String).label("language"),
    )
    return (found.where(Commitment.sha256.in_(hashes)),)


_TITLES = {
    Language.FRENCH: "Engagement des répondants, version ",
    Language.ENGLISH: "Commitment of the roster, version ",
}
"""In the language of the text itself, like the titles of other documents."""


def _sentence(rows: Sequence[Commitment]) -> Sentence:
    return Sentence(rows[0].number, {row.language: row.text for row in rows}, rows[0].published_at)
