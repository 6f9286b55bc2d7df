"""Work accounts: registered by members, confirmed by a code posted there or by an administrator."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from advocacy.db import db
from advocacy.errors import Refused
from advocacy.jobs.registry import Running
from advocacy.networks.fetching import NotFetched, Why
from advocacy.networks.words import Network
from advocacy.people.models import Person
from advocacy.roles import Role
from advocacy.roster.actions.accounts import CHECK
from advocacy.roster.jobs import check_account
from advocacy.roster.models import WorkAccount
from advocacy.roster.rules import CheckResult, Confirmation
from advocacy.roster.rules.work_accounts import checked_account, is_at_home
from tests.support.client import PageClient
from tests.support.makers import a_person, sign_in, somebody
from tests.support.people_makers import do_jobs
from tests.support.roster_makers import a_member, a_work_account
from tests.support.world import TestWorld

MINE = "/roster/mine"
ACCOUNT = {"network": "x", "handle": "@lea_answers", "link": "https://x.com/lea_answers"}


def text(answer: TestResponse) -> str:
    """The page as text."""
    return answer.get_data(as_text=True)


def the_account() -> WorkAccount:
    """The only work account, as the database has it."""
    return db.session.scalars(select(WorkAccount).execution_options(populate_existing=True)).one()


def check(client: PageClient, account: WorkAccount) -> TestResponse:
    """Let the code be looked for, and the worker do it."""
    answer = client.submit(f"{MINE}/accounts/{account.id}/check", page=MINE)
    do_jobs(CHECK)
    return answer


def test_a_code_on_the_page_of_the_account_confirms_it(
    app: Flask, client: PageClient, world: TestWorld
) -> None:
    sign_in(client, a_member())
    answer = client.submit(f"{MINE}/accounts", page=MINE, **ACCOUNT, only_work="y")
    assert answer.status_code == 303
    account = the_account()
    assert account.confirmed_at is None
    assert account.code in text(client.get(MINE))
    world.web.pages["https://x.com/lea_answers"] = f"<p>Léa. {account.code}</p>"
    assert check(client, account).status_code == 303
    assert the_account().confirmation is Confirmation.CODE
    assert world.web.asked == ["https://x.com/lea_answers"]


def test_a_personal_account_is_not_registered(app: Flask, client: PageClient) -> None:
    sign_in(client, a_member())
    answer = client.submit(f"{MINE}/accounts", page=MINE, **ACCOUNT)
    assert answer.status_code == 409
    assert "Personal accounts" in text(answer)
    assert db.session.scalars(select(WorkAccount)).all() == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"link": "http://x.com/lea_answers"},
        {"link": "https://evil.example/lea_answers"},
        {"link": "https://x.com/mallory"},
        {"link": "https://127.0.0.1/lea_answers"},
        {"network": "myspace"},
        {"handle": ""},
    ],
)
def test_an_account_that_is_not_what_it_says_comes_back(
    app: Flask, client: PageClient, wrong: dict[str, str]
) -> None:
    sign_in(client, a_member())
    answer = client.submit(f"{MINE}/accounts", page=MINE, **{**ACCOUNT, **wrong}, only_work="y")
    assert answer.status_code in {409, 422}
    assert db.session.scalars(select(WorkAccount)).all() == []


@pytest.mark.parametrize(
    ("down", "result", "said"),
    [
        (NotFetched(Why.UNREACHABLE, "no answer"), CheckResult.UNREACHABLE, "did not answer us"),
        (NotFetched(Why.FORBIDDEN, "inside"), CheckResult.UNREACHABLE, "did not answer us"),
        (None, CheckResult.NOT_THERE, "did not show the code"),
    ],
)
def test_a_network_that_does_not_help_sends_the_member_to_an_administrator(
    app: Flask,
    client: PageClient,
    world: TestWorld,
    down: NotFetched | None,
    result: CheckResult,
    said: str,
) -> None:
    person = a_member()
    account = a_work_account(person)
    world.web.down = down
    world.web.pages[account.url] = "<p>nothing here</p>"
    sign_in(client, person)
    check(client, account)
    assert the_account().check_result is result
    page = text(client.get(MINE))
    assert said in page
    assert "ask an administrator" in page


def test_a_page_that_led_to_another_site_proves_nothing(
    app: Flask, client: PageClient, world: TestWorld
) -> None:
    person = a_member()
    account = a_work_account(person)
    world.web.pages[account.url] = account.code
    world.web.moved[account.url] = "https://evil.example/lea"
    sign_in(client, person)
    check(client, account)
    assert the_account().check_result is CheckResult.NOT_THERE


def test_the_job_may_run_twice_and_after_the_end(app: Flask, client: PageClient, world: TestWorld) -> None:
    person = a_member()
    account = a_work_account(person)
    world.web.pages[account.url] = account.code
    sign_in(client, person)
    client.submit(f"{MINE}/accounts/{account.id}/check", page=MINE)
    client.submit(f"{MINE}/accounts/{account.id}/check", page=MINE)
    assert do_jobs(CHECK) == 1
    at = the_account().confirmed_at
    world.clock.advance(minutes=2)
    client.submit(f"{MINE}/accounts/{account.id}/end", page=MINE)
    world.web.asked.clear()
    check_account(Running(1, 1, world.wiring), account_id=account.id)
    check_account(Running(1, 1, world.wiring), account_id=999_999)
    assert world.web.asked == []
    assert the_account().confirmed_at == at
    assert the_account().ended_at is not None


def test_the_accounts_of_one_member_are_looked_at_one_a_minute(
    app: Flask, client: PageClient, world: TestWorld
) -> None:
    """Also by whoever ends the one that was looked at: a slow server keeps a worker busy."""
    person = a_member()
    first, second = a_work_account(person), a_work_account(person)
    sign_in(client, person)
    client.submit(f"{MINE}/accounts/{first.id}/check", page=MINE)
    client.submit(f"{MINE}/accounts/{first.id}/end", page=MINE)
    client.submit(f"{MINE}/accounts/{second.id}/check", page=MINE)
    assert "Try again in a minute" in text(client.get(MINE))
    do_jobs(CHECK)
    assert second.url not in world.web.asked
    world.clock.advance(minutes=2)
    client.submit(f"{MINE}/accounts/{second.id}/check", page=MINE)
    do_jobs(CHECK)
    assert world.web.asked == [second.url]


@pytest.mark.parametrize("host", ["ab.social.example", "m.social.example", "social.example.org"])
def test_what_stands_before_a_mastodon_server_is_another_one(host: str) -> None:
    account = checked_account(Network.MASTODON, "@lea@social.example", "https://social.example/@lea")
    assert is_at_home(account, "https://www.social.example/@lea")
    assert not is_at_home(account, f"https://{host}/@lea")
    with pytest.raises(Refused):
        checked_account(Network.MASTODON, "@lea@social.example", f"https://{host}/@lea")


def test_somebody_elses_account_is_not_there(app: Flask, client: PageClient) -> None:
    account = a_work_account(a_member())
    sign_in(client, a_member())
    for end in ("check", "end"):
        assert client.submit(f"{MINE}/accounts/{account.id}/{end}", page=MINE).status_code == 404
    assert the_account().ended_at is None


def test_an_administrator_confirms_or_ends_and_nobody_else_does(
    app: Flask, client: PageClient, world: TestWorld
) -> None:
    account = a_work_account(a_member(alias="Léa"))
    sign_in(client, somebody(Role.HR))
    assert client.get("/roster/accounts").status_code == 403
    token = client.csrf("/roster/commitment")
    address = f"/roster/accounts/{account.id}"
    assert client.post(f"{address}/confirmation", data={"csrf_token": token}).status_code == 403
    sign_in(client, somebody(Role.ADMIN))
    assert account.handle in text(client.get("/roster/accounts"))
    assert client.submit(f"{address}/confirmation", page="/roster/accounts").status_code == 303
    assert the_account().confirmation is Confirmation.ADMINISTRATOR
    assert client.submit(f"{address}/rejection", page="/roster/accounts").status_code == 303
    assert the_account().ended_at is not None


def test_nobody_confirms_an_account_of_their_own(app: Flask, client: PageClient) -> None:
    person = a_member(somebody(Role.ADMIN))
    account = a_work_account(person)
    sign_in(client, person)
    client.submit(f"/roster/accounts/{account.id}/confirmation", page="/roster/accounts")
    assert the_account().confirmed_at is None


def two_of_one_handle(world: TestWorld, holder: Person) -> WorkAccount:
    """An account of somebody else with the handle of one that is confirmed for `holder`."""
    a_work_account(holder, "lea_answers", confirmed_at=world.clock.now())
    return a_work_account(a_member(), "lea_answers")


def test_an_account_speaks_for_one_member_only(app: Flask, client: PageClient, world: TestWorld) -> None:
    rival = two_of_one_handle(world, a_member())
    sign_in(client, somebody(Role.ADMIN))
    client.submit(f"/roster/accounts/{rival.id}/confirmation", page="/roster/accounts")
    confirmed = select(WorkAccount.id).where(WorkAccount.confirmed_at.is_not(None))
    assert rival.id not in db.session.scalars(confirmed).all()


def test_the_handle_of_somebody_who_left_is_free_again(
    app: Flask, client: PageClient, world: TestWorld
) -> None:
    rival = two_of_one_handle(world, a_member(a_person(left=date(2026, 5, 5))))
    world.clock.advance(days=3)
    sign_in(client, somebody(Role.ADMIN))
    client.submit(f"/roster/accounts/{rival.id}/confirmation", page="/roster/accounts")
    db.session.refresh(rival)
    assert rival.confirmed_at is not None


def test_a_code_proves_nothing_where_visitors_may_write(
    app: Flask, client: PageClient, world: TestWorld
) -> None:
    person = a_member()
    account = a_work_account(person, "lea", Network.FACEBOOK, url="https://www.facebook.com/lea")
    world.web.pages[account.url] = account.code
    sign_in(client, person)
    check(client, account)
    assert the_account().confirmed_at is None
    assert world.web.asked == []
