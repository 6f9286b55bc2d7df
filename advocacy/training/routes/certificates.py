"""History, certificates, and the public page on which anyone can check one."""

from __future__ import annotations

from flask import Response, current_app, make_response, render_template, request, url_for

from advocacy.access import Can, access
from advocacy.charter.routes.showing import person_id, receipt_url
from advocacy.db import db
from advocacy.htmx import page
from advocacy.languages import title_in
from advocacy.moment import now
from advocacy.numbers import LARGEST_ID, whole_number
from advocacy.paper import as_pdf
from advocacy.training.queries.certificates import certificate as certificate_of
from advocacy.training.queries.certificates import certificate_of_code
from advocacy.training.queries.published import titles
from advocacy.training.queries.taking import history as history_of
from advocacy.training.routes.blueprint import bp
from advocacy.wiring import wiring

PER_MINUTE = "30 per minute"
"""Checks from one address: more than a person makes, far too few to guess a code."""


@bp.get("/history")
@access(Can.TAKE_TRAINING)
def history() -> Response:
    """Every cycle of mine, with its certificate."""
    before = whole_number(request.args.get("before"), most=LARGEST_ID)
    lines = history_of(db.session(), person_id(), before=before)
    older = lines.edges(lambda one: one.id)[1]
    named = titles(db.session(), {one.module_id for one in lines.rows})
    return page("training/history.html", lines=lines.rows, older=older, titles=named)


@bp.get("/completions/<id:completion_id>")
@access(Can.TAKE_TRAINING)
def certificate(completion_id: int) -> Response:
    """The certificate of a completion of mine."""
    found = certificate_of(db.session(), completion_id, visible_to=person_id(), at=now())
    return page(
        "training/certificate.html",
        certificate=found,
        title=title_in(found.title),
        address=_address(found.code),
        receipt=receipt_url(found.event_id),
    )


@bp.get("/completions/<id:completion_id>.pdf")
@access(Can.TAKE_TRAINING)
def certificate_pdf(completion_id: int) -> Response:
    """The same on paper. Refused where PDFs cannot be made."""
    found = certificate_of(db.session(), completion_id, visible_to=person_id(), at=now())
    html = render_template(
        "training/certificate_paper.html",
        certificate=found,
        title=title_in(found.title),
        address=_address(found.code),
        at=now(),
    )
    answer = make_response(as_pdf(html, "training/certificate_paper.css"))
    answer.mimetype = "application/pdf"
    answer.headers["Content-Disposition"] = f'attachment; filename="certificate-{found.slug}.pdf"'
    return answer


@bp.get("/certificates/<code>")
@access(Can.ANYONE)
def check(code: str) -> Response:
    """Whether the certificate of this code holds: for whoever was given the code, and no search engine."""
    (limiter,) = current_app.extensions["limiter"]
    with limiter.limit(PER_MINUTE):
        found = certificate_of_code(db.session(), code, at=now())
    answer = page(
        "training/check.html",
        status=200 if found else 404,
        certificate=found,
        title=title_in(found.title) if found else "",
        at=now(),
    )
    answer.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return answer


def _address(code: str) -> str:
    return wiring().settings.base_url.rstrip("/") + url_for(".check", code=code)
