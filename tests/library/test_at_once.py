"""Reviewing, recalling and showing first by many hands at the same instant: real commits, both engines."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask
from sqlalchemy import ColumnElement, func, select

from advocacy.audit.models import EventRow
from advocacy.db import Model, db
from advocacy.errors import Refused
from advocacy.library.actions import featuring, recalling
from advocacy.library.actions.handing_in import hand_in
from advocacy.library.actions.reviewing import decide
from advocacy.library.models import ContentRecall, ContentReview, Feature, LiveContent, Revision
from advocacy.library.queries.standing import stand
from advocacy.library.rules.live import RecallWording
from advocacy.library.rules.words import Decision
from advocacy.roles import Actor, Role
from advocacy.work import unit_of_work
from tests.support.at_once import together
from tests.support.library_makers import a_content, a_live_content, answer_warnings, edited, handed_in
from tests.support.makers import acting, somebody
from tests.support.world import TestWorld

HANDS = 6


def said(act: Callable[[], object]) -> str:
    """What came of it: "done", or the refusal."""
    try:
        act()
    except Refused as refused:
        return str(refused)
    return "done"


def approving(by: Actor, content_id: int, sha256: str) -> Callable[[], str]:
    """An approval of exactly this revision."""

    def approve() -> None:
        with unit_of_work(by) as work:
            decide(work, content_id, shown=sha256, decision=Decision.APPROVED)

    return lambda: said(approve)


def count(model: type[Model], *where: ColumnElement[bool]) -> int:
    """How many rows."""
    found: int = db.session.scalars(select(func.count()).select_from(model).where(*where)).one()
    return found


def test_many_approvers_at_once_leave_one_review(committing_app: tuple[Flask, TestWorld]) -> None:
    app, _world = committing_app
    with app.app_context():
        content = a_content()
        handed_in(content)
        actors = [acting(somebody(Role.APPROVER)) for _each in range(HANDS)]
        sha256 = stand(db.session(), content.id).sha256 or ""
        content_id = content.id
        db.session.remove()
    found = together(app, [approving(one, content_id, sha256) for one in actors])
    assert sorted(found).count("done") == 1
    assert all("not in review" in one or "same moment" in one for one in found if one != "done")
    with app.app_context():
        assert count(ContentReview) == 1
        assert count(EventRow, EventRow.name == "content_approved") == 1
        assert count(LiveContent) == 1


def test_an_approval_and_a_recall_at_once_never_leave_it_live(
    committing_app: tuple[Flask, TestWorld],
) -> None:
    app, _world = committing_app
    with app.app_context():
        content = a_live_content()
        edited(content)
        handed_in(content)
        first, second = (acting(somebody(Role.APPROVER)) for _each in range(2))
        sha256 = stand(db.session(), content.id).sha256 or ""
        content_id = content.id
        db.session.remove()

    def recall() -> None:
        with unit_of_work(second) as work:
            recalling.recall(work, content_id, RecallWording("Le prix.", "The price."))

    approved, recalled = together(app, [approving(first, content_id, sha256), lambda: said(recall)])
    assert recalled == "done"
    assert approved == "done" or "not in review" in approved
    with app.app_context():
        recall_row = db.session.scalars(select(ContentRecall)).one()
        assert count(LiveContent) == 0
        newest = db.session.scalars(select(Revision.id).order_by(Revision.number.desc())).first()
        assert (recall_row.revision_id == newest) is (approved == "done")


def test_an_approval_and_another_handing_in_at_once_agree_on_one_revision(
    committing_app: tuple[Flask, TestWorld],
) -> None:
    """Whoever wins, what is live is a revision that somebody approved as they saw it."""
    app, _world = committing_app
    with app.app_context():
        content = a_content()
        handed_in(content)
        seen = stand(db.session(), content.id).sha256 or ""
        editor = somebody(Role.EDITOR)
        approver = acting(somebody(Role.APPROVER))
        writer, content_id = acting(editor), content.id
        edited(content, link="https://example.org/changed")
        answer_warnings(content, editor)
        db.session.remove()

    def again() -> None:
        with unit_of_work(writer) as work:
            hand_in(work, content_id, edition=2)

    approved, handed = together(app, [approving(approver, content_id, seen), lambda: said(again)])
    assert handed == "done"
    assert "not in review" in approved or "handed in again" in approved
    with app.app_context():
        assert count(LiveContent) == 0
        assert count(Revision) == 2


def test_many_hands_hand_in_once(committing_app: tuple[Flask, TestWorld]) -> None:
    app, _world = committing_app
    with app.app_context():
        content, editor = a_content(), somebody(Role.EDITOR)
        answer_warnings(content, editor)
        actor, content_id = acting(editor), content.id
        db.session.remove()

    def once() -> None:
        with unit_of_work(actor) as work:
            hand_in(work, content_id, edition=1)

    found = together(app, [lambda: said(once)] * HANDS)
    assert found.count("done") == 1
    with app.app_context():
        assert count(Revision) == 1


def test_five_places_are_never_six(committing_app: tuple[Flask, TestWorld]) -> None:
    app, _world = committing_app
    with app.app_context():
        contents = [a_live_content() for _each in range(7)]
        for content in contents[:4]:
            with unit_of_work(acting(somebody(Role.EDITOR))) as work:
                featuring.feature(work, content.id)
        wanted = [content.id for content in contents[4:]]
        actor = acting(somebody(Role.EDITOR))
        db.session.remove()

    def first(content_id: int) -> Callable[[], str]:
        def act() -> None:
            with unit_of_work(actor) as work:
                featuring.feature(work, content_id)

        return lambda: said(act)

    found = together(app, [first(content_id) for content_id in wanted])
    assert found.count("done") == 1
    with app.app_context():
        places = db.session.scalars(select(Feature.place).where(Feature.ended_at.is_(None))).all()
        assert sorted(places) == [1, 2, 3, 4, 5]
