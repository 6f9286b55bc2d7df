"""The directory: who answers on what, in which language, and now."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Response, request, url_for

from advocacy.access import Can, access, current_actor
from advocacy.db import db
from advocacy.htmx import page
from advocacy.languages import language
from advocacy.moment import now
from advocacy.numbers import LARGEST_KEY
from advocacy.people.rules import Language
from advocacy.roster.queries import directory
from advocacy.roster.routes.blueprint import bp
from advocacy.topics.queries import topics
from advocacy.wiring import wiring

_FILTERS = ("text", "topic", "language", "now")


@bp.get("/")
@access(Can.SEE_ROSTER)
def index() -> Response:
    """Members by topic, language and whether they work now, a page at a time."""
    session, open_topics = db.session(), topics(db.session())
    names = {one.id: one.name(language()) for one in open_topics}
    sought = directory.Sought(
        text=request.args.get("text", "")[:80].replace("\x00", ""),
        topic_id=next((one.id for one in open_topics if one.slug == request.args.get("topic")), None),
        language=_language(),
        now=request.args.get("now") == "1",
        after=_number("after"),
        before=_number("before"),
    )
    listing = directory.members(session, sought, at=now(), zone=wiring().settings.time_zone)
    return page(
        "roster/index.html",
        fragment="roster/_members.html",
        listing=listing,
        topic_options=[(one.slug, one.name(language())) for one in open_topics],
        topics_of=lambda row: sorted(names[one] for one in row.topics if one in names),
        page_url=_page_url,
        asked=request.args,
        may_manage=current_actor().can(Can.MANAGE_ROSTER),
    )


def _page_url(edge: str, person_id: int) -> str:
    """The address of the page before or after, with the same filters."""
    kept = {name: request.args[name] for name in _FILTERS if request.args.get(name)}
    return f"{url_for('roster.index')}?{urlencode({**kept, edge: str(person_id)})}"


def _language() -> Language | None:
    asked = request.args.get("language")
    return Language(asked) if asked in set(Language) else None


def _number(name: str) -> int | None:
    found = request.args.get(name, type=int)
    return found if found is not None and 0 < found <= LARGEST_KEY else None
