"""Which trainings people need to answer customers, and whether they hold them at an instant.

For eligibility: neither grace nor a waiver counts here, and a topic's trainings are told of everyone asked
about, whether they hold the topic or not.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import Select
from sqlalchemy.orm import Session

from advocacy.clock import day_in
from advocacy.training.queries.done import NOTHING
from advocacy.training.queries.outlines import Outline
from advocacy.training.queries.person_facts import PersonFacts, facts_of_people
from advocacy.training.queries.required import Required, requirements_and_modules
from advocacy.training.rules.states import Terms, holding
from advocacy.wiring import wiring


@dataclass(frozen=True)
class HeldModule:
    """A module that is required, and whether the person holds it: `valid` at the instant asked about.

    `lapses_at` is when the completion at hand no longer holds (None: never, or there is none); when that has
    passed it is also `lapsed_at`.
    """

    module_id: int
    slug: str
    title: Mapping[str, str]
    valid: bool
    completed_at: datetime | None = None
    lapses_at: datetime | None = None

    @property
    def lapsed_at(self) -> datetime | None:
        """When it ceased to hold, if it did."""
        return None if self.valid else self.lapses_at

    @property
    def path(self) -> str:
        """Where it is done."""
        return f"/training/{self.slug}"


@dataclass(frozen=True)
class PersonTrainings:
    """What one person needs for any answer (`general`), and for one on a topic in all (`by_topic`, by id)."""

    general: tuple[HeldModule, ...] = ()
    by_topic: Mapping[int, tuple[HeldModule, ...]] = field(default_factory=dict)

    def needed_for(self, topic_id: int) -> tuple[HeldModule, ...]:
        """What an answer on the topic needs: each module once, by the strictest requirement."""
        return self.by_topic.get(topic_id, self.general)

    def missing_for(self, topic_id: int) -> tuple[HeldModule, ...]:
        """What stands in the way of an answer on the topic."""
        return tuple(module for module in self.needed_for(topic_id) if not module.valid)


def held(
    session: Session, *, at: datetime, people: Collection[int] | Select[int]
) -> Mapping[int, PersonTrainings]:
    """What each of these people (ids, or a select of ids) needs and holds at `at`.

    Two queries at most, for any number of people. Of a select, whoever is not in the answer needs nothing.
    """
    zone = wiring().settings.time_zone
    day = day_in(at, zone)
    required, known = requirements_and_modules(session, at=at, day=day)
    asked = frozenset(people) if isinstance(people, Collection) else frozenset()
    if not required or (isinstance(people, Collection) and not people):
        return {person_id: PersonTrainings() for person_id in asked}
    facts = facts_of_people(session, required, known, at=at, zone=zone, people=people, all_modules=True)
    return {
        person_id: _trainings(required, facts.get(person_id, PersonFacts()), known, at, day)
        for person_id in asked | facts.keys()
    }


def _trainings(
    required: Sequence[Required],
    facts: PersonFacts,
    known: Mapping[int, Outline],
    at: datetime,
    day: date,
) -> PersonTrainings:
    at_large = [one for one in required if facts.is_bound_at_large(one.id, day)]
    seen: dict[frozenset[int], tuple[HeldModule, ...]] = {}

    def by(binding: Iterable[Required]) -> tuple[HeldModule, ...]:
        # Most topics need the same: what was judged once is not judged again.
        chosen = {one.id: one for one in binding}
        key = frozenset(chosen)
        if key not in seen:
            seen[key] = tuple(_judge(chosen.values(), known, facts, at))
        return seen[key]

    topics = {line.topic_id for one in required for line in one.lines if line.topic_id is not None}
    return PersonTrainings(
        by(at_large),
        {
            topic_id: by([*at_large, *(one for one in required if _is_for(one, topic_id))])
            for topic_id in topics
        },
    )


def _is_for(required: Required, topic_id: int) -> bool:
    return any(line.topic_id == topic_id for line in required.lines)


def _judge(
    binding: Collection[Required],
    known: Mapping[int, Outline],
    facts: PersonFacts,
    at: datetime,
) -> Iterable[HeldModule]:
    terms: dict[int, list[Terms]] = {}
    for one in binding:
        terms.setdefault(one.module_id, []).append(one.terms)
    for module_id in sorted(terms):
        did = facts.done.get(module_id, NOTHING)
        best = holding(did.done, terms[module_id], did.zone, facts.away, at)
        yield HeldModule(
            module_id=module_id,
            slug=known[module_id].slug,
            title=known[module_id].title,
            valid=best is not None and best.is_valid(at),
            completed_at=best.done.completed_at if best else None,
            lapses_at=best.lapses_at if best else None,
        )
