"""Sessions as people and trainers see them: what is to come, who has a place, who was there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, exists, func, literal, or_, select
from sqlalchemy.orm import Session as Database
from sqlalchemy.orm import aliased

from advocacy.errors import NotVisible
from advocacy.keyset import Window, latest_first
from advocacy.people.models import Person
from advocacy.people.rules import Language
from advocacy.roles import Actor, Can
from advocacy.training.models import Attendance, Module, Session, SessionPlace
from advocacy.training.rules.sessions import length_of

PAGE = 25
MOST_COMING = 30
"""Sessions of one module on its page: nobody chooses among more."""


@dataclass(frozen=True)
class SessionLine:
    """A session; `mine` is whether the person who asks has a place."""

    id: int
    module_id: int
    slug: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    place: str
    language: Language
    places: int
    cancelled_at: datetime | None
    trainer: str
    taken: int
    attended: int
    mine: bool

    @property
    def left(self) -> int:
        """The places nobody has."""
        return max(0, self.places - self.taken)

    @property
    def minutes(self) -> int:
        """How long it is."""
        return length_of(self.starts_at, self.ends_at)

    def has_begun(self, at: datetime) -> bool:
        """Whether it has begun by `at`."""
        return self.starts_at <= at


@dataclass(frozen=True)
class Attendee:
    """Somebody with a place in a session, or who was there without; `minutes` once they are ticked."""

    person_id: int
    name: str
    number: str | None
    has_place: bool
    minutes: int | None
    ticked_at: datetime | None


def coming(session: Database, module_id: int, person_id: int | None, *, at: datetime) -> list[SessionLine]:
    """The sessions of a module that are still to begin, soonest first. One query."""
    statement = (
        _sessions(person_id)
        .where(Session.module_id == module_id, Session.starts_at > at, Session.cancelled_at.is_(None))
        .order_by(Session.starts_at, Session.id)
        .limit(MOST_COMING)
    )
    return [SessionLine(*row) for row in session.execute(statement)]


def planned(session: Database, *, visible_to: Actor, before: int | None = None) -> Window[SessionLine]:
    """A page of all sessions, the latest planned first. One query."""
    visible_to.require(Can.HOLD_SESSION)
    found = latest_first(session, _sessions(visible_to.id), Session.id, size=PAGE, older_than=before)
    return found.map(lambda row: SessionLine(*row))


def one_session(session: Database, session_id: int, *, visible_to: Actor) -> SessionLine:
    """A session. One query. Raises NotVisible for whoever does not hold sessions, and for none."""
    if not visible_to.can(Can.HOLD_SESSION):
        raise NotVisible
    row = session.execute(_sessions(visible_to.id).where(Session.id == session_id)).one_or_none()
    if row is None:
        raise NotVisible
    return SessionLine(*row)


def attendees(session: Database, found: SessionLine) -> list[Attendee]:
    """Everyone with a place and everyone who was there, by name. One query."""
    place = aliased(SessionPlace)
    has_place = exists().where(
        place.session_id == found.id, place.person_id == Person.id, place.given_up_at.is_(None)
    )
    statement = (
        select(
            Person.id,
            Person.given_name + literal(" ") + Person.family_name,
            Person.number,
            has_place,
            Attendance.minutes,
            Attendance.at,
        )
        .outerjoin(Attendance, (Attendance.person_id == Person.id) & (Attendance.session_id == found.id))
        .where(or_(has_place, Attendance.session_id.is_not(None)))
        .order_by(Person.sort_key, Person.id)
    )
    return [Attendee(*row) for row in session.execute(statement)]


def _sessions(person_id: int | None) -> Select[*tuple[Any, ...]]:
    held = (SessionPlace.session_id == Session.id, SessionPlace.given_up_at.is_(None))
    taken = select(func.count()).select_from(SessionPlace).where(*held).correlate(Session).scalar_subquery()
    attended = (
        select(func.count())
        .select_from(Attendance)
        .where(Attendance.session_id == Session.id)
        .correlate(Session)
        .scalar_subquery()
    )
    mine = exists().where(*held, SessionPlace.person_id == person_id)
    return (
        select(
            Session.id,
            Session.module_id,
            Module.slug,
            Session.starts_at,
            Session.ends_at,
            Session.zone,
            Session.place,
            Session.language,
            Session.places,
            Session.cancelled_at,
            (Person.given_name + literal(" ") + Person.family_name).label("trainer"),
            taken.label("taken"),
            attended.label("attended"),
            mine.label("mine"),
        )
        .join(Module, Module.id == Session.module_id)
        .join(Person, Person.id == Session.trainer_id)
    )
