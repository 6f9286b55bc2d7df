"""All answers, as HR and auditors see them: by date and by freshness, never by how many somebody gave."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlencode

from flask import Response, flash, request, url_for
from flask_babel import gettext as _

from advocacy.access import Can, access, current_actor
from advocacy.answers import actions as acts
from advocacy.answers.forms import NETWORKS
from advocacy.answers.queries import freshness as fresh
from advocacy.answers.queries import log
from advocacy.answers.routes.blueprint import bp
from advocacy.answers.routes.showing import NETWORK_WORDS
from advocacy.answers.rules import DORMANT_DAYS
from advocacy.db import db
from advocacy.htmx import go, page
from advocacy.languages import language
from advocacy.moment import now, today
from advocacy.networks.words import Network
from advocacy.numbers import LARGEST_ID, whole_number
from advocacy.topics.queries import topics
from advocacy.wiring import wiring
from advocacy.work import unit_of_work

_FILTERS = ("topic", "network", "flagged")


@bp.get("/all")
@access(Can.SEE_ANSWERS)
def everybodys() -> Response:
    """The answers of whom I look after, the latest first."""
    asked = request.args
    sought = log.Sought(
        topic=asked.get("topic", "")[:64].replace("\x00", "") or None,
        network=Network(asked["network"]) if asked.get("network") in set(Network) else None,
        flagged=asked.get("flagged") == "1",
        after=_edge("after"),
        before=_edge("before"),
    )
    found = log.all_answers(db.session(), sought, visible_to=current_actor(), day=today())
    before, after = found.edges(lambda line: line.id)
    return page(
        "answers/everybodys.html",
        fragment="answers/_answers.html",
        rows=found.rows,
        before=before,
        after=after,
        page_url=_page_url,
        asked=asked,
        topic_options=[(one.slug, one.name(language())) for one in topics(db.session(), closed=True)],
        network_options=NETWORKS,
        networks=NETWORK_WORDS,
        language=language(),
    )


@bp.get("/freshness")
@access(Can.SEE_ANSWERS)
def freshness() -> Response:
    """Topics without an answer for 90 days, and members who gave none."""
    since = now() - timedelta(days=DORMANT_DAYS)
    found = fresh.dormant(
        db.session(),
        since=since,
        at=now(),
        zone=wiring().settings.time_zone,
        visible_to=current_actor(),
        after=_edge("after"),
        before=_edge("before"),
    )
    before, after = found.edges(lambda row: row.person_id)
    return page(
        "answers/freshness.html",
        rows=found.rows,
        before=before,
        after=after,
        topics=fresh.quiet_topics(db.session(), since=since),
        days=DORMANT_DAYS,
        may_manage=current_actor().can(Can.MANAGE_ROSTER),
        language=language(),
    )


@bp.post("/<id:answer_id>/words/deletion")
@access(Can.MANAGE_ROSTER)
def delete_words(answer_id: int) -> Response:
    """Delete what an answer's row says of the customer."""
    with unit_of_work() as work:
        acts.delete_words(work, answer_id)
    flash(_("Link, question and notes are deleted. That the answer was given stays on record."), "ok")
    return go(url_for(".everybodys"))


def _edge(name: str) -> int | None:
    return whole_number(request.args.get(name), most=LARGEST_ID)


def _page_url(edge: str, answer_id: int) -> str:
    """The address of the page before or after, with the same filters."""
    kept = {name: request.args[name] for name in _FILTERS if request.args.get(name)}
    return f"{url_for('answers.everybodys')}?{urlencode({**kept, edge: str(answer_id)})}"
