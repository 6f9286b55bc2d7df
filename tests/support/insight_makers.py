"""Makers of what contents brought: shares and clicks with their tallies, and months that are over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import func, select

from advocacy.db import db
from advocacy.insights.counting_heads import count_heads
from advocacy.insights.gathering import gather
from advocacy.insights.models import HeadcountDay, Lesson, Verbatim
from advocacy.insights.rules.headcount import NOWHERE
from advocacy.library.models import Content, LiveContent, RevisionWording
from advocacy.networks.words import Network
from advocacy.people.models import Department, Person
from advocacy.people.rules import Language
from advocacy.relay.models import LinkDay, Share, ShareDeclaration, ShareTally, TeamTally, TrackedLink
from advocacy.wiring import wiring
from tests.support.link_makers import a_tracked_link
from tests.support.makers import save


def shared(
    content: Content,
    people: Iterable[int],
    *,
    network: Network = Network.LINKEDIN,
    wording_id: int = 0,
    declared: int | None = None,
    at: datetime | None = None,
) -> None:
    """These people opened a share of a content, and the first so many of them (None: all) declared it."""
    at = at or wiring().clock.now()
    ids = list(people)
    revision_id = db.session.get_one(LiveContent, content.id).revision_id
    rows = [
        Share(
            person_id=person_id,
            content_id=content.id,
            revision_id=revision_id,
            wording_id=wording_id,
            network=network,
            language=Language.ENGLISH,
            opened_at=at,
        )
        for person_id in ids
    ]
    save(*rows)
    said = rows if declared is None else rows[:declared]
    save(*(ShareDeclaration(share_id=row.id, at=at) for row in said))
    key = (content.id, wording_id, network, at.astimezone(UTC).date())
    tally = db.session.get(ShareTally, key) or ShareTally(
        content_id=content.id, wording_id=wording_id, network=network, day=key[3], opened=0, declared=0
    )
    tally.opened += len(ids)
    tally.declared += len(said)
    save(tally)


def followed(
    content: Content,
    people: int,
    bots: int = 0,
    *,
    network: Network = Network.LINKEDIN,
    wording_id: int = 0,
    day: date | None = None,
) -> TrackedLink:
    """So many people and bots followed the link of a wording on one day."""
    link = a_tracked_link(content, network=network, wording_id=wording_id)
    save(LinkDay(link_id=link.id, day=day or wiring().clock.now().date(), people=people, bots=bots))
    return link


def gathered() -> int:
    """What was shared and followed is counted, as by the worker; how many rows changed."""
    return gather(wiring())


def heads_counted() -> int:
    """The days that are over are counted, as by the worker; how many were."""
    return count_heads(wiring())


def a_month(
    teams: Mapping[Department | None, tuple[int, int]], *, last_day: date = date(2026, 4, 30)
) -> None:
    """A month that is over: of each department (None: of none) so many of so many took part, directly."""
    people: dict[int, int] = {NOWHERE: 0}
    parents: dict[int, int] = {NOWHERE: NOWHERE}
    for known in db.session.scalars(select(Department)):
        people[known.id], parents[known.id] = 0, known.parent_id or NOWHERE
    for department, (took_part, size) in teams.items():
        own_id = department.id if department else NOWHERE
        for above in [int(part) for part in department.path.split("/") if part] if department else [NOWHERE]:
            people[above] += size
        save(
            TeamTally(month=last_day.replace(day=1), department_id=own_id, people=took_part, shares=took_part)
        )
    save(
        *(
            HeadcountDay(day=last_day, department_id=one, parent_id=parents[one], people=count)
            for one, count in people.items()
        )
    )


def wording_of(content: Content, network: Network, language: Language = Language.ENGLISH) -> int:
    """The number of the first approved wording of a content on a network."""
    revision_id = db.session.get_one(LiveContent, content.id).revision_id
    return (
        db.session.scalars(
            select(RevisionWording.wording_id)
            .where(RevisionWording.revision_id == revision_id, RevisionWording.network == network)
            .where(RevisionWording.language == language)
            .order_by(RevisionWording.position)
        ).first()
        or 0
    )


def weeks_ago(number: int) -> datetime:
    """That many weeks before now."""
    return wiring().clock.now() - timedelta(weeks=number)


def more_insights(viewer: Person, post_id: int, objective_id: int, people: Sequence[int]) -> dict[str, int]:
    """These people passed a post on, some followed it, and each left something said and learnt;
    the latest of both by the gaps of addresses."""
    post, now = db.session.get_one(Content, post_id), wiring().clock.now()
    shared(post, people, network=Network.BLUESKY)
    known = db.session.scalar(select(func.count()).select_from(LinkDay)) or 0
    followed(post, 9, 4, network=Network.BLUESKY, day=now.date() - timedelta(days=known))
    noted = {"by_id": viewer.id, "at": now}
    for _each in people:
        quote = "Mine are ten years old and good for ten more."
        save(
            Verbatim(content_id=post_id, network=Network.BLUESKY, quote=quote, **noted),
            Lesson(objective_id=objective_id, content_id=None, text="Show the workshop.", **noted),
            Lesson(objective_id=post.objective_id, content_id=post_id, text="Mornings do better.", **noted),
        )
    if not db.session.scalar(select(func.count()).select_from(HeadcountDay)):
        a_month({db.session.scalars(select(Department)).first(): (12, 40)})
    gathered()
    latest = {"verbatim_id": func.max(Verbatim.id), "lesson_id": func.max(Lesson.id)}
    return {gap: db.session.scalar(select(number)) or 0 for gap, number in latest.items()}
