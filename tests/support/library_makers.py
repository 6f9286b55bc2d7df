"""Makers of content on its way: handed in, approved and live by the real actions, changed, commented on.

What a draft is made of is in `content_makers`, and can be asked for here as well.
"""

from __future__ import annotations

from typing import Any

from advocacy.db import db
from advocacy.library.actions.commenting import comment
from advocacy.library.actions.handing_in import hand_in
from advocacy.library.actions.reviewing import decide
from advocacy.library.models import Content, FindingAnswer
from advocacy.library.queries.drafts import draft
from advocacy.library.queries.standing import stand
from advocacy.library.rules.checking import findings
from advocacy.library.rules.words import Decision
from advocacy.people.models import Person
from advocacy.roles import Role
from advocacy.wiring import wiring
from advocacy.work import unit_of_work
from tests.support.content_makers import BOTH as BOTH
from tests.support.content_makers import NETWORKS as NETWORKS
from tests.support.content_makers import a_content as a_content
from tests.support.content_makers import a_link_target as a_link_target
from tests.support.content_makers import a_media_file as a_media_file
from tests.support.content_makers import a_right as a_right
from tests.support.content_makers import a_sheet as a_sheet
from tests.support.content_makers import a_variant as a_variant
from tests.support.content_makers import an_objective as an_objective
from tests.support.content_makers import show as show
from tests.support.makers import acting, save, somebody
from tests.support.roster_makers import a_topic


def handed_in(content: Content, *, by: Person | None = None) -> int:
    """The content handed in by its author, or another editor, every warning answered; the revision's id."""
    giver = by or db.session.get_one(Person, content.author_id)
    answer_warnings(content, giver)
    with unit_of_work(acting(giver)) as work:
        return hand_in(work, content.id, edition=content.edition)


def answer_warnings(content: Content, editor: Person) -> None:
    """Whatever the editor is warned of is answered."""
    found = draft(
        db.session(),
        content.id,
        visible_to=acting(editor),
        settings=wiring().settings,
        at=wiring().clock.now(),
    )
    save(
        *(
            FindingAnswer(
                content_id=content.id,
                finding=one.finding,
                about=one.about,
                answer="It is meant so.",
                by_id=editor.id,
                at=wiring().clock.now(),
            )
            for one in findings(found)
            if one.answer is None
        )
    )


def approve(content: Content, *, by: Person | None = None) -> None:
    """What waits is approved by somebody who had no hand in it."""
    shown = stand(db.session(), content.id).sha256 or ""
    with unit_of_work(acting(by or somebody(Role.APPROVER))) as work:
        decide(work, content.id, shown=shown, decision=Decision.APPROVED)


def a_live_content(*, approver: Person | None = None, **values: Any) -> Content:
    """A content handed in and approved by the real actions; `values` are those of `a_content`."""
    content = a_content(**values)
    handed_in(content)
    approve(content, by=approver)
    return content


def a_content_in_review() -> Content:
    """A content with all that a page can tell: live in one revision, changed and in review in the next, with
    pictures, claims, topics and comments."""
    content = a_live_content(
        topics=[a_topic()], media=[a_media_file()], claims=["Resoled for life"], wordings=2
    )
    edited(content, link="https://example.org/autumn")
    a_link_target(content.link)
    handed_in(content)
    a_comment(content)
    return content


def a_comment(content: Content, by: Person | None = None, text: str = "Who took the picture?") -> None:
    """Something said about a content."""
    with unit_of_work(acting(by or somebody(Role.EDITOR))) as work:
        comment(work, content.id, text)


def a_library(content_id: int | str, count: int) -> None:
    """So many more contents, half of them live and half waiting for a reviewer; as many comments on one."""
    content = db.session.get_one(Content, content_id)
    editor, approver, objective = somebody(Role.EDITOR), somebody(Role.APPROVER), an_objective()
    for number in range(count):
        more = a_content(editor, objective=objective)
        handed_in(more)
        a_comment(content, editor)
        if number % 2:
            approve(more, by=approver)


def edited(content: Content, **values: Any) -> None:
    """The content as after another save: its edition grew, so it must be handed in again."""
    row = db.session.get_one(Content, content.id)
    for name, value in values.items():
        setattr(row, name, value)
    row.edition += 1
    row.edited_at = wiring().clock.now()
    save(row)
