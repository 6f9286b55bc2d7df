"""Everything that is known of people for their trainings, in one query: on which days they are bound, away or
let off, and what they did."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import CompoundSelect, Integer, Select, String, cast, func, literal, null, select, union_all
from sqlalchemy.orm import Session

from advocacy.charter.queries.days import FAR
from advocacy.charter.queries.days import day as a_day
from advocacy.charter.rules.standing import Days, concerned_since
from advocacy.clock import day_in
from advocacy.db import UtcDateTime
from advocacy.people.models import Absence
from advocacy.training.models import Waiver
from advocacy.training.queries.binding import is_of_modules, spans, those_asked, values_of
from advocacy.training.queries.done import PersonDone, done_by, pairs_of, read_done
from advocacy.training.queries.outlines import Outline
from advocacy.training.queries.required import CANDIDATE, People, Required, Rows

ROWS_AT_ONCE = 1_000
"""So many rows are fetched together: one by one takes twice as long, all together takes memory."""

_BOUND, _AWAY, _WAIVED, _DONE = "bound", "away", "waived", "done"

# PostgreSQL wants to know the type of a NULL in a UNION.
_NO_NUMBER = cast(null(), Integer())
_NO_INSTANT = cast(null(), UtcDateTime())
_NOTHING_DONE = (
    _NO_INSTANT.label("from_at"),
    _NO_INSTANT.label("to_at"),
    cast(null(), String()).label("zone"),
    _NO_NUMBER.label("number"),
    _NO_NUMBER.label("lasting_number"),
    _NO_NUMBER.label("last_cycle"),
    _NO_NUMBER.label("open_cycle"),
)


@dataclass(slots=True)
class PersonFacts:
    """The facts about one person.

    The days on which a requirement binds them at large, or through a topic; on which they are away; on which
    a module is waived; and what they did, by module.
    """

    bound: dict[int, tuple[Days, ...]] = field(default_factory=dict)
    through: dict[int, tuple[Days, ...]] = field(default_factory=dict)
    away: tuple[Days, ...] = ()
    waived: dict[int, tuple[Days, ...]] = field(default_factory=dict)
    done: dict[int, PersonDone] = field(default_factory=dict)

    def bound_since(self, requirement_id: int, day: date) -> date | None:
        """The first day of the unbroken run on which the requirement binds on `day`, in whatever way."""
        at_large, through = self.bound.get(requirement_id, ()), self.through.get(requirement_id, ())
        return concerned_since(at_large + through, day)

    def is_bound_at_large(self, requirement_id: int, day: date) -> bool:
        """Whether the requirement binds on `day` by another line than a topic."""
        return concerned_since(self.bound.get(requirement_id, ()), day) is not None


def facts_of_people(
    session: Session,
    required: Sequence[Required],
    known: Mapping[int, Outline],
    *,
    at: datetime,
    zone: str,
    people: People,
    all_modules: bool = False,
) -> Mapping[int, PersonFacts]:
    """By person, whom one of `required` binds or bound, as of the instant `at`. One query.

    What they did is told of the modules that are required of them or, with `all_modules`, of all of `known`
    (`people` are given then, and everybody asked about is told of). `zone` is the installation's, in which
    dated rows hold.
    """
    planned = [one for one in required if one.id == CANDIDATE]
    if isinstance(people, Select) or planned:
        statement = _statement(planned, people if isinstance(people, Select) else None, all_modules)
    else:
        statement = _usual(people is None, all_modules)
    values = values_of(required, at=at, day=day_in(at, zone), people=people, modules=known.keys())
    found: dict[int, PersonFacts] = defaultdict(PersonFacts)
    runs = _Runs()
    for rows in session.execute(statement, values).partitions(ROWS_AT_ONCE):
        for row in rows:
            what, reference, _topic_id, person_id, *_rest = row
            if what == _DONE:
                found[person_id].done[reference] = read_done(row, known[reference], zone)
            else:
                _sort(found[person_id], row, runs, at, zone)
    return found


class _Runs(dict[tuple[date, date | None], tuple[Days]]):
    """Runs of days by their ends, each alone in a tuple: most people share a few, which are made once."""

    def __missing__(self, ends: tuple[date, date | None]) -> tuple[Days]:
        first, back = ends
        made = self[ends] = (Days(first, back if back is not None and back < FAR else None),)
        return made


@cache
def _usual(of_everyone: bool, all_modules: bool) -> CompoundSelect[*tuple[Any, ...]]:
    # Made once: making it takes longer than asking it of one person.
    return _statement((), None if of_everyone else those_asked(), all_modules)


def _statement(
    planned: Sequence[Required], asked: Select[int] | None, all_modules: bool
) -> CompoundSelect[*tuple[Any, ...]]:
    bound = spans(planned, asked)
    about_whom = select(bound.c.person_id) if asked is None else asked
    pairs = select(bound.c.person_id, bound.c.module_id).distinct()
    if all_modules and asked is not None:
        pairs = pairs_of(asked)
    of_binding = select(
        literal(_BOUND).label("what"),
        bound.c.requirement_id.label("reference"),
        bound.c.topic_id,
        bound.c.person_id,
        bound.c.first,
        bound.c.back,
        bound.c.from_at,
        bound.c.to_at,
        *_NOTHING_DONE[2:],
    )
    return union_all(of_binding, _away(about_whom), _waived(about_whom), done_by(pairs, what=_DONE))


def _sort(person: PersonFacts, row: Any, runs: _Runs, at: datetime, zone: str) -> None:
    what, reference, topic_id, _person_id, first, back, *_rest = row
    run = runs[first, back]
    if what == _AWAY:
        person.away += run
    elif what == _WAIVED:
        person.waived[reference] = person.waived.get(reference, ()) + run
    elif topic_id is None:
        person.bound[reference] = person.bound.get(reference, ()) + run
    elif (held := _held(run[0], row, at, zone)) is not None:
        person.through[reference] = (*person.through.get(reference, ()), held)


def _held(span: Days, row: Any, at: datetime, zone: str) -> Days | None:
    """The days of `span` on which the topic was held too, as of the instant `at`."""
    if row.from_at > at:
        return None
    first = max(span.first, day_in(row.from_at, zone))
    back = span.back
    if row.to_at is not None and row.to_at <= at:
        until = day_in(row.to_at, zone)
        back = until if back is None else min(back, until)
    return Days(first, back) if back is None or back > first else None


def _away(people: Select[int]) -> Rows:
    return _days_of(_AWAY, literal(0, Integer()), Absence, Absence.valid_to).where(
        Absence.retired_at.is_(None), Absence.person_id.in_(people)
    )


def _waived(people: Select[int]) -> Rows:
    return _days_of(_WAIVED, Waiver.module_id, Waiver, Waiver.until).where(
        Waiver.retired_at.is_(None), is_of_modules(Waiver.module_id), Waiver.person_id.in_(people)
    )


def _days_of(what: str, reference: Any, row: Any, back: Any) -> Rows:
    return select(
        literal(what).label("what"),
        reference.label("reference"),
        _NO_NUMBER.label("topic_id"),
        row.person_id,
        row.valid_from.label("first"),
        func.coalesce(back, a_day(FAR)).label("back"),
        *_NOTHING_DONE,
    )
