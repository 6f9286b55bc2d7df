"""Reading: the documents, the text in force, its summary, earlier versions, one's own history."""

from __future__ import annotations

from flask import Blueprint, Response, request, url_for

from advocacy.access import Can, access, current_actor
from advocacy.charter.banner import mine
from advocacy.charter.queries import reading as queries
from advocacy.charter.queries.page import clauses_of, reading_page
from advocacy.charter.routes.showing import person_id, preferred, receipt_url, show_page
from advocacy.db import db
from advocacy.htmx import go, page
from advocacy.numbers import whole_number
from advocacy.wiring import wiring

bp = Blueprint("charter", __name__, url_prefix="/charter")


@bp.get("/")
@access(Can.READ_CHARTER)
def index() -> Response:
    """The documents in force, or the only one at once."""
    documents = mine().documents
    if len(documents) == 1:
        return go(url_for(".show", slug=documents[0].asked.version.slug))
    return page("charter/index.html", documents=documents)


@bp.get("/history")
@access(Can.READ_CHARTER)
def history() -> Response:
    """What I acknowledged, objected to and asked."""
    before = whole_number(request.args.get("before"))
    acts = queries.acts_of(db.session(), person_id(), before=before)
    return page(
        "charter/history.html",
        acts=acts.rows,
        older=acts.edges(lambda one: one.id)[1],
        questions=queries.questions_of(db.session(), person_id()),
        receipt_url=receipt_url,
    )


@bp.get("/acts/<int:act_id>")
@access(Can.READ_CHARTER)
def recorded(act_id: int) -> Response:
    """What was recorded of one act of mine."""
    act = queries.act(db.session(), act_id, visible_to=current_actor().id)
    passing = receipt_url(act.passing_event_id) if act.passing_event_id else None
    return page("charter/recorded.html", act=act, receipt=receipt_url(act.event_id), passing=passing)


@bp.get("/<slug>")
@access(Can.READ_CHARTER)
def show(slug: str) -> Response:
    """The text in force."""
    return show_page(slug, language=preferred(), words=request.args.get("q", "").strip())


@bp.get("/<slug>/summary")
@access(Can.READ_CHARTER)
def summary(slug: str) -> Response:
    """The text in force on one page, to print."""
    shown = reading_page(db.session(), mine(), person_id(), slug, language=preferred())
    return page("charter/summary.html", shown=shown)


@bp.get("/<slug>/versions")
@access(Can.READ_CHARTER)
def versions(slug: str) -> Response:
    """Every version that has been in force."""
    before = whole_number(request.args.get("before"))
    now = wiring().clock.now()
    lines = queries.versions_of(db.session(), slug, preferred(), at=now, before=before)
    older = lines.edges(lambda one: one.number)[1]
    current = {one.asked.version.slug: one.asked.version.number for one in mine().documents}.get(slug)
    return page("charter/versions.html", slug=slug, lines=lines.rows, older=older, current=current)


@bp.get("/<slug>/versions/<int:number>")
@access(Can.READ_CHARTER)
def version(slug: str, number: int) -> Response:
    """One version, in force or not, to read only."""
    text = queries.text_of_number(db.session(), slug, number, preferred(), at=wiring().clock.now())
    current = {one.asked.version.slug: one.asked.version.number for one in mine().documents}.get(slug)
    return page("charter/version.html", text=text, clauses=clauses_of(text), current=current)
