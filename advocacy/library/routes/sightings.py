"""“I saw this”: reporting a post seen outside, and what became of it. `/library/sightings/`."""

from __future__ import annotations

from flask import Blueprint, Response, flash, request, url_for
from flask_babel import gettext as _

from advocacy.access import Can, access, current_actor
from advocacy.db import db
from advocacy.htmx import go, page
from advocacy.library.actions.sightings import report
from advocacy.library.forms.sightings import SightingForm
from advocacy.library.queries import sightings as queries
from advocacy.library.rules.sightings import KIND_NAMES
from advocacy.library.rules.words import SightingKind
from advocacy.numbers import LARGEST_KEY, whole_number
from advocacy.work import unit_of_work

bp = Blueprint("sightings", __name__, url_prefix="/library/sightings")


@bp.get("/")
@access(Can.REPORT_SIGHTING)
def index() -> Response:
    """The form, and my reports with their answers."""
    return _index(SightingForm(formdata=None))


@bp.post("/")
@access(Can.REPORT_SIGHTING)
def create() -> Response:
    """Keep a report."""
    form = SightingForm()
    if form.validate_on_submit():
        with form.refusing(), unit_of_work() as work:
            report(work, link=form.link.data or "", kind=SightingKind(form.kind.data))
        if not form.errors:
            flash(_("Thank you. The communications team sees it in its list."), "ok")
            return go(url_for(".index"))
    return _index(form)


def _index(form: SightingForm) -> Response:
    found = queries.mine(
        db.session(),
        current_actor().id or 0,
        after=whole_number(request.args.get("after"), most=LARGEST_KEY),
        before=whole_number(request.args.get("before"), most=LARGEST_KEY),
    )
    before, after = found.edges(lambda line: line.id)
    return page(
        "library/sightings/index.html",
        status=form.status,
        form=form,
        rows=found.rows,
        kinds=KIND_NAMES,
        newer=url_for(".index", before=before) if before else None,
        older=url_for(".index", after=after) if after else None,
    )
