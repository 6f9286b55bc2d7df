"""“I saw this”: posts seen outside, reported and looked after."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select, update

from advocacy.audit.party import Party
from advocacy.errors import NotVisible
from advocacy.library.actions.showing import person_id
from advocacy.library.events.sources import SightingHandled, SightingReported
from advocacy.library.freezing import spelt
from advocacy.library.models import Sighting
from advocacy.library.rules import sightings as rules
from advocacy.library.rules.words import SightingKind
from advocacy.notices.actions import notify
from advocacy.people.models import Person
from advocacy.people.queries.by_name import name_columns, name_in
from advocacy.people.queries.recipients import among, holders_of
from advocacy.roles import GRANTS, Can
from advocacy.work import Work

TELL = "library.tell_worrying"
WORRYING = "sightings_worrying"
ANSWERED = "sighting_answered"
MOST_TOLD = 30
"""A communications team has a handful; a role given to everyone by mistake is not thirty mails more."""


def report(work: Work, *, link: str, kind: SightingKind) -> int:
    """Keep what the actor saw; its id. The same link again, while nobody has looked after it, is the one that
    is there. Whoever looks after worrying posts is written to at once. Raises Refused."""
    work.actor.require(Can.REPORT_SIGHTING)
    me, address = person_id(work), rules.checked_link(link)
    same = select(Sighting.id).where(
        *(Sighting.person_id == me, Sighting.link == address, Sighting.kind == kind),
        Sighting.handled_at.is_(None),
    )
    known = work.session.scalar(same.limit(1))
    if known is not None:
        return known
    since = work.now - timedelta(days=1)
    count = select(func.count()).select_from(Sighting)
    rules.check_another(work.session.scalar(count.where(Sighting.person_id == me, Sighting.at > since)) or 0)
    sighting = Sighting(person_id=me, link=address, kind=kind, at=work.now)
    work.session.add(sighting)
    work.session.flush()
    work.record(SightingReported(sighting_id=sighting.id, kind=kind))
    if kind is SightingKind.WORRYING:
        _queue(work, sighting.id)
    return sighting.id


def handle(work: Work, sighting_id: int, *, answer: str = "") -> None:
    """Say that a post was looked after; whoever saw it gets the answer, if there is one.

    Raises NotVisible, and Refused when somebody was faster.
    """
    work.actor.require(Can.SEE_SIGHTINGS)
    sighting = work.lock(Sighting, sighting_id)
    if sighting is None:
        raise NotVisible
    words = spelt(answer)
    rules.check_handling(words, handled=sighting.handled_at is not None)
    sighting.answer, sighting.handled_at, sighting.handled_by_id = words, work.now, person_id(work)
    person = work.session.get_one(Person, sighting.person_id)
    work.record(SightingHandled(sighting_id=sighting.id), subject=Party(person.id, person.subject))
    if not words:
        return
    for one in among(work.session, {person.id}, day=work.today):
        notify(
            work,
            kind=ANSWERED,
            person=one,
            template="sighting_answered",
            values={
                "name": one.display_name,
                "link": sighting.link,
                "answer": words,
                "by": work.actor.name,
                "path": "/library/sightings/",
            },
            dedup_key=f"{ANSWERED}:{sighting.id}",
        )


def tell_of_worrying(work: Work) -> int:
    """Write one mail about all worrying posts that nobody was told of; how many these are.

    Each is told of once, whoever runs this how often.
    """
    waiting = (Sighting.told_at.is_(None), Sighting.kind == SightingKind.WORRYING)
    rows = work.session.execute(
        select(Sighting.id, Sighting.link, Sighting.at, *name_columns(Person, "by"))
        .join(Person, Person.id == Sighting.person_id)
        .where(*waiting)
        .order_by(Sighting.id)
        .with_for_update(of=Sighting)
    ).all()
    if not rows:
        return 0
    work.session.execute(
        update(Sighting)
        .where(Sighting.id.in_([row.id for row in rows]))
        .values(told_at=work.now)
        .execution_options(synchronize_session=False)
    )
    shown = [
        {"link": row.link, "by": name_in(row, "by"), "at": row.at} for row in rows[: rules.MOST_IN_A_MAIL]
    ]
    roles = GRANTS[Can.SEE_SIGHTINGS]
    for person in holders_of(work.session, roles, day=work.today, most=MOST_TOLD):
        notify(
            work,
            kind=WORRYING,
            person=person,
            template="sightings_worrying",
            values={
                "name": person.display_name,
                "count": len(rows),
                "seen": shown,
                "path": "/library/manage/sightings",
            },
            dedup_key=f"{WORRYING}:{rows[0].id}:{rows[-1].id}:{person.id}",
        )
    return len(rows)


def _queue(work: Work, sighting_id: int) -> None:
    """At once; or, when a mail has just left, with whatever else comes in within a quarter of an hour."""
    recent = select(func.max(Sighting.told_at)).where(Sighting.told_at > work.now - rules.GATHERED)
    due = rules.tell_at(work.now, work.session.scalar(recent))
    key = f"{TELL}:{sighting_id}" if due == work.now else f"{TELL}:{due.isoformat()}"
    work.later(TELL, {}, dedup_key=key, due=due)
