"""Which trainings people need to answer customers, and whether they hold them at an instant.

For eligibility: neither grace nor a waiver counts here, and a topic's trainings are told of everyone asked
about, whether they hold the topic or not.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import Select
from sqlalchemy.orm import Session

from advocacy.clock import day_in
from advocacy.training.queries.done import NOTHING
from advocacy.training.queries.outlines import Outline
from advocacy.training.queries.person_facts import PersonFacts, facts_of_people
from advocacy.training.queries.required import Required, requirements_and_modules
from advocacy.training.rules.states import Judge, Terms
from advocacy.wiring import wiring


@dataclass(frozen=True, slots=True)
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
    needs, judge = _Needs(required, day), Judge(at)
    return {
        person_id: _trainings(needs, facts.get(person_id, PersonFacts()), known, judge, at)
        for person_id in asked | facts.keys()
    }


_Modules = tuple[tuple[int, tuple[Terms, ...]], ...]


@dataclass(frozen=True)
class _Need:
    """What an answer needs: modules in their order, each with the terms of what requires it."""

    general: _Modules
    by_topic: Mapping[int, _Modules]


class _Needs:
    """What people need on `day`. Whoever is bound alike, and topics that need the same, share it."""

    def __init__(self, required: Sequence[Required], day: date) -> None:
        self._required, self._day = required, day
        self._known: dict[frozenset[int], _Need] = {}
        self._for_topic: dict[int, set[int]] = {}
        for one in required:
            for line in one.lines:
                if line.topic_id is not None:
                    self._for_topic.setdefault(line.topic_id, set()).add(one.id)

    def of(self, facts: PersonFacts) -> _Need:
        """What somebody needs."""
        at_large = frozenset(one.id for one in self._required if facts.is_bound_at_large(one.id, self._day))
        known = self._known.get(at_large)
        if known is None:
            known = self._known[at_large] = self._made(at_large)
        return known

    def _made(self, at_large: frozenset[int]) -> _Need:
        seen: dict[frozenset[int], _Modules] = {}

        def by(binding: frozenset[int]) -> _Modules:
            if binding not in seen:
                seen[binding] = self._modules(binding)
            return seen[binding]

        return _Need(by(at_large), {topic: by(at_large | ids) for topic, ids in self._for_topic.items()})

    def _modules(self, binding: frozenset[int]) -> _Modules:
        terms: dict[int, list[Terms]] = {}
        for one in self._required:
            if one.id in binding:
                terms.setdefault(one.module_id, []).append(one.terms)
        return tuple((module_id, tuple(found)) for module_id, found in sorted(terms.items()))


def _trainings(
    needs: _Needs, facts: PersonFacts, known: Mapping[int, Outline], judge: Judge, at: datetime
) -> PersonTrainings:
    need = needs.of(facts)
    judged: dict[tuple[int, tuple[Terms, ...]], HeldModule] = {}
    told: dict[int, tuple[HeldModule, ...]] = {}

    def tell(modules: _Modules) -> tuple[HeldModule, ...]:
        # Most topics need the same: what was judged once is not judged again.
        found = told.get(id(modules))
        if found is None:
            for one in modules:
                if one not in judged:
                    judged[one] = _judge(*one, facts, known, judge, at)
            found = told[id(modules)] = tuple([judged[one] for one in modules])
        return found

    return PersonTrainings(
        tell(need.general), {topic_id: tell(modules) for topic_id, modules in need.by_topic.items()}
    )


def _judge(
    module_id: int,
    terms: tuple[Terms, ...],
    facts: PersonFacts,
    known: Mapping[int, Outline],
    judge: Judge,
    at: datetime,
) -> HeldModule:
    did = facts.done.get(module_id, NOTHING)
    best = judge.holding(did.done, terms, did.zone, facts.away)
    return HeldModule(
        module_id=module_id,
        slug=known[module_id].slug,
        title=known[module_id].title,
        valid=best is not None and best.is_valid(at),
        completed_at=best.done.completed_at if best else None,
        lapses_at=best.lapses_at if best else None,
    )
