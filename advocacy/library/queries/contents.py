"""All contents, a page at a time, each with its title, networks and states."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from advocacy.errors import NotVisible
from advocacy.keyset import Window, window
from advocacy.library.models import (
    Content,
    ContentHold,
    ContentRecall,
    ContentReview,
    ContentText,
    ContentTopic,
    LiveContent,
    Revision,
    Variant,
)
from advocacy.library.queries.rights import is_visible_to
from advocacy.library.queries.standing import Stand, latest_revision, standings
from advocacy.library.rules.states import State, StateFacts, states
from advocacy.library.rules.words import Decision
from advocacy.networks.words import Network
from advocacy.people.models import Person
from advocacy.people.queries.by_name import name_columns, name_in
from advocacy.people.rules import Language
from advocacy.roles import Actor, Can

ROWS = 25
_ORDER = (Content.edited_at.expression, Content.id.expression)


@dataclass(frozen=True)
class Filter:
    """Which contents: without a state, all that are not discarded."""

    state: State | None = None
    network: Network | None = None
    language: Language | None = None
    objective_id: int | None = None
    topic_id: int | None = None
    author_id: int | None = None


NO_FILTER = Filter()


@dataclass(frozen=True)
class ContentLine:
    """One content as the list shows it. The window is that of what people see, else the one written."""

    id: int
    title: str
    author: str
    edited_at: datetime
    opens_at: datetime | None
    closes_at: datetime | None
    networks: tuple[Network, ...]
    languages: tuple[Language, ...]
    states: tuple[State, ...]
    is_first: bool

    @property
    def key(self) -> tuple[datetime, int]:
        """Where it stands in the list."""
        return self.edited_at, self.id


def contents(
    session: Session,
    *,
    visible_to: Actor,
    language: Language,
    now: datetime,
    chosen: Filter = NO_FILTER,
    after: Sequence[Any] | None = None,
    before: Sequence[Any] | None = None,
) -> Window[ContentLine]:
    """A page of the contents this actor works on, those edited last first. Two queries."""
    if not visible_to.can(Can.SEE_CONTENT):
        raise NotVisible
    statement = _lines(language).where(is_visible_to(visible_to), *_chosen(chosen, now))
    found = window(session, statement, _ORDER, size=ROWS, after=after, before=before, descending=True)
    stands = standings(session, [row.id for row in found.rows])
    return found.map(lambda row: _line(row, stands, now))


def _lines(language: Language) -> Select[*tuple[Any, ...]]:
    mine, other = aliased(ContentText), aliased(ContentText)
    return (
        select(
            Content.id,
            Content.edited_at,
            func.coalesce(func.nullif(mine.title, ""), other.title, "").label("title"),
            *name_columns(Person, "author"),
            func.coalesce(LiveContent.opens_at, Content.opens_at).label("opens_at"),
            func.coalesce(LiveContent.closes_at, Content.closes_at).label("closes_at"),
            LiveContent.opens_at.label("live_opens_at"),
            LiveContent.closes_at.label("live_closes_at"),
            _spoken(Variant.network).label("networks"),
            _spoken(Variant.language).label("languages"),
        )
        .outerjoin(Person, Person.id == Content.author_id)
        .outerjoin(LiveContent, LiveContent.content_id == Content.id)
        .outerjoin(mine, and_(mine.content_id == Content.id, mine.language == language))
        .outerjoin(other, and_(other.content_id == Content.id, other.language != language))
    )


def _spoken(column: Any) -> ColumnElement[str]:
    """The networks or languages of a content's variants, with commas between them."""
    found = select(func.aggregate_strings(column, ",")).where(Variant.content_id == Content.id)
    return found.correlate(Content).scalar_subquery()


def _line(row: Any, stands: Mapping[int, Stand], now: datetime) -> ContentLine:
    stand = stands[row.id]
    on, in_ = set((row.networks or "").split(",")), set((row.languages or "").split(","))
    facts = StateFacts(stand.standing, stand.is_held, row.live_opens_at, row.live_closes_at)
    return ContentLine(
        id=row.id,
        title=row.title,
        author=name_in(row, "author"),
        edited_at=row.edited_at,
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        networks=tuple(one for one in Network if one.value in on),
        languages=tuple(one for one in Language if one.value in in_),
        states=states(facts, now=now),
        is_first=stand.place is not None,
    )


def _chosen(chosen: Filter, now: datetime) -> list[ColumnElement[bool]]:
    found = _in_state(chosen.state, now)
    if chosen.network or chosen.language:
        said = [Variant.content_id == Content.id]
        if chosen.network:
            said.append(Variant.network == chosen.network)
        if chosen.language:
            said.append(Variant.language == chosen.language)
        found.append(exists().where(*said))
    if chosen.objective_id is not None:
        found.append(Content.objective_id == chosen.objective_id)
    if chosen.author_id is not None:
        found.append(Content.author_id == chosen.author_id)
    if chosen.topic_id is not None:
        found.append(
            exists().where(ContentTopic.content_id == Content.id, ContentTopic.topic_id == chosen.topic_id)
        )
    return found


def _in_state(state: State | None, now: datetime) -> list[ColumnElement[bool]]:
    """The state in SQL: what `rules.states` says of each row. A content may be in two."""
    if state is State.DISCARDED:
        return [Content.discarded_at.is_not(None)]
    kept = Content.discarded_at.is_(None)
    if state is None:
        return [kept]
    recalled = exists().where(ContentRecall.content_id == Content.id)
    if state is State.RECALLED:
        return [recalled]
    return [kept, ~recalled, _STATES[state](now)]


def _writing(_now: datetime) -> ColumnElement[bool]:
    handed_in = exists().where(Revision.id == latest_revision(), Revision.edition == Content.edition)
    return ~handed_in


def _decided(decision: Decision | None) -> ColumnElement[bool]:
    """Whether the content stands as it was handed in, and this was decided of it."""
    review = (
        select(ContentReview.decision)
        .where(ContentReview.revision_id == Revision.id)
        .correlate(Revision)
        .scalar_subquery()
    )
    as_it_is = and_(Revision.id == latest_revision(), Revision.edition == Content.edition)
    return exists().where(as_it_is, review.is_(None) if decision is None else review == decision)


def _live(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether people see it, as the row says that every statement here joins."""
    return and_(LiveContent.content_id.is_not(None), *conditions)


def _ends_after(now: datetime) -> ColumnElement[bool]:
    return or_(LiveContent.closes_at.is_(None), LiveContent.closes_at > now)


_STATES: Mapping[State, Callable[[datetime], ColumnElement[bool]]] = {
    State.WRITING: _writing,
    State.IN_REVIEW: lambda _now: _decided(None),
    State.RETURNED: lambda _now: _decided(Decision.RETURNED),
    State.PLANNED: lambda now: _live(LiveContent.opens_at > now),
    State.LIVE: lambda now: _live(LiveContent.opens_at <= now, _ends_after(now)),
    State.ENDED: lambda now: _live(LiveContent.opens_at <= now, LiveContent.closes_at <= now),
    State.HELD: lambda _now: exists().where(
        ContentHold.content_id == Content.id, ContentHold.released_at.is_(None)
    ),
}
