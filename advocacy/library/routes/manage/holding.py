"""Holding content back and releasing it; showing it first and no longer."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response, flash, url_for
from flask_babel import gettext as _

from advocacy.access import Can, access
from advocacy.errors import Refused
from advocacy.htmx import go
from advocacy.languages import say
from advocacy.library.actions import featuring
from advocacy.library.actions import holding as actions
from advocacy.library.forms.reviewing import HoldForm
from advocacy.library.routes.manage.blueprint import bp
from advocacy.library.routes.manage.review import review_page
from advocacy.work import Work, unit_of_work


@bp.post("/contents/<int:content_id>/hold")
@access(Can.HOLD_CONTENT)
def hold(content_id: int) -> Response:
    """Let nobody pass it on for now."""
    form = HoldForm()
    if form.validate_on_submit():
        with form.refusing(), unit_of_work() as work:
            actions.hold(work, content_id, reason=form.reason.data or "")
        if not form.errors:
            flash(_("Held back: nobody can pass it on until it is released."), "ok")
            return go(url_for(".review", content_id=content_id))
    return review_page(content_id, holding=form, status=form.status)


@bp.post("/contents/<int:content_id>/release")
@access(Can.HOLD_CONTENT)
def release(content_id: int) -> Response:
    """Let it be passed on again."""
    return _done(content_id, actions.release, _("Released: it can be passed on again."))


@bp.post("/contents/<int:content_id>/feature")
@access(Can.FEATURE_CONTENT)
def feature(content_id: int) -> Response:
    """Show it first."""
    return _done(content_id, featuring.feature, _("It is shown first now."))


@bp.post("/contents/<int:content_id>/feature/end")
@access(Can.FEATURE_CONTENT)
def end_feature(content_id: int) -> Response:
    """No longer show it first."""
    return _done(content_id, featuring.take_down, _("It is no longer shown first."))


def _done(content_id: int, act: Callable[[Work, int], object], said: str) -> Response:
    """Do it and say so, or say why not."""
    try:
        with unit_of_work() as work:
            act(work, content_id)
    except Refused as refused:
        flash(say(refused), "danger")
    else:
        flash(said, "ok")
    return go(url_for(".review", content_id=content_id))
