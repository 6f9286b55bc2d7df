"""The privacy notice: read by anyone, shown to everybody before anything else."""

from __future__ import annotations

from flask import Response, request
from flask_login import current_user

from advocacy.access import Can, access
from advocacy.htmx import go, page
from advocacy.people.actions import accounts as acts
from advocacy.people.routes.account import bp
from advocacy.people.routes.returning import destination
from advocacy.people.rules.privacy import EDITION
from advocacy.wiring import wiring
from advocacy.work import unit_of_work


@bp.get("/privacy")
@access(Can.ANYONE)
def privacy() -> Response:
    """The notice; with a button for whoever has not been shown this edition."""
    settings = wiring().settings
    return page(
        "account/privacy.html",
        edition=EDITION,
        asks=current_user.is_authenticated and not getattr(current_user, "knows_notice", True),
        next=request.args.get("next", ""),
        contact=settings.mail_reply_to,
        settings=settings,
    )


@bp.post("/privacy")
@access(Can.USE_ACCOUNT)
def read_privacy() -> Response:
    """Keep that it was shown, and go on."""
    with unit_of_work() as work:
        acts.read_notice(work)
    return go(destination(request.form.get("next")))
