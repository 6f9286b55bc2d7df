"""Posts that colleagues saw outside: the list of the communications team."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, request, url_for
from flask_babel import gettext as _

from advocacy.access import Can, access
from advocacy.charter.reader import reader
from advocacy.htmx import go
from advocacy.library.actions.sightings import handle
from advocacy.library.forms.sightings import HandlingForm
from advocacy.library.queries import sightings as queries
from advocacy.library.routes.manage.blueprint import bp, page
from advocacy.library.rules.sightings import KIND_NAMES
from advocacy.library.rules.words import SightingKind
from advocacy.numbers import LARGEST_KEY, whole_number
from advocacy.work import unit_of_work


@bp.get("/sightings")
@access(Can.SEE_SIGHTINGS)
def sightings() -> Response:
    """What nobody has looked after yet, or what somebody has."""
    return _sightings(HandlingForm(formdata=None))


@bp.post("/sightings/<int:sighting_id>/handling")
@access(Can.SEE_SIGHTINGS)
def handle_sighting(sighting_id: int) -> Response:
    """Say that a post was looked after."""
    form = HandlingForm(prefix=f"s{sighting_id}")
    if form.validate_on_submit():
        with form.refusing(), unit_of_work() as work:
            handle(work, sighting_id, answer=form.answer.data or "")
        if not form.errors:
            flash(_("Looked after."), "ok")
            return go(url_for(".sightings"))
    return _sightings(form, sighting_id)


def _sightings(form: HandlingForm, answering: int = 0) -> Response:
    who, asked = reader(), request.args
    handled = asked.get("show") == "handled"
    kind = SightingKind(asked["kind"]) if asked.get("kind") in set(SightingKind) else None
    found = queries.sightings(
        who.session,
        visible_to=who.actor,
        handled=handled,
        kind=kind,
        after=whole_number(asked.get("after"), most=LARGEST_KEY),
        before=whole_number(asked.get("before"), most=LARGEST_KEY),
    )
    before, after = found.edges(lambda line: line.id)
    kept: dict[str, Any] = {"show": "handled" if handled else None, "kind": kind}
    forms = {
        row.id: form if row.id == answering else HandlingForm(formdata=None, prefix=f"s{row.id}")
        for row in found.rows
    }
    return page(
        "sightings.html",
        status=form.status,
        form=form,
        rows=found.rows,
        answering=forms,
        handled=handled,
        kind=kind or "",
        kinds=KIND_NAMES,
        newer=url_for(".sightings", before=before, **kept) if before else None,
        older=url_for(".sightings", after=after, **kept) if after else None,
    )
