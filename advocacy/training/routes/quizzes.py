"""Taking a quiz: begin, answer, hand in, see what was right."""

from __future__ import annotations

from flask import Response, request, url_for

from advocacy.access import Can, access
from advocacy.charter.routes.showing import person_id, preferred
from advocacy.db import db
from advocacy.errors import Refused
from advocacy.htmx import go, page
from advocacy.languages import say
from advocacy.moment import now
from advocacy.quizzes.attempts import Ticked, ticked_in
from advocacy.settings import LANGUAGES
from advocacy.training.actions import quizzing
from advocacy.training.queries.asked import asked_page, result_page
from advocacy.training.queries.published import module
from advocacy.training.routes.blueprint import bp, shown
from advocacy.training.routes.lessons import show_page
from advocacy.work import unit_of_work


@bp.post("/<module_slug>/attempts")
@access(Can.TAKE_TRAINING)
def begin(module_slug: str) -> Response:
    """Begin the quiz, or go on with the one that was begun."""
    try:
        with unit_of_work() as work:
            found = module(work.session, module_slug, at=work.now)
            attempt_id = quizzing.begin(work, found, shown(), preferred())
    except Refused as refused:
        return show_page(module_slug, refusal=refused, status=409)
    return go(url_for(".quiz", attempt_id=attempt_id, language=preferred()))


@bp.get("/attempts/<int:attempt_id>")
@access(Can.TAKE_TRAINING)
def quiz(attempt_id: int) -> Response:
    """The questions of an attempt; once it is handed in, its result."""
    return _asked(attempt_id, {})


@bp.post("/attempts/<int:attempt_id>/answers")
@access(Can.TAKE_TRAINING)
def hand_in(attempt_id: int) -> Response:
    """Hand in the answers, or see the questions in another language with what is ticked so far."""
    ticked = ticked_in(request.form.lists())
    if request.form.get("show_in") in LANGUAGES:
        return _asked(attempt_id, ticked)
    try:
        with unit_of_work() as work:
            quizzing.hand_in(work, attempt_id, ticked)
    except Refused as refused:
        return _asked(attempt_id, ticked, refusal=refused)
    return go(url_for(".result", attempt_id=attempt_id, language=preferred()))


@bp.get("/attempts/<int:attempt_id>/result")
@access(Can.TAKE_TRAINING)
def result(attempt_id: int) -> Response:
    """What was right, and where to read what was not; before it is handed in, the questions."""
    found = result_page(db.session(), attempt_id, person_id(), language=preferred(), at=now())
    if found is None:
        return go(url_for(".quiz", attempt_id=attempt_id, language=preferred()))
    return page("training/result.html", result=found)


def _asked(attempt_id: int, ticked: Ticked, *, refusal: Refused | None = None) -> Response:
    language = request.form.get("show_in") or preferred()
    found = asked_page(db.session(), attempt_id, person_id(), language=language, at=now())
    if found is None:
        return go(url_for(".result", attempt_id=attempt_id, language=language))
    said = say(refusal) if refusal else ""
    return page("training/quiz.html", status=422 if said else 200, asked=found, ticked=ticked, refusal=said)
