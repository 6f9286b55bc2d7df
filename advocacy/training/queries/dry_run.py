"""What requiring a training, or publishing a material version of one, would mean, in numbers.

Nothing is written: the same rules that will hold are asked, of a requirement or a version that is not there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, exists, select
from sqlalchemy.orm import Session

from advocacy.charter.rules.mailing import MailDay, mail_days
from advocacy.clock import day_in
from advocacy.people.models import Absence, Department, Person, Placement
from advocacy.people.queries.dated import holds_on
from advocacy.people.queries.directory import home
from advocacy.topics.models import Topic, TopicHolding
from advocacy.topics.queries import holds_at
from advocacy.training.queries.binding import spans, values_of
from advocacy.training.queries.required import CANDIDATE, Required, requirements
from advocacy.training.queries.standing import PersonStanding, standings_with
from advocacy.training.rules import State
from advocacy.training.rules.requiring import Line
from advocacy.training.rules.states import Terms
from advocacy.training.rules.validity import midnight
from advocacy.wiring import wiring

LONGEST_LIST = 12


@dataclass(frozen=True)
class Share:
    """One department: how many of its people are bound, and how many of them would owe it."""

    name: str
    bound: int
    owed: int


@dataclass(frozen=True)
class DueDay:
    """A last day, and how many people have it."""

    day: date
    people: int


@dataclass(frozen=True)
class DryRun:
    """The numbers at the instant it would take effect.

    `bound` = `holding` + `owed` + `waived`. `again` of the owed hold it now and would do it again (only for a
    material version); until their last day it still counts. `answering` hold a topic and could not answer
    from that instant until they have done it. `absent` and `without_mail` are of the owed too. `due` is the
    commonest last day, `later` how many have a later one (they are away) and `latest` the latest of all.
    `mailed` people get the `mails` with that commonest day, as long as they do nothing.
    """

    at: datetime
    bound: int
    holding: int
    owed: int
    again: int
    waived: int
    absent: int
    without_mail: int
    answering: int
    due: DueDay | None
    later: int
    latest: date | None
    mailed: int
    mails: tuple[MailDay, ...]
    departments: tuple[Share, ...]
    more_departments: int

    @property
    def most_mails(self) -> int:
        """How many mails leave if nobody does anything, up to the first one after the deadline."""
        return self.mailed * len(self.mails)


def requirement(
    session: Session,
    module_id: int,
    terms: Terms,
    lines: Sequence[Line],
    begins_on: date,
    *,
    now: datetime,
) -> DryRun:
    """What requiring the module of these people from `begins_on` would mean. Three queries at most."""
    zone = wiring().settings.time_zone
    at = max(now, midnight(begins_on, zone))
    wanted = Required(CANDIDATE, module_id, terms, begins_on, None, tuple(lines))
    return _run(session, [wanted], at, now, again=False)


def material(session: Session, module_id: int, *, at: datetime, now: datetime | None = None) -> DryRun:
    """What publishing a material version of the module at `at` would mean. Four queries at most.

    Of those whom it is required of then: who holds it owes it again within the days of their requirement,
    whoever owes it already owes the new version instead.
    """
    zone = wiring().settings.time_zone
    required = requirements(session, at=at, day=day_in(at, zone), modules=[module_id])
    return _run(session, required, at, now or at, again=True)


@dataclass(frozen=True)
class _Person:
    department_id: int | None
    department: str | None
    has_mail: bool
    is_absent: bool
    answers: bool


def _run(
    session: Session, required: Sequence[Required], at: datetime, now: datetime, *, again: bool
) -> DryRun:
    supposing = {one.module_id for one in required} if again else set()
    stand = standings_with(session, required, at=at, people=None, supposing=supposing)
    people = _people(session, required, at, now) if stand else {}
    waived = [one for one in stand if one.state is State.WAIVED]
    others = [one for one in stand if one.state is not State.WAIVED]
    owed = [one for one in others if again or not one.is_valid(at)]
    of_owed = [people[one.person_id] for one in owed]
    dues = Counter(one.last_day for one in owed if one.last_day is not None)
    due = min(dues, key=lambda day: (-dues[day], day), default=None)
    mailed = [one for one in owed if one.last_day == due and _is_written_to(people[one.person_id])]
    shares = _shares(others, {one.person_id for one in owed}, people)
    zone = wiring().settings.time_zone
    return DryRun(
        at=at,
        bound=len(stand),
        holding=len(others) - len(owed),
        owed=len(owed),
        again=sum(one.is_valid(at) for one in owed),
        waived=len(waived),
        absent=sum(person.is_absent for person in of_owed),
        without_mail=sum(not person.has_mail for person in of_owed),
        answering=sum(people[one.person_id].answers and not one.is_valid(at) for one in owed),
        due=DueDay(due, dues[due]) if due is not None else None,
        later=sum(count for day, count in dues.items() if due is not None and day > due),
        latest=max(dues, default=None),
        mailed=len(mailed),
        mails=mail_days(at, due, zone) if due is not None and mailed else (),
        departments=shares[:LONGEST_LIST],
        more_departments=max(0, len(shares) - LONGEST_LIST),
    )


def _is_written_to(person: _Person) -> bool:
    return person.has_mail and not person.is_absent


def _people(
    session: Session, required: Sequence[Required], at: datetime, now: datetime
) -> Mapping[int, _Person]:
    day = day_in(at, wiring().settings.time_zone)
    planned = [one for one in required if one.id == CANDIDATE]
    values = values_of(required, at=at, day=day, people=None)
    rows = session.execute(_about(planned, day, now), values)
    return {
        row.id: _Person(row.department_id, row.department, row.has_mail, row.is_absent, row.answers)
        for row in rows
    }


def _about(planned: Sequence[Required], day: date, now: datetime) -> Select[*tuple[Any, ...]]:
    bound = spans(planned, None)
    holding = exists().where(
        TopicHolding.person_id == Person.id, Topic.id == TopicHolding.topic_id, holds_at(now)
    )
    absent = exists().where(and_(Absence.person_id == Person.id, holds_on(Absence, day)))
    return (
        select(
            Person.id,
            Department.id.label("department_id"),
            Department.name.label("department"),
            Person.email.is_not(None).label("has_mail"),
            absent.correlate(Person).label("is_absent"),
            holding.correlate(Person).label("answers"),
        )
        .select_from(Person)
        .outerjoin(Placement, Placement.id == home(day))
        .outerjoin(Department, Department.id == Placement.department_id)
        .where(Person.id.in_(select(bound.c.person_id)))
    )


def _shares(
    stand: Iterable[PersonStanding], owed: set[int], people: Mapping[int, _Person]
) -> tuple[Share, ...]:
    bound: Counter[int] = Counter()
    owing: Counter[int] = Counter()
    names: dict[int, str] = {}
    for one in stand:
        person = people[one.person_id]
        if person.department_id is not None:
            names[person.department_id] = person.department or ""
            bound[person.department_id] += 1
            owing[person.department_id] += one.person_id in owed
    shares = [Share(names[place], count, owing[place]) for place, count in bound.items()]
    return tuple(sorted(shares, key=lambda share: (-share.bound, share.name)))
