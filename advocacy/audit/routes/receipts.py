"""Receipts: the page, which waits for the proof at first, and the two files."""

from __future__ import annotations

import json

from flask import Response, make_response, request

from advocacy.access import Can, access, current_actor
from advocacy.audit.directory import directory
from advocacy.audit.paper import receipt_pdf
from advocacy.audit.queries.journal import Fact, receipted_fact
from advocacy.audit.receipting import ReceiptPage, receipt_of, receipt_page
from advocacy.audit.routes.blueprint import bp
from advocacy.db import db
from advocacy.htmx import page
from advocacy.wiring import wiring

POLLS = 10
"""How often the page asks for the proof by itself, two seconds apart; then there is a link."""


@bp.get("/receipts/<id:event_id>")
@access(Can.SEE_OWN_RECEIPT)
def receipt(event_id: int) -> Response:
    """That a fact is recorded and, as soon as it is sealed, where it stands in the ledger."""
    polls = min(request.args.get("polls", 0, type=int), POLLS)
    return page(
        "audit/receipt.html",
        fragment="audit/_receipt.html",
        receipt=_page(event_id),
        next_poll=polls + 1 if 0 <= polls < POLLS else None,
    )


@bp.get("/receipts/<id:event_id>.json")
@access(Can.SEE_OWN_RECEIPT)
def receipt_json(event_id: int) -> Response:
    """The receipt that machines check. Refused while the fact is not sealed."""
    text = json.dumps(
        receipt_of(db.session(), _fact(event_id), current_actor()), ensure_ascii=False, indent=1
    )
    return _file(text.encode(), "application/json", f"receipt-{event_id}.json")


@bp.get("/receipts/<id:event_id>.pdf")
@access(Can.SEE_OWN_RECEIPT)
def receipt_pdf_file(event_id: int) -> Response:
    """The receipt that people read. Refused while the fact is not sealed, or when PDFs cannot be made."""
    shown = _page(event_id)
    proof = receipt_of(db.session(), _fact(event_id), current_actor())
    return _file(receipt_pdf(shown, proof), "application/pdf", f"receipt-{event_id}.pdf")


def _page(event_id: int) -> ReceiptPage:
    return receipt_page(db.session(), _fact(event_id))


def _fact(event_id: int) -> Fact:
    world = wiring()
    day = world.today()
    return receipted_fact(db.session(), event_id, visible_to=current_actor(), directory=directory(), day=day)


def _file(content: bytes, mimetype: str, name: str) -> Response:
    answer = make_response(content)
    answer.mimetype = mimetype
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
