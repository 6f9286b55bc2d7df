"""What publishing a draft would mean, in numbers: who is concerned, exempt, covered, who owes it again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from advocacy.charter.models import Acknowledgement, Version
from advocacy.charter.queries.drafts import DraftView
from advocacy.charter.queries.standing import standing
from advocacy.charter.queries.versions import facts_of_document
from advocacy.charter.rules.publishing import Plan
from advocacy.charter.rules.standing import Standing
from advocacy.charter.rules.versions import DatedLine, VersionFacts, asked
from advocacy.charter.rules.words import Weight
from advocacy.people.models import Department, Employer, Person
from advocacy.people.rules import Kind

LONGEST_LIST = 12
_NO_ID = 0


@dataclass(frozen=True)
class Share:
    """One employer or department: how many of its people are concerned, and how many owe the version."""

    name: str
    concerned: int
    owed: int


@dataclass(frozen=True)
class DryRun:
    """The numbers on the day the version would go live.

    `concerned` = `owed` + `covered`; `again` of the owed acted on an earlier version. `absent` and
    `without_mail` are of the owed too. `outside` are employed but not in the audience.
    """

    concerned: int
    owed: int
    again: int
    covered: int
    absent: int
    without_mail: int
    outside: int
    machines: int
    employers: tuple[Share, ...]
    departments: tuple[Share, ...]
    more_departments: int


def dry_run(
    session: Session, draft: DraftView, weight: Weight, plan: Plan, *, now: datetime, zone: str
) -> DryRun:
    """The numbers of publishing `draft` as planned. Two queries, whatever the number of people."""
    facts = facts_of_document(session, draft.document_id, zone=zone)
    rows = session.execute(_grouped(draft, weight, plan, facts, now)).all()
    totals = _totals(rows)
    departments = _shares(rows, "department")
    return DryRun(
        concerned=totals["owed"] + totals["covered"],
        owed=totals["owed"],
        again=totals["again"],
        covered=totals["covered"],
        absent=totals["absent"],
        without_mail=totals["without_mail"],
        outside=totals["outside"],
        machines=rows[0].machines if rows else 0,
        employers=_shares(rows, "employer"),
        departments=departments[:LONGEST_LIST],
        more_departments=max(0, len(departments) - LONGEST_LIST),
    )


def _grouped(
    draft: DraftView, weight: Weight, plan: Plan, facts: Sequence[VersionFacts], now: datetime
) -> Any:
    candidate = VersionFacts(
        id=_NO_ID,
        document_id=draft.document_id,
        number=draft.number,
        force=draft.force,
        weight=weight,
        live_at=plan.live_at,
        live_on=plan.live_on,
        due_on=plan.due_on,
        days_to_acknowledge=draft.days_to_acknowledge,
        recorded_at=now,
        audience=tuple(DatedLine(line, plan.live_on) for line in draft.audience),
        slug=draft.slug,
    )
    question = asked(candidate, [*facts, candidate], plan.live_at)
    people = standing(question, day=plan.live_on, at=now).subquery("people")
    earlier = select(Version.id).where(Version.document_id == draft.document_id)
    machines = select(func.count()).where(Person.kind == Kind.SERVICE).scalar_subquery()
    acted = select(Acknowledgement.person_id).where(Acknowledgement.version_id.in_(earlier))
    return (
        select(
            people.c.employer_id,
            Employer.name.label("employer"),
            people.c.department_id,
            Department.name.label("department"),
            people.c.standing,
            people.c.absent,
            Person.email.is_(None).label("without_mail"),
            people.c.person_id.in_(acted).label("acted"),
            func.count().label("people"),
            machines.label("machines"),
        )
        .join(Person, Person.id == people.c.person_id)
        .outerjoin(Employer, Employer.id == people.c.employer_id)
        .outerjoin(Department, Department.id == people.c.department_id)
        .group_by(*_PARTS)
    )


_PARTS = (
    *("employer_id", "employer", "department_id", "department"),
    *("standing", "absent", "without_mail", "acted"),
)


def _totals(rows: Sequence[Any]) -> Counter[str]:
    totals: Counter[str] = Counter()
    for row in rows:
        if row.standing in _OWED:
            totals["owed"] += row.people
            for mark in ("absent", "without_mail"):
                totals[mark] += row.people if getattr(row, mark) else 0
            totals["again"] += row.people if row.acted else 0
        elif row.standing in _COVERED:
            totals["covered"] += row.people
        elif row.standing is Standing.EXEMPT:
            totals["outside"] += row.people
    return totals


_OWED = (Standing.OWED, Standing.OVERDUE)
_COVERED = (Standing.ACKNOWLEDGED, Standing.OBJECTED)


def _shares(rows: Sequence[Any], kind: str) -> tuple[Share, ...]:
    """By name of the place (`kind` is employer or department), the largest first."""
    concerned: Counter[int] = Counter()
    owed: Counter[int] = Counter()
    names: dict[int, str] = {}
    for row in rows:
        place = getattr(row, f"{kind}_id")
        if place is None or row.standing not in (*_OWED, *_COVERED):
            continue
        names[place] = getattr(row, kind)
        concerned[place] += row.people
        owed[place] += row.people if row.standing in _OWED else 0
    shares = [Share(names[place], count, owed[place]) for place, count in concerned.items()]
    return tuple(sorted(shares, key=lambda share: (-share.concerned, share.name)))
