"""What people outside said, and what was learnt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from advocacy.insights.models import Lesson, Verbatim
from advocacy.keyset import Window, latest_first
from advocacy.networks.words import Network
from advocacy.people.models import Person
from advocacy.people.queries.by_name import name_columns, name_in

ROWS = 25


@dataclass(frozen=True)
class VerbatimLine:
    """What somebody outside said, and which colleague noted it."""

    id: int
    network: Network
    quote: str
    link: str
    by: str
    at: datetime


@dataclass(frozen=True)
class LessonLine:
    """What was learnt, from which content (None: from the objective as a whole), and who wrote it."""

    id: int
    content_id: int | None
    text: str
    by: str
    at: datetime


def verbatims(
    session: Session, content_id: int, *, older_than: int | None = None, newer_than: int | None = None
) -> Window[VerbatimLine]:
    """What was said to a content, the latest first, a page at a time. One query."""
    statement = (
        select(Verbatim.id, Verbatim.network, Verbatim.quote, Verbatim.link, Verbatim.at)
        .add_columns(*name_columns(Person, "by"))
        .join(Person, Person.id == Verbatim.by_id)
        .where(Verbatim.content_id == content_id)
    )
    found = latest_first(
        session, statement, Verbatim.id, size=ROWS, older_than=older_than, newer_than=newer_than
    )
    return found.map(
        lambda row: VerbatimLine(row.id, row.network, row.quote, row.link, name_in(row, "by"), row.at)
    )


def lessons(
    session: Session,
    *,
    objective_id: int | None = None,
    content_id: int | None = None,
    older_than: int | None = None,
    newer_than: int | None = None,
) -> Window[LessonLine]:
    """What was learnt from an objective and its contents, or from one content, the latest first, a page at
    a time. One query."""
    statement: Select[*tuple[Any, ...]] = (
        select(Lesson.id, Lesson.content_id, Lesson.text, Lesson.at)
        .add_columns(*name_columns(Person, "by"))
        .join(Person, Person.id == Lesson.by_id)
    )
    if objective_id is not None:
        statement = statement.where(Lesson.objective_id == objective_id)
    if content_id is not None:
        statement = statement.where(Lesson.content_id == content_id)
    found = latest_first(
        session, statement, Lesson.id, size=ROWS, older_than=older_than, newer_than=newer_than
    )
    return found.map(lambda row: LessonLine(row.id, row.content_id, row.text, name_in(row, "by"), row.at))
