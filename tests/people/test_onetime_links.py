"""Invitations and resets: what spends a link, what does not, what is said of one that does not work."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from advocacy.access import Role
from advocacy.db import db
from advocacy.jobs.models import Job
from advocacy.notices.models import Notice, NoticeBody
from advocacy.people.models import OneTimeLink, Person, SignIn
from advocacy.people.models.signing_in import LinkPurpose
from advocacy.people.rules import Language
from tests.support.makers import a_department, a_grant, a_person, sign_in, somebody
from tests.support.people_makers import NEW_PASSWORD, PASSWORD, a_link, do_jobs, enter, with_password

CHOICE = {"password": NEW_PASSWORD, "again": NEW_PASSWORD}


def choose(client, token, **values):
    return client.submit(f"/account/link/{token}", **{**CHOICE, **values})


def test_an_invitation_leads_to_a_password_and_in(client, app):
    person = a_person("Léa", "Martin", number="V42")
    token = a_link(person)
    page = client.get(f"/account/link/{token}").get_data(as_text=True)
    assert "L… M…" in page
    assert "Martin" not in page
    assert choose(client, token).headers["Location"] == "/"
    assert client.get("/account/").status_code == 200
    assert enter(app.test_client(), "V42", NEW_PASSWORD) == "/"


def test_a_mail_scanner_spends_nothing(client, app):
    person = a_person()
    token = a_link(person)
    scanner = app.test_client()
    for _time in range(5):
        assert scanner.get(f"/account/link/{token}").status_code == 200
        assert scanner.head(f"/account/link/{token}").status_code == 200
    assert db.session.scalar(select(func.count(OneTimeLink.id)).where(OneTimeLink.used_at.is_not(None))) == 0
    assert db.session.scalar(select(func.count(SignIn.id))) == 0
    assert choose(client, token).status_code == 303


def test_the_address_of_a_link_is_not_repeated_to_anybody(client):
    shown = client.get(f"/account/link/{a_link(a_person())}")
    assert shown.headers["Referrer-Policy"] == "origin", "style sheets are asked for without the address"
    assert client.get("/account/sign-in").headers["Referrer-Policy"] == "same-origin"


def test_a_post_without_the_token_of_the_form_spends_nothing(client):
    token = a_link(a_person())
    assert client.post(f"/account/link/{token}", data=CHOICE).status_code == 400
    assert client.get(f"/account/link/{token}").status_code == 200


def test_a_link_works_once(client, app):
    token = a_link(a_person())
    choose(client, token)
    again = app.test_client()
    answer = again.get(f"/account/link/{token}")
    assert answer.status_code == 410
    assert "a link works once" in answer.get_data(as_text=True)
    csrf = again.csrf("/account/forgotten")
    assert again.post(f"/account/link/{token}", data={**CHOICE, "csrf_token": csrf}).status_code == 410


@pytest.mark.parametrize("token", ["forged", "a" * 43, "%00", "%F0%9F%8E%88", "..%2f..%2fetc"])
def test_a_forged_link_says_what_to_do(client, token):
    answer = client.get(f"/account/link/{token}")
    assert answer.status_code == 404
    if token not in {"%00", "..%2f..%2fetc"}:  # which are no addresses at all
        assert "is not one of ours" in answer.get_data(as_text=True)


def test_a_link_expires(client, world):
    token = a_link(a_person(), LinkPurpose.RESET, lives=timedelta(hours=2))
    world.clock.advance(hours=2)
    answer = client.get(f"/account/link/{token}")
    assert answer.status_code == 410
    assert "has expired" in answer.get_data(as_text=True)


def test_a_newer_link_takes_the_place_of_an_older_one(client):
    person = a_person()
    old = a_link(person, made=timedelta(hours=1))
    new = a_link(person)
    assert "A newer link" in client.get(f"/account/link/{old}").get_data(as_text=True)
    assert choose(client, new).status_code == 303


def test_a_reset_does_not_kill_a_waiting_invitation_until_it_is_used(client, app):
    person = a_person()
    invitation = a_link(person, made=timedelta(days=1))
    reset = a_link(person, LinkPurpose.RESET, made=timedelta(minutes=1), lives=timedelta(hours=2))
    assert client.get(f"/account/link/{invitation}").status_code == 200
    choose(client, reset)
    assert app.test_client().get(f"/account/link/{invitation}").status_code == 410


@pytest.mark.parametrize("facts", [{"disabled": True}, {"left": date(2026, 5, 4)}])
def test_a_link_of_a_closed_account_does_not_work(client, facts):
    token = a_link(a_person(**facts))
    answer = client.get(f"/account/link/{token}")
    assert answer.status_code == 410
    assert "is closed" in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ({"again": "something else entirely"}, 422),
        ({"password": "short", "again": "short"}, 409),
        ({"password": "Maison Verdier 2026", "again": "Maison Verdier 2026"}, 409),
        ({"password": "x" * 129, "again": "x" * 129}, 422),
        ({"password": "", "again": ""}, 422),
    ],
)
def test_a_bad_password_spends_nothing(client, typed, status):
    token = a_link(a_person())
    assert choose(client, token, **typed).status_code == status
    assert choose(client, token).status_code == 303


def test_a_reset_signs_out_every_device_and_forgives_failures(client, app):
    person = with_password(a_person(number="V42"))
    other, third = app.test_client(), app.test_client()
    enter(other, "V42")
    for _try in range(6):
        enter(third, "V42", "not the password")
    choose(client, a_link(person, LinkPurpose.RESET))
    assert other.get("/account/").status_code == 302 or other.get("/account/").status_code == 303
    assert enter(third, "V42", NEW_PASSWORD) == "/"
    assert "do not go together" in enter(app.test_client(), "V42", PASSWORD)


def test_the_forgotten_page_answers_alike_and_does_the_same_work(client):
    with_password(a_person(number="V42"))
    a_person(number="D1", disabled=True)
    a_person(number="P1", email=None)
    answers, jobs = set(), []
    for account in ("V42", "D1", "P1", "nobody@verdier.example"):
        answer = client.submit("/account/forgotten", account=account)
        answers.add((answer.status_code, answer.headers["Location"]))
        jobs.append(db.session.scalar(select(func.count(Job.id)).where(Job.kind == "people.reset")))
    assert answers == {(303, "/account/forgotten/asked")}
    assert jobs == [1, 2, 3, 4]


def test_only_an_open_account_with_an_address_is_written_to(client):
    person = with_password(a_person(number="V42", email="lea@verdier.example"))
    a_person(number="D1", disabled=True)
    a_person(number="P1", email=None)
    for account in ("V42", "D1", "P1", "nobody@verdier.example"):
        client.submit("/account/forgotten", account=account)
    assert do_jobs("people.reset") == 4
    assert db.session.scalars(select(Notice.address)).all() == ["lea@verdier.example"]
    assert db.session.scalars(select(OneTimeLink.person_id)).all() == [person.id]


def test_asking_ten_times_sends_one_mail(client, world):
    with_password(a_person(number="V42"))
    for _time in range(10):
        client.submit("/account/forgotten", account="V42")
    assert do_jobs("people.reset") == 1
    world.clock.advance(minutes=6)
    client.submit("/account/forgotten", account="V42")
    assert do_jobs("people.reset") == 1


def test_no_secret_of_a_link_is_kept_readable(client):
    person = a_person()
    sign_in(client, somebody(Role.HR))
    client.submit(f"/admin/people/{person.id}/invitation", page=f"/admin/people/{person.id}")
    link = db.session.scalars(select(OneTimeLink)).one()
    assert len(link.token_hash) == 64
    kept = db.session.scalars(select(NoticeBody)).one()
    assert kept.secret is not None
    assert kept.secret not in client.get(f"/admin/people/{person.id}").get_data(as_text=True)
    assert "secret" not in str(kept.values_)


def test_a_link_is_handed_over_to_somebody_without_mail(client, app):
    person = a_person(number="V42", email=None)
    sign_in(client, somebody(Role.HR))
    answer = client.submit(f"/admin/people/{person.id}/link", page=f"/admin/people/{person.id}")
    address = answer.get_data(as_text=True).partition('id="link-address">')[2].partition("<")[0]
    assert address.startswith("http://localhost/account/link/")
    own = app.test_client()
    assert choose(own, address.rpartition("/")[2]).status_code == 303
    assert address not in client.get(f"/admin/people/{person.id}").get_data(as_text=True)


def test_hr_cannot_become_somebody_who_holds_a_role(client):
    admin = with_password(somebody(Role.ADMIN))
    sign_in(client, somebody(Role.HR))
    answer = client.submit(f"/admin/people/{admin.id}/link", page=f"/admin/people/{admin.id}")
    assert answer.status_code == 303
    assert "only an administrator" in client.get(f"/admin/people/{admin.id}").get_data(as_text=True)
    identity = {
        "given_name": admin.given_name,
        "family_name": admin.family_name,
        "number": admin.number,
        "email": "mine@evil.example",
        "language": "en",
    }
    answer = client.submit(f"/admin/people/{admin.id}/identity", **identity)
    assert answer.status_code == 409
    assert db.session.scalar(select(func.count(OneTimeLink.id))) == 0
    assert db.session.scalar(select(Person.email).where(Person.id == admin.id)) != "mine@evil.example"


def test_a_link_made_before_somebody_was_given_a_role_leads_nowhere(client, app):
    person = a_person()
    sign_in(client, somebody(Role.HR))
    page = f"/admin/people/{person.id}"
    shown = client.submit(f"{page}/link", page=page).get_data(as_text=True)
    token = re.search(r"/account/link/([\w-]+)", shown)[1]
    assert client.get(f"/account/link/{token}").status_code == 200
    sign_in(client, somebody(Role.ADMIN))
    assert client.submit(f"{page}/roles", role="admin").status_code == 303
    assert app.test_client().get(f"/account/link/{token}").status_code == 410
    spent = client.post(f"/account/link/{token}", data={**CHOICE, "csrf_token": client.csrf(page)})
    assert spent.status_code == 410
    assert db.session.get(Person, person.id).password_hash is None


def test_a_link_sent_to_an_address_that_was_corrected_leads_nowhere(client, app):
    person = a_person()
    token = a_link(person)
    sign_in(client, somebody(Role.HR))
    typed = {"given_name": "Léa", "family_name": "Martin", "number": person.number, "language": "en"}
    answer = client.submit(f"/admin/people/{person.id}/identity", **typed, email="lea@verdier.example")
    assert answer.status_code == 303
    assert app.test_client().get(f"/account/link/{token}").status_code == 410


def test_everybody_not_invited_yet_is_invited_once(client):
    hr = with_password(somebody(Role.HR))
    for _count in range(3):
        a_person()
    a_person(email=None)
    a_person(disabled=True)
    a_person(left=date(2026, 5, 4))
    a_link(a_person(), made=timedelta(days=2))
    sign_in(client, hr)
    page = client.get("/admin/invitations").get_data(as_text=True)
    assert "Send 3 invitations" in page
    client.submit("/admin/invitations")
    under_way = client.get("/admin/invitations").get_data(as_text=True)
    assert "The invitations are being written now" in under_way
    assert "Send 3 invitations" not in under_way
    assert do_jobs("people.invite") == 1
    assert db.session.scalar(select(func.count(Notice.id))) == 3
    assert "Nobody is left to invite" in client.get("/admin/invitations").get_data(as_text=True)


def test_limited_hr_invites_their_own_departments_only(client):
    mine = a_department("Shoes")
    hr = with_password(a_person(department=mine))
    a_grant(hr, Role.HR, mine)
    inside = a_person(department=a_department("Boots", parent=mine))
    a_person()
    sign_in(client, hr)
    client.submit("/admin/invitations")
    do_jobs("people.invite")
    assert db.session.scalars(select(OneTimeLink.person_id)).all() == [inside.id]


def test_an_expired_invitation_is_sent_again(client):
    person = a_person()
    a_link(person, made=timedelta(days=15))
    sign_in(client, with_password(somebody(Role.HR)))
    assert "Send 1 invitation" in client.get("/admin/invitations").get_data(as_text=True)


def test_the_mailed_link_leads_to_the_password_in_the_persons_language(client, app, world):
    person = a_person("Zoé", language=Language.FRENCH, email="zoe@verdier.example")
    sign_in(client, somebody(Role.HR))
    client.submit(f"/admin/people/{person.id}/invitation", page=f"/admin/people/{person.id}")
    do_jobs("notices.send")
    [mail] = world.mail.sent
    text = mail.get_body(("plain",)).get_content()
    address = re.search(r"http://localhost(/account/link/\S+)", text)[1]
    assert mail["To"] == "zoe@verdier.example"
    assert choose(app.test_client(), address.rpartition("/")[2]).status_code == 303
    assert db.session.scalar(select(func.count(NoticeBody.notice_id))) == 0


def test_a_reset_mail_names_its_end(client, world):
    with_password(a_person(number="V42", email="lea@verdier.example"))
    client.submit("/account/forgotten", account="V42")
    do_jobs("people.reset")
    do_jobs("notices.send")
    [mail] = world.mail.sent
    html = mail.get_body(("html",)).get_content()
    assert "/account/link/" in html
    assert "It was not you?" in html
