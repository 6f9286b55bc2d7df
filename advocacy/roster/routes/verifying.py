"""What strangers may ask: whether an alias or a work account speaks for the company."""

from __future__ import annotations

from flask import Response, current_app, request, url_for

from advocacy.access import Can, access
from advocacy.db import db
from advocacy.htmx import go, page
from advocacy.languages import language
from advocacy.moment import now
from advocacy.roster.queries import verifying as queries
from advocacy.roster.queries.verifying import NO, Found
from advocacy.roster.routes.blueprint import verify
from advocacy.roster.rules.work_accounts import network_name
from advocacy.wiring import wiring

PER_MINUTE = "60 per minute"
"""Questions from one address: more than a person asks, less than somebody who tries every name."""


@verify.get("/")
@access(Can.ANYONE)
def index() -> Response:
    """Ask about an alias or a work account; with `account`, the answer."""
    alias, account = request.args.get("alias", "").strip(), request.args.get("account", "").strip()
    if alias:
        return go(url_for(".show", alias=alias[:400].replace("/", " ")))
    if not account:
        return _page("verify/index.html", None)
    (limiter,) = current_app.extensions["limiter"]
    with limiter.limit(PER_MINUTE):
        found = queries.by_account(
            db.session(), account.replace("\x00", ""), at=now(), zone=wiring().settings.time_zone
        )
    return _page("verify/index.html", found)


@verify.get("/<alias>")
@access(Can.ANYONE)
def show(alias: str) -> Response:
    """Whether this alias speaks for the company. A no is the same no, whatever the reason."""
    (limiter,) = current_app.extensions["limiter"]
    with limiter.limit(PER_MINUTE):
        found = queries.by_alias(db.session(), alias, at=now(), zone=wiring().settings.time_zone)
    return _page("verify/show.html", found)


def _page(template: str, found: Found | None) -> Response:
    answer = page(
        template,
        found=found,
        no=NO,
        network_name=network_name,
        spoken=language(),
        organisation_name=wiring().settings.organisation,
        banners=(),
    )
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    return answer
