"""What an editor chooses from, and what every text is held against: one statement for all of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Integer, Select, String, case, cast, literal, null, select, union_all
from sqlalchemy.orm import Session

from advocacy.library.models import ForbiddenPhrase, NetworkSheet, Objective
from advocacy.library.rules.phrases import Phrase
from advocacy.library.rules.words import Aim
from advocacy.networks.words import RELAYED, Network
from advocacy.people.rules import Language
from advocacy.topics.models import Topic


@dataclass(frozen=True)
class ObjectiveChoice:
    """An objective that content may serve; a closed one is only shown where it was chosen before."""

    id: int
    aim: Aim
    name_fr: str
    name_en: str
    is_open: bool

    def name(self, language: str) -> str:
        """What the objective is called in `language`."""
        return self.name_fr if language == "fr" else self.name_en


@dataclass(frozen=True)
class TopicChoice:
    """A topic that content may belong to; a closed one is only shown where it was chosen before."""

    id: int
    name_fr: str
    name_en: str
    is_open: bool

    def name(self, language: str) -> str:
        """What the topic is called in `language`."""
        return self.name_fr if language == "fr" else self.name_en


@dataclass(frozen=True)
class Choices:
    """What can be chosen now. `networks` are those on which posts are passed on and the company is."""

    networks: tuple[Network, ...]
    objectives: Sequence[ObjectiveChoice]
    topics: Sequence[TopicChoice]
    phrases: Sequence[Phrase]


def choices(session: Session) -> Choices:
    """Everything an editor chooses from, in the order it is shown. One query."""
    arms = (_networks(), _objectives(), _topics(), _phrases())
    rows = list(session.execute(union_all(*arms)))
    on = {row.a for row in rows if row.part == "network"}
    return Choices(
        networks=tuple(one for one in RELAYED if one.value in on),
        objectives=[
            ObjectiveChoice(row.id, Aim(row.a), row.b, row.c, row.is_open)
            for row in _in_order(rows, "objective")
        ],
        topics=[TopicChoice(row.id, row.b, row.c, row.is_open) for row in _in_order(rows, "topic")],
        phrases=[
            Phrase(row.id, row.b, row.key, Language(row.a) if row.a else None, row.c, row.d)
            for row in _in_order(rows, "phrase")
        ],
    )


def _in_order(rows: Sequence[Any], part: str) -> list[Any]:
    return sorted((row for row in rows if row.part == part), key=lambda row: (row.key, row.id))


def _arm(part: str, number: Any, key: Any, closed: Any, *texts: Any) -> Select[Any]:
    words = [*texts, *(null() for _more in range(4 - len(texts)))]
    return select(
        literal(part, String).label("part"),
        cast(number, Integer).label("id"),
        cast(key, String).label("key"),
        case((closed.is_(None), 1), else_=0).label("is_open"),
        *(cast(word, String).label(name) for word, name in zip(words, "abcd", strict=True)),
    )


def _networks() -> Select[Any]:
    return _arm("network", null(), null(), null(), NetworkSheet.network).where(NetworkSheet.is_on)


def _objectives() -> Select[Any]:
    one = Objective
    names = (one.aim, one.name_fr, one.name_en)
    return _arm("objective", one.id, one.name_en, one.closed_at, *names)


def _topics() -> Select[Any]:
    one = Topic
    return _arm("topic", one.id, one.sort_key, one.closed_at, null(), one.name_fr, one.name_en)


def _phrases() -> Select[Any]:
    one = ForbiddenPhrase
    words = (one.language, one.phrase, one.reason_fr, one.reason_en)
    return _arm("phrase", one.id, one.search_key, one.retired_at, *words).where(one.retired_at.is_(None))
