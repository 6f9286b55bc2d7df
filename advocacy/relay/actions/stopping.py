"""Stopping all relaying, and lifting the stop."""

from __future__ import annotations

from sqlalchemy import select

from advocacy.errors import Forbidden, Refused
from advocacy.relay.events import RelayingResumed, RelayingStopped
from advocacy.relay.models import RelayStop
from advocacy.relay.rules.stopping import StopWords, check_stop
from advocacy.roles import Can
from advocacy.work import Work


def stop(work: Work, words: StopWords) -> None:
    """Stop all relaying from this instant on. Raises Refused when it is stopped, or not all is said."""
    person_id = _who(work)
    check_stop(words)
    if _open(work) is not None:
        raise Refused("All relaying is stopped already.")
    made = RelayStop(
        is_open=True,
        reason_fr=words.reason_fr.strip(),
        reason_en=words.reason_en.strip(),
        holding_fr=words.holding_fr.strip(),
        holding_en=words.holding_en.strip(),
        call=words.call.strip(),
        by_id=person_id,
        at=work.now,
    )
    work.session.add(made)
    work.session.flush()
    work.record(RelayingStopped(stop_id=made.id))


def lift(work: Work) -> None:
    """Let relaying go on. Raises Refused when nothing is stopped."""
    person_id = _who(work)
    found = _open(work)
    if found is None:
        raise Refused("Nothing is stopped: posts can be passed on.")
    found.is_open = False
    found.lifted_at, found.lifted_by_id = work.now, person_id
    work.record(RelayingResumed(stop_id=found.id))


def _who(work: Work) -> int:
    work.actor.require(Can.STOP_RELAYING)
    if work.actor.id is None:
        raise Forbidden("only a person stops relaying")
    return work.actor.id


def _open(work: Work) -> RelayStop | None:
    return work.session.scalar(select(RelayStop).where(RelayStop.lifted_at.is_(None)).with_for_update())
