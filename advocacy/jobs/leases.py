"""Being the one that runs the loops: a row that says who, until when."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, or_

from advocacy.insert_once import insertion
from advocacy.jobs.models import Lease
from advocacy.work import Work


def hold(work: Work, name: str, holder: str, lease: timedelta) -> bool:
    """Take or keep the lease `name` until `lease` from now. False while somebody else has it."""
    values = {"holder": holder, "until": work.now + lease, "seen_at": work.now}
    kept = insertion(work.session, Lease).values(name=name, **values)
    kept = kept.on_conflict_do_update(
        index_elements=["name"],
        set_=values,
        where=or_(Lease.until <= work.now, Lease.holder == holder),
    )
    return work.session.execute(kept.returning(Lease.name)).one_or_none() is not None


def let_go(work: Work, name: str, holder: str) -> None:
    """Give the lease back before its time, so that another worker need not wait for its end."""
    work.session.execute(delete(Lease).where(Lease.name == name, Lease.holder == holder))
