"""What the home page asks of every feature, and the counts of what waits for the person's role."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, case, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from advocacy.access import Actor, Can
from advocacy.charter.models import Draft, Question, Review, Submission, Version
from advocacy.charter.queries.mine import MyDocuments
from advocacy.charter.queries.reading import ActLine, QuestionLine, acts_of, questions_of
from advocacy.charter.queries.team import count_owing_in_team
from advocacy.charter.rules.gate import Passage, may_answer, may_relay
from advocacy.obligations import Obligation, owed
from advocacy.people.models import PeopleImport, Person
from advocacy.uploads.models import ImportState

RECENT = 3


@dataclass(frozen=True)
class ToDos:
    """What waits for somebody in the person's roles; 0 where there is nothing, or no such role.

    Where something has a page of its own, `first_…` is the id of the oldest of them.
    """

    questions: int = 0
    reviews: int = 0
    imports: int = 0
    team: int = 0
    drafts: int = 0
    """Versions that are being prepared, for whoever publishes them."""

    alone: int = 0
    """1 when nobody but this person has been entered yet: the first step is an import."""

    first_question: int | None = None
    first_review: int | None = None
    first_draft: int | None = None
    first_import: int | None = None

    @property
    def any(self) -> bool:
        """Whether something waits."""
        return any((self.questions, self.reviews, self.imports, self.team, self.drafts, self.alone))


@dataclass(frozen=True)
class Today:
    """One person's home page."""

    day: date
    owed: Sequence[Obligation]
    relay: Passage
    answer: Passage
    acts: Sequence[ActLine]
    answers: Sequence[QuestionLine]
    to_dos: ToDos = field(default_factory=ToDos)


def today(session: Session, actor: Actor, mine: MyDocuments, *, now: datetime, day: date) -> Today:
    """The home page of `actor`: at most seven queries."""
    assert actor.id is not None
    facts = mine.gate
    answered = [one for one in questions_of(session, actor.id, most=RECENT) if one.answer]
    return Today(
        day=day,
        owed=sorted(owed(session, now=now, day=day, people=[actor.id]), key=lambda one: one.due_on),
        relay=may_relay(facts),
        answer=may_answer(facts),
        acts=acts_of(session, actor.id, most=RECENT).rows,
        answers=answered,
        to_dos=_to_dos(session, actor, mine, now=now, day=day),
    )


def _to_dos(session: Session, actor: Actor, mine: MyDocuments, *, now: datetime, day: date) -> ToDos:
    wanted: dict[str, ColumnElement[int]] = {}
    if actor.can(Can.ANSWER_CHARTER_QUESTION):
        wanted |= _waiting("question", select(Question.id).where(Question.answered_at.is_(None)))
    if actor.can(Can.APPROVE_CHARTER):
        wanted |= _waiting("review", _to_review(actor))
    if actor.can(Can.PUBLISH_CHARTER):
        unpublished = ~exists().where(Version.draft_id == Draft.id)
        wanted |= _waiting("draft", select(Draft.id).where(Draft.discarded_at.is_(None), unpublished))
    if actor.can(Can.IMPORT_PEOPLE):
        ready = select(PeopleImport.id).where(PeopleImport.state == ImportState.READY)
        wanted |= _waiting("import", ready)
        wanted["alone"] = _nobody_else(actor)
    counts = (
        dict(session.execute(select(*(c.label(key) for key, c in wanted.items()))).one()._mapping)
        if wanted
        else {}
    )
    if actor.can(Can.SEE_TEAM) and actor.id is not None:
        found = [one.asked for one in mine.documents]
        counts["team"] = count_owing_in_team(session, found, actor.id, day=day, at=now)
    return ToDos(**counts)


def _waiting(noun: str, ids: Select[int]) -> dict[str, ColumnElement[int]]:
    """How many there are, and the first of them."""
    found = ids.subquery(f"{noun}s_waiting")
    return {
        f"{noun}s": select(func.count()).select_from(found).scalar_subquery(),
        f"first_{noun}": select(func.min(found.c[0])).scalar_subquery(),
    }


def _nobody_else(actor: Actor) -> ColumnElement[int]:
    """1 when no other person is there, and no import was uploaded; else 0."""
    other = exists().where(Person.id != actor.id)
    return select(case((or_(other, exists().select_from(PeopleImport)), 0), else_=1)).scalar_subquery()


def _to_review(actor: Actor) -> Select[int]:
    """The drafts that wait for a reviewer who is not their author: handed in as they are, not yet decided."""
    later = aliased(Submission)
    return (
        select(Draft.id)
        .select_from(Submission)
        .join(Draft, Draft.id == Submission.draft_id)
        .where(
            Draft.discarded_at.is_(None),
            Draft.edition == Submission.edition,
            Draft.author_id.is_distinct_from(actor.id),  # nobody wrote the starter charter
            Submission.by_id != actor.id,
            ~exists().where(Version.draft_id == Draft.id),
            ~exists().where(Review.submission_id == Submission.id),
            ~exists().where(later.draft_id == Submission.draft_id, later.id > Submission.id),
        )
    )
