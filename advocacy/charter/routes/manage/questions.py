"""Questions asked from the page, and the owner's answers."""

from __future__ import annotations

from flask import Response, flash, request, url_for
from flask_babel import gettext as _

from advocacy.access import Can, access
from advocacy.charter.actions import answering as actions
from advocacy.charter.forms.publishing import AnswerForm
from advocacy.charter.queries import questions as queries
from advocacy.charter.reader import reader
from advocacy.charter.routes.manage.blueprint import bp, page
from advocacy.htmx import go
from advocacy.numbers import whole_number
from advocacy.work import unit_of_work


@bp.get("/questions")
@access(Can.ANSWER_CHARTER_QUESTION)
def questions() -> Response:
    """The questions that wait, or (`?answered=1`) those that were answered, the latest first."""
    who, answered = reader(), request.args.get("answered") == "1"
    before = whole_number(request.args.get("before"))
    found = queries.questions(who.session, answered=answered, visible_to=who.actor, before=before)
    after = found.edges(lambda one: one.id)[1]
    return page("questions.html", questions=found.rows, answered=answered, after=after, before=before)


@bp.get("/questions/<int:question_id>")
@access(Can.ANSWER_CHARTER_QUESTION)
def question(question_id: int) -> Response:
    """One question, and its answer or the form for it."""
    return _page(question_id, AnswerForm(formdata=None))


@bp.post("/questions/<int:question_id>")
@access(Can.ANSWER_CHARTER_QUESTION)
def answer(question_id: int) -> Response:
    """Answer it, and write the answer to whoever asked."""
    form = AnswerForm()
    if form.validate_on_submit():
        with form.refusing(), unit_of_work() as work:
            actions.answer(work, question_id, form.answer.data)
        if not form.errors:
            flash(_("Answered."), "ok")
            return go(url_for(".questions"))
    return _page(question_id, form, status=form.status)


def _page(question_id: int, form: AnswerForm, *, status: int = 200) -> Response:
    who = reader()
    found = queries.question(who.session, question_id, visible_to=who.actor)
    return page("question.html", question=found, form=form, status=status)
