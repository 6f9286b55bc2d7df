"""The register, filtered and page by page."""

from __future__ import annotations

from flask import Response, request

from advocacy.access import Can, access, current_actor
from advocacy.db import db
from advocacy.errors import Refused
from advocacy.hr.queries import places, sight
from advocacy.hr.queries import register as lines
from advocacy.hr.routes.asking import asking_of, choose
from advocacy.hr.routes.blueprint import bp
from advocacy.hr.rules.wanted import Wanted, read
from advocacy.hr.spoken import KINDS, SORTS, STANDINGS, WHO, version_name, version_options
from advocacy.htmx import page
from advocacy.languages import say
from advocacy.moment import today

_INDENT = "\u2003"


@bp.get("/register")
@access(Can.SEE_HR)
def register() -> Response:
    """Everyone in sight, with where they stand with a version as of a day."""
    wanted, problem = _wanted()
    chosen = choose(wanted.version_id, wanted.day)
    asking = None if problem else asking_of(chosen, wanted)
    session = db.session()
    return page(
        "hr/register.html",
        fragment="hr/_register.html",
        status=422 if problem else 200,
        problem=problem,
        wanted=wanted,
        typed=request.args,
        choice=chosen.choice,
        withdrawn_on=chosen.withdrawn_on,
        versions=version_options(chosen.choices),
        version_name=version_name,
        lines=lines.page(session, asking, wanted) if asking else None,
        day=wanted.day or today(),
        today=today(),
        standings=STANDINGS,
        who=WHO,
        kinds=KINDS,
        sorts=SORTS,
        places=places.places(session),
        departments=_departments(),
        may_export=current_actor().can(Can.EXPORT_REGISTER),
    )


def _wanted() -> tuple[Wanted, str | None]:
    """What the address asks for, or the sentence that says what is wrong with it."""
    try:
        return read(request.args, today=today()), None
    except Refused as refused:
        return Wanted(), say(refused)


def _departments() -> list[tuple[int, str]]:
    """The departments in sight, indented as in the tree."""
    nodes = sight.departments(db.session(), visible_to=current_actor())
    return [(node.id, f"{_INDENT * (node.path.count('/') - 1)}{node.name}") for node in nodes]
