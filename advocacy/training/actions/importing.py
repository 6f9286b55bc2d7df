"""An import of completions from upload to its end: read and previewed, applied whole, or put away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from io import BytesIO
from typing import Any

from sqlalchemy import delete, exists, func, select
from sqlalchemy.orm import Session

from advocacy.access import Actor, Can
from advocacy.errors import Forbidden, NotVisible, Refused
from advocacy.people.imports.packing import Packed, packed
from advocacy.people.models import Person
from advocacy.people.queries.directory import visible
from advocacy.sheets.limits import LIMITS
from advocacy.sheets.reading import open_sheet
from advocacy.training.actions.completing_many import Entry, complete_all
from advocacy.training.events.imports import CompletionImportDiscarded, CompletionsImported
from advocacy.training.models import CompletionImport, CompletionImportRow
from advocacy.training.models.imports import CompletionImportState, CompletionRowOutcome
from advocacy.training.queries.importing import days_done, modules_by_name, people_by_number
from advocacy.training.rules import importing as rules
from advocacy.training.rules.importing import Decided, Facts, Field, Told
from advocacy.wiring import wiring
from advocacy.work import Work

LONGEST_FILE_NAME = 200
ROWS_AT_ONCE = 5_000


@dataclass(frozen=True)
class Preview:
    """What a file would do, ready to be kept: its rows, its counts, and why it cannot be read."""

    file_name: str
    sha256: str
    counts: Mapping[str, Any]
    rows: Sequence[Mapping[str, Any]]
    problem: Mapping[str, Any] | None = None


def look(session: Session, actor: Actor, file_name: str, content: bytes) -> Preview:
    """Read a file and say what each line would do. It changes nothing, and needs no unit of work."""
    actor.require(Can.IMPORT_COMPLETIONS)
    digest = sha256(content).hexdigest()
    try:
        told, headers, ignored = _told(file_name, content)
    except Refused as refused:
        problem = {"sentence": refused.sentence, "values": _plain(refused.values)}
        return Preview(file_name, digest, {}, (), problem)
    decided = list(rules.decide(told, _facts(session, actor, told), headers))
    counts = Counter(one.outcome for one in decided)
    return Preview(
        file_name,
        digest,
        {"new": counts["new"], "known": counts["known"], "error": counts["error"], "ignored": ignored},
        [_row(one) for one in decided],
    )


def keep(work: Work, preview: Preview) -> int:
    """Keep a preview to be applied; returns its id. The same file, waiting, is looked at anew."""
    work.actor.require(Can.IMPORT_COMPLETIONS)
    if work.actor.id is None:
        raise Forbidden("only a person uploads")
    _drop_same(work, preview.sha256)
    made = CompletionImport(
        file_name=preview.file_name[:LONGEST_FILE_NAME],
        sha256=preview.sha256,
        state=CompletionImportState.UNREADABLE if preview.problem else CompletionImportState.READY,
        uploaded_by_id=work.actor.id,
        uploaded_at=work.now,
        counts=dict(preview.counts),
        problem=dict(preview.problem) if preview.problem else None,
    )
    work.session.add(made)
    work.session.flush()
    for rows in _packed(work, made.id, preview.rows):
        rows.insert(work.session.connection())
    return made.id


def apply(work: Work, import_id: int) -> int:
    """Record every completion of an import that is new; how many. All of them or, when refused, none.

    Applied again it changes nothing. Raises NotVisible for one out of sight, Refused with errors in it.
    """
    found = _found(work, import_id)
    if found.state is CompletionImportState.APPLIED:
        return 0
    rules.check_application(found.state.value, found.counts)
    _check_sight(work, found.id)
    recorded = complete_all(work, _entries(work.session, found.id))
    found.state, found.ended_at, found.ended_by_id = (
        CompletionImportState.APPLIED,
        work.now,
        work.actor.id,
    )
    found.counts = {**found.counts, "recorded": recorded}
    known = found.counts["known"] + found.counts["new"] - recorded
    work.record(CompletionsImported(import_id=found.id, sha256=found.sha256, recorded=recorded, known=known))
    return recorded


def discard(work: Work, import_id: int) -> None:
    """Put an import away; its lines are deleted. Twice changes nothing. Raises NotVisible and Refused."""
    found = _found(work, import_id)
    if found.state is CompletionImportState.DISCARDED:
        return
    rules.check_discarding(found.state.value)
    _discard(work, found)
    work.record(CompletionImportDiscarded(import_id=found.id))


def _told(file_name: str, content: bytes) -> tuple[list[Told], Mapping[Field, str], list[str]]:
    """The lines of a file, what its columns are called, and those that are not read. Raises Refused."""
    limits = replace(LIMITS, rows=rules.MOST_LINES)
    with open_sheet(BytesIO(content), file_name, limits=limits) as sheet:
        columns = rules.recognise(sheet.header)
        told = [rules.read_line(row, sheet.header, columns) for row in sheet.rows]
        named = {one: sheet.header[place] for one, place in columns.places.items()}
        return told, named, list(columns.ignored)


def _facts(session: Session, actor: Actor, told: Sequence[Told]) -> Facts:
    world = wiring()
    people = people_by_number(session, visible_to=actor, day=world.today())
    modules = modules_by_name(session, at=world.clock.now())
    ids = {people[one.number].id for one in told if one.number in people}
    named = {module_id for found in modules.values() for module_id, _slug in found}
    done = days_done(session, ids, named, world.settings.time_zone)
    return Facts(people, modules, done, world.today(), actor.id)


def _row(one: Decided) -> dict[str, Any]:
    return {
        "line": one.told.line,
        "outcome": one.outcome,
        "number": one.told.number,
        "name": one.name[:161],
        "module": one.slug or one.told.module[:64],
        "person_id": one.person_id,
        "module_id": one.module_id,
        "completed_on": one.told.day,
        "minutes": one.told.minutes,
        "evidence": one.told.evidence,
        "said": dict(one.said),
    }


def _packed(work: Work, import_id: int, rows: Sequence[Mapping[str, Any]]) -> list[Packed]:
    dialect = work.session.get_bind().dialect.name
    return [
        packed(
            CompletionImportRow,
            [{"import_id": import_id, **row} for row in rows[first : first + ROWS_AT_ONCE]],
            dialect,
        )
        for first in range(0, len(rows), ROWS_AT_ONCE)
    ]


def _drop_same(work: Work, digest: str) -> None:
    """Put away what the actor uploaded before and is the same file: its preview would be an old one."""
    waiting = work.session.scalars(
        select(CompletionImport).where(
            CompletionImport.sha256 == digest,
            CompletionImport.state == CompletionImportState.READY,
            CompletionImport.uploaded_by_id == work.actor.id,
        )
    ).all()
    for one in waiting:
        _discard(work, one)


def _discard(work: Work, found: CompletionImport) -> None:
    work.session.execute(delete(CompletionImportRow).where(CompletionImportRow.import_id == found.id))
    found.state, found.ended_at, found.ended_by_id = (
        CompletionImportState.DISCARDED,
        work.now,
        work.actor.id,
    )


def _found(work: Work, import_id: int) -> CompletionImport:
    work.actor.require(Can.IMPORT_COMPLETIONS)
    found = work.lock(CompletionImport, import_id)
    if found is None or not _is_in_sight(found, work.actor):
        raise NotVisible
    return found


def _is_in_sight(found: CompletionImport, actor: Actor) -> bool:
    return actor.scope(Can.IMPORT_COMPLETIONS) is None or found.uploaded_by_id == actor.id


def _check_sight(work: Work, import_id: int) -> None:
    """Refuse an import with people whom the actor no longer looks after."""
    if work.actor.scope(Can.IMPORT_COMPLETIONS) is None:
        return
    row = CompletionImportRow
    seen = exists().where(Person.id == row.person_id, visible(work.actor, Can.IMPORT_COMPLETIONS, work.today))
    unseen = work.session.scalar(
        select(func.count()).where(row.import_id == import_id, row.outcome == CompletionRowOutcome.NEW, ~seen)
    )
    rules.check_sight(unseen=unseen or 0)


def _entries(session: Session, import_id: int) -> list[Entry]:
    row = CompletionImportRow
    found = session.execute(
        select(row.person_id, row.module_id, row.completed_on, row.minutes, row.evidence).where(
            row.import_id == import_id, row.outcome == CompletionRowOutcome.NEW
        )
    )
    return [
        Entry(person_id, module_id, day, minutes or 0, evidence)
        for person_id, module_id, day, minutes, evidence in found
        if person_id is not None and module_id is not None and day is not None
    ]


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: one if isinstance(one, int | str) else str(one) for key, one in values.items()}
