"""What the home page says of the library, in one query: three posts at most, a stop, recalls not yet told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Integer,
    Select,
    and_,
    bindparam,
    cast,
    exists,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from advocacy.db import UtcDateTime
from advocacy.library.models import (
    Feature,
    LiveContent,
    RevisionText,
    RevisionTopic,
    RevisionWording,
)
from advocacy.library.queries.live import is_open
from advocacy.library.rules.live import FIRST_PLACES
from advocacy.people.rules import Language
from advocacy.relay.models import TopicSubscription
from advocacy.relay.queries.around import ME, Around, around_columns, around_in

MOST = 3


@dataclass(frozen=True)
class SmallCard:
    """A post that could be passed on, in two lines."""

    content_id: int
    title: str
    why: str
    language: Language


@dataclass(frozen=True)
class AtHand:
    """What the home page shows of the library."""

    around: Around
    cards: Sequence[SmallCard]


def at_hand(session: Session, person_id: int, *, at: datetime, language: Language) -> AtHand:
    """The posts that this person could pass on: those shown first first, then the latest, of the topics they
    follow and in their language. One query."""
    values = {"me": person_id, "at": at}
    rows = session.connection().execute(_at_hand(language), values).all()
    found = sorted((row for row in rows if row.content_id is not None), key=_place)
    return AtHand(
        around_in(rows[0]),
        [
            SmallCard(
                row.content_id,
                row.mine_title or row.other_title or "",
                (row.mine_why if row.mine_title else row.other_why) or "",
                language if row.mine_title else next(one for one in Language if one is not language),
            )
            for row in found[:MOST]
        ],
    )


@cache
def _at_hand(language: Language) -> Select[*tuple[Any, ...]]:
    cards = _cards(bindparam("at", type_=UtcDateTime()), language).subquery("card")
    beside = around_columns().add_columns(*cards.c)
    return beside.outerjoin(cards, cards.c.content_id.is_not(None))


def _place(row: Any) -> tuple[int, float, int]:
    return row.place or FIRST_PLACES + 1, -row.opens_at.timestamp(), -row.content_id


def _cards(at: BindParameter[datetime], language: Language) -> Any:
    wanted = (is_open(at), _is_followed(), _is_said_in(language))
    columns = (LiveContent.content_id, LiveContent.revision_id, LiveContent.opens_at)
    first = (
        select(*columns, Feature.place)
        .join(Feature, and_(Feature.content_id == LiveContent.content_id, Feature.ended_at.is_(None)))
        .where(*wanted)
        .order_by(Feature.place)
        .limit(MOST)
        .subquery("first")
    )
    is_first = exists().where(Feature.content_id == LiveContent.content_id, Feature.ended_at.is_(None))
    latest = (
        select(*columns, cast(null(), Integer).label("place"))
        .where(*wanted, ~is_first)
        .order_by(LiveContent.opens_at.desc(), LiveContent.content_id.desc())
        .limit(MOST)
        .subquery("latest")
    )
    both = union_all(select(first), select(latest)).subquery("both")
    mine, other = aliased(RevisionText, name="mine"), aliased(RevisionText, name="other")
    return (
        select(
            both.c.content_id,
            both.c.opens_at,
            both.c.place,
            mine.title.label("mine_title"),
            mine.why.label("mine_why"),
            other.title.label("other_title"),
            other.why.label("other_why"),
        )
        .select_from(both)
        .outerjoin(mine, and_(mine.revision_id == both.c.revision_id, mine.language == language))
        .outerjoin(other, and_(other.revision_id == both.c.revision_id, other.language != language))
    )


def _is_followed() -> ColumnElement[bool]:
    """Whether the content has a topic that the person follows; who follows none sees them all, and everybody
    sees what has no topic."""
    follows = TopicSubscription.person_id == ME
    of_revision = RevisionTopic.revision_id == LiveContent.revision_id
    return or_(
        ~exists().where(follows),
        ~exists().where(of_revision),
        exists().where(of_revision, follows, TopicSubscription.topic_id == RevisionTopic.topic_id),
    )


def _is_said_in(language: Language) -> ColumnElement[bool]:
    return exists().where(
        RevisionWording.revision_id == LiveContent.revision_id, RevisionWording.language == language
    )
