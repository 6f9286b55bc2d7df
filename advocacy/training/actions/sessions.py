"""Sessions: planned and cancelled by a trainer, places taken and given up, and who was there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time

from sqlalchemy import func, select

from advocacy.access import Can
from advocacy.errors import Forbidden, NotVisible, Refused
from advocacy.notices.actions import notify
from advocacy.people.imports.values import person_number
from advocacy.people.models import Person
from advocacy.people.queries.naming import numbered
from advocacy.people.queries.recipients import among
from advocacy.people.rules import Language
from advocacy.training.actions.completing import complete
from advocacy.training.events.sessions import (
    TrainingPlaceGivenUp,
    TrainingPlaceTaken,
    TrainingSessionCancelled,
    TrainingSessionPlanned,
)
from advocacy.training.models import Attendance, Module, Session, SessionPlace
from advocacy.training.queries.published import module_by_id, titles
from advocacy.training.rules import ModuleKind, Way
from advocacy.training.rules import sessions as rules
from advocacy.work import Work

CANCELLED = "training_session_cancelled"
"""The kind of the mail that says so, and its template."""


@dataclass(frozen=True)
class Plan:
    """A session as it was typed: local times in the IANA zone `zone`."""

    module_id: int
    day: date
    starts: time
    ends: time
    zone: str
    place: str
    language: Language
    places: int


def plan(work: Work, wanted: Plan) -> int:
    """Plan a session; returns its id.

    Raises NotVisible for a module that has no published version, Refused for what cannot be held.
    """
    work.actor.require(Can.HOLD_SESSION)
    if work.actor.id is None:
        raise Forbidden("only a person leads a session")
    found = module_by_id(work.session, wanted.module_id, at=work.now)
    if found.kind is not ModuleKind.SESSION or found.retired:
        raise Refused("This training is not done in sessions, or is no longer offered.")
    starts_at = rules.local_instant(wanted.day, wanted.starts, wanted.zone)
    ends_at = rules.local_instant(wanted.day, wanted.ends, wanted.zone)
    rules.check_plan(
        starts_at=starts_at, ends_at=ends_at, places=wanted.places, place=wanted.place, now=work.now
    )
    planned = Session(
        module_id=found.id,
        starts_at=starts_at,
        ends_at=ends_at,
        zone=wanted.zone,
        place=wanted.place,
        language=wanted.language,
        places=wanted.places,
        trainer_id=work.actor.id,
        created_at=work.now,
    )
    work.session.add(planned)
    work.session.flush()
    work.record(
        TrainingSessionPlanned(
            session_id=planned.id,
            module=found.slug,
            starts_at=starts_at,
            ends_at=ends_at,
            zone=planned.zone,
            places=planned.places,
        )
    )
    return planned.id


def cancel(work: Work, session_id: int) -> int:
    """Call a session off and write to everyone who has a place; returns to how many. Twice changes nothing.

    Raises NotVisible, and Refused once it has begun.
    """
    work.actor.require(Can.HOLD_SESSION)
    found = _locked(work, session_id)
    if found.cancelled_at is not None:
        return 0
    rules.check_cancelling(starts_at=found.starts_at, now=work.now)
    found.cancelled_at = work.now
    ids = work.session.scalars(
        select(SessionPlace.person_id).where(
            SessionPlace.session_id == found.id, SessionPlace.given_up_at.is_(None)
        )
    ).all()
    told = among(work.session, ids, day=work.today)
    title = titles(work.session, [found.module_id])[found.module_id]
    slug = _slug(work, found.module_id)
    for person in told:
        _tell(work, found, person, title[person.language.value], slug)
    work.record(TrainingSessionCancelled(session_id=found.id, module=slug, told=len(told)))
    return len(told)


def take_place(work: Work, session_id: int) -> str:
    """Give the actor a place; whoever has one keeps it. Of two who want the last one, one gets it.

    Returns the short name of the module.

    Raises NotVisible, and Refused when there is none left or the session is no longer open.
    """
    work.actor.require(Can.TAKE_TRAINING)
    person_id = _oneself(work)
    found = _locked(work, session_id)
    slug = _slug(work, found.module_id)
    if _place_of(work, found.id, person_id) is not None:
        return slug
    rules.check_open(starts_at=found.starts_at, cancelled_at=found.cancelled_at, now=work.now)
    rules.check_place(
        places=found.places,
        taken=_taken(work, found.id),
        is_elsewhere=_is_elsewhere(work, person_id, found),
    )
    work.session.add(SessionPlace(session_id=found.id, person_id=person_id, taken_at=work.now))
    work.record(TrainingPlaceTaken(session_id=found.id, module=slug), subject=work.actor.party)
    return slug


def give_up(work: Work, session_id: int) -> str:
    """Take the actor's place back; whoever has none changes nothing. Returns the module's short name.

    Raises NotVisible, and Refused when the session is no longer open.
    """
    work.actor.require(Can.TAKE_TRAINING)
    found = _locked(work, session_id)
    place, slug = _place_of(work, found.id, _oneself(work)), _slug(work, found.module_id)
    if place is None:
        return slug
    rules.check_open(starts_at=found.starts_at, cancelled_at=found.cancelled_at, now=work.now)
    place.given_up_at = work.now
    work.record(TrainingPlaceGivenUp(session_id=found.id, module=slug), subject=work.actor.party)
    return slug


def attend(work: Work, session_id: int, minutes: Mapping[int, int]) -> int:
    """Tick who was there, with the minutes of each (by person); returns how many are new.

    Whoever is ticked already is passed over: a tick is proof and stays; HR revokes a wrong one. Raises
    NotVisible for somebody unknown, Refused before it began and for impossible minutes; then nobody is
    ticked.
    """
    work.actor.require(Can.HOLD_SESSION)
    found = _locked(work, session_id)
    known = set(
        work.session.scalars(select(Attendance.person_id).where(Attendance.session_id == found.id)).all()
    )
    new = {person_id: spent for person_id, spent in minutes.items() if person_id not in known}
    version_id = module_by_id(work.session, found.module_id, at=found.starts_at).version.id
    for person_id, spent in sorted(new.items()):
        rules.check_ticking(
            spent,
            starts_at=found.starts_at,
            ends_at=found.ends_at,
            cancelled_at=found.cancelled_at,
            now=work.now,
        )
        _tick(work, found, person_id, spent, version_id)
    return len(new)


def attend_by_number(work: Work, session_id: int, number: str, minutes: int) -> int:
    """Tick somebody who came without a place, by employee number; returns how many are new."""
    work.actor.require(Can.HOLD_SESSION)
    number = person_number(number)
    person_id = numbered(work.session, [number]).get(number)
    if person_id is None:
        raise Refused("Nobody has the employee number %(number)s.", number=number)
    return attend(work, session_id, {person_id: minutes})


def _tick(work: Work, found: Session, person_id: int, minutes: int, version_id: int) -> None:
    if person_id == work.actor.id:
        raise Refused("Nobody ticks themselves. Ask another trainer to do it.")
    complete(
        work,
        person=person_id,
        module_id=found.module_id,
        version_id=version_id,
        way=Way.ATTENDED,
        completed_at=min(found.ends_at, work.now),
        minutes=minutes,
    )
    work.session.add(
        Attendance(
            session_id=found.id,
            person_id=person_id,
            minutes=minutes,
            ticked_by_id=work.actor.id,
            at=work.now,
        )
    )
    work.session.flush()


def _tell(work: Work, found: Session, person: Person, title: str, slug: str) -> None:
    notify(
        work,
        kind=CANCELLED,
        person=person,
        template=CANCELLED,
        values={
            "name": person.display_name,
            "title": title,
            "starts_at": found.starts_at,
            "ends_at": found.ends_at,
            "zone": found.zone,
            "place": found.place,
            "path": f"/training/{slug}",
        },
        dedup_key=f"{CANCELLED}:{found.id}:{person.id}",
    )


def _oneself(work: Work) -> int:
    if work.actor.id is None:
        raise Forbidden("only a person takes a place")
    return work.actor.id


def _locked(work: Work, session_id: int) -> Session:
    found = work.lock(Session, session_id)
    if found is None:
        raise NotVisible
    return found


def _slug(work: Work, module_id: int) -> str:
    return work.session.get_one(Module, module_id).slug


def _place_of(work: Work, session_id: int, person_id: int) -> SessionPlace | None:
    return work.session.scalar(
        select(SessionPlace).where(
            SessionPlace.session_id == session_id,
            SessionPlace.person_id == person_id,
            SessionPlace.given_up_at.is_(None),
        )
    )


def _taken(work: Work, session_id: int) -> int:
    statement = (
        select(func.count())
        .select_from(SessionPlace)
        .where(SessionPlace.session_id == session_id, SessionPlace.given_up_at.is_(None))
    )
    return work.session.scalar(statement) or 0


def _is_elsewhere(work: Work, person_id: int, wanted: Session) -> bool:
    """Whether the person has a place in another session that meets this one."""
    statement = (
        select(Session.id)
        .join(SessionPlace, SessionPlace.session_id == Session.id)
        .where(
            SessionPlace.person_id == person_id,
            SessionPlace.given_up_at.is_(None),
            Session.cancelled_at.is_(None),
            Session.id != wanted.id,
            Session.starts_at < wanted.ends_at,
            Session.ends_at > wanted.starts_at,
        )
        .limit(1)
    )
    return work.session.scalar(statement) is not None
