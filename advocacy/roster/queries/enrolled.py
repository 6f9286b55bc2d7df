"""Who is on the roster, as a condition: the same decision as MemberFacts.is_enrolled, for lists."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import aliased

from advocacy.clock import day_in
from advocacy.people.models import Employment, Person
from advocacy.people.queries.dated import holds_on
from advocacy.roster.models import Enrolment, EnrolmentEnd
from advocacy.roster.queries.members import latest_enrolment


def is_enrolled(at: datetime, zone: str) -> ColumnElement[bool]:
    """Whether the Person of the surrounding select is on the roster at `at`, the present or a past instant.

    Their latest enrolment has not ended, they are employed, and no employment since then ended without
    another that went on – for leaving the company ends the enrolment for good.
    """
    day = day_in(at, zone)
    ended = exists().where(EnrolmentEnd.enrolment_id == Enrolment.id, EnrolmentEnd.at <= at)
    joined_on = (
        select(Enrolment.enrolled_on)
        .where(Enrolment.id == latest_enrolment(at))
        .correlate(Person)
        .scalar_subquery()
    )
    old, other = aliased(Employment), aliased(Employment)
    goes_on = exists().where(
        other.person_id == old.person_id,
        other.retired_at.is_(None),
        other.valid_from <= old.valid_to,
        or_(other.valid_to.is_(None), other.valid_to > old.valid_to),
    )
    left = exists().where(
        old.person_id == Person.id,
        old.retired_at.is_(None),
        old.valid_to.is_not(None),
        old.valid_to <= day,
        old.valid_to > joined_on,
        ~goes_on,
    )
    employed = exists().where(Employment.person_id == Person.id, holds_on(Employment, day))
    standing = select(Enrolment.id).where(Enrolment.id == latest_enrolment(at), ~ended).correlate(Person)
    return standing.exists() & employed & ~left
