"""What the home page asks of every feature, and the counts of what waits for the person's role."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, case, exists, func, literal, or_, select, union
from sqlalchemy.orm import Session, aliased

from advocacy.access import Actor, Can
from advocacy.charter.models import Draft, Question, Review, Submission, Version
from advocacy.charter.queries.mine import MyDocuments
from advocacy.charter.queries.reading import ActLine, QuestionLine, acts_of, questions_of
from advocacy.charter.rules.gate import Passage, may_answer, may_relay
from advocacy.hr.queries.team import reports_to
from advocacy.obligations import Obligation, People, owed
from advocacy.people.models import PeopleImport, Person
from advocacy.people.queries.directory import visible
from advocacy.training.models import Proof, ProofDecision
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
    proofs: int = 0
    team: int = 0
    drafts: int = 0
    """Versions that are being prepared, for whoever publishes them."""

    alone: int = 0
    """1 when nobody but this person has been entered yet: the first step is an import."""

    first_question: int | None = None
    first_review: int | None = None
    first_draft: int | None = None
    first_import: int | None = None
    first_proof: int | None = None

    @property
    def any(self) -> bool:
        """Whether something waits."""
        waiting = (self.questions, self.reviews, self.imports, self.proofs, self.team, self.drafts)
        return any((*waiting, self.alone))


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
    """The home page of `actor`: at most seven queries, whatever the size of the team."""
    assert actor.id is not None
    everybodys = list(owed(session, now=now, day=day, people=_actor_and_team(actor, actor.id, day)))
    my_own = [one for one in everybodys if one.person_id == actor.id]
    facts = mine.gate
    answered = [one for one in questions_of(session, actor.id, most=RECENT) if one.answer]
    return Today(
        day=day,
        owed=sorted(my_own, key=lambda one: one.due_on),
        relay=may_relay(facts),
        answer=may_answer(facts),
        acts=acts_of(session, actor.id, most=RECENT).rows,
        answers=answered,
        to_dos=_to_dos(session, actor, day=day, team=len({one.person_id for one in everybodys} - {actor.id})),
    )


def _actor_and_team(actor: Actor, person_id: int, day: date) -> People:
    """Of whom it is asked what they owe: of a manager's team in the same breath as of the manager."""
    if not actor.can(Can.SEE_TEAM):
        return [person_id]
    both = union(select(literal(person_id).label("person_id")), reports_to(person_id, day)).cte("asked_today")
    return select(both.c.person_id)


def _to_dos(session: Session, actor: Actor, *, day: date, team: int) -> ToDos:
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
    if actor.can(Can.CHECK_PROOF):
        wanted |= _waiting("proof", _to_check(actor, day))
    counts = (
        dict(session.execute(select(*(c.label(key) for key, c in wanted.items()))).one()._mapping)
        if wanted
        else {}
    )
    return ToDos(team=team, **counts)


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


def _to_check(actor: Actor, day: date) -> Select[int]:
    """The proofs from elsewhere, of people in sight, that nobody has decided about; one's own waits for a
    colleague."""
    return (
        select(Proof.id)
        .join(Person, Person.id == Proof.person_id)
        .where(
            Proof.person_id != actor.id,
            ~exists().where(ProofDecision.proof_id == Proof.id),
            visible(actor, Can.CHECK_PROOF, day),
        )
    )


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
