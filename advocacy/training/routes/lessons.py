"""My trainings, a module with its text, and the time its page tells."""

from __future__ import annotations

from itertools import islice

from flask import Response, make_response, request

from advocacy.access import Can, access, current_actor
from advocacy.charter.display import sign
from advocacy.charter.routes.showing import person_id, preferred
from advocacy.charter.rules.reading import Shown
from advocacy.db import db
from advocacy.errors import Refused
from advocacy.htmx import page, unchanged
from advocacy.languages import language as my_language
from advocacy.languages import ngettext, say
from advocacy.moment import now, today
from advocacy.numbers import whole_number
from advocacy.training.actions.reading import tell_time
from advocacy.training.queries.lesson import LessonPage, lesson_page
from advocacy.training.queries.mine import my_modules
from advocacy.training.queries.published import module
from advocacy.training.queries.sessions import SessionLine, coming
from advocacy.training.routes.blueprint import OF_TRAINING, bp, secret, shown
from advocacy.training.rules import ModuleKind
from advocacy.training.rules.time import MOST_AT_ONCE
from advocacy.work import unit_of_work

MOST_SECTIONS = 20
"""Sections that one message of a page may name: in half a minute nobody reads more."""


@bp.get("/")
@access(Can.TAKE_TRAINING)
def index() -> Response:
    """What is asked of me, what I have done, what else there is."""
    found = my_modules(db.session(), person_id(), my_language(), at=now())
    return page("training/index.html", mine=found, today=today())


@bp.get("/<module_slug>")
@access(Can.TAKE_TRAINING)
def show(module_slug: str) -> Response:
    """A module: its text, and the way to its quiz."""
    return show_page(module_slug)


@bp.post("/<module_slug>/time")
@access(Can.TAKE_TRAINING)
def tell(module_slug: str) -> Response:
    """The page of a module tells how long its sections were on the screen; the answer says the sum."""
    with unit_of_work() as work:
        seconds = tell_time(work, module(work.session, module_slug, at=work.now), shown(), list(_claims()))
    if not seconds:
        return unchanged()
    answer = make_response(spent_so_far(seconds))
    answer.mimetype = "text/plain"
    return answer


def show_page(module_slug: str, *, refusal: Refused | None = None, status: int = 200) -> Response:
    """The page of a module, as it is read and as it comes back with a refusal."""
    found = lesson_page(db.session(), person_id(), module_slug, language=preferred(), at=now())
    return page(
        "training/show.html",
        status=status,
        lesson=found,
        spent=spent_so_far(found.seconds) if found.seconds else "",
        token=_token(found),
        refusal=say(refusal) if refusal else "",
        today=today(),
        sessions=_sessions(found),
    )


def spent_so_far(seconds: int) -> str:
    """The time counted, in whole minutes begun, as a sentence."""
    minutes = -(-seconds // 60)
    return ngettext("%(num)s minute counted so far", "%(num)s minutes counted so far", minutes)


def _sessions(found: LessonPage) -> list[SessionLine]:
    """The sessions to choose from, where the training is done in sessions."""
    if found.module.kind is not ModuleKind.SESSION or found.module.retired:
        return []
    return coming(db.session(), found.module.id, person_id(), at=now())


def _claims() -> list[tuple[str, int]]:
    sections, seconds = request.form.getlist("section"), request.form.getlist("seconds")
    named = zip(sections, (whole_number(one, most=MOST_AT_ONCE) for one in seconds), strict=False)
    return [(section, claimed) for section, claimed in islice(named, MOST_SECTIONS) if claimed]


def _token(found: LessonPage) -> str:
    proof = Shown(
        person_id=person_id(),
        sign_in_id=current_actor().sign_in_id,
        text_id=found.text.id,
        sha256=found.text.sha256,
        language=found.text.language.value,
        at=now(),
    )
    return sign(proof, secret(), of=OF_TRAINING)
