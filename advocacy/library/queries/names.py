"""What the numbers in a revision are called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from advocacy.library.models import Objective
from advocacy.topics.models import Topic


@dataclass(frozen=True)
class Names:
    """What topics and objectives are called in one language, by number."""

    topics: Mapping[int, str]
    objectives: Mapping[int, str]


def names(session: Session, *, topics: Sequence[int], objectives: Sequence[int], language: str) -> Names:
    """What these are called in `language`. Two queries at most."""
    is_french = language == "fr"
    topic, objective = (Topic.name_fr, Objective.name_fr) if is_french else (Topic.name_en, Objective.name_en)
    found = session.execute(select(Topic.id, topic).where(Topic.id.in_(topics))).all() if topics else ()
    aims = (
        session.execute(select(Objective.id, objective).where(Objective.id.in_(objectives))).all()
        if objectives
        else ()
    )
    return Names({row[0]: row[1] for row in found}, {row[0]: row[1] for row in aims})
