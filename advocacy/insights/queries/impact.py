"""What objectives and their contents brought, from the rows that `gathering.py` keeps."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Row, func, or_, select
from sqlalchemy.orm import Session

from advocacy.answers.models import PublicAnswer
from advocacy.db import Model
from advocacy.errors import NotVisible
from advocacy.insights.models import Brought as Columns
from advocacy.insights.models import ContentImpact, ImpactDay, NetworkImpact, WordingImpact
from advocacy.insights.rules.impact import At, Brought, Day, Node, Told, together, told
from advocacy.library.models import (
    Content,
    ContentReview,
    LiveContent,
    Objective,
    Revision,
    RevisionText,
    RevisionWording,
)
from advocacy.library.rules.words import Decision, Measure
from advocacy.people.rules import Language

_FIGURES = ("opened", "declared", "sharers", "declarers", "clicked", "bots")
_NOTHING = Brought()

Found = Row[*tuple[Any, ...]]


def sums(session: Session, objective_ids: Collection[int]) -> Mapping[int, Told]:
    """What is told of these objectives, all contents together; who brought nothing is missing. One query."""
    columns = [
        *(func.sum(getattr(ContentImpact, name)).label(name) for name in ("opened", "declared")),
        *(func.max(getattr(ContentImpact, name)).label(name) for name in ("sharers", "declarers")),
        *(func.sum(getattr(ContentImpact, name)).label(name) for name in ("clicked", "bots")),
    ]
    rows = session.execute(
        select(Content.objective_id, *columns)
        .join(ContentImpact, ContentImpact.content_id == Content.id)
        .where(Content.objective_id.in_(objective_ids))
        .group_by(Content.objective_id)
    )
    return {row.objective_id: told(Node(At(), _brought(row)))[At()] for row in rows}


@dataclass(frozen=True)
class Impact:
    """What is told of an objective, of each of its contents, of their networks and wordings.

    `contents` are ids, the latest first; `networks` those of each content, `wordings` those of each content
    and network that was looked into.
    """

    told: Mapping[At, Told]
    contents: Sequence[int]
    networks: Mapping[int, Sequence[str]]
    wordings: Mapping[tuple[int, str], Sequence[int]]

    @property
    def whole(self) -> Told:
        """All contents together."""
        return self.told[At()]

    def of(self, content_id: int, network: str | None = None, wording_id: int | None = None) -> Told:
        """What is told of a content, a network or a wording."""
        return self.told[At(content_id, network, wording_id)]

    def parts(self) -> Iterator[tuple[At, Told]]:
        """Every content, each followed by its networks, and these by their wordings."""
        for content_id in self.contents:
            keys = [At(content_id)]
            for network in self.networks[content_id]:
                keys.append(At(content_id, network))
                keys += [At(content_id, network, one) for one in self.wordings.get((content_id, network), ())]
            yield from ((key, self.told[key]) for key in keys)

    def on_networks(self) -> Iterable[tuple[str, Told]]:
        """Every network of every content, with what is told of it."""
        for content_id, networks in self.networks.items():
            for network in networks:
                yield network, self.of(content_id, network)


def impact(
    session: Session,
    objective_id: int | None,
    *,
    looked_into: int | None = None,
    every_wording: bool = False,
) -> Impact:
    """What an objective brought (None: contents without one). Its contents are those that are live or ever
    brought something; the one `looked_into` is told of wording by wording, or all with `every_wording`. One
    query, two with either.

    All of them are read, for what may be told of one depends on the others.
    """
    rows = session.execute(_of_objective(objective_id)).all()
    into = {row.id for row in rows} if every_wording else {looked_into} - {None}
    wordings = _wordings(session, into) if into else {}
    contents: dict[int, Brought] = {}
    parts: dict[int, dict[str, Node]] = {}
    for row in rows:
        contents[row.id] = _brought(row)
        below = parts.setdefault(row.id, {})
        if row.network is not None:
            name = row.network.value
            words = wordings.get((row.id, name), ())
            below[name] = Node(At(row.id, name), _brought(row, "on_"), tuple(words))
    below_it = tuple(Node(At(one), brought, tuple(parts[one].values())) for one, brought in contents.items())
    top = Node(At(), together(contents.values()), below_it)
    return Impact(
        told=told(top),
        contents=list(contents),
        networks={one: list(found) for one, found in parts.items()},
        wordings={place: [node.key.wording_id or 0 for node in nodes] for place, nodes in wordings.items()},
    )


def _of_objective(objective_id: int | None) -> Any:
    """One row per content and network, one for a content on which nothing was shared yet."""
    mine = Content.objective_id.is_(None) if objective_id is None else Content.objective_id == objective_id
    return (
        select(
            Content.id,
            *_figures(ContentImpact),
            NetworkImpact.network,
            *_figures(NetworkImpact, "on_"),
        )
        .outerjoin(LiveContent, LiveContent.content_id == Content.id)
        .outerjoin(ContentImpact, ContentImpact.content_id == Content.id)
        .outerjoin(NetworkImpact, NetworkImpact.content_id == Content.id)
        .where(mine, or_(LiveContent.content_id.is_not(None), ContentImpact.content_id.is_not(None)))
        .order_by(Content.id.desc(), NetworkImpact.network)
    )


def _wordings(session: Session, content_ids: Collection[int | None]) -> Mapping[tuple[int, str], list[Node]]:
    """The wordings of contents by content and network, as nodes."""
    rows = session.execute(
        select(
            WordingImpact.content_id,
            WordingImpact.network,
            WordingImpact.wording_id,
            *_figures(WordingImpact),
        )
        .where(WordingImpact.content_id.in_(content_ids))
        .order_by(WordingImpact.content_id, WordingImpact.network, WordingImpact.wording_id)
    )
    found: dict[tuple[int, str], list[Node]] = {}
    for row in rows:
        key = At(row.content_id, row.network.value, row.wording_id)
        found.setdefault((row.content_id, row.network.value), []).append(Node(key, _brought(row)))
    return found


def _figures(table: type[Columns], prefix: str = "") -> list[Any]:
    return [getattr(table, name).label(f"{prefix}{name}") for name in _FIGURES]


def _brought(row: Found, prefix: str = "") -> Brought:
    return Brought(**{name: int(getattr(row, f"{prefix}{name}") or 0) for name in _FIGURES})


@dataclass(frozen=True)
class Subject:
    """A content by its title as approved last, and the objective it serves (None for none) by its names."""

    content_id: int
    title: str
    objective_id: int | None
    objective_fr: str
    objective_en: str

    def objective(self, language: str) -> str:
        """What the objective is called in `language`."""
        return self.objective_fr if language == "fr" else self.objective_en


def subject(session: Session, content_id: int, language: Language) -> Subject:
    """A content that is live or ever brought something, its title in `language` else in the other one.
    Raises NotVisible for any other. One query."""
    title = (
        _approved(select(RevisionText.title), RevisionText)
        .where(Revision.content_id == content_id)
        .order_by(Revision.number.desc(), (RevisionText.language == language).desc())
        .limit(1)
        .scalar_subquery()
    )
    row = session.execute(
        select(Content.id, Objective.id.label("objective_id"), Objective.name_fr, Objective.name_en)
        .add_columns(title.label("title"))
        .outerjoin(Objective, Objective.id == Content.objective_id)
        .outerjoin(LiveContent, LiveContent.content_id == Content.id)
        .outerjoin(ContentImpact, ContentImpact.content_id == Content.id)
        .where(Content.id == content_id)
        .where(or_(LiveContent.content_id.is_not(None), ContentImpact.content_id.is_not(None)))
    ).one_or_none()
    if row is None:
        raise NotVisible
    return Subject(row.id, row.title or "", row.objective_id, row.name_fr or "", row.name_en or "")


def titles(session: Session, content_ids: Collection[int], language: Language) -> Mapping[int, str]:
    """What these contents are called as approved last, in `language` else in the other one. One query."""
    rows = session.execute(
        _approved(select(Revision.content_id, RevisionText.language, RevisionText.title), RevisionText)
        .where(Revision.content_id.in_(content_ids))
        .order_by(Revision.content_id, Revision.number, RevisionText.language == language)
    )
    return {row.content_id: row.title for row in rows}


@dataclass(frozen=True)
class Words:
    """One wording as approved last, and its language."""

    text: str
    language: Language


def wordings(session: Session, content_ids: Collection[int]) -> Mapping[int, Words]:
    """Every wording of these contents that was ever approved, by its number. One query."""
    rows = session.execute(
        _approved(
            select(RevisionWording.wording_id, RevisionWording.text, RevisionWording.language),
            RevisionWording,
        )
        .where(Revision.content_id.in_(content_ids))
        .order_by(Revision.content_id, Revision.number)
    )
    return {row.wording_id: Words(row.text, row.language) for row in rows}


def _approved(statement: Any, table: type[Model]) -> Any:
    """A statement on a part of revisions, of those that were approved."""
    return (
        statement.select_from(Revision)
        .join(table, table.revision_id == Revision.id)  # type: ignore[attr-defined]  # a part of a revision
        .join(ContentReview, ContentReview.revision_id == Revision.id)
        .where(ContentReview.decision == Decision.APPROVED)
    )


def days(session: Session, objective_id: int, measure: Measure, first: date, last: date) -> list[Day]:
    """What each day (UTC) of the period added to what an objective is measured by. One query; none for
    figures noted by hand."""
    if measure is Measure.NOTED:
        return []
    if measure is Measure.ANSWERS:
        return _answers(session, first, last)
    counted = ImpactDay.clicked if measure is Measure.CLICKS else ImpactDay.declared
    rows = session.execute(
        select(ImpactDay.day, func.sum(counted), func.max(ImpactDay.declarers))
        .join(Content, Content.id == ImpactDay.content_id)
        .where(Content.objective_id == objective_id, ImpactDay.day.between(first, last))
        .group_by(ImpactDay.day)
        .order_by(ImpactDay.day)
    )
    return [Day(day, int(count), int(people)) for day, count, people in rows]


def _answers(session: Session, first: date, last: date) -> list[Day]:
    """How many answers were given in public on each day."""
    rows = session.execute(
        select(PublicAnswer.answered_on, func.count())
        .where(
            PublicAnswer.answered_at >= datetime.combine(first, time(), UTC),
            PublicAnswer.answered_at < datetime.combine(last + timedelta(days=1), time(), UTC),
        )
        .group_by(PublicAnswer.answered_on)
    )
    return [Day(day, int(count)) for day, count in rows]
