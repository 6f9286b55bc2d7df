"""The mails of a review: approvers learn that a draft waits for them, its people what became of it."""

from __future__ import annotations

from collections.abc import Iterable

from advocacy.access import GRANTS, Can
from advocacy.charter.queries.drafts import DraftView
from advocacy.charter.rules.words import Weight
from advocacy.notices.actions import notify
from advocacy.people.models import Person
from advocacy.people.queries.recipients import among, holders_of
from advocacy.work import Work

SUBMITTED = "charter_submitted"
DECIDED = "charter_decided"
MOST_APPROVERS = 50
"""A company has a handful; a role given to everyone by mistake does not become a thousand mails."""


def tell_approvers(work: Work, draft: DraftView, submission_id: int) -> None:
    """Write to whoever may approve the draft: who had a hand in it may not, and gets nothing."""
    roles = GRANTS[Can.APPROVE_CHARTER]
    found = holders_of(work.session, roles, day=work.today, most=MOST_APPROVERS)
    writers = draft.writers | {work.actor.id}
    people = (person for person in found if person.id not in writers)
    _tell(work, draft, submission_id, SUBMITTED, people, by=work.actor.name)


def tell_writers(work: Work, draft: DraftView, submission_id: int, weight: Weight | None, note: str) -> None:
    """Write to the draft's author and to who handed it in; `weight` is None when it was returned."""
    ids = {draft.author_id, draft.review.by_id if draft.review else None}
    people = among(work.session, {one for one in ids if one is not None}, day=work.today)
    decision = {"weight": weight.value if weight else None, "note": note}
    _tell(work, draft, submission_id, DECIDED, people, by=work.actor.name, **decision)


def _tell(
    work: Work,
    draft: DraftView,
    submission_id: int,
    kind: str,
    people: Iterable[Person],
    **values: str | None,
) -> None:
    for person in people:
        notify(
            work,
            kind=kind,
            person=person,
            template=kind,
            values={
                "name": person.display_name,
                "title": draft.title_in(person.language.value),
                "number": draft.number,
                "path": f"/charter/manage/drafts/{draft.id}/review",
                **values,
            },
            dedup_key=f"{kind}:{submission_id}:{person.id}",
        )
