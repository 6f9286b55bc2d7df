"""The mails of a review: approvers learn that a draft waits for them, its people what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from advocacy.access import GRANTS, Can
from advocacy.charter.queries.drafts import ReviewView
from advocacy.charter.rules.words import Weight
from advocacy.notices.actions import notify
from advocacy.people.models import Person
from advocacy.people.queries.recipients import among, holders_of
from advocacy.work import Work

MOST_APPROVERS = 50
"""A company has a handful; a role given to everyone by mistake does not become a thousand mails."""


class Reviewable(Protocol):
    """A draft that is handed in: of the charter, or of a training."""

    @property
    def id(self) -> int:
        """Its id."""

    @property
    def number(self) -> int:
        """The version it is to become."""

    @property
    def author_id(self) -> int | None:
        """Who began it."""

    @property
    def writers(self) -> frozenset[int]:
        """Who had a hand in it."""

    @property
    def review(self) -> ReviewView | None:
        """What was last handed in."""

    def title_in(self, language: str) -> str:
        """Its title in a language."""


@dataclass(frozen=True)
class Post:
    """How the mails of one kind of draft are called, who approves it, and below which address it is."""

    submitted: str
    decided: str
    approving: Can
    folder: str


CHARTER = Post("charter_submitted", "charter_decided", Can.APPROVE_CHARTER, "/charter/manage")


def tell_approvers(work: Work, draft: Reviewable, submission_id: int, post: Post = CHARTER) -> None:
    """Write to whoever may approve the draft: who had a hand in it may not, and gets nothing."""
    found = holders_of(work.session, GRANTS[post.approving], day=work.today, most=MOST_APPROVERS)
    writers = draft.writers | {work.actor.id}
    people = (person for person in found if person.id not in writers)
    _tell(work, draft, submission_id, (post.submitted, post.folder), people, by=work.actor.name)


def tell_writers(
    work: Work, draft: Reviewable, submission_id: int, weight: Weight | None, note: str, post: Post = CHARTER
) -> None:
    """Write to the draft's author and to who handed it in; `weight` is None when it was returned."""
    ids = {draft.author_id, draft.review.by_id if draft.review else None}
    people = among(work.session, {one for one in ids if one is not None}, day=work.today)
    decision = {"weight": weight.value if weight else None, "note": note}
    _tell(work, draft, submission_id, (post.decided, post.folder), people, by=work.actor.name, **decision)


def _tell(
    work: Work,
    draft: Reviewable,
    submission_id: int,
    kind_and_folder: tuple[str, str],
    people: Iterable[Person],
    **values: str | None,
) -> None:
    kind, folder = kind_and_folder
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
                "path": f"{folder}/drafts/{draft.id}/review",
                **values,
            },
            dedup_key=f"{kind}:{submission_id}:{person.id}",
        )
