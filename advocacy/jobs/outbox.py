"""Writing a job into the outbox, in the transaction of whoever asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from advocacy.insert_once import insert_once
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
    added = _add(session, [_row(kind, arguments, dedup_key, now=now, due=due)])
    return added[0] if added else None


def put_all(
    session: Session, kind: str, arguments_by_key: Mapping[str, Mapping[str, Any]], *, now: datetime
) -> list[int]:
    """Add many jobs of one kind, due now, by their dedup keys; the ids of those that were not known."""
    rows = [_row(kind, arguments, key, now=now, due=now) for key, arguments in arguments_by_key.items()]
    return _add(session, rows)


def _row(
    kind: str, arguments: Mapping[str, Any], dedup_key: str | None, *, now: datetime, due: datetime
) -> dict[str, Any]:
    return {
        "kind": kind,
        "arguments": dict(arguments),
        "dedup_key": dedup_key,
        "state": JobState.WAITING,
        "due_at": due,
        "attempts": 0,
        "created_at": now,
    }


def _add(session: Session, rows: list[dict[str, Any]]) -> list[int]:
    return [row.id for row in insert_once(session, Job, rows, Job.id, unique=["dedup_key"])]
