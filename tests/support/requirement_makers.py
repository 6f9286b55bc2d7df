"""Makers of requirements and waivers: rows as the actions leave them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from advocacy.audit.party import Party
from advocacy.audit.recording import Recorder
from advocacy.db import db
from advocacy.people.models import Department, Person
from advocacy.roles import Role
from advocacy.topics.models import Topic
from advocacy.training.events.requirements import TrainingWaived
from advocacy.training.models import Module, Requirement, RequirementLine, Waiver, WaiverReason
from advocacy.training.rules import Validity
from advocacy.wiring import wiring
from tests.support.makers import a_person, save


def a_requirement(
    module: Module,
    validity: Validity = Validity.ROLLING,
    months: int | None = 12,
    departments: Sequence[Department] = (),
    roles: Sequence[Role] = (),
    topics: Sequence[Topic] = (),
    **values: Any,
) -> Requirement:
    """`module` is required of these departments, roles and topics' holders; of everyone when none is given.

    Since the first of January, with 30 days and no grace, unless `values` say otherwise (`month` for a
    calendar one).
    """
    requirement = Requirement(
        module_id=module.id,
        validity=validity,
        months=months if validity is Validity.ROLLING else None,
        **{
            "month": 1 if validity is Validity.CALENDAR else None,
            "grace_days": 0,
            "days": 30,
            "begins_on": wiring().today().replace(month=1, day=1),
            "recorded_at": wiring().clock.now(),
            **values,
        },
    )
    save(requirement)
    save(
        *(RequirementLine(requirement_id=requirement.id, department_id=one.id) for one in departments),
        *(RequirementLine(requirement_id=requirement.id, role=role) for role in roles),
        *(RequirementLine(requirement_id=requirement.id, topic_id=topic.id) for topic in topics),
    )
    return requirement


def a_waiver(
    person: Person,
    module: Module,
    *,
    valid_from: date | None = None,
    until: date | None = None,
    reason: str = "On a project abroad until the autumn.",
    by: Person | None = None,
) -> Waiver:
    """`person` is let off `module` from today (or `valid_from`) up to the day before `until` (30 days on)."""
    now, today = wiring().clock.now(), wiring().today()
    first = valid_from or today
    back = until or first + timedelta(days=30)
    by = by or a_person()
    waived = TrainingWaived(module=module.slug, valid_from=first, until=back)
    waiver = Waiver(
        person_id=person.id,
        module_id=module.id,
        valid_from=first,
        until=back,
        by_id=by.id,
        recorded_at=now,
        event_id=Recorder(db.session(), now).record(
            waived, actor=Party(by.id, by.subject), subject=Party(person.id, person.subject)
        ),
    )
    save(waiver)
    save(WaiverReason(waiver_id=waiver.id, reason=reason))
    return waiver
