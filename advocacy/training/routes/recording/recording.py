"""What one person completed, and a form to record more."""

from __future__ import annotations

from flask import Response, flash, request, url_for
from flask_babel import gettext as _

from advocacy.access import Can, access, current_actor
from advocacy.db import db
from advocacy.htmx import go, page
from advocacy.languages import title_in
from advocacy.moment import now, today
from advocacy.numbers import LARGEST_ID, whole_number
from advocacy.people.models import Person
from advocacy.people.queries import directory
from advocacy.training.actions import recording as actions
from advocacy.training.forms.recording import RecordingForm
from advocacy.training.queries.outlines import outlines, requirable
from advocacy.training.queries.recorded import completions_of
from advocacy.training.routes.recording.blueprint import bp
from advocacy.training.routes.requirements.blueprint import choices_of
from advocacy.work import unit_of_work


@bp.get("/people/<id:person_id>")
@access(Can.RECORD_COMPLETION)
def person(person_id: int) -> Response:
    """What somebody completed."""
    return _page(_seen(person_id), RecordingForm(formdata=None, data={"module": request.args.get("module")}))


@bp.post("/people/<id:person_id>")
@access(Can.RECORD_COMPLETION)
def record(person_id: int) -> Response:
    """Record that they completed a module."""
    someone, form = _seen(person_id), RecordingForm()
    form.offer(_choices())
    if form.validate_on_submit():
        with form.refusing(), unit_of_work() as work:
            actions.record(work, someone.id, form.recorded())
        if not form.errors:
            flash(_("Recorded, with a certificate for %(name)s.", name=someone.display_name), "ok")
            return go(url_for(".person", person_id=person_id))
    return _page(someone, form)


def _page(someone: Person, form: RecordingForm) -> Response:
    session = db.session()
    known = outlines(session, None, at=now())
    form.offer(choices_of(requirable(known, now())))
    before = whole_number(request.args.get("before"), most=LARGEST_ID)
    found = completions_of(session, someone.id, before=before)
    return page(
        "training/completions/person.html",
        person=someone,
        form=form,
        rows=found.rows,
        older=found.edges(lambda row: row.id)[1],
        titles={key: title_in(one.title) for key, one in known.items()},
        may_revoke=current_actor().can(Can.REVOKE_COMPLETION),
        status=form.status,
    )


def _choices() -> list[tuple[int, str]]:
    return choices_of(requirable(outlines(db.session(), None, at=now()), now()))


def _seen(person_id: int) -> Person:
    return directory.person(
        db.session(), person_id, visible_to=current_actor(), day=today(), permission=Can.RECORD_COMPLETION
    )
