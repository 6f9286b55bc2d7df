"""What the numbers in a revision are called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import literal, select, union_all
from sqlalchemy.orm import Session

from advocacy.library.models import Objective
from advocacy.topics.models import Topic


@dataclass(frozen=True)
class Names:
    """What topics and objectives are called in one language, by number."""

    topics: Mapping[int, str]
    objectives: Mapping[int, str]


def names(session: Session, *, topics: Sequence[int], objectives: Sequence[int], language: str) -> Names:
    """What these are called in `language`. One query, none for nothing."""
    is_french = language == "fr"
    topic, objective = (Topic.name_fr, Objective.name_fr) if is_french else (Topic.name_en, Objective.name_en)
    found: dict[str, dict[int, str]] = {"topic": {}, "objective": {}}
    if topics or objectives:
        both = union_all(
            select(literal("topic").label("of"), Topic.id, topic).where(Topic.id.in_(topics)),
            select(literal("objective"), Objective.id, objective).where(Objective.id.in_(objectives)),
        )
        for of, number, name in session.execute(both):
            found[of][number] = name
    return Names(found["topic"], found["objective"])
