"""What people have done of modules: the completions that may count, the cycle they are in, where they live.

Each person and module is looked up through the index on (person, module, completed at), so that a million
older completions cost nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Date,
    Integer,
    Select,
    and_,
    case,
    cast,
    exists,
    func,
    literal,
    null,
    select,
    true,
)
from sqlalchemy.orm import aliased

from advocacy.people.models import Person, Placement, Site
from advocacy.people.queries.dated import holds_on
from advocacy.training.models import Completion, Cycle, Module, ModuleVersion, Revocation
from advocacy.training.queries.binding import AT, DAY, is_of_modules
from advocacy.training.queries.outlines import Outline
from advocacy.training.rules.states import Done

_CYCLES_BACK = 4
"""Completions of the past get cycles after the open one: so many numbers back the open one is looked for."""


@dataclass(frozen=True, slots=True)
class PersonDone:
    """What one person did of one module.

    `cycle` is the number of the open cycle or, when none is open, the one that the next will get.
    """

    zone: str
    done: tuple[Done, ...]
    cycle: int
    is_begun: bool


NOTHING = PersonDone("UTC", (), 1, False)


def pairs_of(people: Select[int]) -> Select[int, int]:
    """Every one of these people with every one of the modules that the statement is executed with."""
    return (
        select(Person.id.label("person_id"), Module.id.label("module_id"))
        .join(Module, true())
        .where(Person.id.in_(people), is_of_modules(Module.id))
    )


def done_by(pairs: Select[int, int], *, what: str) -> Select[*tuple[Any, ...]]:
    """Select what was done, for the rows (person_id, module_id) of `pairs`, as of the instant asked about.

    A revoked completion never was one. The columns are those of the union in person_facts.py, read by
    `read_done`: `reference` is the module, `first` the last day of the latest completion itself, `from_at`
    when that was made, `to_at` when the latest one without such an end was.
    """
    pair = pairs.cte("pair")
    last, version = aliased(Completion, name="last"), aliased(ModuleVersion, name="version")
    lasting, its_version = aliased(Completion, name="lasting"), aliased(ModuleVersion, name="its_version")
    # Whoever's latest completion ends by itself (an outside proof) may have an older one that holds longer.
    also = case((last.expires_on.is_not(None), _latest(pair, lasting_only=True)), else_=null())
    return (
        select(
            literal(what).label("what"),
            pair.c.module_id.label("reference"),
            cast(null(), Integer()).label("topic_id"),
            pair.c.person_id,
            last.expires_on.label("first"),
            cast(null(), Date()).label("back"),
            last.completed_at.label("from_at"),
            lasting.completed_at.label("to_at"),
            func.coalesce(Person.time_zone, _zone_of_site(pair.c.person_id)).label("zone"),
            version.number,
            its_version.number.label("lasting_number"),
            _last_cycle(pair).label("last_cycle"),
            _open_cycle(pair).label("open_cycle"),
        )
        .select_from(pair)
        .join(Person, Person.id == pair.c.person_id)
        .outerjoin(last, last.id == _latest(pair))
        .outerjoin(version, version.id == last.version_id)
        .outerjoin(lasting, lasting.id == also)
        .outerjoin(its_version, its_version.id == lasting.version_id)
    )


def read_done(row: Any, outline: Outline, zone: str) -> PersonDone:
    """What a row of `done_by` says; `zone` is for those who have none of their own or by their site."""
    *_who, expires_on, _back, last_at, lasting_at, its_zone, number, its_number, last_cycle, open_cycle = row
    done: tuple[Done, ...] = ()
    if last_at is not None:
        done = (Done(last_at, expires_on, outline.outdated_at(number, last_at)),)
    if lasting_at is not None:
        done += (Done(lasting_at, None, outline.outdated_at(its_number, lasting_at)),)
    return PersonDone(
        zone=its_zone or zone,
        done=done,
        cycle=open_cycle or (last_cycle or 0) + 1,
        is_begun=open_cycle is not None,
    )


def _latest(pair: CTE, *, lasting_only: bool = False) -> ColumnElement[int]:
    """The latest completion made by then that was not revoked; `lasting_only`: without an end of its own."""
    one = aliased(Completion)
    revoked = exists().where(Revocation.completion_id == one.id)
    statement = select(one.id).where(
        one.person_id == pair.c.person_id,
        one.module_id == pair.c.module_id,
        one.completed_at <= AT,
        ~revoked,
    )
    if lasting_only:
        statement = statement.where(one.expires_on.is_(None))
    latest = statement.order_by(one.completed_at.desc(), one.id.desc()).limit(1)
    return latest.correlate(pair).scalar_subquery()


def _last_cycle(pair: CTE) -> ColumnElement[int]:
    one = aliased(Cycle)
    return (
        select(one.number)
        .where(one.person_id == pair.c.person_id, one.module_id == pair.c.module_id, one.opened_at <= AT)
        .order_by(one.number.desc())
        .limit(1)
        .correlate(pair)
        .scalar_subquery()
    )


def _open_cycle(pair: CTE) -> ColumnElement[int]:
    """The number of the cycle that was open then, among the last few."""
    one, closing = aliased(Cycle), aliased(Completion)
    closed = exists().where(and_(closing.cycle_id == one.id, closing.completed_at <= AT))
    return (
        select(one.number)
        .where(
            one.person_id == pair.c.person_id,
            one.module_id == pair.c.module_id,
            one.number > _last_cycle(pair) - literal(_CYCLES_BACK),
            one.opened_at <= AT,
            ~closed,
        )
        .order_by(one.number.desc())
        .limit(1)
        .correlate(pair)
        .scalar_subquery()
    )


def _zone_of_site(person_id: ColumnElement[int]) -> ColumnElement[str]:
    return (
        select(func.min(Site.time_zone))
        .join(Placement, Placement.site_id == Site.id)
        .where(Placement.person_id == person_id, holds_on(Placement, DAY))
        .scalar_subquery()
    )
