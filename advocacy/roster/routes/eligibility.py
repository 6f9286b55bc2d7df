"""Why can or can't I answer? And was this person eligible then?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import Response, request

from advocacy.access import Can, access, current_actor
from advocacy.charter.banner import mine
from advocacy.clock import day_in
from advocacy.db import db
from advocacy.errors import Refused
from advocacy.htmx import page
from advocacy.languages import language, say, zone
from advocacy.moment import now
from advocacy.roster.queries.whether import Whether, whether_i, whether_then
from advocacy.roster.reasons import Told, about_the_person, asked_for_already, to_the_person
from advocacy.roster.routes.blueprint import bp
from advocacy.roster.rules.eligibility import Eligibility
from advocacy.roster.rules.moments import read_moment
from advocacy.topics.queries import TopicLine, topics


@dataclass(frozen=True)
class TopicAnswer:
    """What is said of one topic."""

    name: str
    is_held: bool
    is_eligible: bool
    reasons: tuple[Told, ...]
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Shown:
    """The answer at one instant, as the page shows it: what concerns every topic, then each topic."""

    at: datetime
    anyway: tuple[Told, ...]
    sentences: tuple[str, ...]
    topics: tuple[TopicAnswer, ...]

    @property
    def eligible(self) -> list[str]:
        """The names of the topics on which the answer is yes."""
        return [one.name for one in self.topics if one.is_eligible]


@bp.get("/eligibility")
@access(Can.JOIN_ROSTER)
def eligibility() -> Response:
    """May I answer, on which topics, and what is in the way?"""
    session, me = db.session(), current_actor().id
    assert me is not None
    found = whether_i(session, me, at=now(), gate=mine().gate)
    return page("roster/eligibility.html", shown=_shown(found, topics(session, closed=True)))


@bp.get("/eligibility/<int:person_id>")
@access(Can.SEE_COVERAGE)
def was_eligible(person_id: int) -> Response:
    """Was this person eligible at a moment? By the facts of that moment as they are known now.

    An hour that comes twice is answered for its first time, and with `turn=2` for its second.
    """
    mine()  # read before the banner, which then asks nothing more
    moments, problem = _moments()
    turn = 2 if request.args.get("turn") == "2" and len(moments) == 2 else 1
    session = db.session()
    found = whether_then(session, person_id, at=moments[turn - 1], visible_to=current_actor())
    return page(
        "roster/was_eligible.html",
        status=422 if problem else 200,
        person_id=person_id,
        name=found.name,
        answer=_shown(found, topics(session, closed=True)),
        comes_twice=len(moments) == 2,
        turn=turn,
        problem=problem,
        typed=request.args,
        asked=bool(request.args.get("day") or request.args.get("time")),
        zone=zone(),
        today=day_in(now(), zone()),
    )


def _moments() -> tuple[tuple[datetime, ...], str | None]:
    """The moments that are asked about, or now with the sentence that says what is wrong."""
    try:
        return read_moment(request.args, zone=zone(), now=now()), None
    except Refused as refused:
        return (now(),), say(refused)


def _shown(found: Whether, every: Sequence[TopicLine]) -> Shown:
    names = {one.id: one.name(language()) for one in every}
    order = {topic_id: place for place, topic_id in enumerate(names)}
    return Shown(
        at=found.at,
        anyway=tuple(to_the_person(one) for one in found.anyway),
        sentences=tuple(about_the_person(one) for one in found.anyway),
        topics=tuple(
            _topic(names.get(topic_id, "–"), topic_id in found.held, answer, found)
            for topic_id, answer in sorted(found.by_topic.items(), key=lambda one: order.get(one[0], 0))
        ),
    )


def _topic(name: str, is_held: bool, answer: Eligibility, found: Whether) -> TopicAnswer:
    """What concerns every topic is said once, above. A topic not held is here because it was asked for."""
    own = [one for one in answer.reasons if one not in found.anyway]
    return TopicAnswer(
        name=name,
        is_held=is_held,
        is_eligible=answer.is_eligible,
        reasons=tuple(asked_for_already(one) for one in own),
        sentences=tuple(about_the_person(one) for one in own),
    )
