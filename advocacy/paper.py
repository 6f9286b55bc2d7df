"""Paper: a page of our own as a PDF, where this machine can make one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import current_app

from advocacy.errors import Refused


def as_pdf(html: str, stylesheet: str, *, attached: Mapping[str, str] | None = None) -> bytes:
    """The page `html` as a PDF (PDF/UA-1) in the style of the template `stylesheet`, with `attached` files.

    Raises Refused, naming the library, where WeasyPrint or what it needs is not installed.
    """
    try:
        # Imported here because it takes a second and needs system libraries that not every machine has.
        from weasyprint import CSS, HTML, Attachment
    except ImportError:
        raise Refused(
            "PDFs cannot be made here: the library WeasyPrint is not installed. Print the page instead."
        ) from None
    except OSError as error:
        raise Refused(
            "PDFs cannot be made here: the system library %(library)s is missing. Print the page instead.",
            library=str(error).split(":")[0].removeprefix("cannot load library ").strip("'\"")[:80],
        ) from None
    environment = current_app.jinja_env
    source, _name, _fresh = environment.loader.get_source(environment, stylesheet)  # type: ignore[union-attr]  # Flask gives it a loader
    return HTML(string=html, url_fetcher=_nothing).write_pdf(
        stylesheets=[CSS(string=source, url_fetcher=_nothing)],
        attachments=[
            Attachment(string=text, name=name, description=name.partition(".")[0])
            for name, text in (attached or {}).items()
        ],
        pdf_variant="pdf/ua-1",
    )


def _nothing(url: str) -> dict[str, Any]:
    """No address is fetched for a PDF, whatever stands in it."""
    raise ValueError(f"not fetched: {url[:80]}")
