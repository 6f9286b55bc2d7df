"""Applying an import of completions, some lines at a time: each time its own unit of work.

A line that waits is `new`; it becomes `recorded`, `known` or `refused` in the transaction that records its
completion. So whoever is killed here loses only what was not committed, the next run goes on with the lines
that still wait, and two runs at once take turns: each locks the import first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, select, update

from advocacy.access import Can
from advocacy.training.actions.completing_many import Entry, Outcome, complete_all
from advocacy.training.events.imports import CompletionsImported
from advocacy.training.models import CompletionImport, CompletionImportRow
from advocacy.training.models.imports import CompletionRowOutcome
from advocacy.training.rules.imports.told import said_of
from advocacy.uploads.models import ImportState
from advocacy.work import Work

LINES_AT_ONCE = 100
"""Lines per transaction: the write gate is held for less than a tenth of a second (bar P19)."""

Line = Row[*tuple[Any, ...]]


def apply_some(work: Work, import_id: int) -> bool:
    """Record the next lines of an import that was ordered; whether more are left.

    With no line left the import ends. Raises Forbidden.
    """
    work.actor.require(Can.IMPORT_COMPLETIONS)
    found = work.lock(CompletionImport, import_id)
    if found is None or found.state is not ImportState.APPLYING:
        return False
    lines = _next(work, import_id)
    if not lines:
        _end(work, found)
        return False
    entries = {_entry(line): line for line in lines}
    outcome = complete_all(work, entries.keys())
    became = _note(work, entries, outcome)
    found.rows_done += len(lines)
    counts = Counter(found.counts | {"ignored": 0})
    counts.subtract({CompletionRowOutcome.NEW.value: len(lines)})
    counts.update(became)
    found.counts = {**counts, "ignored": found.counts.get("ignored", [])}
    return True


def _next(work: Work, import_id: int) -> Sequence[Line]:
    """The next lines that wait: each person's in the order of time, so that cycles are numbered in it."""
    row = CompletionImportRow
    statement = (
        select(row.id, row.person_id, row.module_id, row.completed_on, row.minutes, row.evidence)
        .where(row.import_id == import_id, row.outcome == CompletionRowOutcome.NEW)
        .order_by(row.person_id, row.module_id, row.completed_on, row.id)
        .limit(LINES_AT_ONCE)
    )
    return work.session.execute(statement).all()


def _entry(line: Line) -> Entry:
    return Entry(line.person_id, line.module_id, line.completed_on, line.minutes or 0, line.evidence)


def _note(work: Work, entries: dict[Entry, Line], outcome: Outcome) -> Counter[str]:
    """Say of each line what became of it; how many became what."""
    became: dict[CompletionRowOutcome, list[int]] = {kind: [] for kind in CompletionRowOutcome}
    for entry, line in entries.items():
        if entry in outcome.recorded:
            became[CompletionRowOutcome.RECORDED].append(line.id)
        elif entry not in outcome.refused:
            became[CompletionRowOutcome.KNOWN].append(line.id)
    for kind, ids in became.items():
        if ids:
            statement = update(CompletionImportRow).where(CompletionImportRow.id.in_(ids))
            work.session.execute(statement.values(outcome=kind).execution_options(synchronize_session=False))
    refused = [
        {
            "id": entries[entry].id,
            "outcome": CompletionRowOutcome.REFUSED,
            "said": said_of("", "", why.sentence, why.values),
        }
        for entry, why in outcome.refused.items()
    ]
    if refused:
        work.session.execute(update(CompletionImportRow), refused)
    numbers = {kind.value: len(ids) for kind, ids in became.items()}
    return Counter({**numbers, CompletionRowOutcome.REFUSED.value: len(refused)})


def _end(work: Work, found: CompletionImport) -> None:
    found.state, found.content, found.ended_at = ImportState.APPLIED, None, work.now
    numbers = {key: found.counts.get(key, 0) for key in ("recorded", "known", "refused")}
    found.counts = {**found.counts, **numbers}
    work.record(CompletionsImported(import_id=found.id, sha256=found.sha256, **numbers))
