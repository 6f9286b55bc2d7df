"""Crowds: many people at once, employed, placed and answering, by a few statements."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, insert, select

from advocacy.audit.models import EventRow
from advocacy.charter.models import Acknowledgement, Version
from advocacy.charter.rules import Act
from advocacy.db import db
from advocacy.folding import fold
from advocacy.people.models import Department, Employer, Employment, Person, Placement
from advocacy.people.rules import Kind, Language
from advocacy.wiring import wiring
from tests.support.charter_makers import text_of
from tests.support.makers import HIRED, a_department, an_employer

GIVEN = ("Léa", "Jean-François", "Zoë", "Émile", "Øyvind", "Ana", "Chloé", "Søren", "Inès", "Łukasz")
FAMILY = ("Martin", "Lefèvre", "Nguyễn", "Da Silva", "O’Brien", "Müller", "Ångström", "de la Tour", "Çelik")


def a_crowd(
    count: int,
    *,
    departments: Sequence[Department] = (),
    employer: Employer | None = None,
    manager: Person | None = None,
    hired: date = HIRED,
) -> list[int]:
    """So many people, dealt out to the `departments` in turn; every fifth has no e-mail. Gives their ids."""
    at = wiring().clock.now()
    departments = departments or [a_department()]
    employer = employer or an_employer()
    first = (db.session.scalar(select(func.max(Person.id))) or 0) + 1
    ids = list(range(first, first + count))
    names = [(GIVEN[i % len(GIVEN)], f"{FAMILY[i % len(FAMILY)]} {i // 7}") for i in ids]
    db.session.execute(
        insert(Person),
        [
            {
                "id": i,
                "subject": secrets.token_hex(16),
                "kind": Kind.EMPLOYEE,
                "number": f"N{i:06d}",
                "given_name": given,
                "family_name": family,
                "email": None if i % 5 == 0 else f"n{i}@verdier.example",
                "email_key": None if i % 5 == 0 else f"n{i}@verdier.example",
                "language": Language.FRENCH,
                "sort_key": fold(f"{family} {given}"),
                "search_key": fold(f"{given} {family}"),
                "disabled": False,
                "created_at": at,
            }
            for i, (given, family) in zip(ids, names, strict=True)
        ],
    )
    dated = {"employer_id": employer.id, "valid_from": hired, "recorded_at": at}
    db.session.execute(insert(Employment), [{"person_id": i, **dated} for i in ids])
    places = [
        {
            "person_id": i,
            "department_id": departments[i % len(departments)].id,
            "manager_id": manager.id if manager else None,
            **dated,
        }
        for i in ids
    ]
    db.session.execute(insert(Placement), places)
    _let_the_serial_go_on()
    db.session.commit()
    return ids


def acts(
    version: Version,
    people: Sequence[int],
    act: Act = Act.ACKNOWLEDGED,
    *,
    after: timedelta = timedelta(minutes=1),
) -> None:
    """These people acknowledged (or objected to) `version` so long `after` it went live, in turn."""
    text = text_of(version)
    # From below: the ids above are dealt out by the journal's counter, which knows nothing of these.
    first = (db.session.scalar(select(func.min(EventRow.id))) or 1_000_000_000) - len(people)
    facts: list[dict[str, Any]] = [
        {
            "id": first + place,
            "name": f"charter_{act.value}",
            "version": 1,
            "at": version.live_at + after + timedelta(milliseconds=place),
            "actor_id": person_id,
            "subject_id": person_id,
            "payload": {},
        }
        for place, person_id in enumerate(people)
    ]
    db.session.execute(insert(EventRow), facts)
    db.session.execute(
        insert(Acknowledgement),
        [
            {
                "person_id": fact["actor_id"],
                "version_id": version.id,
                "text_id": text.id,
                "act": act,
                "sha256": text.sha256,
                "at": fact["at"],
                "opened_at": version.live_at,
                "reached_end": True,
                "event_id": fact["id"],
            }
            for fact in facts
        ],
    )
    db.session.commit()


def _let_the_serial_go_on() -> None:
    """PostgreSQL numbers rows by a sequence that knows nothing of ids given by hand."""
    if db.session.connection().dialect.name == "postgresql":
        highest = select(func.max(Person.id)).scalar_subquery()
        db.session.execute(select(func.setval(func.pg_get_serial_sequence("person", "id"), highest)))
