"""The receipt as a PDF, when this machine can make one."""

from __future__ import annotations

import json
from typing import Any

from flask import current_app, render_template

from advocacy.audit.notes import VerifierKey
from advocacy.audit.receipting import ReceiptPage
from advocacy.errors import Refused


def receipt_pdf(shown: ReceiptPage, proof: dict[str, Any]) -> bytes:
    """The PDF of a sealed receipt, with the whole JSON receipt on its last page and attached to it.

    Raises Refused, naming the library, where WeasyPrint or what it needs is not installed.
    """
    try:
        # Imported here because it takes a second and needs system libraries that not every machine has.
        from weasyprint import CSS, HTML, Attachment
    except ImportError:
        raise Refused(
            "PDFs cannot be made here: the library WeasyPrint is not installed. Print the page instead; the "
            "JSON file proves the same."
        ) from None
    except OSError as error:
        raise Refused(
            "PDFs cannot be made here: the system library %(library)s is missing. Print the page instead; "
            "the JSON file proves the same.",
            library=str(error).split(":")[0].removeprefix("cannot load library ").strip("'\"")[:80],
        ) from None
    text = json.dumps(proof, ensure_ascii=False, indent=1)
    key = VerifierKey.parse(proof["key"])
    html = render_template("audit/receipt_paper.html", receipt=shown, proof=proof, text=text, key=key)
    source, _name, _fresh = current_app.jinja_env.loader.get_source(  # type: ignore[union-attr]  # Flask gives it a loader
        current_app.jinja_env, "audit/receipt_paper.css"
    )
    attached = Attachment(string=text, name=f"receipt-{shown.entry.id}.json", description="receipt")
    page = HTML(string=html, url_fetcher=_nothing)
    return page.write_pdf(
        stylesheets=[CSS(string=source, url_fetcher=_nothing)], attachments=[attached], pdf_variant="pdf/ua-1"
    )


def _nothing(url: str) -> dict[str, Any]:
    """No address is fetched for a PDF, whatever stands in it."""
    raise ValueError(f"not fetched: {url[:80]}")
