"""The facts that eligibility is decided on: for one person or for everybody, a fixed number of queries.

Five, or four for whoever gives the documents in force (`found`): the dated rows, the gate, and the trainings
(three).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Select
from sqlalchemy.orm import Session

from advocacy.charter.queries.gates import answering_gates, gate_of_nobody
from advocacy.charter.queries.versions import asked_now
from advocacy.charter.rules.gate import GateFacts
from advocacy.charter.rules.versions import Asked
from advocacy.clock import day_in
from advocacy.roster.queries.dated_facts import DatedFacts, dated_facts, ever_enrolled
from advocacy.roster.rules.eligibility import EligibilityFacts, Training
from advocacy.training.queries.held import HeldModule, PersonTrainings, held
from advocacy.training.queries.required import whom
from advocacy.wiring import wiring

People = Collection[int] | Select[int] | None
"""Whom to look at: ids, a select of ids, or None for everybody who ever enrolled."""


def eligibility_facts(
    session: Session, *, at: datetime, people: People, found: Sequence[Asked] | None = None
) -> Mapping[int, EligibilityFacts]:
    """What eligibility at `at` is decided on, by person id; an id of nobody has none.

    `found` is what `asked_now` gives for the same instant.
    """
    asked = people_asked_about(people, at)
    day = day_in(at, wiring().settings.time_zone)
    return facts_with(session, dated_facts(session, asked, at=at, day=day), asked, at=at, found=found)


def facts_with(
    session: Session,
    dated: Mapping[int, DatedFacts],
    people: Select[int],
    *,
    at: datetime,
    found: Sequence[Asked] | None = None,
) -> Mapping[int, EligibilityFacts]:
    """The same where the dated rows of `people` are at hand. Four queries, or five without `found`."""
    zone = wiring().settings.time_zone
    if found is None:
        found = asked_now(session, at=at, zone=zone)
    gates = answering_gates(session, people, found, at=at, day=day_in(at, zone))
    nobody = gate_of_nobody(found)
    trainings = held(session, at=at, people=people)
    return {
        person_id: facts_of(one, gates.get(person_id, nobody), trainings.get(person_id), zone)
        for person_id, one in dated.items()
    }


def people_asked_about(people: People, at: datetime) -> Select[int]:
    """The people as a select, so that any number of them makes one short statement."""
    found = whom(people)
    return ever_enrolled(at) if found is None else found


def facts_of(
    dated: DatedFacts, gate: GateFacts, trainings: PersonTrainings | None, zone: str
) -> EligibilityFacts:
    """All that is known of one person."""
    needed = trainings or PersonTrainings()
    # Most topics need the same trainings: one tuple stands for all of them, and is read once.
    told: dict[int, Training] = {}
    known = {
        key: _trainings(modules, told)
        for key, modules in {id(one): one for one in (needed.general, *needed.by_topic.values())}.items()
    }
    return EligibilityFacts(
        zone=zone,
        gate=gate,
        is_external=dated.is_external,
        employed=dated.employed,
        absences=dated.absences,
        enrolments=dated.enrolments,
        pauses=dated.pauses,
        suspensions=dated.suspensions,
        topics=dated.topics,
        trainings=known[id(needed.general)],
        by_topic={topic_id: known[id(modules)] for topic_id, modules in needed.by_topic.items()},
    )


def _trainings(modules: Iterable[HeldModule], told: dict[int, Training]) -> tuple[Training, ...]:
    """The modules as eligibility knows them; `told` keeps what was told of each before."""
    found = []
    for module in modules:
        training = told.get(id(module))
        if training is None:
            training = Training(module.slug, module.title, module.completed_at, module.lapses_at)
            told[id(module)] = training
        found.append(training)
    return tuple(found)
