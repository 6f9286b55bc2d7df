"""Asking the owner of a document about it."""

from __future__ import annotations

from sqlalchemy import select

from advocacy.access import Can
from advocacy.charter.clauses import split
from advocacy.charter.events.reading import CharterQuestionAsked
from advocacy.charter.models import Question
from advocacy.charter.queries.reading import ReadText
from advocacy.charter.rules.reading import check_question
from advocacy.people.models import Person
from advocacy.work import Work


def ask(work: Work, text: ReadText, *, clause: str, question: str) -> int:
    """Keep the actor's question about `text` (a clause of it, or all) for its owner; returns its id.

    The same unanswered question about the same clause is kept once. Raises Refused: empty, too long, no such
    clause.
    """
    work.actor.require(Can.ASK_ABOUT_CHARTER)
    assert work.actor.id is not None
    words = check_question(question, clause, {part.id for part in split(text.source)})
    work.lock(Person, work.actor.id)
    same = select(Question.id).where(
        Question.person_id == work.actor.id,
        Question.version_id == text.version_id,
        Question.clause == clause,
        Question.question == words,
        Question.answered_at.is_(None),
    )
    known = work.session.scalars(same.limit(1)).one_or_none()
    if known is not None:
        return known
    row = Question(
        person_id=work.actor.id,
        version_id=text.version_id,
        language=text.language,
        clause=clause,
        question=words,
        asked_at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    work.record(CharterQuestionAsked(document=text.slug, number=text.number, question_id=row.id))
    return row.id
