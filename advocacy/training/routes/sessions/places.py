"""Taking a place in a session, and giving it up: what anybody does on the page of its training."""

from __future__ import annotations

from flask import Response, flash, url_for
from flask_babel import gettext as _

from advocacy.access import Can, access
from advocacy.htmx import go
from advocacy.training.actions import sessions as actions
from advocacy.training.routes.sessions.blueprint import bp
from advocacy.work import unit_of_work


@bp.post("/<int:session_id>/place")
@access(Can.TAKE_TRAINING)
def take(session_id: int) -> Response:
    """Take a place."""
    with unit_of_work() as work:
        slug = actions.take_place(work, session_id)
    flash(_("You have a place. If you cannot come, give it up here, so that somebody else can."), "ok")
    return go(url_for("training.show", module_slug=slug))


@bp.post("/<int:session_id>/place/return")
@access(Can.TAKE_TRAINING)
def give_up(session_id: int) -> Response:
    """Give it up."""
    with unit_of_work() as work:
        slug = actions.give_up(work, session_id)
    flash(_("Your place is free again."), "ok")
    return go(url_for("training.show", module_slug=slug))
