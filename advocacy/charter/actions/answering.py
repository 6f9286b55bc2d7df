"""The owner answers a question asked from a charter's page."""

from __future__ import annotations

from sqlalchemy import and_, select

from advocacy.access import Can
from advocacy.charter.events import CharterQuestionAnswered
from advocacy.charter.models import Document, Question, Text, Version
from advocacy.charter.rules.answering import check_answer
from advocacy.errors import NotVisible
from advocacy.notices.actions import notify
from advocacy.people.models import Person
from advocacy.work import Work

LETTER = "charter_answer"


def answer(work: Work, question_id: int, words: str) -> None:
    """Keep the answer and write it to whoever asked.

    Raises NotVisible when there is no such question, Refused for an empty or second answer.
    """
    work.actor.require(Can.ANSWER_CHARTER_QUESTION)
    question = work.lock(Question, question_id)
    if question is None:
        raise NotVisible
    check_answer(question.answered_at, words)
    question.answer = words.strip()
    question.answered_at = work.now
    question.answered_by_id = work.actor.id
    document, number, title = work.session.execute(
        select(Document.slug, Version.number, Text.title)
        .select_from(Version)
        .join(Document, Document.id == Version.document_id)
        .outerjoin(Text, and_(Text.version_id == Version.id, Text.language == question.language))
        .where(Version.id == question.version_id)
    ).one()
    asker = work.session.get_one(Person, question.person_id)
    notify(
        work,
        kind=LETTER,
        person=asker,
        template=LETTER,
        values={
            "name": asker.display_name,
            "title": title or document,
            "question": question.question,
            "answer": question.answer,
            "answered_by": work.actor.name,
            "path": "/charter/",
        },
        dedup_key=f"{LETTER}:{question_id}",
    )
    work.record(CharterQuestionAnswered(document=document, number=number, question_id=question_id))
