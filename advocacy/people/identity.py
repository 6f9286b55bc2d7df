"""Who somebody is, in the words that stand behind a commitment in the ledger: what an auditor is shown."""

from __future__ import annotations

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
    row = session.connection().execute(_identity(), {"person_id": person_id, "day": day}).one()
    return {
        "given_name": row.given_name,
        "family_name": row.family_name,
        "number": row.number,
        "kind": row.kind.value,
        "employer": row.employer,
        "siren": row.siren,
    }


@cache
def _identity() -> Select[*tuple[Any, ...]]:
    """Built once: every acknowledgement asks it."""
    holds = holds_on(Employment, bindparam("day", type_=Date()))
    return (
        select(
            Person.given_name,
            Person.family_name,
            Person.number,
            Person.kind,
            Employer.name.label("employer"),
            Employer.siren,
        )
        .outerjoin(Employment, and_(Employment.person_id == Person.id, holds))
        .outerjoin(Employer, Employer.id == Employment.employer_id)
        .where(Person.id == bindparam("person_id"))
        .order_by(Employment.id.desc())
        .limit(1)
    )
