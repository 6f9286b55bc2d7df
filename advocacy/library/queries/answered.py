"""Answers given in public, counted for objectives of service."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time, timedelta

from sqlalchemy import func, literal, select, union_all
from sqlalchemy.orm import Session

from advocacy.answers.models import PublicAnswer
from advocacy.library.figures import Counted


def answered(session: Session, asked: Sequence[Counted]) -> Mapping[int, int]:
    """How many answers were given in public in the period (UTC days) of each objective. One query."""
    arms = [
        select(literal(one.objective_id), func.count())
        .select_from(PublicAnswer)
        .where(
            PublicAnswer.answered_at >= datetime.combine(one.starts_on, time(), UTC),
            PublicAnswer.answered_at < datetime.combine(one.ends_on + timedelta(days=1), time(), UTC),
        )
        for one in asked
    ]
    return {row[0]: row[1] for row in session.execute(union_all(*arms))}
