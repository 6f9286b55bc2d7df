"""Suggestions from staff: made, and always answered."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from advocacy.audit.party import Party
from advocacy.errors import NotVisible
from advocacy.library.actions.showing import person_id
from advocacy.library.actions.starting import create_content
from advocacy.library.events.sources import ContentSuggested, SuggestionAnswered
from advocacy.library.freezing import spelt
from advocacy.library.models import Suggestion
from advocacy.library.queries.drafts import own_hosts
from advocacy.library.queries.suggestions import is_visible_to
from advocacy.library.rules import suggestions as rules
from advocacy.library.rules.links import check_link
from advocacy.library.rules.words import SuggestionAnswer
from advocacy.notices.actions import notify
from advocacy.people.models import Person
from advocacy.people.queries.recipients import among
from advocacy.people.rules import Language
from advocacy.roles import Can
from advocacy.topics.models import Topic
from advocacy.work import Work

ANSWERED = "suggestion_answered"


@dataclass(frozen=True)
class Idea:
    """What somebody suggests."""

    idea: str
    language: Language
    link: str = ""
    topic_id: int | None = None


def suggest(work: Work, idea: Idea) -> int:
    """Keep an idea of the actor; its id. The same idea again, while it waits, is the one that is there.

    Raises Refused for what cannot be suggested.
    """
    work.actor.require(Can.SUGGEST_CONTENT)
    me, words = person_id(work), spelt(idea.idea)
    mine = (Suggestion.person_id == me, Suggestion.answered_at.is_(None))
    waiting = dict(work.session.execute(select(Suggestion.id, Suggestion.idea).where(*mine)).all())
    same = next((key for key, known in waiting.items() if known == words), None)
    if same is not None:
        return same
    rules.check_idea(words, waiting=len(waiting))
    if idea.link:
        check_link(idea.link, own_hosts=own_hosts(work.wiring.settings), plain_http=True)
    suggestion = Suggestion(
        person_id=me,
        idea=words,
        link=idea.link,
        topic_id=_open_topic(work, idea.topic_id),
        language=idea.language,
        at=work.now,
    )
    work.session.add(suggestion)
    work.session.flush()
    work.record(ContentSuggested(suggestion_id=suggestion.id))
    return suggestion.id


def use(work: Work, suggestion_id: int, *, title: str, topic_id: int | None, answer: str = "") -> int:
    """Make a draft of a suggestion, credited to whoever had the idea, who is told; the content's id.

    Raises NotVisible, Refused when it was answered before.
    """
    work.actor.require(Can.WRITE_CONTENT)
    words = spelt(answer)
    suggestion = _locked(work, suggestion_id)
    rules.check_answer(words, declined=False, answered=suggestion.answered_at is not None)
    content = create_content(
        work,
        language=suggestion.language,
        title=title,
        link=suggestion.link,
        topic_id=topic_id,
        suggested_by=suggestion.person_id,
    )
    suggestion.content_id = content.id
    _answer(work, suggestion, SuggestionAnswer.USED, words)
    return content.id


def decline(work: Work, suggestion_id: int, *, answer: str) -> None:
    """Say why a suggestion is not used; whoever had the idea is told. Raises NotVisible and Refused."""
    words = spelt(answer)
    suggestion = _locked(work, suggestion_id)
    rules.check_answer(words, declined=True, answered=suggestion.answered_at is not None)
    _answer(work, suggestion, SuggestionAnswer.DECLINED, words)


def _locked(work: Work, suggestion_id: int) -> Suggestion:
    work.actor.require(Can.ANSWER_SUGGESTION)
    work.hold(Suggestion, suggestion_id)
    statement = select(Suggestion).where(
        Suggestion.id == suggestion_id, is_visible_to(work.session, work.actor)
    )
    found = work.session.scalar(statement.execution_options(populate_existing=True))
    if found is None:
        raise NotVisible
    return found


def _answer(work: Work, suggestion: Suggestion, decision: SuggestionAnswer, words: str) -> None:
    suggestion.decision, suggestion.answer = decision, words
    suggestion.answered_at, suggestion.answered_by_id = work.now, person_id(work)
    work.session.flush()
    person = work.session.get_one(Person, suggestion.person_id)
    work.record(
        SuggestionAnswered(suggestion_id=suggestion.id, decision=decision),
        subject=Party(person.id, person.subject),
    )
    for one in among(work.session, {suggestion.person_id}, day=work.today):
        notify(
            work,
            kind=ANSWERED,
            person=one,
            template="suggestion_answered",
            values={
                "name": one.display_name,
                "idea": suggestion.idea,
                "used": decision is SuggestionAnswer.USED,
                "answer": words,
                "path": "/library/suggestions/",
            },
            dedup_key=f"{ANSWERED}:{suggestion.id}",
        )


def _open_topic(work: Work, topic_id: int | None) -> int | None:
    if topic_id is None:
        return None
    return work.session.scalar(select(Topic.id).where(Topic.id == topic_id, Topic.closed_at.is_(None)))
