"""What the home page asks of every feature."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import literal, select, union
from sqlalchemy.orm import Session

from advocacy.access import Actor, Can
from advocacy.charter.queries.mine import MyDocuments
from advocacy.charter.queries.reading import ActLine, QuestionLine, acts_of, questions_of
from advocacy.charter.rules.gate import Passage, may_answer, may_relay
from advocacy.errors import N_
from advocacy.hr.queries.team import reports_to
from advocacy.languages import ngettext
from advocacy.obligations import Obligation, People, owed
from advocacy.people.rules import Language
from advocacy.relay.queries.at_hand import AtHand, at_hand
from advocacy.to_dos import ToDo, waiting_for

RECENT = 3


@dataclass(frozen=True)
class Today:
    """One person's home page."""

    day: date
    owed: Sequence[Obligation]
    relay: Passage
    answer: Passage
    acts: Sequence[ActLine]
    answers: Sequence[QuestionLine]
    to_dos: Sequence[ToDo] = ()
    library: AtHand | None = None
    """What could be passed on; None for whoever passes nothing on."""


def today(session: Session, actor: Actor, mine: MyDocuments, *, now: datetime, day: date) -> Today:
    """The home page of `actor`: at most eight queries, whatever the size of the team."""
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
        to_dos=[
            *_team(len({one.person_id for one in everybodys} - {actor.id})),
            *waiting_for(session, actor, day=day),
        ],
        library=_library(session, actor, actor.id, now),
    )


def _actor_and_team(actor: Actor, person_id: int, day: date) -> People:
    """Of whom it is asked what they owe: of a manager's team in the same breath as of the manager."""
    if not actor.can(Can.SEE_TEAM):
        return [person_id]
    both = union(select(literal(person_id).label("person_id")), reports_to(person_id, day)).cte("asked_today")
    return select(both.c.person_id)


def _library(session: Session, actor: Actor, person_id: int, now: datetime) -> AtHand | None:
    if not actor.can(Can.RELAY):
        return None
    return at_hand(session, person_id, at=now, language=Language(actor.language))


def _team(people: int) -> Iterable[ToDo]:
    """A manager's team, when somebody in it owes something."""
    if people:
        yield ToDo(
            ngettext(
                "%(num)s person of your team still has something to do",
                "%(num)s people of your team still have something to do",
                people,
            ),
            "/hr/team",
            N_("A word from you helps more than a reminder."),
            N_("See my team"),
            "people",
        )
