"""Signing in and out, and what ends a sign-in."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import func, select

from advocacy.access import SYSTEM, Role
from advocacy.db import db
from advocacy.errors import Refused
from advocacy.people.actions import sign_ins
from advocacy.people.models import Person, SignIn, SignInFailure
from advocacy.people.rules import Kind, Language
from advocacy.people.rules.passwords import LONGEST
from advocacy.work import unit_of_work
from tests.support.client import PageClient
from tests.support.makers import a_person, acting, sign_in, somebody
from tests.support.people_makers import NEW_PASSWORD, PASSWORD, enter, with_password


@pytest.fixture
def lea(app) -> Person:
    return with_password(a_person("Léa", "Martin", email="lea@verdier.example", number="V42"))


@pytest.fixture
def other(app) -> PageClient:
    return app.test_client()


def only_text(html: str) -> str:
    """The page without what differs each time: tokens, and what was typed."""
    return re.sub(r'value="[^"]*"', "", html)


def read_notice(client):
    return client.submit("/account/privacy")


def is_signed_in(client) -> bool:
    return client.get("/account/").status_code == 200


@pytest.mark.parametrize("typed", ["lea@verdier.example", " LEA@Verdier.Example ", "V42", "v42", "Ｖ４２"])
def test_somebody_signs_in_by_address_or_number(client, lea, typed):
    assert enter(client, typed) == "/"
    assert is_signed_in(client)


def test_the_first_sign_in_shows_the_privacy_notice_and_then_leads_on(client, lea):
    enter(client, "V42", next="/charter/")
    answer = client.get("/charter/")
    assert answer.status_code == 303
    assert "/account/privacy?next=" in answer.headers["Location"]
    seen = client.get(answer.headers["Location"])
    assert "edition 1" in seen.get_data(as_text=True).lower()
    went = client.submit("/account/privacy", page=answer.headers["Location"], next="/charter/")
    assert went.headers["Location"] == "/charter/"
    assert client.get("/charter/").status_code == 200


def test_the_notice_is_not_recorded_by_reading_it(client, lea):
    sign_in(client, lea, knows_notice=False)
    client.get("/account/privacy")
    assert client.get("/").status_code == 303


def test_a_post_does_not_pass_the_notice(client, lea):
    sign_in(client, lea, knows_notice=False)
    token = client.csrf("/account/privacy")
    answer = client.post("/audit/anything", data={"csrf_token": token})
    assert answer.status_code in {303, 404}
    assert client.get("/").headers["Location"].startswith("/account/privacy")


@pytest.mark.parametrize(
    "hostile", ["//evil.com", "////evil.com", "http:///evil.com", "/\\evil.com", "/\t/evil.com"]
)
def test_nobody_is_sent_to_another_site(client, lea, hostile):
    assert enter(client, "V42", next=hostile) == "/"


def test_next_leads_to_pages_that_exist_only(client, lea):
    assert enter(client, "V42", next="/account/sign-out") == "/"


def test_unknown_wrong_disabled_left_and_waiting_answer_alike(client, app, lea):
    with_password(a_person(number="D1", disabled=True))
    with_password(a_person(number="L1", left=date(2026, 5, 4)))
    with_password(a_person(number="F1", hired=date(2026, 6, 1)))
    a_person(number="N1")
    for _try in range(5):
        enter(client, "W1", "not the password")
    answers = {
        account: only_text(enter(app.test_client(), account, password))
        for account, password in (
            ("nobody@verdier.example", PASSWORD),
            ("V42", "not the password"),
            ("D1", PASSWORD),
            ("L1", PASSWORD),
            ("F1", PASSWORD),
            ("N1", PASSWORD),
            ("W1", PASSWORD),
        )
    }
    assert len(set(answers.values())) == 1
    assert "do not go together" in answers["V42"]


def test_a_service_account_never_signs_in(client, app):
    with_password(a_person(kind=Kind.SERVICE, number="S1"))
    assert "do not go together" in enter(client, "S1")


def test_an_over_long_password_is_refused_before_it_counts(client, lea):
    text = enter(client, "V42", "x" * (LONGEST + 1))
    assert "at most 128" in text
    assert db.session.scalar(select(func.count(SignInFailure.id))) == 0


def test_failures_wait_longer_and_longer_even_with_the_right_password(client, lea, world):
    for _try in range(5):
        enter(client, "V42", "not the password")
    assert "do not go together" in enter(client, "V42")
    world.clock.advance(seconds=61)
    assert enter(client, "V42") == "/"
    assert db.session.scalar(select(func.count(SignInFailure.id))) == 0


def test_tries_while_waiting_do_not_lengthen_the_wait(client, lea, world):
    for _try in range(20):
        enter(client, "V42", "not the password")
    world.clock.advance(seconds=61)
    assert enter(client, "V42") == "/"


def test_failures_of_one_account_do_not_touch_another(client, app, lea):
    with_password(a_person(number="V43"))
    for _try in range(9):
        enter(client, "V42", "not the password")
    assert enter(client, "V43") == "/"


def test_failures_are_forgotten_after_a_day(client, lea, world):
    for _try in range(4):
        enter(client, "V42", "not the password")
    world.clock.advance(hours=24)
    enter(client, "V42", "not the password")
    assert db.session.scalar(select(func.count(SignInFailure.id))) == 1


def test_failures_keep_no_account_name(client, lea):
    enter(client, "lea@verdier.example", "not the password")
    kept = db.session.scalar(select(SignInFailure.account))
    assert re.fullmatch(r"[0-9a-f]{64}", kept)


def test_a_hash_of_another_cost_is_renewed(client, lea):
    lea.password_hash = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(PASSWORD)
    db.session.commit()
    assert enter(client, "V42") == "/"
    kept = db.session.scalar(select(Person.password_hash).where(Person.id == lea.id))
    assert "m=19456,t=2,p=1" in kept
    client.submit("/account/sign-out", page="/account/")
    assert enter(client, "V42") == "/"


@pytest.mark.parametrize("typed", ["\x00", "a\x00b", "\u202e42", "' OR 1=1 --", "%", "ÿ" * 300, "٤٢", "🎈"])
def test_odd_accounts_are_simply_unknown(client, lea, typed):
    answer = client.submit("/account/sign-in", account=typed, password=PASSWORD)
    assert answer.status_code in {409, 422}


def test_the_session_changes_at_sign_in(client, lea):
    client.get("/account/sign-in")
    with client.session_transaction() as before:
        before["planted"] = "by an attacker"
        planted = before["csrf_token"]
    enter(client, "V42")
    with client.session_transaction() as after:
        assert "planted" not in after
        first = after["_user_id"]
    client.get("/account/")
    with client.session_transaction() as cookie:
        assert cookie.get("csrf_token") != planted
    enter_again = client.submit("/account/sign-out", page="/account/")
    assert enter_again.headers["Location"] == "/account/sign-in"
    enter(client, "V42")
    with client.session_transaction() as again:
        assert again["_user_id"] != first


def test_a_stolen_cookie_is_worthless_after_sign_out(client, other, lea):
    enter(client, "V42")
    with client.session_transaction() as cookie:
        stolen = dict(cookie)
    client.submit("/account/sign-out", page="/account/")
    with other.session_transaction() as cookie:
        cookie.update(stolen)
    assert not is_signed_in(other)


def test_the_chosen_language_survives_sign_in_and_out(client, lea):
    client.submit("/account/language", page="/account/sign-in", language="fr", next="/account/forgotten")
    assert 'lang="fr"' in client.get("/account/sign-in").get_data(as_text=True)
    enter(client, "V42")
    client.submit("/account/sign-out", page="/account/")
    assert 'lang="fr"' in client.get("/account/sign-in").get_data(as_text=True)


def test_a_language_is_kept_with_the_person_and_leads_back(client, lea):
    sign_in(client, lea)
    answer = client.submit("/account/language", page="/account/", language="fr", next="/charter/?q=a")
    assert answer.headers["Location"] == "/charter/?q=a"
    assert db.session.scalar(select(Person.language).where(Person.id == lea.id)) is Language.FRENCH


def test_a_sign_in_ends_by_disuse_and_by_age(client, lea, world):
    enter(client, "V42", keep="y")
    for _day in range(4):
        world.clock.advance(hours=71)
        assert is_signed_in(client)
    world.clock.advance(hours=73)
    assert not is_signed_in(client)
    enter(client, "V42", keep="y")
    for _day in range(5):
        world.clock.advance(hours=71)
        client.get("/account/")
    assert not is_signed_in(client)


def test_on_a_shared_device_a_sign_in_lasts_a_working_day(client, lea, world):
    enter(client, "V42")
    world.clock.advance(hours=11)
    assert is_signed_in(client)
    world.clock.advance(hours=2)
    assert not is_signed_in(client)


def test_use_is_noted_at_most_every_five_minutes(client, lea, world):
    enter(client, "V42")
    began = world.clock.at
    seen = select(SignIn.seen_at).where(SignIn.person_id == lea.id)
    world.clock.advance(minutes=4)
    client.get("/account/")
    assert db.session.scalar(seen) == began
    world.clock.advance(minutes=2)
    client.get("/account/")
    assert db.session.scalar(seen) == began + timedelta(minutes=6)


def test_devices_are_listed_and_one_is_signed_out(client, other, lea):
    enter(other, "V42")
    enter(client, "V42")
    text = client.get("/account/devices").get_data(as_text=True)
    address = re.search(r'action="(/account/devices/\d+/sign-out)"', text)[1]
    client.submit(address, page="/account/devices")
    assert is_signed_in(client)
    assert not is_signed_in(other)


def test_nobody_signs_out_the_device_of_another(client, other, lea):
    with_password(a_person(number="V43"))
    enter(other, "V43")
    theirs = db.session.scalar(select(SignIn.id))
    sign_in(client, lea)
    assert client.submit(f"/account/devices/{theirs}/sign-out", page="/account/devices").status_code == 404
    assert is_signed_in(other)


def test_signing_out_everywhere_ends_every_device(client, other, lea):
    enter(other, "V42")
    enter(client, "V42")
    answer = client.submit("/account/devices/sign-out", page="/account/devices")
    assert answer.headers["Location"] == "/account/sign-in"
    assert not is_signed_in(client)
    assert not is_signed_in(other)


def test_a_changed_password_signs_out_every_other_device(client, other, lea):
    enter(other, "V42")
    enter(client, "V42")
    change = {"current": PASSWORD, "password": NEW_PASSWORD, "again": NEW_PASSWORD}
    answer = client.submit("/account/password", **change)
    assert answer.headers["Location"] == "/account/"
    assert is_signed_in(client)
    assert not is_signed_in(other)
    assert "do not go together" in enter(other, "V42")
    assert enter(other, "V42", NEW_PASSWORD) == "/"


@pytest.mark.parametrize(
    ("change", "status", "sentence"),
    [
        ({"current": "not the password"}, 409, "present password is not right"),
        ({"again": "something else entirely"}, 422, "differ"),
        ({"password": "martin lea 2026", "again": "martin lea 2026"}, 409, "tried first"),
        ({"password": "short", "again": "short"}, 409, "at least 12"),
    ],
)
def test_a_password_is_changed_by_whoever_knows_it_only(client, lea, change, status, sentence):
    sign_in(client, lea)
    usual = {"current": PASSWORD, "password": NEW_PASSWORD, "again": NEW_PASSWORD}
    answer = client.submit("/account/password", **{**usual, **change})
    assert answer.status_code == status
    assert sentence in answer.get_data(as_text=True)
    assert db.session.scalar(select(Person.password_hash).where(Person.id == lea.id)) == lea.password_hash


def test_disabling_signs_out_at_once(client, other, lea):
    enter(other, "V42")
    sign_in(client, somebody(Role.ADMIN))
    client.submit(f"/admin/people/{lea.id}/disabling", page=f"/admin/people/{lea.id}")
    assert not is_signed_in(other)
    client.submit(f"/admin/people/{lea.id}/enabling", page=f"/admin/people/{lea.id}")
    assert not is_signed_in(other)
    assert enter(other, "V42") == "/"


def test_a_new_role_signs_out_at_once(client, other, lea):
    enter(other, "V42")
    sign_in(client, somebody(Role.ADMIN))
    client.submit(f"/admin/people/{lea.id}/roles", role="auditor", department="")
    assert not is_signed_in(other)
    read = enter(other, "V42")
    assert read == "/"
    read_notice(other)
    assert other.get("/audit/").status_code == 200


def test_leaving_signs_out_at_once_and_for_good(client, other, lea, world):
    enter(other, "V42")
    sign_in(client, somebody(Role.HR))
    answer = client.submit(f"/admin/people/{lea.id}/leaving", last_day="2026-05-03")
    assert answer.status_code == 303
    assert not is_signed_in(other)
    assert "do not go together" in enter(other, "V42")


def test_a_last_day_to_come_signs_out_the_day_after(client, other, lea, world):
    enter(other, "V42", keep="y")
    sign_in(client, somebody(Role.HR))
    client.submit(f"/admin/people/{lea.id}/leaving", last_day="2026-05-05")
    world.clock.advance(days=1)
    assert is_signed_in(other)
    world.clock.advance(days=1)
    assert not is_signed_in(other)


def test_a_password_changed_while_the_old_one_was_looked_at_lets_nobody_in(lea):
    with unit_of_work(SYSTEM) as work:
        attempt = sign_ins.begin_attempt(work, "V42")
    with_password(lea, NEW_PASSWORD)
    with pytest.raises(Refused), unit_of_work(acting(lea)) as work:
        sign_ins.succeed(work, attempt, device="", keep=False)
    assert db.session.scalar(select(func.count(SignIn.id)).where(SignIn.person_id == lea.id)) == 0
