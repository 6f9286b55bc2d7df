"""Questions asked from a charter's page, as its owner sees them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session, aliased

from advocacy.access import Actor, Can
from advocacy.charter.models import Document, Question, Text, Version
from advocacy.errors import NotVisible
from advocacy.keyset import Window, latest_first
from advocacy.people.models import Person
from advocacy.people.queries.by_name import name_columns, name_in
from advocacy.people.rules import Language

PAGE = 25


@dataclass(frozen=True)
class QuestionView:
    """One question, with the words around it."""

    id: int
    asker: str
    asker_has_mail: bool
    asker_language: Language
    document: str
    title: str
    number: int
    version_id: int
    language: Language
    clause: str
    question: str
    asked_at: datetime
    answer: str | None
    answered_at: datetime | None
    answered_by: str


def questions(
    session: Session, *, answered: bool, visible_to: Actor, before: int | None = None
) -> Window[QuestionView]:
    """A page of questions, the latest first, from below the id `before`. One query.

    Raises NotVisible for who may not answer.
    """
    _check(visible_to)
    is_answered = Question.answered_at.is_not(None) if answered else Question.answered_at.is_(None)
    statement = _questions().where(is_answered)
    return latest_first(session, statement, Question.id, size=PAGE, older_than=before).map(_view)


def question(session: Session, question_id: int, *, visible_to: Actor) -> QuestionView:
    """One question. Raises NotVisible when there is none for this actor."""
    _check(visible_to)
    row = session.execute(_questions().where(Question.id == question_id)).one_or_none()
    if row is None:
        raise NotVisible
    return _view(row)


def waiting(session: Session) -> int:
    """How many questions wait for an answer. One query."""
    statement = select(func.count()).select_from(Question).where(Question.answered_at.is_(None))
    return session.scalar(statement) or 0


def _check(actor: Actor) -> None:
    if not actor.can(Can.ANSWER_CHARTER_QUESTION):
        raise NotVisible


def _questions() -> Select[*tuple[Any, ...]]:
    asker, owner = aliased(Person), aliased(Person)
    return (
        select(
            Question,
            Document.slug,
            Version.number,
            Text.title,
            *name_columns(asker, "asker"),
            asker.email.is_not(None).label("has_mail"),
            asker.language.label("asker_language"),
            *name_columns(owner, "owner"),
        )
        .join(Version, Version.id == Question.version_id)
        .join(Document, Document.id == Version.document_id)
        .join(asker, asker.id == Question.person_id)
        .outerjoin(owner, owner.id == Question.answered_by_id)
        .outerjoin(Text, and_(Text.version_id == Version.id, Text.language == Question.language))
    )


def _view(row: Any) -> QuestionView:
    asked: Question = row.Question
    return QuestionView(
        id=asked.id,
        asker=name_in(row, "asker"),
        asker_has_mail=row.has_mail,
        asker_language=row.asker_language,
        document=row.slug,
        title=row.title or row.slug,
        number=row.number,
        version_id=asked.version_id,
        language=asked.language,
        clause=asked.clause,
        question=asked.question,
        asked_at=asked.asked_at,
        answer=asked.answer,
        answered_at=asked.answered_at,
        answered_by=name_in(row, "owner"),
    )
