"""What editors and approvers tell each other about a content."""

from __future__ import annotations

from advocacy.errors import Refused
from advocacy.library.actions.showing import locked, person_id
from advocacy.library.events.reviewing import ContentCommented
from advocacy.library.models import ContentComment
from advocacy.library.queries.standing import stand
from advocacy.roles import Can
from advocacy.work import Work

LONGEST_COMMENT = 2000


def comment(work: Work, content_id: int, text: str) -> None:
    """Add a comment, beside the revision that was the latest. Raises Refused for an empty or too long one."""
    locked(work, content_id, Can.SEE_CONTENT)
    if not text.strip():
        raise Refused("Write something first.")
    if len(text) > LONGEST_COMMENT:
        raise Refused("A comment has at most %(most)s characters.", most=LONGEST_COMMENT)
    work.session.add(
        ContentComment(
            content_id=content_id,
            revision_id=stand(work.session, content_id).revision_id,
            text=text.strip(),
            by_id=person_id(work),
            at=work.now,
        )
    )
    work.record(ContentCommented(content_id=content_id))
