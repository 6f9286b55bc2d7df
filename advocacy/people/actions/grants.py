"""Giving roles and taking them away. Both end every sign-in of the person, and both are provable."""

from __future__ import annotations

from advocacy.audit.party import Party
from advocacy.errors import NotVisible
from advocacy.people.actions import links, sign_ins
from advocacy.people.actions.accounts import check_not_last_administrator
from advocacy.people.actions.dated import retire, write
from advocacy.people.events.persons import RoleGranted, RoleRevoked
from advocacy.people.models import Department, Person, RoleGrant
from advocacy.people.queries import accounts, known
from advocacy.people.rules import granting
from advocacy.people.rules.spans import Span
from advocacy.roles import Can, Role
from advocacy.work import Work


def grant(work: Work, person: Person, role: Role, *, department_id: int | None = None) -> None:
    """Give a role from today on, everywhere or in a department and below. Raises Refused.

    Links that wait for this person are void from now on: HR, who may make one for anybody without a role,
    would hold the key to this one.
    """
    work.actor.require(Can.GRANT_ROLE)
    work.lock(Person, person.id)
    if department_id is not None and work.session.get(Department, department_id) is None:
        raise NotVisible
    today = work.today
    held = known.known(work.session, RoleGrant, person.id)
    granting.check_grant(
        role,
        limited=department_id is not None,
        to=person.id,
        kind=person.kind,
        held=any(
            row.role is role
            and row.department_id in (None, department_id)
            and known.span(row).holds_on(today)
            for row in held
        ),
        by=work.actor.id,
        active=accounts.may_sign_in(work.session, person, today),
    )
    write(
        work,
        RoleGrant,
        Span(today),
        person_id=person.id,
        role=role,
        department_id=department_id,
        granted_by_id=work.actor.id,
    )
    sign_ins.end_all(work, person.id)
    links.make_void(work, person)
    work.record(
        RoleGranted(role=role.value, department_id=department_id), subject=Party(person.id, person.subject)
    )


def revoke(work: Work, person: Person, grant_id: int) -> None:
    """Take a role away, today. Refused for the last administrator's."""
    work.actor.require(Can.GRANT_ROLE)
    work.lock(Person, person.id)
    found = work.session.get(RoleGrant, grant_id, populate_existing=True)
    if found is None or found.person_id != person.id or found.retired_at is not None:
        raise NotVisible
    if found.role is Role.ADMIN:
        check_not_last_administrator(work, person.id)
    retire(work, found, known.span(found).until(work.today))
    sign_ins.end_all(work, person.id)
    work.record(
        RoleRevoked(role=found.role.value, department_id=found.department_id),
        subject=Party(person.id, person.subject),
    )
