"""Completion of trainings by department, module and month."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from flask import Response, request, stream_with_context

from advocacy.access import Can, access, current_actor
from advocacy.db import db
from advocacy.errors import NotVisible
from advocacy.hr import actions
from advocacy.hr.queries import sight
from advocacy.hr.queries import trainings as queries
from advocacy.hr.queries.standings import AskedStandings, every_standing, people_in_order
from advocacy.hr.queries.trainings import Counted
from advocacy.hr.routes.blueprint import bp
from advocacy.hr.rules import trainings as rules
from advocacy.hr.rules.tallies import Node
from advocacy.hr.standings_sheet import cells, columns
from advocacy.htmx import page
from advocacy.languages import language, title_in, zone
from advocacy.moment import now, today
from advocacy.sheets.writing import csv_pieces
from advocacy.training.queries.outlines import Outline, outlines
from advocacy.work import unit_of_work

_INDENT = "\u2003"


@bp.get("/trainings")
@access(Can.SEE_HR)
def trainings() -> Response:
    """How many completed which training, where and when."""
    session, wanted = db.session(), rules.read_year(request.args, today=today())
    known = outlines(session, None, at=now())
    nodes = sight.departments(session, visible_to=current_actor())
    counted = _counted(wanted, known, nodes)
    first = queries.first_month(session)
    months = rules.months_of(wanted.year, today())
    return page(
        "hr/trainings.html",
        fragment="hr/_trainings.html",
        wanted=wanted,
        year=rules.add_up(queries.by_module_and_month(session, counted), months),
        level=rules.level(nodes, queries.by_department(session, counted), wanted.department_id),
        titles={one.id: title_in(one.title) or one.slug for one in known.values()},
        modules=[(one.slug, title_in(one.title) or one.slug) for one in known.values()],
        years=range(today().year, (min(first.year, today().year) if first else today().year) - 1, -1),
        departments=[(node.id, f"{_INDENT * (node.path.count('/') - 1)}{node.name}") for node in nodes],
        may_export=current_actor().can(Can.EXPORT_REGISTER),
    )


@bp.post("/trainings/export")
@access(Can.EXPORT_REGISTER)
def export_standings() -> Response:
    """Where everybody stands with every training required of them, as a CSV file that streams."""
    session, wanted = db.session(), rules.read_year(request.form, today=today())
    actor = current_actor()
    nodes = sight.departments(session, visible_to=actor, permission=Can.EXPORT_REGISTER)
    counted = _counted(wanted, outlines(session, None, at=now()), nodes)
    asked = AskedStandings(now(), today(), actor, counted.module_id, counted.departments)
    people = people_in_order(session, asked)
    with unit_of_work() as work:
        actions.record_standings_export(work, people=len(people))

    def pieces() -> Iterator[bytes]:
        lines = cells(every_standing(db.session(), asked, people), zone())
        yield from csv_pieces(columns(), lines, language=language())

    answer = Response(stream_with_context(pieces()), mimetype="text/csv")
    answer.headers.set("Content-Disposition", "attachment", filename=f"trainings-{today().isoformat()}.csv")
    return answer


def _counted(wanted: rules.WantedYear, known: Mapping[int, Outline], nodes: tuple[Node, ...]) -> Counted:
    """Which tallies are asked for. Raises NotVisible for a module or a department that is not there."""
    module = next((one.id for one in known.values() if one.slug == wanted.module), None)
    within = None if wanted.department_id is None else rules.within(nodes, wanted.department_id)
    if (wanted.module and module is None) or (within is not None and not within):
        raise NotVisible
    return Counted(wanted.year, module, queries.seen(current_actor(), within))
