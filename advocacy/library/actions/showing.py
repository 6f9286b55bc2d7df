"""What every act on a content begins and ends with: the locked row, and whether people see it from now on."""

from __future__ import annotations

from sqlalchemy import delete, select

from advocacy.errors import Forbidden
from advocacy.insert_once import insertion
from advocacy.library.models import Content, LiveContent, Revision
from advocacy.library.queries.rights import content_row
from advocacy.library.queries.standing import stand
from advocacy.roles import Can
from advocacy.work import Work


def locked(work: Work, content_id: int, permission: Can) -> Content:
    """The content, locked until the end, for somebody who has `permission` and works on its topics.

    Raises Forbidden without it, NotVisible elsewhere. Whoever acts on a content waits for who did before.
    """
    work.actor.require(permission)
    work.hold(Content, content_id)
    return content_row(work.session, content_id, visible_to=work.actor)


def person_id(work: Work) -> int:
    """Who acts. Raises Forbidden for the program itself: content is answered for by people."""
    if work.actor.id is None:
        raise Forbidden("only a person does this")
    return work.actor.id


def show(work: Work, content_id: int) -> None:
    """Make the live row follow from reviews, holds and the recall. Three statements at most."""
    work.session.flush()
    found = stand(work.session, content_id)
    if not found.passed.is_shown or found.approved_id is None:
        work.session.execute(delete(LiveContent).where(LiveContent.content_id == content_id))
        return
    window = select(Revision.opens_at, Revision.closes_at).where(Revision.id == found.approved_id)
    opens_at, closes_at = work.session.execute(window).one()
    values = {"revision_id": found.approved_id, "opens_at": opens_at, "closes_at": closes_at}
    statement = insertion(work.session, LiveContent).values(content_id=content_id, since=work.now, **values)
    work.session.execute(
        statement.on_conflict_do_update(
            index_elements=["content_id"],
            set_=values,  # `since` stays: who read it before does not meet it as news
        )
    )
