"""Exports of the ledger, for auditors."""

from __future__ import annotations

from flask import Response, send_file, url_for
from flask_babel import gettext as _

from advocacy.access import Can, access, current_actor
from advocacy.audit import actions
from advocacy.audit.directory import directory
from advocacy.audit.forms import ExportForm
from advocacy.audit.jobs import file_of
from advocacy.audit.queries import exports as queries
from advocacy.audit.queries.exposure import exposure
from advocacy.audit.routes.blueprint import bp
from advocacy.audit.rules import GIVEN_UP, chosen_numbers
from advocacy.db import db
from advocacy.errors import NotVisible, Refused
from advocacy.htmx import go, page
from advocacy.languages import say
from advocacy.wiring import wiring
from advocacy.work import unit_of_work


@bp.get("/export")
@access(Can.EXPORT_LEDGER)
def exports() -> Response:
    """What can be exported, and the exports asked for."""
    return _page(ExportForm())


@bp.post("/export")
@access(Can.EXPORT_LEDGER)
def export() -> Response:
    """Ask for an export; the worker makes it."""
    form = ExportForm()
    if not form.validate():
        return _page(form, status=422)
    numbers = chosen_numbers(form.numbers.data or "")
    found = directory().numbered(db.session(), numbers)
    missing = [number for number in numbers if number not in found]
    if missing:
        form.numbers.errors = [_("Nobody has the number %(number)s.", number=", ".join(missing[:5]))]
        return _page(form, status=422)
    try:
        with unit_of_work() as work:
            actions.ask_for_export(work, list(found.values()))
    except Refused as refused:
        form.numbers.errors = [say(refused)]
        return _page(form, status=409)
    return go(url_for(".exports"))


@bp.get("/exports/<int:export_id>.zip")
@access(Can.EXPORT_LEDGER)
def export_file(export_id: int) -> Response:
    """The file of an export, for who asked for it, for seven days."""
    now = wiring().clock.now()
    path = file_of(queries.export_file(db.session(), export_id, visible_to=current_actor(), now=now))
    if not path.is_file():
        raise NotVisible("export")
    return send_file(
        path, mimetype="application/zip", as_attachment=True, download_name=f"ledger-{export_id}.zip"
    )


def _page(form: ExportForm, status: int = 200) -> Response:
    session, now = db.session(), wiring().clock.now()
    return page(
        "audit/exports.html",
        fragment="audit/_exports.html",
        status=status,
        form=form,
        state=exposure(session, now),
        asked=queries.own_exports(session, current_actor()),
        now=now,
        given_up=GIVEN_UP,
    )
