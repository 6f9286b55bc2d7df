"""The receipt as a PDF, when this machine can make one."""

from __future__ import annotations

import json
from typing import Any

from flask import render_template

from advocacy.audit.notes import VerifierKey
from advocacy.audit.receipting import ReceiptPage
from advocacy.paper import as_pdf


def receipt_pdf(shown: ReceiptPage, proof: dict[str, Any]) -> bytes:
    """The PDF of a sealed receipt, with the whole JSON receipt on its last page and attached to it.

    Raises Refused, naming the library, where WeasyPrint or what it needs is not installed.
    """
    text = json.dumps(proof, ensure_ascii=False, indent=1)
    key = VerifierKey.parse(proof["key"])
    html = render_template("audit/receipt_paper.html", receipt=shown, proof=proof, text=text, key=key)
    return as_pdf(html, "audit/receipt_paper.css", attached={f"receipt-{shown.entry.id}.json": text})
