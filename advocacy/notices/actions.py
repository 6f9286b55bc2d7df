"""Saying something to somebody: written in the transaction that causes it, sent afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete

from advocacy.insert_once import insert_once
from advocacy.notices.models import Notice, NoticeBody
from advocacy.notices.recipients import Addressee
from advocacy.notices.rules import UNKNOWN, NoticeState, is_sent_again
from advocacy.notices.secrets import close
from advocacy.notices.values import to_json
from advocacy.work import Work

SEND = "notices.send"
"""The kind of the job that sends a notice."""


def notify(
    work: Work,
    *,
    kind: str,
    person: Addressee,
    template: str,
    values: Mapping[str, Any],
    dedup_key: str,
    secret: str | None = None,
    due: datetime | None = None,
) -> None:
    """Write to `person` once (per `dedup_key`), with the mail `templates/mail/<template>.txt` and `.html`.

    The templates get `values` (JSON values, days, instants), `secret`, and `absolute(path)`. `kind` is what
    the log of notices calls it; `due` is when it leaves, at once unless given. Somebody without an address
    gets none: the register shows who must be reached on paper.
    """
    if not person.email:
        return
    zone = person.time_zone or work.wiring.settings.time_zone
    notice_id = _add(work, kind, person, person.email, zone, dedup_key, due or work.now)
    if notice_id is None:
        return
    body = NoticeBody(
        notice_id=notice_id,
        template=template,
        values_=to_json(values),
        secret=close(work.wiring.settings, secret) if secret is not None else None,
    )
    work.session.add(body)
    work.session.flush()
    work.later(SEND, {"notice_id": notice_id}, dedup_key=f"notice:{notice_id}", due=due)


def _add(
    work: Work, kind: str, person: Addressee, address: str, zone: str, dedup_key: str, due: datetime
) -> int | None:
    """The id of the new notice; None when one with this `dedup_key` is known already."""
    values = {
        "kind": kind,
        "person_id": person.id,
        "address": address,
        "language": str(person.language),
        "zone": zone,
        "dedup_key": dedup_key,
        "state": NoticeState.DUE,
        "created_at": work.now,
        "due_at": due,
        "attempts": 0,
    }
    added = insert_once(work.session, Notice, values, Notice.id, unique=["dedup_key"])
    return added[0].id if added else None


def begin(work: Work, notice_id: int, *, carries_secret: bool) -> bool:
    """Say that the mail server is about to be talked to; whether it may be.

    Who finds that it already was does not know whether that mail left (see `rules.is_sent_again`).
    """
    notice = work.lock(Notice, notice_id)
    if notice is None or notice.state not in {NoticeState.DUE, NoticeState.SENDING}:
        return False
    if notice.state is NoticeState.SENDING and not is_sent_again(carries_secret=carries_secret):
        end(work, notice_id, NoticeState.FAILED, UNKNOWN)
        return False
    notice.state = NoticeState.SENDING
    notice.attempts += 1
    return True


def put_back(work: Work, notice_id: int, reason: str) -> None:
    """The mail server did not take it for now."""
    notice = work.lock(Notice, notice_id)
    if notice is not None and notice.state is NoticeState.SENDING:
        notice.state = NoticeState.DUE
        notice.detail = reason


def end(work: Work, notice_id: int, state: NoticeState, detail: str | None = None) -> None:
    """Nothing more is done about this notice: it was sent, failed, or is not wanted any more. Its body goes.

    A notice given up as unknown may still turn out to be sent, by a worker that was only slow.
    """
    notice = work.lock(Notice, notice_id)
    if notice is None or (notice.ended_at is not None and state is not NoticeState.SENT):
        return
    notice.state = state
    notice.detail = detail
    notice.ended_at = work.now
    work.session.execute(delete(NoticeBody).where(NoticeBody.notice_id == notice_id))
