"""Joining and leaving."""

from __future__ import annotations

from flask import Response, flash, request, url_for
from flask_babel import gettext as _

from advocacy.access import Can, access, current_actor
from advocacy.db import db
from advocacy.errors import Refused
from advocacy.htmx import go, page
from advocacy.languages import language, say
from advocacy.moment import now
from advocacy.roster.actions import enrolling as acts
from advocacy.roster.actions.enrolling import Agreement
from advocacy.roster.display import read, sign
from advocacy.roster.forms.mine import JoinForm
from advocacy.roster.queries import commitments
from advocacy.roster.queries.members import member
from advocacy.roster.routes.blueprint import bp
from advocacy.roster.rules.enrolling import ShownCommitment
from advocacy.settings import LANGUAGES
from advocacy.wiring import wiring
from advocacy.work import unit_of_work


@bp.get("/join")
@access(Can.JOIN_ROSTER)
def join() -> Response:
    """The sentence, to be committed to."""
    return _page(JoinForm(formdata=None))


@bp.post("/enrolment")
@access(Can.JOIN_ROSTER)
def enrol() -> Response:
    """Keep that the actor committed to the sentence that this form showed."""
    form = JoinForm()
    if form.validate_on_submit():
        shown = read(form.shown.data or "", _secret())
        with form.refusing(), unit_of_work() as work:
            acts.enrol(work, Agreement(shown, form.agreed.data))
    if form.errors:
        return _page(form)
    flash(_("You are on the roster. Choose your alias and your hours, then ask for your topics."), "ok")
    return go(url_for("roster.mine"))


@bp.post("/enrolment/end")
@access(Can.JOIN_ROSTER)
def leave() -> Response:
    """End one's own enrolment."""
    try:
        with unit_of_work() as work:
            acts.leave(work)
    except Refused as refused:
        flash(say(refused), "danger")
    else:
        flash(_("You have left the roster. What you did on it stays on record; you can join again."), "ok")
    return go(url_for("roster.index"))


def _page(form: JoinForm) -> Response:
    actor, spoken = current_actor(), _language()
    assert actor.id is not None
    sentence = commitments.in_force(db.session())
    shown = ShownCommitment(actor.id, actor.sign_in_id, spoken, sentence.sha256(spoken), now())
    return page(
        "roster/join.html",
        status=form.status,
        form=form,
        sentence=sentence.text(spoken),
        spoken=spoken,
        token=sign(shown, _secret()),
        facts=member(db.session(), actor.id, at=now()),
    )


def _language() -> str:
    """The language asked for on this page, else the reader's own."""
    asked = request.values.get("language")
    return asked if asked in LANGUAGES else language()


def _secret() -> str:
    return wiring().settings.secret_key.get_secret_value()
