"""Where people stand with the modules required of them, at an instant: a fixed number of queries for any
number of people."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from advocacy.clock import day_in
from advocacy.training.queries.done import NOTHING
from advocacy.training.queries.outlines import Outline, outlines
from advocacy.training.queries.person_facts import PersonFacts, facts_of_people
from advocacy.training.queries.required import People, Required, requirements_and_modules
from advocacy.training.rules import CycleCause, State
from advocacy.training.rules.states import Bond, Judge, Standing, TrainingFacts
from advocacy.wiring import wiring


@dataclass(frozen=True, slots=True)
class PersonStanding:
    """Where one person stands with one module that is required of them.

    `cycle` is the number of the open cycle or of the one that comes next; days are those of the person's
    zone. The other fields are those of rules/states.py: `due_on` is the last day to do it or to renew it,
    `lapses_at` the instant at which the completion at hand no longer holds (in the past: it does not).
    """

    person_id: int
    module_id: int
    slug: str
    title: Mapping[str, str]
    zone: str
    cycle: int
    standing: Standing

    @property
    def state(self) -> State:
        """The state."""
        return self.standing.state

    @property
    def due_on(self) -> date | None:
        """The last day to do it or to renew it; None when that is not asked."""
        return self.standing.due_on

    @property
    def last_day(self) -> date | None:
        """The last day on which doing it is in time, grace included."""
        return self.standing.last_day

    @property
    def lapses_at(self) -> datetime | None:
        """The first instant at which the completion at hand does not hold."""
        return self.standing.lapses_at

    @property
    def valid_until(self) -> date | None:
        """The last day on which the completion at hand holds, where the person lives; None for good."""
        return day_in(self.lapses_at - timedelta(seconds=1), self.zone) if self.lapses_at else None

    @property
    def grace_until(self) -> date | None:
        """The last day of grace after the lapse."""
        return self.standing.grace_until

    @property
    def completed_at(self) -> datetime | None:
        """When the completion at hand was made."""
        return self.standing.completed_at

    @property
    def waived_until(self) -> date | None:
        """The last day of the waiver that lets the person off now."""
        return self.standing.waived_until

    @property
    def cause(self) -> CycleCause | None:
        """Why it is owed, or will be next."""
        return self.standing.cause

    def is_valid(self, at: datetime) -> bool:
        """Whether a completion holds at `at`: what the right to answer asks for."""
        return self.completed_at is not None and (self.lapses_at is None or at < self.lapses_at)

    def is_overdue(self, at: datetime) -> bool:
        """Whether the last day has passed where the person lives."""
        return self.standing.is_overdue(day_in(at, self.zone))


def standings(
    session: Session,
    *,
    at: datetime,
    people: People,
    modules: Collection[int] | None = None,
) -> list[PersonStanding]:
    """Where these people (ids, a select of ids, None: everyone) stand at `at`, by person and module.

    One row per person and module that is required of them on that day. Two queries at most. For the whole of
    a large company go through it in batches of people.
    """
    day = day_in(at, wiring().settings.time_zone)
    required, known = requirements_and_modules(session, at=at, day=day, modules=modules)
    return standings_with(session, required, at=at, people=people, known=known)


def standings_with(
    session: Session,
    required: Sequence[Required],
    *,
    at: datetime,
    people: People,
    known: Mapping[int, Outline] | None = None,
    supposing: Collection[int] = (),
) -> list[PersonStanding]:
    """The same by these requirements, written or not; `known` are the outlines of their modules, if at hand.

    One query, or two; none without requirements. `supposing` are modules of which a material version is
    supposed to come out at `at`.
    """
    if not required or (isinstance(people, Collection) and not people):
        return []
    zone = wiring().settings.time_zone
    day = day_in(at, zone)
    if known is None:
        known = outlines(session, {one.module_id for one in required}, at=at)
    for module_id in supposing:
        known[module_id].suppose_material(at)
    people_facts = facts_of_people(session, required, known, at=at, zone=zone, people=people)
    judge, bonds_of = Judge(at), _Bonds(required, day)
    return [
        _standing(person_id, known[module_id], bonds, people_facts[person_id], judge)
        for person_id in sorted(people_facts)
        for module_id, bonds in bonds_of(people_facts[person_id])
    ]


class _Bonds:
    """What binds people on `day`, by module in its order. Whoever is bound alike is given the same bonds."""

    def __init__(self, required: Sequence[Required], day: date) -> None:
        self._required, self._day = required, day
        self._known: dict[tuple[date | None, ...], Sequence[tuple[int, tuple[Bond, ...]]]] = {}

    def __call__(self, facts: PersonFacts) -> Sequence[tuple[int, tuple[Bond, ...]]]:
        """The modules that bind somebody, each with its bonds."""
        since = tuple([facts.bound_since(one.id, self._day) for one in self._required])
        known = self._known.get(since)
        if known is None:
            known = self._known[since] = self._made(since)
        return known

    def _made(self, since: Sequence[date | None]) -> Sequence[tuple[int, tuple[Bond, ...]]]:
        found: dict[int, list[Bond]] = {}
        for one, first in zip(self._required, since, strict=True):
            if first is not None:
                found.setdefault(one.module_id, []).append(Bond(first, one.terms))
        return [(module_id, tuple(bonds)) for module_id, bonds in sorted(found.items())]


def _standing(
    person_id: int, outline: Outline, bonds: tuple[Bond, ...], facts: PersonFacts, judge: Judge
) -> PersonStanding:
    done = facts.done.get(outline.id, NOTHING)
    return PersonStanding(
        person_id=person_id,
        module_id=outline.id,
        slug=outline.slug,
        title=outline.title,
        zone=done.zone,
        cycle=done.cycle,
        standing=judge.stand(
            TrainingFacts(
                zone=done.zone,
                bonds=bonds,
                done=done.done,
                absences=facts.away,
                waivers=facts.waived.get(outline.id, ()),
                is_begun=done.is_begun,
            )
        ),
    )
