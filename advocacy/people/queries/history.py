"""One person's page: what holds, what held, what was corrected."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, exists, func, literal, null, select, union_all
from sqlalchemy.orm import Session, aliased

from advocacy.people.models import (
    Absence,
    Department,
    Employer,
    Employment,
    OneTimeLink,
    Person,
    Placement,
    RoleGrant,
    SignIn,
    Site,
)
from advocacy.people.models.dated import Dated
from advocacy.people.models.signing_in import LinkPurpose
from advocacy.people.queries.acting import is_live
from advocacy.people.rules.spans import Span

MOST_FACTS = 300


@dataclass(frozen=True)
class Fact:
    """One dated row about a person. `kind` is employment, placement, absence or role."""

    kind: str
    id: int
    span: Span
    recorded_at: datetime
    retired_at: datetime | None
    employer: str | None
    site: str | None
    department: str | None
    manager: str | None
    role: str | None

    @property
    def last_day(self) -> date | None:
        """The last day on which it holds."""
        return self.span.valid_to - timedelta(days=1) if self.span.valid_to else None


@dataclass(frozen=True)
class Account:
    """What the page says of somebody's account."""

    live_sign_ins: int
    last_seen: datetime | None
    invited_until: datetime | None


def facts(session: Session, person_id: int) -> list[Fact]:
    """Everything dated that is known of a person, latest first; corrected rows too. One query."""
    manager = aliased(Person)
    site = (Site.name, Department.name, manager.given_name + " " + manager.family_name)
    nothing = (null(), null(), null())
    employments = _facts("employment", Employment, Employer.name, *nothing, null()).join(
        Employer, Employer.id == Employment.employer_id
    )
    placements = (
        _facts("placement", Placement, Employer.name, *site, null())
        .join(Employer, Employer.id == Placement.employer_id)
        .join(Department, Department.id == Placement.department_id)
        .outerjoin(Site, Site.id == Placement.site_id)
        .outerjoin(manager, manager.id == Placement.manager_id)
    )
    absences = _facts("absence", Absence, null(), *nothing, null())
    roles = _facts("role", RoleGrant, null(), null(), Department.name, null(), RoleGrant.role).outerjoin(
        Department, Department.id == RoleGrant.department_id
    )
    every = union_all(
        employments.where(Employment.person_id == person_id),
        placements.where(Placement.person_id == person_id),
        absences.where(Absence.person_id == person_id),
        roles.where(RoleGrant.person_id == person_id),
    ).subquery()
    order = (every.c.valid_from.desc(), every.c.recorded_at.desc(), every.c.id.desc())
    return [_fact(row) for row in session.execute(select(every).order_by(*order).limit(MOST_FACTS))]


def account(session: Session, person_id: int, *, now: datetime, idle: timedelta) -> Account:
    """How often somebody is signed in, when they last were here, and until when an invitation waits."""
    mine = (SignIn.person_id == person_id,)
    live = select(func.count(SignIn.id)).where(*mine, *is_live(now, idle)).scalar_subquery()
    seen = select(func.max(SignIn.seen_at)).where(*mine).scalar_subquery()
    waiting = (
        select(func.max(OneTimeLink.expires_at))
        .where(
            OneTimeLink.person_id == person_id,
            OneTimeLink.purpose == LinkPurpose.INVITATION,
            OneTimeLink.used_at.is_(None),
            OneTimeLink.expires_at > now,
        )
        .scalar_subquery()
    )
    row = session.execute(select(live, seen, waiting)).one()
    return Account(row[0], row[1], row[2])


def holds_role(session: Session, person_id: int, day: date) -> bool:
    """Whether a role is granted to a person on `day` or from a later day on."""
    granted = exists().where(
        RoleGrant.person_id == person_id,
        RoleGrant.retired_at.is_(None),
        (RoleGrant.valid_to.is_(None)) | (RoleGrant.valid_to > day),
    )
    return bool(session.scalar(select(granted)))


def _facts(kind: str, row: type[Dated], *words: Any) -> Select[*tuple[Any, ...]]:
    names = ("employer", "site", "department", "manager", "role")
    labelled = [word.label(name) for name, word in zip(names, words, strict=True)]
    return select(
        literal(kind).label("kind"),
        row.id.label("id"),  # type: ignore[attr-defined]  # every dated table has one
        row.valid_from,
        row.valid_to,
        row.recorded_at,
        row.retired_at,
        *labelled,
    )


def _fact(row: Row[*tuple[Any, ...]]) -> Fact:
    return Fact(
        row.kind,
        row.id,
        Span(row.valid_from, row.valid_to),
        row.recorded_at,
        row.retired_at,
        row.employer,
        row.site,
        row.department,
        row.manager,
        row.role,
    )
