"""Inviting everybody who is not invited yet: first the numbers, then the mails."""

from __future__ import annotations

from flask import Response, flash, url_for

from advocacy.access import Can, access, current_actor
from advocacy.db import db
from advocacy.htmx import go, page
from advocacy.jobs.queries import is_under_way
from advocacy.languages import ngettext
from advocacy.moment import now, today
from advocacy.people.actions import links
from advocacy.people.queries.invitations import uninvited
from advocacy.people.routes.admin import bp
from advocacy.work import unit_of_work


@bp.get("/invitations")
@access(Can.MANAGE_PEOPLE)
def invitations() -> Response:
    """How many would be invited, and how many must be reached on paper."""
    scope = current_actor().scope(Can.MANAGE_PEOPLE)
    session = db.session()
    return page(
        "admin/invitations.html",
        numbers=uninvited(session, scope, now=now(), day=today()),
        leaving=is_under_way(session, links.INVITE),
    )


@bp.post("/invitations")
@access(Can.MANAGE_PEOPLE)
def invite_everyone() -> Response:
    """Have them invited; the mails leave one after another."""
    with unit_of_work() as work:
        count = links.order_invitations(work)
    flash(
        ngettext("%(num)s invitation leaves by mail.", "%(num)s invitations leave by mail.", count), "success"
    )
    return go(url_for(".invitations"))
