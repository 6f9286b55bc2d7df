"""Suggestions: somebody's own with their answers, and what waits for the editors."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select, true
from sqlalchemy.orm import Session, aliased

from advocacy.errors import NotVisible
from advocacy.keyset import Window, latest_first
from advocacy.library.models import Suggestion
from advocacy.library.queries.rights import rights_of
from advocacy.library.rules.words import SuggestionAnswer
from advocacy.people.models import Person
from advocacy.people.queries.by_name import name_columns, name_in
from advocacy.people.rules import Language
from advocacy.roles import Actor, Can
from advocacy.topics.models import Topic

ROWS = 20


@dataclass(frozen=True)
class SuggestionLine:
    """One suggestion, with its answer once there is one."""

    id: int
    by: str
    idea: str
    link: str
    topic_id: int | None
    topic_fr: str
    topic_en: str
    language: Language
    at: datetime
    decision: SuggestionAnswer | None
    answer: str
    answered_at: datetime | None
    answered_by: str
    content_id: int | None

    def topic(self, language: str) -> str:
        """What its topic is called in `language`; empty without one."""
        return self.topic_fr if language == "fr" else self.topic_en

    @property
    def is_used(self) -> bool:
        """Whether a draft was made of it."""
        return self.decision is SuggestionAnswer.USED


def mine(
    session: Session, person_id: int, *, after: int | None = None, before: int | None = None
) -> Window[SuggestionLine]:
    """A page of what somebody suggested, the latest first. One query."""
    statement = _lines().where(Suggestion.person_id == person_id)
    found = latest_first(session, statement, Suggestion.id, size=ROWS, older_than=after, newer_than=before)
    return found.map(_line)


def suggestions(
    session: Session,
    *,
    visible_to: Actor,
    answered: bool = False,
    after: int | None = None,
    before: int | None = None,
) -> Window[SuggestionLine]:
    """A page of what waits for the editors, or of what was answered, the latest first. Two queries."""
    waits = Suggestion.answered_at.is_not(None) if answered else Suggestion.answered_at.is_(None)
    statement = _lines().where(waits, is_visible_to(session, visible_to))
    found = latest_first(session, statement, Suggestion.id, size=ROWS, older_than=after, newer_than=before)
    return found.map(_line)


def one_suggestion(session: Session, suggestion_id: int, *, visible_to: Actor) -> SuggestionLine:
    """One suggestion. Two queries. Raises NotVisible."""
    statement = _lines().where(Suggestion.id == suggestion_id, is_visible_to(session, visible_to))
    row = session.execute(statement).one_or_none()
    if row is None:
        raise NotVisible
    return _line(row)


def is_visible_to(session: Session, actor: Actor) -> ColumnElement[bool]:
    """Whether a suggestion is for this editor: of their topics, if these are limited, or of none.

    Raises NotVisible for somebody who answers none. One query.
    """
    if not actor.can(Can.ANSWER_SUGGESTION):
        raise NotVisible
    limits = rights_of(session, actor.id)
    return or_(Suggestion.topic_id.is_(None), Suggestion.topic_id.in_(limits)) if limits else true()


def _lines() -> Select[*tuple[Any, ...]]:
    one, answerer = Suggestion, aliased(Person)
    return (
        select(
            *(one.id, one.idea, one.link, one.topic_id, one.language, one.at, one.decision, one.answer),
            *(one.answered_at, one.content_id),
            func.coalesce(Topic.name_fr, "").label("topic_fr"),
            func.coalesce(Topic.name_en, "").label("topic_en"),
            *name_columns(Person, "by"),
            *name_columns(answerer, "answerer"),
        )
        .join(Person, Person.id == one.person_id)
        .outerjoin(answerer, answerer.id == one.answered_by_id)
        .outerjoin(Topic, Topic.id == one.topic_id)
    )


def _line(row: Any) -> SuggestionLine:
    return SuggestionLine(
        id=row.id,
        by=name_in(row, "by"),
        idea=row.idea,
        link=row.link,
        topic_id=row.topic_id,
        topic_fr=row.topic_fr,
        topic_en=row.topic_en,
        language=row.language,
        at=row.at,
        decision=row.decision,
        answer=row.answer,
        answered_at=row.answered_at,
        answered_by=name_in(row, "answerer"),
        content_id=row.content_id,
    )
