"""Every figure of the insights that may be told, line by line, for a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from advocacy.insights.queries import impact as queries
from advocacy.insights.queries.impact import Impact, Words
from advocacy.insights.rules.impact import Told
from advocacy.library.models import Objective
from advocacy.library.rules.words import Aim, Measure
from advocacy.people.rules import Language


@dataclass(frozen=True)
class ImpactLine:
    """An objective (no content), a content of it (no network), a network of that (no wording), or a wording.

    The wording 0 is people's own words.
    """

    objective: str
    aim: Aim
    measure: Measure
    target: int
    told: Told
    content_id: int | None = None
    title: str = ""
    network: str | None = None
    wording_id: int | None = None
    words: Words | None = None


def impact_lines(session: Session, language: Language) -> Iterator[ImpactLine]:
    """Every objective with its contents, their networks and wordings, told as on the pages. A fixed number
    of queries for each objective and each content, read as the lines are taken."""
    name = Objective.name_fr if language is Language.FRENCH else Objective.name_en
    columns = (Objective.id, name.label("name"), Objective.aim, Objective.measure, Objective.target)
    for row in session.execute(select(*columns).order_by(Objective.id)).all():
        brought = queries.impact(session, row.id, every_wording=True)
        line = ImpactLine(row.name, row.aim, row.measure, row.target, brought.whole)
        yield line
        yield from _contents(session, line, brought, language)


def _contents(
    session: Session, line: ImpactLine, brought: Impact, language: Language
) -> Iterator[ImpactLine]:
    titles = queries.titles(session, brought.contents, language)
    words = queries.wordings(session, brought.contents)
    for key, told in brought.parts():
        yield ImpactLine(
            line.objective,
            line.aim,
            line.measure,
            line.target,
            told,
            content_id=key.content_id,
            title=titles.get(key.content_id or 0, ""),
            network=key.network,
            wording_id=key.wording_id,
            words=words.get(key.wording_id or 0),
        )
