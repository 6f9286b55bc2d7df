"""What is known of a notice when it is about to be sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from advocacy.notices.models import Notice, NoticeBody
from advocacy.notices.rules import NoticeState
from advocacy.notices.values import from_json


@dataclass(frozen=True)
class Letter:
    """A notice with its body. `secret` is still as it is kept."""

    id: int
    kind: str
    person_id: int | None
    address: str
    language: str
    zone: str
    dedup_key: str
    template: str
    values: dict[str, Any]
    secret: str | None


def letter(session: Session, notice_id: int) -> Letter | None:
    """The letter to send for this notice; None when nothing more is to be done about it."""
    statement = (
        select(Notice, NoticeBody)
        .join(NoticeBody, NoticeBody.notice_id == Notice.id)
        .where(Notice.id == notice_id, Notice.state.in_((NoticeState.DUE, NoticeState.SENDING)))
    )
    row = session.execute(statement).one_or_none()
    if row is None:
        return None
    notice, body = row
    return Letter(
        id=notice.id,
        kind=notice.kind,
        person_id=notice.person_id,
        address=notice.address,
        language=notice.language,
        zone=notice.zone,
        dedup_key=notice.dedup_key,
        template=body.template,
        values=from_json(body.values_),
        secret=body.secret,
    )
