"""What the objectives brought: all of them, and one with its contents and what was learnt."""

from __future__ import annotations

from datetime import date

from flask import Response, request

from advocacy.access import Can, access
from advocacy.charter.reader import Reader, reader
from advocacy.insights.forms import LessonForm, empty
from advocacy.insights.queries import impact as queries
from advocacy.insights.queries import noted
from advocacy.insights.routes.blueprint import bp, page
from advocacy.insights.rules.impact import by_network, growth
from advocacy.insights.rules.paging import slice_of
from advocacy.languages import format_date
from advocacy.library.queries import objectives
from advocacy.library.queries.objectives import ObjectiveLine
from advocacy.library.rules.words import Measure
from advocacy.numbers import whole_number


@bp.get("/")
@access(Can.SEE_INSIGHTS)
def index() -> Response:
    """Every objective: how far it is, and what its contents brought."""
    who = reader()
    found = objectives.objectives(who.session, counted=True)
    return page(
        "index.html",
        open=[one for one in found if not one.is_closed],
        closed=[one for one in found if one.is_closed],
        told=queries.sums(who.session, [one.id for one in found]),
        language=who.language.value,
        may_export=who.actor.can(Can.EXPORT_INSIGHTS),
    )


@bp.get("/objectives/<int:objective_id>")
@access(Can.SEE_INSIGHTS)
def objective(objective_id: int) -> Response:
    """One objective: its figure and how it grew, its networks, its contents, what was learnt."""
    return objective_page(objective_id, empty(LessonForm))


def objective_page(objective_id: int, form: LessonForm) -> Response:
    """The page of an objective, with `form` as it was typed. Raises NotVisible."""
    who, asked = reader(), request.args
    found = objectives.objective(who.session, objective_id)
    brought = queries.impact(who.session, objective_id)
    shown = slice_of(brought.contents, whole_number(asked.get("after")), whole_number(asked.get("before")))
    learnt = noted.lessons(
        who.session,
        objective_id=objective_id,
        older_than=whole_number(asked.get("older")),
        newer_than=whole_number(asked.get("newer")),
    )
    return page(
        "objective.html",
        objective=found,
        name=found.name(who.language.value),
        impact=brought,
        networks=by_network(brought.on_networks()),
        contents=shown,
        titles=queries.titles(who.session, shown.ids, who.language),
        points=[(format_date(day), number) for day, number in _growth(who, found)],
        lessons=learnt,
        lesson_edges=learnt.edges(lambda line: line.id),
        form=form,
        may_note=who.actor.can(Can.NOTE_INSIGHT),
        may_manage=who.actor.can(Can.SEE_CONTENT),
        status=form.status,
    )


def _growth(who: Reader, found: ObjectiveLine) -> list[tuple[date, int]]:
    """How the figure of an objective grew: week by week, or from one noted figure to the next. One query."""
    if found.measure is Measure.NOTED:
        noted_by_hand = objectives.noted_figures(who.session, found.id)
        return [(one.day, one.figure) for one in reversed(noted_by_hand)]
    return growth(
        queries.days(who.session, found.id, found.measure, found.starts_on, found.ends_on),
        until=min(who.today, found.ends_on),
        whole=found.figure,
        of_shares=found.measure is Measure.SHARES,
    )
