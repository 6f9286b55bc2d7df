"""A manager's own team: to-dos, never activity."""

from __future__ import annotations

from flask import Response, request

from advocacy.access import Can, access, current_actor
from advocacy.db import db
from advocacy.hr.queries import team as queries
from advocacy.hr.routes.blueprint import bp
from advocacy.htmx import page
from advocacy.languages import title_in
from advocacy.moment import now, today
from advocacy.numbers import whole_number


@bp.get("/team")
@access(Can.SEE_TEAM)
def team() -> Response:
    """Who of those who report to me still owes what, and by when."""
    actor = current_actor()
    after = whole_number(request.args.get("after"))
    found = queries.team(db.session(), actor.id or 0, now=now(), day=today(), after=after)
    return page("hr/team.html", team=found, title_in=title_in, today=today(), is_first=after is None)
