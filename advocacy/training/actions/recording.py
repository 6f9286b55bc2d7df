"""HR records by hand what somebody completed elsewhere or on paper, with what shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from advocacy.access import Can
from advocacy.people.models import Person
from advocacy.people.queries.directory import person as person_seen
from advocacy.people.rules.placing import check_day
from advocacy.training.actions.completing import complete
from advocacy.training.models import Completion, Revocation
from advocacy.training.queries.published import module_by_id, version_on
from advocacy.training.rules import Way
from advocacy.training.rules.recording import check_recording, instant_on
from advocacy.work import Work


@dataclass(frozen=True)
class Recorded:
    """What is recorded: which module, on which day, in how many minutes, and what shows it."""

    module_id: int
    day: date
    minutes: int
    evidence: str
    expires_on: date | None = None


def record(work: Work, person_id: int, recorded: Recorded) -> int:
    """Record a completion; returns its id. The same module and day again give the same one.

    Raises NotVisible for a person out of sight or a module that is not published, Refused for a day to come
    or before hiring, for one's own, and without evidence.
    """
    work.actor.require(Can.RECORD_COMPLETION)
    person = person_seen(
        work.session, person_id, visible_to=work.actor, day=work.today, permission=Can.RECORD_COMPLETION
    )
    module = module_by_id(work.session, recorded.module_id, at=work.now)
    check_recording(recorded.evidence, is_oneself=person.id == work.actor.id)
    check_day(recorded.day)
    work.hold(Person, person.id)
    known = _known(work, person.id, module.id, recorded.day)
    if known is not None:
        return known
    at = instant_on(recorded.day, work.wiring.settings.time_zone, work.now)
    made = complete(
        work,
        person=person,
        module_id=module.id,
        version_id=version_on(work.session, module.id, at=at),
        way=Way.RECORDED,
        completed_at=at,
        minutes=recorded.minutes,
        evidence=recorded.evidence,
        expires_on=recorded.expires_on,
    )
    return made.id


def _known(work: Work, person_id: int, module_id: int, day: date) -> int | None:
    """A completion recorded by hand for that day, and not revoked."""
    first = datetime.combine(day, time(), ZoneInfo(work.wiring.settings.time_zone))
    statement = (
        select(Completion.id)
        .outerjoin(Revocation, Revocation.completion_id == Completion.id)
        .where(
            Completion.person_id == person_id,
            Completion.module_id == module_id,
            Completion.way == Way.RECORDED,
            Completion.completed_at >= first,
            Completion.completed_at < first + timedelta(days=1),
            Revocation.completion_id.is_(None),
        )
    )
    return work.session.scalar(statement.limit(1))
