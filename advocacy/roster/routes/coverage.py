"""Coverage: where the roster has holes, and whose right to answer ends soon."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from flask import Response, request

from advocacy.access import Can, access, current_actor
from advocacy.charter.banner import asked_today, mine
from advocacy.db import db
from advocacy.errors import NotVisible
from advocacy.htmx import page
from advocacy.languages import language
from advocacy.moment import now, today
from advocacy.people.rules import Language
from advocacy.roster.pictures import heats, hole_rows, line_rows
from advocacy.roster.queries.coverage import candidates
from advocacy.roster.reasons import LANGUAGES, NAMES
from advocacy.roster.routes.blueprint import bp
from advocacy.roster.rules.coverage import (
    WINDOWS,
    Line,
    Roster,
    endings,
    holes,
    lines,
    numbers_ending,
    roster_at,
)
from advocacy.topics.queries import TopicLine, topics
from advocacy.wiring import wiring

MOST_ENDINGS = 50
MOST_HOLES = 60


@bp.get("/coverage")
@access(Can.SEE_COVERAGE)
def coverage() -> Response:
    """Topic, language and hour of the week: who may answer now, where nobody does, whose right ends."""
    mine()  # read before the banner, which then asks nothing more
    session, at = db.session(), now()
    every = topics(session)
    chosen, spoken = _chosen(every), _spoken()
    found = roster_at(candidates(session, at=at, visible_to=current_actor(), found=asked_today()), at)
    counted = _lines(found, [chosen] if chosen else every, spoken)
    ends, gaps = endings(found.answering, by=at + timedelta(days=max(WINDOWS))), holes(counted)
    names = {one.id: one.name(language()) for one in every}
    return page(
        "roster/coverage.html",
        fragment="roster/_coverage.html",
        roster=found,
        topics=[(one.slug, one.name(language())) for one in every],
        languages=[(one.value, name) for one, name in LANGUAGES.items()],
        chosen=chosen,
        spoken=spoken,
        heats=heats(counted, names, one_topic=chosen is not None),
        line_rows=line_rows(counted, names, {one.id: one.slug for one in every}),
        holes=hole_rows(gaps[:MOST_HOLES], names),
        more_holes=max(0, len(gaps) - MOST_HOLES),
        hours_open=sum(gap.hours for gap in gaps),
        ending=numbers_ending(ends, at),
        endings=ends[:MOST_ENDINGS],
        more_endings=max(0, len(ends) - MOST_ENDINGS),
        kept=sorted(((number, str(NAMES[why])) for why, number in found.kept.items()), reverse=True),
        language=language(),
        zone=wiring().settings.time_zone,
        at=at,
    )


def _lines(found: Roster, asked: Sequence[TopicLine], spoken: Language | None) -> list[Line]:
    return lines(
        found.answering,
        [one.id for one in asked],
        [spoken] if spoken else list(Language),
        zone=wiring().settings.time_zone,
        day=today(),
    )


def _chosen(every: Sequence[TopicLine]) -> TopicLine | None:
    """The topic that is asked for; None for all. Raises NotVisible for one that is none."""
    slug = request.args.get("topic", "")
    if not slug:
        return None
    found = next((one for one in every if one.slug == slug), None)
    if found is None:
        raise NotVisible
    return found


def _spoken() -> Language | None:
    """The language that is asked for; None for all, and for what is none."""
    return next((one for one in Language if one.value == request.args.get("language")), None)
