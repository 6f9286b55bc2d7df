"""Every role × every route × somebody else's object, generated from the routes and the permission table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from advocacy.access import Can, needed
from advocacy.audit.models import EventRow
from advocacy.db import db
from advocacy.moment import now
from advocacy.people.models import Person, SignIn
from advocacy.roles import GRANTABLE, GRANTS, Role
from tests.house.test_access import routes
from tests.security.hostile import HastyClient, hasty_client
from tests.support.makers import a_department, a_grant, a_person, save, somebody
from tests.support.pages import Company, a_company

OPEN_TO_READERS = re.compile(
    r"^/charter/<slug>|^/roster/mine/topics/|^/training/<module_slug>|^/training/proofs/modules/<proof_slug>"
    r"|^/training/sessions/<int:session_id>/place|^/library/<int:(?:post|recalled)_id>"
)
"""The charter in force belongs to everybody, and so do the topics that a member asks for, the trainings that
are published, the places in their sessions, and what the library offers."""

ONES_OWN = re.compile(
    r"<(?:\w+:)?(act_id|export_id|sign_in_id|attempt_id|share_id)>|/mine/|^/training/completions/<id:\w+>(\.pdf)?$"
)
"""Objects that are their owner's alone, whatever role somebody else has."""

WITHOUT_A_PAGE = (
    *("grant_id", "entry_id", "topic_id", "phrase_id", "template_id", "recall_id"),
    *("slot_id", "company_event_id", "position"),
)
"""What is only changed, from a page of something else; whoever may change one of these may change all."""

OF_PEOPLE = re.compile(r"(person|event|waiver|proof|completion|answer|attempt|completion_import)_id>")
"""Objects that belong to somebody, and what is known of them."""


def addresses(app: Flask, company: Company) -> Iterator[tuple[str, str, str, Can]]:
    """(rule, method, address, permission) of every route that names an object."""
    gaps = {
        **dict.fromkeys(WITHOUT_A_PAGE, 1),
        **company.gaps,
        "sign_in_id": _a_device_of(company.viewer),
        "sha256": "0" * 64,
    }
    for rule, method in routes(app):
        permission = needed(app, rule.endpoint)
        if "<" not in rule.rule or permission in (None, Can.ANYONE) or OPEN_TO_READERS.match(rule.rule):
            continue
        assert permission is not None
        filled = re.sub(r"<(?:\w+:)?(\w+)>", lambda gap: str(gaps[gap[1]]), rule.rule)
        yield rule.rule, method, filled, permission


def answers(client: HastyClient, method: str, address: str, token: dict[str, str]) -> int:
    """The status of an answer to a request that is right in all but whose object it is about."""
    answer = client.open(address, method=method, data=token if method == "POST" else None)
    return answer.status_code


@pytest.mark.parametrize("role", [None, *GRANTABLE])
def test_without_the_permission_nobody_reaches_an_object(app: Flask, role: Role | None) -> None:
    company = a_company()
    client = hasty_client(app, somebody(role) if role else a_person())
    token, before = client.token(), _events()
    roles = {Role.EMPLOYEE, role}
    for rule, method, address, permission in addresses(app, company):
        if GRANTS[permission].isdisjoint(roles):
            assert answers(client, method, address, token) == 403, f"{role}: {method} {rule}"
    assert _events() == before


def test_what_is_ones_own_does_not_exist_for_who_has_every_role(app: Flask) -> None:
    company = a_company()
    client = hasty_client(app, somebody(*GRANTABLE))
    token, before, tried = client.token(), _events(), 0
    for rule, method, address, _permission in addresses(app, company):
        if ONES_OWN.search(rule):
            tried += 1
            assert answers(client, method, address, token) == 404, f"{method} {rule}"
    assert tried > 4
    assert _events() == before


def test_an_employee_finds_nothing_of_anybody(app: Flask) -> None:
    company = a_company()
    client = hasty_client(app, a_person())
    token, before = client.token(), _events()
    for rule, method, address, _permission in addresses(app, company):
        assert answers(client, method, address, token) in {403, 404}, f"{method} {rule}"
    assert _events() == before


def test_hr_of_a_department_finds_nobody_of_another(app: Flask) -> None:
    company = a_company()
    department = a_department()
    limited = a_person(department=department)
    a_grant(limited, Role.HR, department)
    client = hasty_client(app, limited)
    token, before, tried = client.token(), _events(), 0
    for rule, method, address, permission in addresses(app, company):
        if OF_PEOPLE.search(rule):
            tried += 1
            expected = 404 if Role.HR in GRANTS[permission] or Role.EMPLOYEE in GRANTS[permission] else 403
            assert answers(client, method, address, token) == expected, f"{method} {rule}"
    assert tried > 50
    assert _events() == before


def _a_device_of(person: Person) -> int:
    """Where somebody else is signed in."""
    row = SignIn(
        token_hash="0" * 64,
        person_id=person.id,
        created_at=now(),
        seen_at=now(),
        expires_at=now() + timedelta(days=1),
        device="Firefox · Linux",
    )
    save(row)
    return row.id


def _events() -> int:
    return db.session.scalar(select(func.count()).select_from(EventRow)) or 0
