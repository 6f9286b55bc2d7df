"""What opens on each day of a page of the calendar: the first contents, and how many more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Select,
    and_,
    func,
    select,
)
from sqlalchemy.orm import Session, aliased

from advocacy.library.models import (
    Content,
    ContentText,
    Objective,
    Revision,
    RevisionText,
)
from advocacy.library.queries.openings import (
    EVERYTHING,
    Shown,
    day_of,
    is_shown,
    languages_of,
    networks_of,
    objective_of,
    openings,
)
from advocacy.library.queries.rights import is_visible_to
from advocacy.library.queries.standing import standings
from advocacy.library.rules.clashes import Opening
from advocacy.library.rules.standing import Standing
from advocacy.library.rules.states import State, StateFacts, states
from advocacy.library.rules.words import Aim
from advocacy.networks.words import Network
from advocacy.people.rules import Language
from advocacy.roles import Actor


@dataclass(frozen=True)
class Entry:
    """A content on the day on which its window opens. `day` counts the days of the page from 0."""

    content_id: int
    day: int
    opens_at: datetime
    title: str
    aim: Aim | None
    networks: tuple[Network, ...]
    languages: tuple[Language, ...]
    state: State = State.WRITING
    may_move: bool = False

    @property
    def is_struck(self) -> bool:
        """Whether it does not take place: held back, or recalled for good."""
        return self.state in (State.HELD, State.RECALLED)

    @property
    def opening(self) -> Opening:
        """As clashes are looked for."""
        return Opening(self.content_id, self.opens_at, self.networks, self.languages)


@dataclass(frozen=True)
class Entries:
    """The first entries of every day, and how many more each day has."""

    rows: Sequence[Entry]
    more: dict[int, int]

    def of(self, day: int) -> list[Entry]:
        """Those of one day."""
        return [one for one in self.rows if one.day == day]


def entries(
    session: Session,
    edges: list[datetime],
    *,
    visible_to: Actor,
    language: Language,
    now: datetime,
    shown: Shown = EVERYTHING,
    each: int,
) -> Entries:
    """The first `each` contents that open on each of the days between `edges`. Two queries, whatever their
    number."""
    rows = session.execute(_details(_ranked(edges, visible_to, shown), language, each)).all()
    stands = standings(session, [row.content_id for row in rows])
    found = []
    for row in rows:
        stand = stands[row.content_id]
        seen = row.revision_id is not None
        facts = StateFacts(
            standing=stand.standing,
            is_held=stand.is_held,
            opens_at=row.opens_at if seen else None,
            closes_at=stand.approved_closes_at if seen else None,
        )
        may_move = not seen and stand.standing in (Standing.WRITING, Standing.RETURNED)
        found.append(replace(_entry(row), state=states(facts, now=now)[0], may_move=may_move))
    return Entries(found, {row.day: row.total - each for row in rows if row.total > each})


def _ranked(edges: list[datetime], actor: Actor, shown: Shown) -> Any:
    opened = openings(edges[0], edges[-1])
    placed = (
        select(
            opened.c.content_id, opened.c.revision_id, opened.c.opens_at, day_of(opened, edges).label("day")
        )
        .join(Content, Content.id == opened.c.content_id)
        .outerjoin(Revision, Revision.id == opened.c.revision_id)
        .where(is_visible_to(actor), *is_shown(opened, shown))
        .subquery("placed")
    )
    order = (placed.c.opens_at, placed.c.content_id)
    return select(
        placed,
        func.row_number().over(partition_by=placed.c.day, order_by=order).label("place"),
        func.count().over(partition_by=placed.c.day).label("total"),
    ).subquery("ranked")


def _details(ranked: Any, language: Language, each: int) -> Select[*tuple[Any, ...]]:
    said: list[tuple[Any, str, str]] = [
        (aliased(table, name=f"{name}_{whose}"), key, whose)
        for table, name, key in ((RevisionText, "seen", "revision_id"), (ContentText, "draft", "content_id"))
        for whose in ("mine", "other")
    ]
    titles = [func.nullif(table.title, "") for table, _key, _whose in said]
    statement = (
        select(
            ranked.c.content_id,
            ranked.c.revision_id,
            ranked.c.opens_at,
            ranked.c.day,
            ranked.c.total,
            func.coalesce(*titles, "").label("title"),
            Objective.aim,
            networks_of(ranked).label("networks"),
            languages_of(ranked).label("languages"),
        )
        .select_from(ranked)
        .join(Content, Content.id == ranked.c.content_id)
        .outerjoin(Revision, Revision.id == ranked.c.revision_id)
        .outerjoin(Objective, Objective.id == objective_of())
    )
    for table, key, whose in said:
        is_in = table.language == language if whose == "mine" else table.language != language
        statement = statement.outerjoin(table, and_(getattr(table, key) == ranked.c[key], is_in))
    return statement.where(ranked.c.place <= each).order_by(ranked.c.opens_at, ranked.c.content_id)


def _entry(row: Any) -> Entry:
    return Entry(
        content_id=row.content_id,
        day=row.day,
        opens_at=row.opens_at,
        title=row.title,
        aim=row.aim,
        networks=members(Network, row.networks),
        languages=members(Language, row.languages),
    )


def members(kind: Any, joined: str) -> tuple[Any, ...]:
    """The members of an enum whose values stand in `joined`, in their order."""
    named = set(joined.split(","))
    return tuple(one for one in kind if one.value in named)
