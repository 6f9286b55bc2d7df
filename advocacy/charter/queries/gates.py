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
from advocacy.charter.rules.words import Act

_Row = tuple[int, Standing, date | None, Act | None]
"""A document in force to somebody: version, standing, last day, and what they did with earlier ones."""


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
    mine: dict[int, list[_Row]] = {}
    for person_id, *row in rows:
        mine.setdefault(person_id, []).append(tuple(row))
    nothing = gate_of_nobody(found).documents
    # Thousands of people stand alike: they share one gate.
    made: dict[tuple[_Row, ...], GateFacts] = {}
    gates = {}
    for person_id, theirs in mine.items():
        key = tuple(theirs)
        if key not in made:
            made[key] = _gate(key, found, place, nothing)
        gates[person_id] = made[key]
    return gates


def _gate(
    rows: Sequence[_Row],
    found: Sequence[Asked],
    place: Mapping[int, int],
    nothing: Sequence[DocumentFacts],
) -> GateFacts:
    documents = list(nothing)
    for version_id, stands, due_on, before in rows:
        version = found[place[version_id]].version
        documents[place[version_id]] = DocumentFacts(version.slug, version.title, stands, due_on, before)
    return GateFacts(tuple(documents), acted_ever=False)


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
