"""Writing a large workbook of the register, deleting it when its time is over, and reminding people.

The worker reads people bit by bit, each bit in a transaction of its own, so that neither memory nor any other
transaction suffers; the acts counted are those up to the instant at which it was asked for.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from advocacy.charter.queries.versions import asked_of_version
from advocacy.db import db
from advocacy.hr import actions
from advocacy.hr.models import RegisterExport
from advocacy.hr.queries import expiries, register
from advocacy.hr.queries.register import Asking
from advocacy.hr.rules.expiries import read_expiries
from advocacy.hr.rules.wanted import Wanted, read
from advocacy.hr.sheet import cells, columns
from advocacy.jobs.registry import Running, TryAgain, job
from advocacy.keyset import Line
from advocacy.languages import speaking
from advocacy.notices import reminders
from advocacy.people.queries.acting import actor_of_person
from advocacy.roles import SYSTEM, Actor, Can
from advocacy.sheets.writing import write_xlsx
from advocacy.work import unit_of_work

AT_ONCE = 1_000
"""People read in one transaction."""


def folder(data_dir: Path) -> Path:
    """Where the files are; only the portal's own user may look into it."""
    found = data_dir / "exports"
    found.mkdir(mode=0o700, parents=True, exist_ok=True)
    return found


@job(actions.WRITE, attempts=3)
def write_register(running: Running, *, export_id: int) -> None:
    """Write one workbook. Whoever asked for it and may no more gets none: it is forgotten."""
    export = db.session.get(RegisterExport, export_id)
    if export is None or export.ended_at is not None:
        return
    settings = running.wiring.settings
    today = running.wiring.today()
    actor = actor_of_person(db.session(), export.asked_by_id, day=today, zone=settings.time_zone)
    asked = asked_of_version(db.session(), export.version_id, at=export.at, zone=settings.time_zone)
    if actor is None or asked is None or not actor.can(Can.EXPORT_REGISTER):
        with unit_of_work(SYSTEM) as work:
            actions.forget(work, export_id)
        return
    asking = Asking(asked, at=export.at, day=export.day, today=today, visible_to=actor)
    wanted = read(export.wanted, today=today)
    target = folder(settings.data_dir) / f"register-{export_id}.xlsx"
    people = _write(target, export_id, asking, wanted, actor)
    with unit_of_work(SYSTEM) as work:
        actions.finish(
            work,
            export_id,
            by=actor,
            file_name=target.name,
            file_bytes=target.stat().st_size,
            people=people,
        )


@job(actions.FORGET)
def forget_export(running: Running, *, export_id: int, file_name: str) -> None:
    """Delete a workbook whose time is over, and then what is known of it."""
    (folder(running.wiring.settings.data_dir) / Path(file_name).name).unlink(missing_ok=True)
    with unit_of_work(SYSTEM) as work:
        actions.forget(work, export_id)


@job(actions.REMIND, attempts=80)
def remind(running: Running, *, by_id: int, wanted: dict[str, str], since: str) -> None:
    """Write the reminders that somebody asked for; again in an hour where it is not working time now."""
    wiring, session = running.wiring, db.session()
    today, zone = wiring.today(), wiring.settings.time_zone
    actor = actor_of_person(session, by_id, day=today, zone=zone)
    if actor is None or not actor.can(Can.SEND_REMINDER):
        return
    found = expiries.expiries(
        session,
        read_expiries(wanted),
        at=wiring.clock.now(),
        day=today,
        visible_to=actor,
        permission=Can.SEND_REMINDER,
    )
    waiting = reminders.remind(wiring, found.owing, since=datetime.fromisoformat(since))
    if waiting:
        raise TryAgain("it is not working time where they are", after=timedelta(hours=1))


def _write(target: Path, export_id: int, asking: Asking, wanted: Wanted, actor: Actor) -> int:
    """Write the workbook beside `target`, then put it there at once; returns its lines."""
    partial = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        with speaking(actor.language, actor.zone), partial.open("wb") as file:
            lines = _lines(export_id, asking, wanted)
            people = write_xlsx(file, columns(), cells(lines, actor.zone), title=asking.asked.version.slug)
        os.replace(partial, target)
    finally:
        partial.unlink(missing_ok=True)
    return people


def _lines(export_id: int, asking: Asking, wanted: Wanted) -> Iterator[Line]:
    ids = register.ids_in_order(db.session(), asking, wanted)
    for first in range(0, len(ids), AT_ONCE):
        yield from register.lines_of(db.session(), asking, wanted, ids[first : first + AT_ONCE])
        with unit_of_work(SYSTEM) as work:
            actions.tell_progress(work, export_id, min(first + AT_ONCE, len(ids)))
