"""HR withdraws an alias: the member goes on under another name, and nobody takes the old one again."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from advocacy.audit.models import EventRow, LedgerPending
from advocacy.db import db
from advocacy.people.models import Person
from advocacy.roles import Role
from advocacy.roster.queries.members import member
from advocacy.roster.rules.member import MemberFacts
from tests.support.client import PageClient
from tests.support.jobs import run_jobs
from tests.support.makers import a_department, a_grant, a_person, sign_in, somebody
from tests.support.queries import count_queries
from tests.support.roster_makers import a_member
from tests.support.world import TestWorld

WORST = "Le roi des nuls"


def facts(person: Person, world: TestWorld) -> MemberFacts:
    """What is known of somebody now."""
    return member(db.session(), person.id, at=world.clock.now())


def withdraw(client: PageClient, person: Person, alias: str = WORST) -> None:
    """Press the button of the member's page as it was shown with this alias."""
    page = f"/roster/members/{person.id}"
    assert client.submit(f"{page}/alias/withdrawal", page=page, alias=alias).status_code == 303


def choose(client: PageClient, alias: str) -> int:
    """Choose an alias as whoever is signed in; the status of the answer."""
    return client.submit("/roster/mine/alias", page="/roster/mine", alias=alias).status_code


def events() -> list[EventRow]:
    """The events of aliases withdrawn."""
    return list(db.session.scalars(select(EventRow).where(EventRow.name == "alias_withdrawn")))


def test_the_public_page_says_no_at_once_and_the_member_stays_one(
    app: Flask, client: PageClient, world: TestWorld
) -> None:
    person, hr = a_member(alias=WORST), somebody(Role.HR)
    assert "Yes, this speaks for" in client.get("/verify/le-roi-des-nuls").text
    sign_in(client, hr)
    shown = client.get(f"/roster/members/{person.id}").text
    assert "Nobody answers as “Le roi des nuls” any more" in shown
    withdraw(client, person)
    assert "alias/withdrawal" not in client.get(f"/roster/members/{person.id}").text
    assert facts(person, world).is_enrolled
    assert facts(person, world).alias is None
    for asked in ("le-roi-des-nuls", "Le roi des nuls", "Le r0i des nuls"):
        answer = client.get(f"/verify/{asked}")
        assert answer.status_code == 200
        assert "No, this does not speak for" in answer.text, asked
        assert "look-alike" not in answer.text, asked


def test_nobody_takes_it_again_and_the_member_least_of_all(client: PageClient, world: TestWorld) -> None:
    person, other = a_member(alias=WORST), a_member()
    sign_in(client, somebody(Role.HR))
    withdraw(client, person)
    for somebody_else in (other, person):
        sign_in(client, somebody_else)
        for alias in (WORST, "LE ROI DES NULS", "Le r0i · des nu1s"):
            refused = client.submit("/roster/mine/alias", page="/roster/mine", alias=alias)
            assert refused.status_code == 409, alias
            assert "HR has withdrawn this alias, or one that looks like it." in refused.text
    assert choose(client, "Léa · ateliers") == 303
    assert facts(person, world).alias == "Léa · ateliers"
    assert "Yes, this speaks for" in client.get("/verify/lea-ateliers").text
    assert "No, this does not speak for" in client.get("/verify/le-roi-des-nuls").text


def test_the_member_is_told_by_mail_and_on_their_page_until_they_have_another(
    client: PageClient, world: TestWorld
) -> None:
    person = a_member(a_person("Zoë", "Ducasse"), alias=WORST)
    sign_in(client, somebody(Role.HR))
    withdraw(client, person)
    run_jobs()
    (mail,) = world.mail.sent
    assert "please choose another" in mail["Subject"]
    body = mail.get_body(("plain",))
    assert body is not None
    assert WORST in body.get_content()
    sign_in(client, person)
    with count_queries() as statements:
        page = client.get("/roster/mine").text
    assert len(statements) <= 10, "\n\n".join(statements)
    assert "HR has withdrawn your alias “Le roi des nuls”" in page
    assert choose(client, "Zoë · ateliers") == 303
    assert "HR has withdrawn" not in client.get("/roster/mine").text


def test_it_is_provable_without_the_name_and_twice_it_is_once(client: PageClient) -> None:
    person, hr = a_member(alias=WORST), somebody(Role.HR)
    sign_in(client, hr)
    withdraw(client, person)
    withdraw(client, person)
    (event,) = events()
    assert (event.actor_id, event.subject_id, event.payload) == (hr.id, person.id, {})
    assert db.session.get(LedgerPending, event.id) is not None


def test_a_name_that_was_chosen_meanwhile_is_not_withdrawn_unseen(
    client: PageClient, world: TestWorld
) -> None:
    person = a_member(alias="Léa · ateliers")
    sign_in(client, somebody(Role.HR))
    withdraw(client, person, WORST)
    assert facts(person, world).alias == "Léa · ateliers"
    assert "This member has another alias by now: Léa · ateliers." in client.get("/roster/").text
    assert not events()


@pytest.mark.parametrize("role", [None, Role.AUDITOR, Role.ADMIN])
def test_only_hr_of_the_member_withdraws_one(client: PageClient, world: TestWorld, role: Role | None) -> None:
    person = a_member(a_person(department=a_department()), alias=WORST)
    limited = a_person()
    a_grant(limited, Role.HR, a_department())
    viewer = somebody(role) if role else a_person()
    for one, status in ((viewer, 403), (limited, 404)):
        sign_in(client, one)
        refused = client.submit(
            f"/roster/members/{person.id}/alias/withdrawal", page="/account/", alias=WORST
        )
        assert refused.status_code == status
    assert facts(person, world).alias == WORST
