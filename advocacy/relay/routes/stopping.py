"""The switch that stops all relaying."""

from __future__ import annotations

from flask import Response, flash, url_for
from flask_babel import gettext as _

from advocacy.access import Can, access
from advocacy.db import db
from advocacy.htmx import go
from advocacy.relay.actions import stopping as acts
from advocacy.relay.forms import StopForm
from advocacy.relay.queries.stop import stops
from advocacy.relay.routes.blueprint import bp, page
from advocacy.relay.rules.stopping import StopWords
from advocacy.work import unit_of_work


@bp.get("/stop")
@access(Can.STOP_RELAYING)
def stopping() -> Response:
    """Whether relaying is stopped, and the switch."""
    return _stop_page(StopForm(formdata=None))


@bp.post("/stop")
@access(Can.STOP_RELAYING)
def stop() -> Response:
    """Stop all relaying at once."""
    form = StopForm()
    if form.validate_on_submit():
        with form.refusing(), unit_of_work() as work:
            acts.stop(work, _words(form))
    if form.errors:
        return _stop_page(form)
    flash(_("All relaying is stopped. Every page of the library says so."), "ok")
    return go(url_for(".stopping"))


@bp.post("/stop/lifting")
@access(Can.STOP_RELAYING)
def lift() -> Response:
    """Let relaying go on."""
    with unit_of_work() as work:
        acts.lift(work)
    flash(_("The stop is lifted: posts can be passed on again."), "ok")
    return go(url_for(".stopping"))


def _words(form: StopForm) -> StopWords:
    return StopWords(
        reason_fr=form.reason_fr.data or "",
        reason_en=form.reason_en.data or "",
        holding_fr=form.holding_fr.data or "",
        holding_en=form.holding_en.data or "",
        call=form.call.data or "",
    )


def _stop_page(form: StopForm) -> Response:
    return page("relay/stopping.html", status=form.status, form=form, past=stops(db.session()))
