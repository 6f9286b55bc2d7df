"""Thanks: a customer's, noted by the member; a manager's, for an answer they saw."""

from __future__ import annotations

from flask import Response, flash, url_for
from flask_babel import gettext as _

from advocacy.access import Can, access
from advocacy.answers import actions as acts
from advocacy.answers.forms import CustomerThanksForm, ManagerThanksForm
from advocacy.answers.routes.blueprint import bp
from advocacy.answers.routes.showing import show_answer
from advocacy.errors import NotVisible
from advocacy.htmx import go, page
from advocacy.work import unit_of_work


@bp.post("/<id:answer_id>/thanks")
@access(Can.RECORD_ANSWER)
def note_thanks(answer_id: int) -> Response:
    """Note a customer's thanks."""
    form = CustomerThanksForm()
    if form.validate_on_submit():
        with form.refusing(), unit_of_work() as work:
            acts.note_customer_thanks(work, answer_id, form.note.data or "")
    if form.errors:
        return show_answer(answer_id, form)
    flash(_("The thanks are noted."), "ok")
    return go(url_for(".show", answer_id=answer_id))


@bp.get("/thanks")
@access(Can.THANK_MEMBER)
def thanks() -> Response:
    """The form with which a manager thanks."""
    return _page(ManagerThanksForm(formdata=None))


@bp.post("/thanks")
@access(Can.THANK_MEMBER)
def thank() -> Response:
    """Thank somebody of one's own team for the answer at a link."""
    form = ManagerThanksForm()
    if form.validate_on_submit():
        try:
            with form.refusing(), unit_of_work() as work:
                acts.thank_member(work, form.link.data or "", form.note.data or "")
        except NotVisible:
            form.form_errors = [_("Nobody in your team has recorded an answer at this link.")]
    if form.errors:
        return _page(form)
    flash(_("Your thanks are noted, and shown with the answer."), "ok")
    return go(url_for(".thanks"))


def _page(form: ManagerThanksForm) -> Response:
    return page("answers/thanks.html", status=form.status, form=form)
