"""Who was written to, and what became of it."""

from __future__ import annotations

from flask import Response, request

from advocacy.access import Can, access, current_actor
from advocacy.db import db
from advocacy.hr.queries import notices as queries
from advocacy.hr.queries.notices import Wanted
from advocacy.hr.routes.blueprint import bp
from advocacy.hr.spoken import NOTICE_KINDS, NOTICE_STATES
from advocacy.htmx import page
from advocacy.moment import today
from advocacy.notices.rules import NoticeState
from advocacy.numbers import LARGEST_ID, whole_number


@bp.get("/notices")
@access(Can.SEE_HR)
def notices() -> Response:
    """The notices to the people in sight, latest first."""
    wanted = _wanted()
    return page(
        "hr/notices.html",
        fragment="hr/_notices.html",
        wanted=wanted,
        typed=request.args,
        lines=queries.page(db.session(), wanted, visible_to=current_actor(), day=today()),
        kinds=NOTICE_KINDS,
        states=NOTICE_STATES,
    )


def _wanted() -> Wanted:
    arguments = request.args
    state, kind = arguments.get("state", ""), arguments.get("kind", "")
    return Wanted(
        state=NoticeState(state) if state in set(NoticeState) else None,
        kind=kind if kind in NOTICE_KINDS else "",
        text=arguments.get("text", "").replace("\x00", "").strip()[:120],
        before=whole_number(arguments.get("before"), most=LARGEST_ID),
        after=whole_number(arguments.get("after"), most=LARGEST_ID),
    )
