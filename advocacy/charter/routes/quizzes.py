"""The quiz of a version: begin, answer, hand in, see what was right and what to read again."""

from __future__ import annotations

from flask import Response, request, url_for

from advocacy.access import Can, access
from advocacy.charter.actions import quizzing
from advocacy.charter.queries.asked import asked_page, result_page
from advocacy.charter.routes.reading import bp
from advocacy.charter.routes.reading_acts import again
from advocacy.charter.routes.showing import person_id, preferred
from advocacy.db import db
from advocacy.errors import Refused
from advocacy.htmx import go, page
from advocacy.languages import say
from advocacy.moment import now
from advocacy.quizzes.attempts import Ticked, ticked_in
from advocacy.settings import LANGUAGES
from advocacy.work import unit_of_work


@bp.post("/<slug>/attempts")
@access(Can.ACKNOWLEDGE_CHARTER)
def begin_quiz(slug: str) -> Response:
    """Begin the quiz, or go on with the one that was begun."""
    try:
        with unit_of_work() as work:
            attempt_id = quizzing.begin(work, slug, preferred())
    except Refused as refused:
        return again(slug, refused)
    return go(url_for(".quiz", charter_attempt_id=attempt_id, language=preferred()))


@bp.get("/attempts/<int:charter_attempt_id>")
@access(Can.ACKNOWLEDGE_CHARTER)
def quiz(charter_attempt_id: int) -> Response:
    """The questions of an attempt; once it is handed in, its result."""
    return _asked(charter_attempt_id, {})


@bp.post("/attempts/<int:charter_attempt_id>/answers")
@access(Can.ACKNOWLEDGE_CHARTER)
def hand_in(charter_attempt_id: int) -> Response:
    """Hand in the answers, or see the questions in another language with what is ticked so far."""
    ticked = ticked_in(request.form.lists())
    if request.form.get("show_in") in LANGUAGES:
        return _asked(charter_attempt_id, ticked)
    try:
        with unit_of_work() as work:
            quizzing.hand_in(work, charter_attempt_id, ticked)
    except Refused as refused:
        return _asked(charter_attempt_id, ticked, refusal=refused)
    return go(url_for(".result", charter_attempt_id=charter_attempt_id, language=preferred()))


@bp.get("/attempts/<int:charter_attempt_id>/result")
@access(Can.ACKNOWLEDGE_CHARTER)
def result(charter_attempt_id: int) -> Response:
    """What was right, and which clauses to read again; before it is handed in, the questions."""
    found = result_page(db.session(), charter_attempt_id, person_id(), language=preferred(), at=now())
    if found is None:
        return go(url_for(".quiz", charter_attempt_id=charter_attempt_id, language=preferred()))
    return page("charter/result.html", result=found)


def _asked(attempt_id: int, ticked: Ticked, *, refusal: Refused | None = None) -> Response:
    language = request.form.get("show_in") or preferred()
    found = asked_page(db.session(), attempt_id, person_id(), language=language)
    if found is None:
        return go(url_for(".result", charter_attempt_id=attempt_id, language=language))
    said = say(refusal) if refusal else ""
    return page("charter/quiz.html", status=422 if said else 200, asked=found, ticked=ticked, refusal=said)
