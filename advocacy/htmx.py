"""Everything the package knows about htmx: whole page or fragment, and where to go after a POST.

A page includes its partials, so a fragment is never the only way to see something. No route reads
a header: it calls `page` and `go`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from flask import Flask, Response, current_app, make_response, redirect, render_template, request
from htmx_flask import Htmx
from htmx_flask import request as htmx_request
from werkzeug.urls import iri_to_uri

Banner = tuple[str, str, str, str]
"""(kind of notice, sentence, address, what to do there)"""

_BANNERS = "advocacy.banners"
_VARY = "HX-Request, HX-History-Restore-Request, HX-Boosted"


def init_htmx(app: Flask) -> None:
    """Let `app` read the headers of htmx. Its pages have no banners until somebody sees to that."""
    Htmx().init_app(app)
    see_to_banners(app, tuple)


def see_to_banners(app: Flask, banners: Callable[[], Sequence[Banner]]) -> None:
    """Show what `banners` says at the top of whole pages."""
    app.extensions[_BANNERS] = banners


def wants_fragment() -> bool:
    """Whether htmx asks for a part: history restore and boosted links need the whole page."""
    htmx = htmx_request.htmx
    return bool(htmx) and not htmx.history_restore_request and not htmx.boosted


def page(template: str, *, fragment: str | None = None, status: int = 200, **values: Any) -> Response:
    """The page `template` with its `banners`, or its partial `fragment` when htmx asks for a part.

    The banners are read here, for no template issues a query; a page that says the same gives others.
    """
    if fragment and wants_fragment():
        html = render_template(fragment, **values)
    else:
        shown = values.pop("banners", None)
        html = render_template(
            template, banners=current_app.extensions[_BANNERS]() if shown is None else shown, **values
        )
    answer = make_response(html, status)
    answer.headers.add("Vary", _VARY)
    return answer


def go(url: str) -> Response:
    """Send the browser to `url` after a POST: 303, or HX-Redirect so that htmx loads a whole page."""
    if htmx_request.htmx:
        answer = make_response("", 200)
        answer.headers["HX-Redirect"] = iri_to_uri(url)  # a header holds nothing but ASCII
    else:
        answer = redirect(url, 303)  # type: ignore[assignment]  # werkzeug's response type is wider
    answer.headers.add("Vary", _VARY)
    return answer


def unchanged() -> Response:
    """Nothing new since what the poll has seen: 204, and htmx leaves the page as it is."""
    return make_response("", 204)


def seen() -> str:
    """The version of the fragment that a poll already shows (`?seen=`), or an empty text."""
    return request.args.get("seen", "")
