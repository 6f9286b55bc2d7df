"""A draft, read to be judged: its row, what is written in it, and what stands around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from advocacy.clock import day_in
from advocacy.errors import NotVisible
from advocacy.library.models import (
    Content,
    ContentRecall,
    Objective,
    Variant,
)
from advocacy.library.queries.choices import Choices, choices
from advocacy.library.queries.rights import is_visible_to
from advocacy.library.queries.written import WordingLine, Written, written
from advocacy.library.rules.drafts import Claimed, Clash, DraftFacts, Pictured, Worded
from advocacy.library.rules.links import tracked_example
from advocacy.library.rules.words import ContentKind, Stage
from advocacy.networks.counting import count
from advocacy.networks.disclosing import composed, disclosure
from advocacy.networks.words import Network
from advocacy.people.models import Person
from advocacy.people.queries.by_name import name_columns, name_in
from advocacy.roles import Actor, Can
from advocacy.settings import Settings

_SAME_HOUR = timedelta(hours=1)
_MOST_CLASHES = 12


@dataclass(frozen=True)
class Head:
    """The row of a content, who wrote it, and the page it links to as it was last seen."""

    id: int
    kind: ContentKind
    author_id: int
    author: str
    objective_id: int | None
    objective_is_open: bool | None
    stage: Stage | None
    link: str
    opens_at: datetime | None
    closes_at: datetime | None
    zone: str
    contest_rules: str
    contest_ends_at: datetime | None
    edition: int
    edited_at: datetime
    is_discarded: bool


@dataclass(frozen=True)
class Draft:
    """A draft with all that its editor needs: what is written, what can be chosen, and how it is judged."""

    head: Head
    written: Written
    choices: Choices
    facts: DraftFacts

    def title_in(self, language: str) -> str:
        """The title in `language`, else in the other one; empty while there is none."""
        titles = {one.value: told.title for one, told in self.written.texts.items() if told.title}
        return titles.get(language) or next(iter(titles.values()), "")


def draft(
    session: Session, content_id: int, *, visible_to: Actor, settings: Settings, at: datetime
) -> DraftFacts:
    """The facts that `rules.checking` judges a draft by. Raises NotVisible. Four queries."""
    return whole_draft(session, content_id, visible_to=visible_to, settings=settings, at=at).facts


def whole_draft(
    session: Session, content_id: int, *, visible_to: Actor, settings: Settings, at: datetime
) -> Draft:
    """A draft with what stands around it. Raises NotVisible. Four queries."""
    found = head(session, content_id, visible_to=visible_to)
    inside, around = written(session, content_id), choices(session)
    facts = DraftFacts(
        content_id=found.id,
        edition=found.edition,
        kind=found.kind,
        objective_id=found.objective_id,
        objective_is_open=found.objective_is_open,
        stage=found.stage,
        link=found.link,
        opens_at=found.opens_at,
        closes_at=found.closes_at,
        zone=found.zone or settings.time_zone,
        contest_rules=found.contest_rules,
        contest_ends_at=found.contest_ends_at,
        texts=inside.texts,
        wordings=[_worded(line, found.link, settings) for line in inside.wordings],
        media=[Pictured(place, one.alt) for place, one in enumerate(inside.media, 1)],
        claims=[Claimed(one.statement, one.evidence, one.expires_on) for one in inside.claims],
        networks_on=around.networks,
        own_hosts=own_hosts(settings),
        now=at,
        today=day_in(at, settings.time_zone),
        phrases=around.phrases,
        clashes=_clashes(session, found, {line.network for line in inside.wordings}, at),
        topics=inside.topics,
        answers=inside.answers,
    )
    return Draft(found, inside, around, facts)


def head(session: Session, content_id: int, *, visible_to: Actor) -> Head:
    """The row of a content for this actor. Raises NotVisible. One query."""
    if not visible_to.can(Can.SEE_CONTENT):
        raise NotVisible
    row = session.execute(
        select(
            Content.id,
            Content.kind,
            Content.author_id,
            *name_columns(Person, "author"),
            Content.objective_id,
            Objective.closed_at.label("objective_closed_at"),
            Content.stage,
            Content.link,
            Content.opens_at,
            Content.closes_at,
            Content.zone,
            Content.contest_rules,
            Content.contest_ends_at,
            Content.edition,
            Content.edited_at,
            Content.discarded_at,
        )
        .outerjoin(Objective, Objective.id == Content.objective_id)
        .outerjoin(Person, Person.id == Content.author_id)
        .where(Content.id == content_id, is_visible_to(visible_to))
    ).one_or_none()
    if row is None:
        raise NotVisible
    return _head(row)


def _head(row: Any) -> Head:
    return Head(
        id=row.id,
        kind=row.kind,
        author_id=row.author_id,
        author=name_in(row, "author"),
        objective_id=row.objective_id,
        objective_is_open=None if row.objective_id is None else row.objective_closed_at is None,
        stage=row.stage,
        link=row.link,
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        zone=row.zone,
        contest_rules=row.contest_rules,
        contest_ends_at=row.contest_ends_at,
        edition=row.edition,
        edited_at=row.edited_at,
        is_discarded=row.discarded_at is not None,
    )


def own_hosts(settings: Settings) -> frozenset[str]:
    """The names under which the portal itself is reached."""
    return frozenset({settings.host, *settings.trusted_hosts})


def _worded(line: WordingLine, link: str, settings: Settings) -> Worded:
    told = disclosure(line.network, line.language, settings.organisation)
    tracked = tracked_example(settings.base_url) if link else ""
    counted = count(line.network, composed(line.text, told, tracked, line.network))
    limit = counted.bytes_limit
    return Worded(
        id=line.id,
        network=line.network,
        language=line.language,
        position=line.position,
        text=line.text,
        over=max(0, -(counted.left or 0)),
        over_bytes=0 if limit is None else max(0, counted.bytes_used - limit),
    )


def _clashes(session: Session, found: Head, networks: set[Network], at: datetime) -> Sequence[Clash]:
    """Other contents that open on these networks within the same hour. One query, none when it opened before:
    what has begun is not moved."""
    if found.opens_at is None or found.opens_at <= at or not networks:
        return ()
    rows = session.execute(
        select(Content.id, Variant.network, Content.opens_at)
        .join(Variant, Variant.content_id == Content.id)
        .outerjoin(ContentRecall, ContentRecall.content_id == Content.id)
        .where(
            Content.opens_at > found.opens_at - _SAME_HOUR,
            Content.opens_at < found.opens_at + _SAME_HOUR,
            Content.id != found.id,
            Content.discarded_at.is_(None),
            ContentRecall.id.is_(None),
            Variant.network.in_(networks),
        )
        .distinct()
        .order_by(Content.opens_at, Content.id, Variant.network)
        .limit(_MOST_CLASHES)
    )
    return [Clash(row.id, row.network, row.opens_at) for row in rows if row.opens_at]
