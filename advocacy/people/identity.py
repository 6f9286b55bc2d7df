"""Who somebody is, in the words that stand behind a commitment in the ledger: what an auditor is shown."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Date, Select, and_, bindparam, select
from sqlalchemy.orm import Session

from advocacy.people.models import Employer, Employment, Person
from advocacy.people.queries.dated import holds_on


def identity_of(session: Session, person_id: int, day: date) -> dict[str, str | None]:
    """Names, number and kind of a person, with their employer on `day`. One query; raises for nobody.

    The keys are part of the evidence: add to them, never rename one.
    """
    return _words(session.connection().execute(_identity(), {"person_id": person_id, "day": day}).one())


def identities_of(
    session: Session, people: Collection[int], day: date
) -> Mapping[int, dict[str, str | None]]:
    """The same of several people, by id. One query."""
    rows = session.execute(
        select(Person.id, *_COLUMNS)
        .outerjoin(Employment, and_(Employment.person_id == Person.id, holds_on(Employment, day)))
        .outerjoin(Employer, Employer.id == Employment.employer_id)
        .where(Person.id.in_(people))
        .order_by(Employment.id)
    )
    return {row.id: _words(row) for row in rows}


def _words(row: Any) -> dict[str, str | None]:
    return {
        "given_name": row.given_name,
        "family_name": row.family_name,
        "number": row.number,
        "kind": row.kind.value,
        "employer": row.employer,
        "siren": row.siren,
    }


_COLUMNS = (
    Person.given_name,
    Person.family_name,
    Person.number,
    Person.kind,
    Employer.name.label("employer"),
    Employer.siren,
)


@cache
def _identity() -> Select[*tuple[Any, ...]]:
    """Built once: every acknowledgement asks it."""
    holds = holds_on(Employment, bindparam("day", type_=Date()))
    return (
        select(*_COLUMNS)
        .outerjoin(Employment, and_(Employment.person_id == Person.id, holds))
        .outerjoin(Employer, Employer.id == Employment.employer_id)
        .where(Person.id == bindparam("person_id"))
        .order_by(Employment.id.desc())
        .limit(1)
    )
