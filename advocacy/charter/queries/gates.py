"""What the gate for answering is decided on, for many people at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import Select, literal, select, union_all
from sqlalchemy.orm import Session

from advocacy.charter.queries.concerned import Rows
from advocacy.charter.queries.mine import act_before
from advocacy.charter.queries.standing import standing
from advocacy.charter.rules.gate import DocumentFacts, GateFacts
from advocacy.charter.rules.standing import Standing
from advocacy.charter.rules.versions import Asked


def answering_gates(
    session: Session, people: Select[int], found: Sequence[Asked], *, at: datetime, day: date
) -> Mapping[int, GateFacts]:
    """What `may_answer` is decided on for each of `people`, by person id. One query; none without documents.

    `found` is what `asked_now` gives for the same instant. Whoever is not in the answer stands with nothing:
    `gate_of_nobody(found)`. Whether they ever acted, which only relaying needs, is not looked up.
    """
    if not found:
        return {}
    statements = [_gates(asked, people, at=at, day=day) for asked in found]
    rows = session.execute(union_all(*statements) if len(statements) > 1 else statements[0])
    place = {asked.version.id: number for number, asked in enumerate(found)}
    documents: dict[int, list[DocumentFacts]] = {}
    nothing = gate_of_nobody(found).documents
    for person_id, version_id, stands, due_on, before in rows:
        mine = documents.setdefault(person_id, list(nothing))
        version = found[place[version_id]].version
        mine[place[version_id]] = DocumentFacts(version.slug, version.title, stands, due_on, before)
    return {person_id: GateFacts(tuple(mine), acted_ever=False) for person_id, mine in documents.items()}


def gate_of_nobody(found: Sequence[Asked]) -> GateFacts:
    """The gate of somebody of whom nothing is asked and who did nothing."""
    exempt = (DocumentFacts(one.version.slug, one.version.title, Standing.EXEMPT) for one in found)
    return GateFacts(tuple(exempt), acted_ever=False)


def _gates(asked: Asked, people: Select[int], *, at: datetime, day: date) -> Rows:
    rows = standing(asked, day=day, at=at, people=people).subquery(f"gate{asked.version.id}")
    return select(
        rows.c.person_id,
        literal(asked.version.id).label("version_id"),
        rows.c.standing,
        rows.c.due_on,
        act_before(asked, rows.c.person_id, at).label("before"),
    )
