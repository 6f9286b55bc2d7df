"""Pages that content links to: asked to be looked at, what was found there, and who is told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from advocacy.insert_once import insert_once
from advocacy.library.actions.media import keep
from advocacy.library.media import Taken
from advocacy.library.models import LinkTarget
from advocacy.library.queries.parts import address_sha256
from advocacy.library.queries.targets import LinkedContent, linked
from advocacy.library.rules import targets as rules
from advocacy.library.rules.targets import Known, Seen
from advocacy.library.rules.words import TargetState
from advocacy.library.sources.cards import PageCard
from advocacy.notices.actions import notify
from advocacy.people.queries.recipients import among
from advocacy.work import Work

LOOK = "library.look_at_target"
CHANGED = "link_changed"


@dataclass(frozen=True)
class Found:
    """What a look brought: the judgement's facts, the card, and its picture drawn anew."""

    seen: Seen
    card: PageCard
    image: Taken | None = None


def look_at(work: Work, address: str) -> None:
    """Have the page at `address` looked at, unless it was just now. Empty addresses are nothing."""
    if not address:
        return
    known = address_sha256(address)
    values = {
        "address_sha256": known,
        "address": address,
        "state": TargetState.WAITING,
        "title": "",
        "description": "",
        "site": "",
        "detail": "",
        "fails": 0,
        "next_at": work.now,
    }
    new = insert_once(work.session, LinkTarget, values, LinkTarget.id, unique=["address_sha256"])
    if new:
        queue(work, [(new[0].id, work.now)])
        return
    target = _target(work, known)
    if target is not None and (target.seen_at is None or target.seen_at < work.now - rules.FRESH):
        target.next_at = work.now
        work.session.flush()
        queue(work, [(target.id, work.now)])


def approve(work: Work, address: str) -> None:
    """The card as it was seen last is the approved one: what differs later, changed."""
    if not address:
        return
    look_at(work, address)
    target = _target(work, address_sha256(address))
    if target is None:
        return
    target.approved_sha256 = target.seen_sha256
    if target.state is TargetState.CHANGED:
        target.state = TargetState.ALIVE
    if target.next_at is None:
        windows = [(one.opens_at, one.closes_at) for one in linked(work.session, address, now=work.now)]
        target.next_at = rules.next_look(work.now, windows, is_known=True, fails=0) or work.now + rules.DAILY


def queue(work: Work, targets: Iterable[tuple[int, datetime]]) -> None:
    """Have these pages looked at, each once for the instant it is due at."""
    for target_id, due in targets:
        work.later(LOOK, {"target_id": target_id}, dedup_key=f"{LOOK}:{target_id}:{due.isoformat()}")


def claim(work: Work, target_id: int) -> str | None:
    """Take a page to look at it; its address, or None when it is not due. Taken again after a quarter of an
    hour if nothing was found by then."""
    target = work.lock(LinkTarget, target_id)
    if target is None or target.next_at is None or target.next_at > work.now:
        return None
    target.next_at = work.now + rules.AGAIN_AFTER
    return target.address


def note(work: Work, target_id: int, found: Found) -> None:
    """Write down what a look brought, and tell the authors of live content when something is wrong, once."""
    target = work.lock(LinkTarget, target_id)
    if target is None:
        return
    judged = rules.judge(Known(target.approved_sha256, target.fails), found.seen)
    target.fails, target.detail = judged.fails, found.seen.detail[:200]
    target.seen_at = work.now
    if judged.state is not None:
        target.state = judged.state
    if found.seen.sha256 is not None:
        target.seen_sha256 = found.seen.sha256
        target.title, target.description = found.card.title, found.card.description
        target.site = found.card.site
        if found.image is not None or not found.card.image:
            target.image_id = keep(work, found.image).id if found.image else None
    contents = linked(work.session, target.address, now=work.now)
    windows = [(one.opens_at, one.closes_at) for one in contents]
    is_known = judged.state is not None
    target.next_at = rules.next_look(work.now, windows, is_known=is_known, fails=judged.fails)
    if judged.state in rules.WORRYING:
        _tell(work, target, contents)


def _tell(work: Work, target: LinkTarget, contents: Sequence[LinkedContent]) -> None:
    """Write to the author of each live content, once for what is wrong now."""
    people = {one.id: one for one in among(work.session, {c.author_id for c in contents}, day=work.today)}
    about = target.seen_sha256 if target.state is TargetState.CHANGED else ""
    for content in contents:
        person = people.get(content.author_id)
        if person is None:
            continue
        notify(
            work,
            kind=CHANGED,
            person=person,
            template="link_changed",
            values={
                "name": person.display_name,
                "title": content.titles.get(person.language.value) or next(iter(content.titles.values()), ""),
                "link": target.address,
                "changed": target.state is TargetState.CHANGED,
                "path": f"/library/manage/contents/{content.id}/review",
            },
            dedup_key=f"{CHANGED}:{target.id}:{content.id}:{target.approved_sha256}:{target.state}:{about}",
        )


def _target(work: Work, known: str) -> LinkTarget | None:
    statement = select(LinkTarget).where(LinkTarget.address_sha256 == known).with_for_update()
    return work.session.scalar(statement.execution_options(populate_existing=True))
