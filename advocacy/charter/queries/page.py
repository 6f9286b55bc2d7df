"""Everything one reading page shows, gathered once: text, what changed, what was found, what was asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from sqlalchemy.orm import Session

from advocacy.charter.changes import ChangeKind, ClauseChange, changes
from advocacy.charter.clauses import Clause, split
from advocacy.charter.queries.mine import Mine, MyDocuments
from advocacy.charter.queries.reading import (
    QuestionLine,
    ReadText,
    my_last_source,
    questions_of,
    text_in_force,
)
from advocacy.charter.rules.words import Act, Force
from advocacy.charter.search import Hit, search
from advocacy.errors import NotVisible, Refused


@dataclass(frozen=True)
class Since:
    """What changed since the version the person last acted on; `clauses` without those that stayed."""

    number: int
    at: datetime
    act: Act
    clauses: tuple[ClauseChange, ...]


@dataclass(frozen=True)
class ReadingPage:
    """One text in force, for one person."""

    text: ReadText
    mine: Mine
    clauses: tuple[Clause, ...]
    since: Since | None
    words: str
    hits: Sequence[Hit]
    questions: Sequence[QuestionLine]

    @property
    def contents(self) -> list[tuple[str, str, bool]]:
        """(anchor, title, whether it changed since the person's last version) of each clause."""
        changed = {change.id for change in self.since.clauses} if self.since else set()
        return [
            (anchor(clause), clause.title, clause.id in changed) for clause in self.clauses if clause.title
        ]

    @property
    def binds_on(self) -> date | None:
        """From which day it binds the person's employer, for a binding version; None when it does not."""
        return self.text.binds_on(self.mine.employer_id)

    @property
    def is_binding(self) -> bool:
        """Whether it is a binding version, in effect already or not."""
        return self.text.force is Force.BINDING


def reading_page(
    session: Session, mine: MyDocuments, person_id: int, slug: str, *, language: str, words: str = ""
) -> ReadingPage:
    """The page of the document `slug` in `language`. Three queries; raises NotVisible: none in force."""
    document = next((one for one in mine.documents if one.asked.version.slug == slug), None)
    if document is None:
        raise NotVisible
    text = text_in_force(session, document.asked.version.id, language)
    found = clauses_of(text)
    return ReadingPage(
        text=text,
        mine=document,
        clauses=found,
        since=_since(session, person_id, text) if document.acted_version_id != text.version_id else None,
        words=words,
        hits=search(found, words, language=text.language.value) if words else (),
        questions=questions_of(session, person_id, slug=slug),
    )


def clauses_of(text: ReadText) -> tuple[Clause, ...]:
    """The clauses of a published text."""
    return _split(text.source)


def anchor(clause: Clause) -> str:
    """The id of the clause's heading on the page."""
    return f"clause-{clause.id}"


def _since(session: Session, person_id: int, text: ReadText) -> Since | None:
    last = my_last_source(session, person_id, text.document_id, below=text.number, language=text.language)
    if last is None:
        return None
    number, at, act, source = last
    return Since(number, at, act, _changed(source, text.source, text.language.value))


_split = lru_cache(maxsize=64)(split)
"""A published text never changes: its clauses are found once per process."""


@lru_cache(maxsize=64)
def _changed(old: str, new: str, language: str) -> tuple[ClauseChange, ...]:
    """The clauses that are not as they were; none when one of the texts cannot be split."""
    try:
        every = changes(old, new, language=language)
    except Refused:
        return ()
    return tuple(change for change in every if change.kind is not ChangeKind.UNCHANGED)
