"""One content that may be passed on, whole, exactly as it was approved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from advocacy.errors import NotVisible
from advocacy.library.freezing import Contest, Media, Said, Text, thawed
from advocacy.library.models import (
    Content,
    Feature,
    LinkTarget,
    LiveContent,
    NetworkSheet,
    Objective,
    Revision,
)
from advocacy.library.queries.live import is_open
from advocacy.library.queries.parts import address_sha256
from advocacy.library.rules.words import Aim, ContentKind, Stage, TargetState
from advocacy.networks.words import RELAYED, Network
from advocacy.people.models import Person
from advocacy.people.queries.by_name import name_columns, name_in
from advocacy.people.rules import Language
from advocacy.topics.models import Topic


@dataclass(frozen=True)
class TopicName:
    """A topic of the content."""

    id: int
    name_fr: str
    name_en: str

    def name(self, language: str) -> str:
        """What it is called in `language`."""
        return self.name_fr if language == "fr" else self.name_en


@dataclass(frozen=True)
class LinkCard:
    """What the linked page shows of itself, as it was last seen."""

    title: str
    description: str
    site: str
    state: TargetState


@dataclass(frozen=True)
class LivePost:
    """A content that may be passed on now. `wordings` are those of networks that are on, in their order.

    `credited` is who had the idea, "" when nobody is named; `featured` its place among those shown first.
    """

    content_id: int
    revision_id: int
    number: int
    kind: ContentKind
    link: str
    opens_at: datetime
    closes_at: datetime | None
    zone: str
    texts: Mapping[Language, Text]
    wordings: Sequence[Said]
    media: Sequence[Media]
    topics: Sequence[TopicName]
    objective_id: int | None
    objective_fr: str
    objective_en: str
    aim: Aim | None
    stage: Stage
    credited: str
    featured: int | None
    contest: Contest | None
    card: LinkCard | None

    @property
    def networks(self) -> tuple[Network, ...]:
        """The networks on which it may be passed on, in the order in which they are offered."""
        return tuple(one for one in RELAYED if any(said.network is one for said in self.wordings))

    def objective(self, language: str) -> str:
        """What the objective is called in `language`; empty without one."""
        return self.objective_fr if language == "fr" else self.objective_en

    def text_in(self, language: Language) -> tuple[Language, Text]:
        """What staff are told in a language, else in the other one, with the language that it is in."""
        if language in self.texts:
            return language, self.texts[language]
        return next(iter(self.texts.items()), (language, Text("", "")))

    def said_on(self, network: Network, language: Language | None = None) -> tuple[Said, ...]:
        """The wordings of a network, of one language or of all."""
        return tuple(
            said
            for said in self.wordings
            if said.network is network and (language is None or said.language is language)
        )


def live_content(session: Session, content_id: int, *, at: datetime) -> LivePost:
    """The content as it may be passed on at `at`. Raises NotVisible outside its window, held or recalled.

    Three queries at most: the revision with the networks that are on, its topics, its page.
    """
    row = session.execute(
        select(
            LiveContent.content_id,
            LiveContent.revision_id,
            Revision.canonical,
            Objective.name_fr,
            Objective.name_en,
            Objective.aim,
            *name_columns(Person, "credited"),
            Feature.place,
            _networks_on(),
        )
        .select_from(LiveContent)
        .join(Revision, Revision.id == LiveContent.revision_id)
        .join(Content, Content.id == LiveContent.content_id)
        .outerjoin(Objective, Objective.id == Revision.objective_id)
        .outerjoin(Person, and_(Person.id == Content.suggested_by_id, Person.erased_at.is_(None)))
        .outerjoin(Feature, and_(Feature.content_id == Content.id, Feature.ended_at.is_(None)))
        .where(LiveContent.content_id == content_id, is_open(at))
    ).one_or_none()
    if row is None:
        raise NotVisible
    found = thawed(row.canonical)
    on = {Network(one) for one in row.networks_on.split(",")}
    return LivePost(
        content_id=row.content_id,
        revision_id=row.revision_id,
        number=found.number,
        kind=found.kind,
        link=found.link,
        opens_at=found.opens_at,
        closes_at=found.closes_at,
        zone=found.zone,
        texts=found.texts,
        wordings=[said for said in found.wordings if said.network in on],
        media=found.media,
        topics=_topics(session, found.topics),
        objective_id=found.objective_id,
        objective_fr=row.name_fr or "",
        objective_en=row.name_en or "",
        aim=row.aim,
        stage=found.stage,
        credited=name_in(row, "credited"),
        featured=row.place,
        contest=found.contest,
        card=_card(session, found.link),
    )


def _networks_on() -> ColumnElement[str]:
    """The networks that are on, as one text: never empty where a network of the content is on."""
    found = select(func.aggregate_strings(NetworkSheet.network, ","))
    return found.where(NetworkSheet.is_on.is_(True)).scalar_subquery().label("networks_on")


def _topics(session: Session, ids: Sequence[int]) -> list[TopicName]:
    if not ids:
        return []
    rows = session.execute(
        select(Topic.id, Topic.name_fr, Topic.name_en).where(Topic.id.in_(ids)).order_by(Topic.sort_key)
    )
    return [TopicName(*row) for row in rows]


def _card(session: Session, address: str) -> LinkCard | None:
    if not address:
        return None
    row = session.execute(
        select(LinkTarget.title, LinkTarget.description, LinkTarget.site, LinkTarget.state).where(
            LinkTarget.address_sha256 == address_sha256(address)
        )
    ).one_or_none()
    return LinkCard(*row) if row else None
