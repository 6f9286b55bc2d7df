"""What trainings tell the home page and the reminders: who is to do or renew which module, and by when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy.orm import Session

from advocacy.errors import N_
from advocacy.notices.rules import DEADLINE, EXPIRY
from advocacy.obligations import Obligation, People
from advocacy.training.queries.standing import standings
from advocacy.training.rules import CycleCause


def owed(session: Session, *, now: datetime, day: date, people: People) -> Iterator[Obligation]:
    """What these people (None: everyone) are to do now: for the first time, again, or within 30 days again.

    One thing per module and person; its key carries the cycle, so that each cycle is reminded of anew. What
    lapses is reminded of 30, 7 and 1 days before. Two queries at most. `day` is not asked: where somebody
    stands depends on the instant and on where they live.
    """
    del day
    for one in standings(session, at=now, people=people):
        standing = one.standing
        if not standing.is_owed or standing.last_day is None or standing.since is None:
            continue
        expires = standing.cause is CycleCause.EXPIRY
        yield Obligation(
            person_id=one.person_id,
            key=f"training:{one.module_id}:{one.cycle}",
            title=one.title,
            since=standing.since,
            due_on=standing.last_day,
            path=f"/training/{one.slug}",
            ladder=EXPIRY if expires else DEADLINE,
            action=N_("Renew it") if expires else N_("Take the training"),
        )
