"""`/l/<slug>` for links that lead nowhere: whoever follows one is told so in both languages.

Links that lead somewhere are answered before Flask (`advocacy/relay/serving.py`).
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, current_app, redirect
from flask_babel import gettext as _
from werkzeug import Response

from advocacy.access import Can, access
from advocacy.db import db
from advocacy.htmx import page
from advocacy.languages import language, speaking, zone
from advocacy.relay.queries.links import destination
from advocacy.relay.rules.slugs import is_slug
from advocacy.settings import LANGUAGES, Language

PER_MINUTE = "120 per minute"
"""Wrong links from one address: more than a crowd behind one gateway follows, less than a guesser needs."""

bp = Blueprint("links", __name__, url_prefix="/l")


@dataclass(frozen=True)
class Said:
    """What the page says, in one language."""

    language: Language
    title: str
    words: str


@bp.get("/<code>")
@access(Can.ANYONE)
def show(code: str) -> Response:
    """Nothing is here, or not any more."""
    (limiter,) = current_app.extensions["limiter"]
    with limiter.limit(PER_MINUTE):
        link = destination(db.session(), code) if is_slug(code) else None
    if link and link.address:
        return redirect(link.address)
    return _nowhere(was_there=link is not None)


def _nowhere(*, was_there: bool) -> Response:
    first = language()
    said = [_said(one, was_there) for one in sorted(LANGUAGES, key=lambda one: one != first)]
    answer = page("links/show.html", status=410 if was_there else 404, said=said, banners=())
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def _said(one: Language, was_there: bool) -> Said:
    with speaking(one, zone()):
        if was_there:
            return Said(
                one,
                _("This post was withdrawn"),
                _("The link that you followed does not lead anywhere any more."),
            )
        return Said(
            one,
            _("This link leads nowhere"),
            _("It may be mistyped or cut off. Go back to the post it stands in."),
        )
