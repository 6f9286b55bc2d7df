"""What stands on a page of the calendar beside contents: slots and who fills them, events, objectives."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    Date,
    Integer,
    String,
    and_,
    case,
    cast,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from advocacy.db import UtcDateTime
from advocacy.library.models import (
    CompanyEvent,
    Content,
    Objective,
    Revision,
    Slot,
)
from advocacy.library.queries.calendar import members
from advocacy.library.queries.openings import (
    languages_of,
    networks_of,
    objective_of,
    openings,
    topics_of,
)
from advocacy.library.rules.clashes import SAME_HOUR, Opening
from advocacy.library.rules.slots import MOST_SLOTS, WeeklySlot, occurrences
from advocacy.library.rules.words import Aim
from advocacy.networks.words import Network
from advocacy.people.rules import Language
from advocacy.topics.models import Topic

MOST_EVENTS = 200
MOST_NEAR_SLOTS = 20_000
"""Beyond so many contents that open near slots within a page, slots may seem empty that are not."""


@dataclass(frozen=True)
class EventLine:
    """Days that matter to the company."""

    id: int
    name_fr: str
    name_en: str
    starts_on: date
    ends_on: date

    def name(self, language: str) -> str:
        """What they are called in `language`."""
        return self.name_fr if language == "fr" else self.name_en


@dataclass(frozen=True)
class Frame:
    """What a page of the calendar shows beside contents: slots, events, and the topics to choose from."""

    slots: Sequence[WeeklySlot]
    events: Sequence[EventLine]
    topics: Sequence[tuple[int, str, str]]

    def topic(self, topic_id: int | None, language: str) -> str:
        """What a topic is called; empty for none."""
        named = {number: french if language == "fr" else english for number, french, english in self.topics}
        return named.get(topic_id or 0, "")


def frame(session: Session, *, first: date, last: date, since: datetime) -> Frame:
    """Slots that held after `since`, events from `first` to `last`, open topics. One query."""
    slots = select(
        *_arm(
            "slot",
            Slot.id,
            network=Slot.network,
            language=Slot.language,
            topic=Slot.topic_id,
            weekday=Slot.weekday,
            minute=Slot.minute,
            zone=Slot.zone,
            since=Slot.at,
            until=Slot.retired_at,
        )
    ).where(or_(Slot.retired_at.is_(None), Slot.retired_at > since))
    events = select(
        *_arm(
            "event",
            CompanyEvent.id,
            name_fr=CompanyEvent.name_fr,
            name_en=CompanyEvent.name_en,
            starts_on=CompanyEvent.starts_on,
            ends_on=CompanyEvent.ends_on,
        )
    ).where(CompanyEvent.retired_at.is_(None), CompanyEvent.starts_on <= last, CompanyEvent.ends_on >= first)
    topics = select(
        *_arm("topic", Topic.id, name_fr=Topic.name_fr, name_en=Topic.name_en, zone=Topic.sort_key)
    ).where(Topic.closed_at.is_(None))
    rows = session.execute(union_all(slots, events, topics)).all()
    return Frame(
        slots=[_slot(row) for row in rows if row.part == "slot"][:MOST_SLOTS],
        events=sorted(
            (
                EventLine(row.id, row.name_fr, row.name_en, row.starts_on, row.ends_on)
                for row in rows
                if row.part == "event"
            ),
            key=lambda one: (one.starts_on, one.id),
        )[:MOST_EVENTS],
        topics=[
            (row.id, row.name_fr, row.name_en)
            for row in sorted((row for row in rows if row.part == "topic"), key=lambda row: row.zone)
        ],
    )


_COLUMNS: dict[str, Any] = {
    **dict.fromkeys(("network", "language", "zone", "name_fr", "name_en"), String),
    **dict.fromkeys(("topic", "weekday", "minute"), Integer),
    **dict.fromkeys(("since", "until"), UtcDateTime),
    **dict.fromkeys(("starts_on", "ends_on"), Date),
}


def _arm(part: str, number: Any, **given: Any) -> list[Any]:
    """The columns of one part of the union: those it does not know are NULL, of the right type."""
    found = [literal(part, String).label("part"), number.label("id")]
    for name, kind in _COLUMNS.items():
        column = given.get(name, null())
        found.append((column if name in given and kind is not String else cast(column, kind)).label(name))
    return found


def _slot(row: Any) -> WeeklySlot:
    return WeeklySlot(
        id=row.id,
        network=Network(row.network),
        language=Language(row.language) if row.language else None,
        topic_id=row.topic,
        weekday=row.weekday,
        minute=row.minute,
        zone=row.zone,
        since=row.since,
        until=row.until,
    )


def near_slots(
    session: Session, slots: Collection[WeeklySlot], first: datetime, end: datetime
) -> list[Opening]:
    """The contents that open within the hour of a slot, neither held back nor recalled: by them slots are
    filled. One query, none without slots."""
    places = [at for slot in slots for at in occurrences(slot, first, end)]
    if not places:
        return []
    opened = openings(min(places) - SAME_HOUR, max(places) + 2 * SAME_HOUR, cancelled=False)
    at = opened.c.opens_at
    rows = session.execute(
        select(
            opened.c.content_id,
            at,
            networks_of(opened).label("networks"),
            languages_of(opened).label("languages"),
            topics_of(opened).label("topics"),
        )
        .where(or_(*(at.between(low, high) for low, high in _merged(places))))
        .order_by(at, opened.c.content_id)
        .limit(MOST_NEAR_SLOTS)
    )
    return [
        Opening(
            row.content_id,
            row.opens_at,
            members(Network, row.networks),
            members(Language, row.languages),
            [int(one) for one in row.topics.split(",") if one],
        )
        for row in rows
    ]


def _merged(places: Sequence[datetime]) -> list[tuple[datetime, datetime]]:
    """The hours before and after these instants; those that overlap are one."""
    found: list[tuple[datetime, datetime]] = []
    for at in sorted(places):
        low, high = at - SAME_HOUR, at + SAME_HOUR
        if found and low <= found[-1][1]:
            found[-1] = (found[-1][0], high)
        else:
            found.append((low, high))
    return found


@dataclass(frozen=True)
class ObjectiveChoice:
    """An objective to filter by, and whether anything that opens within the page serves it."""

    id: int
    aim: Aim
    name_fr: str
    name_en: str
    is_under_way: bool
    is_served: bool

    def name(self, language: str) -> str:
        """What the objective is called in `language`."""
        return self.name_fr if language == "fr" else self.name_en


def objective_choices(
    session: Session, *, first: date, last: date, start: datetime, end: datetime
) -> list[ObjectiveChoice]:
    """The objectives that are not closed; of each whether its period meets the days, and whether a content
    that opens on one of them serves it. One query."""
    opened = openings(start, end, cancelled=False)
    served = (
        select(objective_of().label("id"))
        .select_from(opened)
        .join(Content, Content.id == opened.c.content_id)
        .outerjoin(Revision, Revision.id == opened.c.revision_id)
        .distinct()
        .subquery("served")
    )
    under_way = and_(Objective.starts_on <= last, Objective.ends_on >= first)
    rows = session.execute(
        select(
            Objective.id,
            Objective.aim,
            Objective.name_fr,
            Objective.name_en,
            case((under_way, 1), else_=0).label("is_under_way"),
            case((served.c.id.is_not(None), 1), else_=0).label("is_served"),
        )
        .outerjoin(served, served.c.id == Objective.id)
        .where(Objective.closed_at.is_(None))
        .order_by(Objective.ends_on, Objective.id)
    )
    return [
        ObjectiveChoice(
            row.id, row.aim, row.name_fr, row.name_en, bool(row.is_under_way), bool(row.is_served)
        )
        for row in rows
    ]
