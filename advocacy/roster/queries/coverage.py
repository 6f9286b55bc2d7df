"""Everybody who ever enrolled, as coverage asks about them: five queries, or four with `found`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from advocacy.charter.rules.versions import Asked
from advocacy.clock import day_in
from advocacy.people.models import Person
from advocacy.people.queries.directory import visible
from advocacy.people.rules import Kind
from advocacy.roles import Actor, Can
from advocacy.roster.queries.dated_facts import dated_facts, ever_enrolled
from advocacy.roster.queries.eligibility import facts_with
from advocacy.roster.rules.coverage import Candidate
from advocacy.wiring import wiring


def candidates(
    session: Session, *, at: datetime, visible_to: Actor, found: Sequence[Asked] | None = None
) -> list[Candidate]:
    """Whom `visible_to` sees of everybody who enrolled by `at`, with the facts of that instant.

    `found` is what the charter's `asked_now` gives for it.
    """
    day = day_in(at, wiring().settings.time_zone)
    people = in_sight(visible_to, day, among=ever_enrolled(at))
    dated = dated_facts(session, people, at=at, day=day, in_full=True)
    facts = facts_with(session, dated, people, at=at, found=found)
    return [
        Candidate(person_id, one.name, frozenset(one.languages), tuple(sorted(one.hours)), facts[person_id])
        for person_id, one in dated.items()
    ]


def in_sight(actor: Actor, day: date, *, among: Select[int] | int) -> Select[int]:
    """Whom `actor` may see coverage of: of a select of ids, or one person. No service account is anybody."""
    statement = select(Person.id).where(Person.kind != Kind.SERVICE, visible(actor, Can.SEE_COVERAGE, day))
    if isinstance(among, Select):
        statement = statement.where(Person.id.in_(among))
    else:
        statement = statement.where(Person.id == among)
    # Named, so that it is decided once however often a statement asks for it.
    seen = statement.cte("in_sight")
    return select(seen.c.id)
