"""Deciding on exactly what was handed in."""

from __future__ import annotations

from sqlalchemy import delete

from advocacy.errors import Forbidden, Refused
from advocacy.library.actions.showing import locked, person_id, show
from advocacy.library.actions.targets import approve as approve_page
from advocacy.library.actions.telling import tell_writers
from advocacy.library.events.reviewing import ContentApproved, ContentReturned
from advocacy.library.models import Content, ContentReview, WaitingRevision
from advocacy.library.queries.reviewing import review_facts
from advocacy.library.queries.revisions import RevisionView, by_ids
from advocacy.library.queries.standing import Stand, stand
from advocacy.library.rules import reviewing as rules
from advocacy.library.rules.words import Decision
from advocacy.roles import Can, Role
from advocacy.work import Work

LONGEST_NOTE = 2000


def decide(work: Work, content_id: int, *, shown: str, decision: Decision, note: str = "") -> None:
    """Approve the revision that waits, or return it; `shown` is the hash that was on the page.

    Raises Refused when the actor had a hand in it, when it changed or was decided meanwhile, when an approval
    lacks something, or a return its reason.
    """
    content = locked(work, content_id, Can.APPROVE_CONTENT)
    if len(note) > LONGEST_NOTE:
        raise Refused("A note has at most %(most)s characters.", most=LONGEST_NOTE)
    now = stand(work.session, content_id)
    waiting = waiting_revision(work, now)
    rules.decide(
        review_facts(work.session, now, waiting.parts if waiting else None),
        by=work.actor.id,
        is_external=Role.EXTERNAL in work.actor.roles,
        shown=shown,
        decision=decision,
        note=note,
        now=work.now,
        today=work.today,
    )
    if waiting is None:
        raise Forbidden("nothing was handed in")
    _write(work, content, waiting, decision, note.strip())


def waiting_revision(work: Work, now: Stand) -> RevisionView | None:
    """The revision that waits for a reviewer, whole."""
    if now.waiting_id is None:
        return None
    return by_ids(work.session, [now.waiting_id], visible_to=work.actor).get(now.waiting_id)


def _write(work: Work, content: Content, waiting: RevisionView, decision: Decision, note: str) -> None:
    work.session.add(
        ContentReview(
            revision_id=waiting.id, decision=decision, note=note, by_id=person_id(work), at=work.now
        )
    )
    work.session.execute(delete(WaitingRevision).where(WaitingRevision.content_id == content.id))
    if decision is Decision.APPROVED:
        work.record(
            ContentApproved(content_id=content.id, number=waiting.number, revision=waiting.sha256),
            documents=[waiting.sha256],
        )
    else:
        work.record(ContentReturned(content_id=content.id, number=waiting.number, revision=waiting.sha256))
    show(work, content.id)
    if decision is Decision.APPROVED:
        approve_page(work, waiting.parts.link)
    ids = {content.author_id, waiting.by_id}
    tell_writers(work, waiting.id, waiting.parts, ids=ids, decision=decision, note=note)
