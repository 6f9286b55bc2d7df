"""Whether one person may answer, or might have at an instant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from advocacy.charter.rules.gate import GateFacts
from advocacy.clock import day_in
from advocacy.errors import NotVisible
from advocacy.roles import Actor
from advocacy.roster.queries.coverage import in_sight
from advocacy.roster.queries.dated_facts import DatedFacts, dated_facts
from advocacy.roster.queries.eligibility import facts_of, facts_with, people_asked_about
from advocacy.roster.rules.eligibility import (
    Eligibility,
    EligibilityFacts,
    decide_all,
    trainings_in_the_way,
    whatever_the_topic,
)
from advocacy.roster.rules.why import Reason
from advocacy.training.queries.held import held
from advocacy.wiring import wiring


@dataclass(frozen=True)
class Whether:
    """The answer about one person at one instant: what is in the way of any topic, and each topic by id.

    The topics are those held then and those asked for.
    """

    name: str
    at: datetime
    held: frozenset[int]
    anyway: tuple[Reason, ...]
    by_topic: Mapping[int, Eligibility]


def whether_i(session: Session, person_id: int, *, at: datetime, gate: GateFacts) -> Whether:
    """The answer about whoever asks, whose `gate` is at hand. Three queries."""
    zone = wiring().settings.time_zone
    people = people_asked_about([person_id], at)
    dated = dated_facts(session, people, at=at, day=day_in(at, zone), in_full=True)[person_id]
    trainings = held(session, at=at, people=[person_id]).get(person_id)
    return _whether(dated, facts_of(dated, gate, trainings, zone), at)


def whether_then(session: Session, person_id: int, *, at: datetime, visible_to: Actor) -> Whether:
    """The answer about somebody in sight, by the facts of `at` as they are known now. Five queries.

    Raises NotVisible.
    """
    zone = wiring().settings.time_zone
    today = day_in(wiring().clock.now(), zone)
    people = in_sight(visible_to, today, among=person_id)
    dated = dated_facts(session, people, at=at, day=day_in(at, zone), in_full=True)
    if person_id not in dated:
        raise NotVisible
    return _whether(dated[person_id], facts_with(session, dated, people, at=at)[person_id], at)


def _whether(dated: DatedFacts, facts: EligibilityFacts, at: datetime) -> Whether:
    topics = facts.topics_at(at)
    return Whether(
        name=dated.name,
        at=at,
        held=topics,
        anyway=(*whatever_the_topic(facts, at), *trainings_in_the_way(facts, at)),
        by_topic=decide_all(facts, topics | dated.wishes, at),
    )
