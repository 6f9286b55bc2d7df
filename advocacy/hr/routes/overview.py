"""The overview: where every department stands, with a way down into each."""

from __future__ import annotations

from datetime import timedelta

from flask import Response, request

from advocacy.access import Can, access, current_actor
from advocacy.audit.queries.exposure import exposure
from advocacy.db import db
from advocacy.errors import NotVisible
from advocacy.hr.queries import overview, sight
from advocacy.hr.routes.asking import choose
from advocacy.hr.routes.blueprint import bp
from advocacy.hr.rules.tallies import Count, View, view
from advocacy.hr.rules.wanted import read
from advocacy.hr.spoken import STANDINGS, version_name, version_options
from advocacy.htmx import page
from advocacy.moment import now, today


@bp.get("/")
@access(Can.SEE_HR)
def index() -> Response:
    """Who has acknowledged, by department, one level at a time."""
    wanted, session = read(request.args, today=today()), db.session()
    chosen = choose(wanted.version_id)
    asked = chosen.asked
    found = asked and overview.counts(session, asked, at=now(), day=today(), visible_to=current_actor())
    return page(
        "hr/index.html",
        fragment="hr/_overview.html",
        choice=chosen.choice,
        withdrawn_on=chosen.withdrawn_on,
        versions=version_options(chosen.choices),
        version_name=version_name,
        asked=asked,
        due_on=asked.asked_from + timedelta(days=asked.days) if asked else None,
        view=_level(found or [], wanted.department_id),
        standings=STANDINGS,
        exposure=exposure(session, now()),
        latest_import=overview.latest_import(session),
        now=now(),
        today=today(),
    )


def _level(found: list[Count], department_id: int | None) -> View:
    """The level of the tree that is asked for. Raises NotVisible for a department out of sight."""
    nodes = sight.departments(db.session(), visible_to=current_actor())
    level = view(nodes, found, department_id)
    if level is None:
        raise NotVisible
    return level
