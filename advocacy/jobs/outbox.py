"""Writing a job into the outbox, in the transaction of whoever asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from advocacy.jobs.models import Job, JobState


def put(
    session: Session,
    kind: str,
    arguments: Mapping[str, Any],
    *,
    now: datetime,
    due: datetime,
    dedup_key: str | None = None,
) -> int | None:
    """Add a job and return its id, or None when a job with this `dedup_key` is known already."""
    values = {
        "kind": kind,
        "arguments": dict(arguments),
        "dedup_key": dedup_key,
        "state": JobState.WAITING,
        "due_at": due,
        "attempts": 0,
        "created_at": now,
    }
    dialect = session.get_bind().dialect.name
    insertion = (postgresql if dialect == "postgresql" else sqlite).insert(Job).values(**values)
    added = insertion.on_conflict_do_nothing(index_elements=["dedup_key"]).returning(Job.id)
    return session.execute(added).scalar_one_or_none()


def put_all(
    session: Session, kind: str, arguments_by_key: Mapping[str, Mapping[str, Any]], *, now: datetime
) -> list[int]:
    """Add many jobs of one kind, due now, by their dedup keys; the ids of those that were not known."""
    rows = [
        {
            "kind": kind,
            "arguments": dict(arguments),
            "dedup_key": key,
            "state": JobState.WAITING,
            "due_at": now,
            "attempts": 0,
            "created_at": now,
        }
        for key, arguments in arguments_by_key.items()
    ]
    dialect = session.get_bind().dialect.name
    insertion = (postgresql if dialect == "postgresql" else sqlite).insert(Job).values(rows)
    added = insertion.on_conflict_do_nothing(index_elements=["dedup_key"]).returning(Job.id)
    return list(session.execute(added).scalars())
