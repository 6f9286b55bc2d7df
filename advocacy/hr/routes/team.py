"""A manager's own team: to-dos, never activity."""

from __future__ import annotations

from flask import Response, request

from advocacy.access import Can, access, current_actor
from advocacy.db import db
from advocacy.errors import NotVisible
from advocacy.hr.queries import team as queries
from advocacy.hr.routes.blueprint import bp
from advocacy.hr.rules.wanted import LARGEST_ID
from advocacy.hr.spoken import title_in
from advocacy.htmx import page
from advocacy.people.routes.moment import now, today


@bp.get("/team")
@access(Can.SEE_TEAM)
def team() -> Response:
    """Who of those who report to me still owes what, and by when."""
    actor = current_actor()
    after = request.args.get("after", type=int)
    if after is not None and not 0 < after <= LARGEST_ID:
        raise NotVisible
    found = queries.team(db.session(), actor.id or 0, now=now(), day=today(), after=after)
    return page("hr/team.html", team=found, title_in=title_in, today=today(), is_first=after is None)
