"""Telling of a recall whoever opened or declared a share of what was recalled: each once."""

from __future__ import annotations

from advocacy.errors import NotVisible
from advocacy.insert_once import insert_once
from advocacy.library.models import ContentRecall
from advocacy.notices.actions import notify
from advocacy.people.queries.recipients import among
from advocacy.people.rules import Language
from advocacy.relay.events import RecallTold
from advocacy.relay.models import RecallNotice
from advocacy.relay.queries.recalled import recall_told, to_tell
from advocacy.work import Work

KIND = "relay_recall"
"""What the log of notices calls it; its mail is called the same."""

CHUNK = 200
"""People told in one transaction."""


def tell_some(work: Work, recall_id: int, *, most: int = CHUNK) -> int:
    """Tell the next `most` people who know nothing of this recall; to how many there was something to tell.

    Everyone finds it on Today and in the library; whoever has an address gets a mail as well.
    """
    recall = work.session.get_one(ContentRecall, recall_id)
    waiting = to_tell(work.session, recall_id, most=most)
    rows = [{"recall_id": recall_id, "person_id": one, "at": work.now} for one in waiting]
    if not rows:
        return 0
    new = insert_once(
        work.session, RecallNotice, rows, RecallNotice.person_id, unique=["recall_id", "person_id"]
    )
    told = {row.person_id for row in new}
    words = {
        language: recall_told(work.session, recall.content_id, at=work.now, language=language)
        for language in Language
    }
    for person in among(work.session, told, day=work.today):
        found = words[person.language]
        notify(
            work,
            kind=KIND,
            person=person,
            template=KIND,
            values={
                "name": person.display_name,
                "title": found.title,
                "reason": found.reason(person.language),
                "path": f"/library/{found.correction_id or found.content_id}",
                "is_corrected": found.correction_id is not None,
            },
            dedup_key=f"{KIND}:{recall_id}:{person.id}",
        )
    if told:
        work.record(RecallTold(recall_id=recall_id, content_id=recall.content_id, people=len(told)))
    return len(rows)


def put_aside(work: Work, recall_id: int) -> None:
    """The actor has read what they were told of a recall. Raises NotVisible for what they were not told."""
    found = work.session.get(RecallNotice, (recall_id, work.actor.id))
    if found is None:
        raise NotVisible
    found.seen_at = found.seen_at or work.now
