"""The plan of the calendar: slots to fill, company events, and moving a draft to another day."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select

from advocacy.errors import NotVisible, Refused
from advocacy.insert_once import insert_once
from advocacy.library.actions.showing import locked, person_id
from advocacy.library.events.calendar import (
    CompanyEventAdded,
    CompanyEventRemoved,
    OpeningMoved,
    SlotAdded,
    SlotEnded,
)
from advocacy.library.models import CompanyEvent, ContentWriter, Slot
from advocacy.library.queries.standing import stand
from advocacy.library.rules import calendar as rules
from advocacy.library.rules.calendar import Window
from advocacy.library.rules.slots import MOST_SLOTS, read_clock
from advocacy.library.rules.standing import Standing
from advocacy.networks.words import RELAYED, Network
from advocacy.people.rules import Language
from advocacy.roles import Can
from advocacy.topics.models import Topic
from advocacy.work import Work
from advocacy.zones import all_zones


def add_slot(
    work: Work,
    *,
    network: Network,
    weekday: int,
    clock: str,
    zone: str,
    language: Language | None = None,
    topic_id: int | None = None,
) -> int:
    """Add a place in every week; its id. `clock` is wall time in `zone`.

    Raises Refused: no time of day, a network on which nothing is passed on, a closed topic, too many slots.
    """
    work.actor.require(Can.WRITE_CONTENT)
    minute = read_clock(clock)
    if network not in RELAYED or not 0 <= weekday <= 6 or zone not in all_zones():
        raise Refused("Choose a network, a day of the week and a zone from the lists.")
    _check_topic(work, topic_id)
    held = select(func.count()).select_from(Slot).where(Slot.retired_at.is_(None))
    if (work.session.scalar(held) or 0) >= MOST_SLOTS:
        raise Refused("The calendar holds at most %(most)s slots.", most=MOST_SLOTS)
    made = Slot(
        network=network,
        language=language,
        topic_id=topic_id,
        weekday=weekday,
        minute=minute,
        zone=zone,
        by_id=person_id(work),
        at=work.now,
    )
    work.session.add(made)
    work.session.flush()
    work.record(SlotAdded(slot_id=made.id, network=network.value))
    return made.id


def end_slot(work: Work, slot_id: int) -> None:
    """Fill this place no longer; past weeks keep it. Raises NotVisible."""
    work.actor.require(Can.WRITE_CONTENT)
    slot = work.lock(Slot, slot_id)
    if slot is None:
        raise NotVisible
    if slot.retired_at is None:
        slot.retired_at = work.now
        work.record(SlotEnded(slot_id=slot.id, network=slot.network.value))


def add_event(work: Work, *, name_fr: str, name_en: str, starts_on: date, ends_on: date) -> int:
    """Put days that matter to the company into the calendar; its id. Raises Refused: names, days."""
    work.actor.require(Can.WRITE_CONTENT)
    rules.check_event(name_fr, name_en, starts_on, ends_on)
    held = select(func.count()).select_from(CompanyEvent).where(CompanyEvent.retired_at.is_(None))
    if (work.session.scalar(held) or 0) >= rules.MOST_EVENTS:
        raise Refused("The calendar holds at most %(most)s events.", most=rules.MOST_EVENTS)
    made = CompanyEvent(
        name_fr=name_fr.strip(),
        name_en=name_en.strip(),
        starts_on=starts_on,
        ends_on=ends_on,
        by_id=person_id(work),
        at=work.now,
    )
    work.session.add(made)
    work.session.flush()
    work.record(CompanyEventAdded(company_event_id=made.id, called=made.name_en))
    return made.id


def remove_event(work: Work, company_event_id: int) -> None:
    """Take an event out of the calendar. Raises NotVisible."""
    work.actor.require(Can.WRITE_CONTENT)
    found = work.lock(CompanyEvent, company_event_id)
    if found is None:
        raise NotVisible
    if found.retired_at is None:
        found.retired_at = work.now
        work.record(CompanyEventRemoved(company_event_id=found.id, called=found.name_en))


def move(work: Work, content_id: int, day: date, *, edition: int) -> None:
    """Let a draft open on `day`, its wall times the same; its end moves with it.

    Raises Refused for what is not a draft with a window, was saved elsewhere meanwhile, or cannot open then.
    """
    content = locked(work, content_id, Can.WRITE_CONTENT)
    if stand(work.session, content_id).standing not in (Standing.WRITING, Standing.RETURNED):
        raise Refused("Only a draft is moved here. Open the content to change what was handed in.")
    if content.edition != edition:
        raise Refused("This content was changed elsewhere since you opened the page. Read it again first.")
    if content.opens_at is None:
        raise Refused("This draft has no share window yet. Open it and choose one.")
    zone = content.zone or work.wiring.settings.time_zone
    window = rules.moved(Window(content.opens_at, content.closes_at, zone), day, now=work.now)
    if window.opens_at == content.opens_at:
        return
    content.opens_at, content.closes_at = window.opens_at, window.closes_at
    content.edition += 1
    content.edited_at = work.now
    hand = {"content_id": content_id, "person_id": person_id(work), "first_at": work.now}
    insert_once(work.session, ContentWriter, hand, unique=["content_id", "person_id"])
    work.record(OpeningMoved(content_id=content_id, edition=content.edition, opens_on=day))


def _check_topic(work: Work, topic_id: int | None) -> None:
    if topic_id is None:
        return
    topic = work.session.get(Topic, topic_id)
    if topic is None or topic.closed_at is not None:
        raise Refused("This topic is closed. Choose another one.")
