"""Who took part: by month and team, one level of the tree at a time; a manager sees the own teams."""

from __future__ import annotations

from flask import Response, request

from advocacy.access import Can, access
from advocacy.charter.reader import reader
from advocacy.errors import NotVisible
from advocacy.insights.queries import participation as queries
from advocacy.insights.routes.blueprint import bp, page
from advocacy.insights.rules.participation import asked_month, history, lines
from advocacy.insights.sheets import place_name
from advocacy.languages import format_date
from advocacy.numbers import whole_number


@bp.get("/participation")
@access(Can.SEE_INSIGHTS)
def participation() -> Response:
    """How many of each team passed something on in a month that is over."""
    who = reader()
    teams = queries.teams_of(who.session, who.actor, day=who.today)
    known = queries.departments(who.session)
    top = whole_number(request.args.get("department"))
    if top is not None and (top not in known.names or (teams is not None and top not in teams)):
        raise NotVisible
    months = queries.months(who.session, today=who.today)
    chosen = asked_month(months, request.args.get("month", ""))
    past = history(months, top) if teams is None or top is not None else []
    return page(
        "participation.html",
        fragment="insights/_participation.html",
        months=months,
        chosen=chosen,
        lines=lines(chosen, top, known.names, teams) if chosen else [],
        history=past,
        points=[
            (format_date(first, "MMMM y"), round(100 * line.rate))
            for first, line in past
            if line and line.rate is not None
        ],
        top=top,
        trail=known.trail(top) if top is not None and teams is None else [],
        names=known.names,
        place_name=place_name,
        is_manager=teams is not None,
        may_export=who.actor.can(Can.EXPORT_INSIGHTS),
    )
