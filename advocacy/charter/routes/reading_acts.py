"""What a reader does: acknowledge, object, reach the end, ask."""

from __future__ import annotations

from flask import Response, flash, request, url_for
from flask_babel import gettext as _

from advocacy.access import Can, access
from advocacy.charter.actions import acknowledging, asking
from advocacy.charter.actions.acknowledging import Evidence, Trace
from advocacy.charter.banner import forget_mine, mine
from advocacy.charter.display import read
from advocacy.charter.queries.page import reading_page
from advocacy.charter.routes.reading import bp
from advocacy.charter.routes.showing import person_id, preferred, show_page
from advocacy.errors import NotVisible, Refused
from advocacy.htmx import go, unchanged
from advocacy.languages import say
from advocacy.wiring import wiring
from advocacy.work import unit_of_work

_LONGEST_BROWSER = 300


@bp.post("/<slug>/acknowledgement")
@access(Can.ACKNOWLEDGE_CHARTER)
def acknowledge(slug: str) -> Response:
    """Acknowledge the text that this form showed."""
    try:
        with unit_of_work() as work:
            act_id = acknowledging.acknowledge(work, _evidence())
    except Refused as refused:
        return again(slug, refused)
    return go(url_for(".recorded", act_id=act_id))


@bp.post("/<slug>/objection")
@access(Can.ACKNOWLEDGE_CHARTER)
def object_to(slug: str) -> Response:
    """Object to the text that this form showed."""
    try:
        with unit_of_work() as work:
            act_id = acknowledging.object_to(work, _evidence(), request.form.get("reason", ""))
    except Refused as refused:
        return again(slug, refused)
    return go(url_for(".recorded", act_id=act_id))


@bp.post("/<slug>/reading")
@access(Can.READ_CHARTER)
def reach_end(slug: str) -> Response:  # noqa: ARG001 - the proof says which text
    """The page says that the end of its text was reached."""
    with unit_of_work() as work:
        acknowledging.reach_end(work, _evidence())
    return unchanged()


@bp.post("/<slug>/questions")
@access(Can.ASK_ABOUT_CHARTER)
def ask(slug: str) -> Response:
    """Ask the owner of the document."""
    try:
        with unit_of_work() as work:
            shown = reading_page(work.session, mine(), person_id(), slug, language=preferred())
            question, clause = request.form.get("question", ""), request.form.get("clause", "")
            asking.ask(work, shown.text, clause=clause, question=question)
    except Refused as refused:
        return again(slug, refused, status=422)
    flash(_("Your question is on its way to the owner. The answer will stand here and on Today."), "ok")
    return go(url_for(".show", slug=slug, language=request.form.get("language"), _anchor="questions"))


def _evidence() -> Evidence:
    secret = wiring().settings.secret_key.get_secret_value()
    return Evidence(
        shown=read(request.values.get("shown", ""), secret),
        wanted=request.values.get("text", ""),
        reached_end=request.form.get("reached_end") == "1",
        trace=Trace(request.remote_addr or "", request.user_agent.string[:_LONGEST_BROWSER]),
    )


def again(slug: str, refused: Refused, *, status: int = 409) -> Response:
    """The page as it is now, with the refusal's sentence and with what was typed."""
    forget_mine()
    typed = {name: request.form.get(name, "") for name in ("reason", "question", "clause")}
    try:
        return show_page(slug, language=preferred(), refusal=say(refused), typed=typed, status=status)
    except NotVisible:
        raise refused from None
