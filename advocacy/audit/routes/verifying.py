"""Checking a receipt in public, and the program that checks without us."""

from __future__ import annotations

from pathlib import Path

from flask import Response, current_app, request, send_file

from advocacy.access import Can, access
from advocacy.audit import verify_ledger
from advocacy.audit.announced import verifier_keys
from advocacy.audit.checking import Verdict, check_receipt
from advocacy.audit.forms import LARGEST_RECEIPT, ReceiptForm
from advocacy.audit.routes.blueprint import bp
from advocacy.db import db
from advocacy.htmx import page
from advocacy.languages import say

PER_MINUTE = "60 per minute"
"""Checks from one address: more than a person makes, less than a machine would."""


@bp.get("/verify")
@access(Can.ANYONE)
def verify() -> Response:
    """The page on which anyone can have a receipt checked."""
    return _page(ReceiptForm(), None)


@bp.post("/verify")
@access(Can.ANYONE)
def check() -> Response:
    """Check a receipt: INTACT, or the first thing that is wrong with it."""
    (limiter,) = current_app.extensions["limiter"]
    with limiter.limit(PER_MINUTE):
        form = ReceiptForm()
        if not form.validate():
            return _page(form, None, 422)
        verdict = check_receipt(db.session(), request.files["receipt"].read(LARGEST_RECEIPT + 1))
        return _page(form, verdict, 200 if verdict.is_intact else 422)


@bp.get("/verify_ledger.py")
@access(Can.ANYONE)
def verifier() -> Response:
    """The program that checks receipts and exports with Python and openssl alone."""
    path = Path(verify_ledger.__file__)
    return send_file(path, mimetype="text/x-python", as_attachment=True, download_name="verify_ledger.py")


def _page(form: ReceiptForm, verdict: Verdict | None, status: int = 200) -> Response:
    keys = verifier_keys(db.session())
    fault = say(verdict.fault) if verdict and verdict.fault else ""
    return page("audit/verify.html", status=status, form=form, verdict=verdict, fault=fault, keys=keys)
