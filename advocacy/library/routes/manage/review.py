"""The reviewer's page: what is handed in, what changed, the decision; comments; and handing in."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, url_for
from flask_babel import gettext as _

from advocacy.access import Can, Role, access
from advocacy.charter.reader import Reader, reader
from advocacy.htmx import go
from advocacy.library.actions.commenting import comment
from advocacy.library.actions.handing_in import hand_in
from advocacy.library.actions.reviewing import decide
from advocacy.library.comparing import compared
from advocacy.library.forms.reviewing import CommentForm, DecisionForm, HandingInForm, HoldForm
from advocacy.library.queries.comments import comments
from advocacy.library.queries.holds import hold_of
from advocacy.library.queries.recalls import recall_of
from advocacy.library.queries.reviewing import Reviewed, reviewed
from advocacy.library.routes.manage.blueprint import bp, page
from advocacy.library.rules.reviewing import may_decide
from advocacy.library.rules.words import Decision
from advocacy.numbers import whole_number
from advocacy.work import unit_of_work


@bp.get("/contents/<int:content_id>/review")
@access(Can.SEE_CONTENT)
def review(content_id: int) -> Response:
    """What is handed in, against what people see now; whoever may decides here."""
    return review_page(content_id)


@bp.post("/contents/<int:content_id>/submission")
@access(Can.WRITE_CONTENT)
def submit(content_id: int) -> Response:
    """Hand the content in exactly as it was on the page."""
    form = HandingInForm()
    if form.validate_on_submit():
        with form.refusing(), unit_of_work() as work:
            hand_in(work, content_id, edition=whole_number(form.edition.data) or 0)
        if not form.errors:
            flash(_("Handed in. Any change from now on takes it back."), "ok")
            return go(url_for(".review", content_id=content_id))
    return review_page(content_id, handing_in=form, status=form.status)


@bp.post("/contents/<int:content_id>/review")
@access(Can.APPROVE_CONTENT)
def review_content(content_id: int) -> Response:
    """Approve or return exactly what was on the page."""
    form = DecisionForm()
    if form.validate_on_submit():
        decision = Decision(form.decision.data)
        with form.refusing(), unit_of_work() as work:
            decide(
                work, content_id, shown=form.sha256.data or "", decision=decision, note=form.note.data or ""
            )
        if not form.errors:
            approved = decision is Decision.APPROVED
            flash(
                _("The content is approved.") if approved else _("The content is returned to its author."),
                "ok",
            )
            return go(url_for(".review", content_id=content_id))
    return review_page(content_id, form=form, status=form.status)


@bp.post("/contents/<int:content_id>/comments")
@access(Can.SEE_CONTENT)
def add_comment(content_id: int) -> Response:
    """Keep a comment."""
    form = CommentForm()
    if form.validate_on_submit():
        with form.refusing(), unit_of_work() as work:
            comment(work, content_id, form.text.data or "")
        if not form.errors:
            return go(url_for(".review", content_id=content_id, _anchor="comments"))
    return review_page(content_id, commenting=form, status=form.status)


def review_page(content_id: int, *, status: int = 200, **forms: Any) -> Response:
    """The page; `forms` are those that come back with what was typed."""
    who = reader()
    found = reviewed(who.session, content_id, visible_to=who.actor, language=who.language)
    return page(
        "review.html",
        found=found,
        changes=_changes(who, found),
        comments=comments(who.session, content_id),
        hold=hold_of(who.session, content_id) if _shows_hold(found) else None,
        recall=recall_of(who.session, content_id) if found.stand.facts.is_recalled else None,
        may_decide=who.actor.can(Can.APPROVE_CONTENT)
        and may_decide(found.facts, who.actor.id, is_external=Role.EXTERNAL in who.actor.roles),
        **{"form": DecisionForm(formdata=None), "handing_in": None, **_small_forms(), **forms},
        now=who.now,
        status=status,
    )


def _shows_hold(found: Reviewed) -> bool:
    """Whether it is told that the content is held back: after a recall that says nothing more."""
    return found.stand.is_held and not found.stand.facts.is_recalled


def _small_forms() -> dict[str, Any]:
    return {"commenting": CommentForm(formdata=None), "holding": HoldForm(formdata=None)}


def _changes(who: Reader, found: Reviewed) -> list[Any] | None:
    """What changed since the revision people see; None when they see none, or this one."""
    if found.shown is None or found.before is None:
        return None
    return compared(found.before.parts, found.shown.parts, found.names, reader=who.language.value)
