"""The mails of a review: approvers are reminded once of what waits, writers learn what was decided."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import select

from advocacy.library.freezing import ContentParts
from advocacy.library.models import LibraryRight, WaitingRevision
from advocacy.library.queries.revisions import RevisionView, by_ids, writers
from advocacy.library.queries.standing import stand
from advocacy.library.rules.reminding import working_time_from
from advocacy.library.rules.rights import may_work_on
from advocacy.library.rules.words import Decision
from advocacy.notices.actions import notify
from advocacy.people.models import Person
from advocacy.people.queries.recipients import among, holders_of
from advocacy.roles import GRANTS, Can
from advocacy.work import Work

WAITING = "content_waiting"
DECIDED = "content_decided"
"""What the log of notices calls these mails; their templates are called the same."""

MOST_APPROVERS = 50
"""A company has a handful; a role given to everyone by mistake does not become a thousand mails."""


def remind_of(work: Work, revision_id: int) -> int:
    """Write once, in their working hours, to whoever may approve this revision; to how many. Nobody when it
    was decided on, changed or recalled meanwhile."""
    waits = select(WaitingRevision.content_id).where(WaitingRevision.revision_id == revision_id)
    content_id = work.session.scalar(waits)
    if content_id is None or stand(work.session, content_id).waiting_id != revision_id:
        return 0
    found = by_ids(work.session, [revision_id], visible_to=work.actor)[revision_id]
    return _remind(work, found, writers(work.session, content_id))


def _remind(work: Work, waiting: RevisionView, hands: Collection[int]) -> int:
    found = waiting.parts
    people = [
        person
        for person in holders_of(
            work.session, GRANTS[Can.APPROVE_CONTENT], day=work.today, most=MOST_APPROVERS
        )
        if person.id not in hands
    ]
    limits = _limits(work, [person.id for person in people])
    told = [person for person in people if may_work_on(limits.get(person.id, ()), found.topics)]
    for person in told:
        zone = person.time_zone or work.wiring.settings.time_zone
        notify(
            work,
            kind=WAITING,
            person=person,
            template=WAITING,
            values={**_values(person, found), "since": waiting.at},
            dedup_key=f"{WAITING}:{waiting.id}:{person.id}",
            due=working_time_from(work.now, zone),
        )
    return len(told)


def tell_writers(
    work: Work,
    revision_id: int,
    found: ContentParts,
    *,
    ids: Iterable[int],
    decision: Decision,
    note: str,
) -> None:
    """Write to these people, who wrote the content or handed it in, what was decided."""
    for person in among(work.session, set(ids), day=work.today):
        notify(
            work,
            kind=DECIDED,
            person=person,
            template=DECIDED,
            values={
                **_values(person, found),
                "by": work.actor.name,
                "approved": decision is Decision.APPROVED,
                "note": note,
            },
            dedup_key=f"{DECIDED}:{revision_id}:{person.id}",
        )


def _values(person: Person, found: ContentParts) -> dict[str, object]:
    return {
        "name": person.display_name,
        "title": found.text_in(person.language).title,
        "path": f"/library/manage/contents/{found.content_id}/review",
    }


def _limits(work: Work, people: Collection[int]) -> Mapping[int, frozenset[int]]:
    rows = work.session.execute(
        select(LibraryRight.person_id, LibraryRight.topic_id).where(
            LibraryRight.person_id.in_(people), LibraryRight.to_at.is_(None)
        )
    )
    found: dict[int, set[int]] = {}
    for one, topic_id in rows:
        found.setdefault(one, set()).add(topic_id)
    return {one: frozenset(topics) for one, topics in found.items()}
