"""Letting one person off: what they owe and hold, their waivers, and a form for another."""

from __future__ import annotations

from flask import Response, flash, url_for
from flask_babel import gettext as _

from advocacy.access import Can, access, current_actor
from advocacy.db import db
from advocacy.htmx import go, page
from advocacy.languages import title_in
from advocacy.moment import now, today
from advocacy.people.models import Person
from advocacy.people.queries import directory
from advocacy.training import terms as spoken
from advocacy.training.actions import waiving as actions
from advocacy.training.forms.requiring import WaiverForm
from advocacy.training.queries.outlines import outlines, requirable
from advocacy.training.queries.standing import standings
from advocacy.training.queries.waivers import waivers_of
from advocacy.training.routes.requirements.blueprint import bp, choices_of
from advocacy.work import unit_of_work


@bp.get("/people/<id:person_id>")
@access(Can.WAIVE_TRAINING)
def waivers(person_id: int) -> Response:
    """What is required of somebody, what they are let off, and why."""
    return _page(_seen(person_id), WaiverForm(formdata=None, data={"first": today()}))


@bp.post("/people/<id:person_id>/waivers")
@access(Can.WAIVE_TRAINING)
def waive(person_id: int) -> Response:
    """Let somebody off a module for some days."""
    someone, form = _seen(person_id), WaiverForm()
    form.offer(_choices())
    if form.validate_on_submit():
        with form.refusing(), unit_of_work() as work:
            actions.waive(
                work,
                someone.id,
                int(form.module.data),
                first=form.first.data,
                last=form.last.data,
                reason=form.reason.data or "",
            )
        if not form.errors:
            flash(_("%(name)s is let off.", name=someone.display_name), "ok")
            return go(url_for(".waivers", person_id=person_id))
    return _page(someone, form)


@bp.post("/waivers/<id:waiver_id>/end")
@access(Can.WAIVE_TRAINING)
def end_waiver(waiver_id: int) -> Response:
    """End a waiver today."""
    with unit_of_work() as work:
        person_id = actions.end(work, waiver_id)
    flash(_("The waiver has ended: the training is asked again, with the days of a joiner."), "ok")
    return go(url_for(".waivers", person_id=person_id))


@bp.post("/waivers/<id:waiver_id>/reason/deletion")
@access(Can.WAIVE_TRAINING)
def forget_reason(waiver_id: int) -> Response:
    """Delete why somebody was let off; that they were stays."""
    with unit_of_work() as work:
        person_id = actions.forget_reason(work, waiver_id)
    flash(_("The reason is deleted."), "ok")
    return go(url_for(".waivers", person_id=person_id))


def _page(someone: Person, form: WaiverForm) -> Response:
    session = db.session()
    known = outlines(session, None, at=now())
    form.offer(choices_of(requirable(known, now())))
    return page(
        "training/requirements/waivers.html",
        person=someone,
        form=form,
        standings=standings(session, at=now(), people=[someone.id]),
        waivers=waivers_of(session, someone.id, known),
        spoken=spoken,
        title_in=title_in,
        today=today(),
        now=now(),
        status=form.status,
    )


def _choices() -> list[tuple[int, str]]:
    return choices_of(requirable(outlines(db.session(), None, at=now()), now()))


def _seen(person_id: int) -> Person:
    return directory.person(
        db.session(), person_id, visible_to=current_actor(), day=today(), permission=Can.WAIVE_TRAINING
    )
