"""Taking the register out of the portal (the fact of it, and workbooks that a worker writes), and having
people reminded."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update

from advocacy.errors import NotVisible
from advocacy.hr.events import RegisterExported, RemindersAsked, TrainingStandingsExported
from advocacy.hr.models import RegisterExport
from advocacy.hr.queries.exports import key_of
from advocacy.hr.queries.register import Asking
from advocacy.hr.rules.expiries import WantedExpiries
from advocacy.hr.rules.exports import KEPT, ExportFormat
from advocacy.hr.rules.wanted import Wanted
from advocacy.roles import Actor, Can
from advocacy.work import Work

WRITE = "hr.write_register"
"""The kind of the job that writes a workbook."""

FORGET = "hr.forget_export"
"""The kind of the job that deletes one."""

REMIND = "hr.remind"
"""The kind of the job that writes the reminders somebody asked for."""


def record_export(work: Work, asking: Asking, chosen: ExportFormat, *, people: int) -> None:
    """Remember that the actor takes so many lines of the register out of the portal."""
    work.actor.require(Can.EXPORT_REGISTER)
    version = asking.asked.version
    work.record(
        RegisterExported(
            document=version.slug, number=version.number, day=asking.day, format=chosen, people=people
        )
    )


def ask_for_workbook(work: Work, asking: Asking, wanted: Wanted, *, name: str, people: int) -> int:
    """Let a worker write the workbook `name`; returns the id of the export."""
    record_export(work, asking, ExportFormat.XLSX, people=people)
    if work.actor.id is None:
        raise NotVisible
    row = RegisterExport(
        asked_by_id=work.actor.id,
        asked_at=work.now,
        version_id=asking.asked.version.id,
        wanted=wanted.arguments(),
        departments=_departments(work.actor),
        at=asking.at,
        day=asking.day,
        name=name,
        people=people,
    )
    work.session.add(row)
    work.session.flush()
    work.later(WRITE, {"export_id": row.id}, dedup_key=key_of(row.id))
    return row.id


def record_standings_export(work: Work, *, people: int) -> None:
    """Remember that the actor takes so many people's standing with trainings out of the portal."""
    work.actor.require(Can.EXPORT_REGISTER)
    work.record(TrainingStandingsExported(people=people))


def ask_for_reminders(work: Work, wanted: WantedExpiries, *, people: int, since: datetime) -> None:
    """Let a worker remind those whose training lapses as `wanted` says: one mail each, of all they owe.

    Whoever had a reminder at `since` or later gets none. The worker looks again at who that is, and at what
    the actor may do then. Raises Forbidden.
    """
    work.actor.require(Can.SEND_REMINDER)
    work.record(RemindersAsked(days=wanted.days, people=people))
    arguments = {"by_id": work.actor.id, "wanted": wanted.arguments(), "since": since.isoformat()}
    work.later(REMIND, arguments)


def tell_progress(work: Work, export_id: int, done: int) -> None:
    """Say how many lines are written."""
    statement = update(RegisterExport).where(RegisterExport.id == export_id).values(people_done=done)
    work.session.execute(statement.execution_options(synchronize_session=False))


def finish(work: Work, export_id: int, *, by: Actor, file_name: str, file_bytes: int, people: int) -> None:
    """The file is there, written with what `by` may see today; it is deleted in seven days."""
    row = work.lock(RegisterExport, export_id)
    if row is None or row.ended_at is not None:
        return
    row.file_name, row.file_bytes = file_name, file_bytes
    row.people = row.people_done = people
    row.departments = _departments(by)
    row.ended_at, row.expires_at = work.now, work.now + KEPT
    work.later(
        FORGET,
        {"export_id": export_id, "file_name": file_name},
        dedup_key=f"hr-forget:{export_id}",
        due=row.expires_at,
    )


def _departments(actor: Actor) -> list[int] | None:
    scope = actor.scope(Can.EXPORT_REGISTER)
    return None if scope is None else sorted(scope)


def forget(work: Work, export_id: int) -> None:
    """Delete what is known of an export; the event of it stays."""
    row = work.lock(RegisterExport, export_id)
    if row is not None:
        work.session.delete(row)
