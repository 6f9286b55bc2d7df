"""Where people stand with the modules required of them, at an instant: a fixed number of queries for any
number of people."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from advocacy.clock import day_in
from advocacy.training.queries.done import NOTHING, PersonDone, done_by
from advocacy.training.queries.outlines import Outline, outlines
from advocacy.training.queries.required import (
    People,
    PersonDays,
    Required,
    days_of_people,
    requirements,
    spans,
    whom,
)
from advocacy.training.rules import CycleCause, State
from advocacy.training.rules.states import Bond, Standing, TrainingFacts, stand
from advocacy.wiring import wiring


@dataclass(frozen=True)
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

    One row per person and module that is required of them on that day. Four queries at most. For the whole
    of a large company go through it in batches of people.
    """
    zone = wiring().settings.time_zone
    required = requirements(session, at=at, day=day_in(at, zone), modules=modules)
    return standings_with(session, required, at=at, people=people)


def standings_with(
    session: Session,
    required: Sequence[Required],
    *,
    at: datetime,
    people: People,
    supposing: Collection[int] = (),
) -> list[PersonStanding]:
    """The same by these requirements, written or not. Three queries; none without requirements.

    `supposing` are modules of which a material version is supposed to come out at `at`.
    """
    if not required or (isinstance(people, Collection) and not people):
        return []
    zone = wiring().settings.time_zone
    day = day_in(at, zone)
    known = outlines(session, {one.module_id for one in required}, at=at)
    for module_id in supposing:
        known[module_id].suppose_material(at)
    days = days_of_people(session, required, at=at, zone=zone, people=people)
    done = done_by(session, _bound_pairs(required, day, people), known, at=at, day=day, zone=zone)
    found = []
    for person_id in sorted(days):
        for module_id, bonds in sorted(bonds_of(required, days[person_id], day).items()):
            one = done.get((person_id, module_id), NOTHING)
            found.append(_standing(person_id, known[module_id], bonds, days[person_id], one, at))
    return found


def bonds_of(required: Sequence[Required], days: PersonDays, day: date) -> dict[int, list[Bond]]:
    """By module, what binds somebody on `day`."""
    found: dict[int, list[Bond]] = {}
    for one in required:
        since = days.bound_since(one.id, day)
        if since is not None:
            found.setdefault(one.module_id, []).append(Bond(since, one.terms))
    return found


def _standing(
    person_id: int,
    outline: Outline,
    bonds: Sequence[Bond],
    days: PersonDays,
    done: PersonDone,
    at: datetime,
) -> PersonStanding:
    facts = TrainingFacts(
        zone=done.zone,
        bonds=tuple(bonds),
        done=done.done,
        absences=tuple(days.away),
        waivers=tuple(days.waived.get(outline.id, ())),
        is_begun=done.is_begun,
    )
    return PersonStanding(
        person_id=person_id,
        module_id=outline.id,
        slug=outline.slug,
        title=outline.title,
        zone=done.zone,
        cycle=done.cycle,
        standing=stand(facts, at),
    )


def _bound_pairs(required: Sequence[Required], day: date, people: People) -> Select[int, int]:
    bound = spans(required, day, whom(people))
    return select(bound.c.person_id, bound.c.module_id).distinct()
