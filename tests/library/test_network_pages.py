"""The sheets of networks and the register of official accounts, as editors use them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from advocacy.db import db
from advocacy.library.models import NetworkSheet, OfficialAccount
from advocacy.library.queries.networks import networks_on
from advocacy.networks.words import Network
from advocacy.people.rules import Language
from advocacy.roles import Role
from tests.support.client import PageClient
from tests.support.library_makers import a_content, a_live_content, a_sheet
from tests.support.makers import sign_in, somebody
from tests.support.sheet_makers import an_official_account
from tests.support.world import TestWorld

TEXTS = {
    "mission_fr": "Montrer l’atelier.",
    "mission_en": "Show the workshop.",
    "offer_fr": "",
    "offer_en": "",
    "expect_fr": "",
    "expect_en": "",
    "owner": "",
}


@pytest.fixture
def editor(client: PageClient) -> PageClient:
    """A browser in which an editor is signed in."""
    sign_in(client, somebody(Role.EDITOR))
    return client


def test_a_network_is_switched_on_once_its_mission_is_written(editor: PageClient) -> None:
    page = "/library/manage/networks/threads"
    refused = editor.submit(f"{page}/presence", page=page)
    assert "Write first what the company is on this network for" in editor.get(refused.location).text
    assert editor.submit(page, **TEXTS).status_code == 303
    editor.submit(f"{page}/presence", page=page)
    assert networks_on(db.session()) == {Network.THREADS}


def test_switching_a_network_off_says_first_how_many_contents_that_concerns(editor: PageClient) -> None:
    a_live_content(networks=(Network.LINKEDIN,))
    a_live_content(networks=(Network.LINKEDIN, Network.BLUESKY))
    a_content(networks=(Network.LINKEDIN,))
    page = "/library/manage/networks/linkedin"
    said = editor.get(page).text
    assert "2 live contents have a wording for this network" in said
    assert "1 of them is for this network alone" in said
    assert "1 draft has a wording for it" in said
    editor.submit(f"{page}/absence", page=page)
    assert networks_on(db.session()) == {Network.BLUESKY}


def test_a_text_in_one_language_only_is_refused_and_stays_typed(editor: PageClient) -> None:
    page = "/library/manage/networks/bluesky"
    answer = editor.submit(page, **{**TEXTS, "offer_fr": "Des conseils"})
    assert answer.status_code == 409
    assert "Des conseils" in answer.text
    assert db.session.get(NetworkSheet, Network.BLUESKY) is None


def test_a_network_that_is_on_keeps_its_mission(editor: PageClient) -> None:
    a_sheet(Network.BLUESKY)
    page = "/library/manage/networks/bluesky"
    answer = editor.submit(page, **{**TEXTS, "mission_fr": "", "mission_en": ""})
    assert answer.status_code == 409


@pytest.mark.parametrize("name", ["other", "myspace", "LINKEDIN"])
def test_there_is_no_sheet_of_what_is_no_network(editor: PageClient, name: str) -> None:
    assert editor.get(f"/library/manage/networks/{name}").status_code == 404


ACCOUNT = {
    "network": "linkedin",
    "handle": "maison-verdier",
    "link": "https://www.linkedin.com/company/maison-verdier",
    "owner": "",
    "last_post_on": "2026-05-01",
    "help_address": "",
}


def test_an_official_account_is_registered_and_shown_in_public(editor: PageClient) -> None:
    page = "/library/manage/accounts/new"
    assert editor.submit("/library/manage/accounts", page=page, **ACCOUNT).status_code == 303
    assert "maison-verdier" in editor.get("/accounts/").text
    again = editor.submit("/library/manage/accounts", page=page, **ACCOUNT)
    assert again.status_code == 409
    assert "in the register already" in again.text


@pytest.mark.parametrize(
    "wrong",
    [
        {"link": "https://evil.example/company/maison-verdier"},
        {"link": "https://www.linkedin.com/company/somebody-else"},
        {"handle": "maison verdier"},
        {"last_post_on": "2026-05-05"},
        {"help_address": "javascript:alert(1)"},
    ],
)
def test_an_account_that_is_not_where_its_network_is_is_refused(
    editor: PageClient, wrong: dict[str, str]
) -> None:
    page = "/library/manage/accounts/new"
    answer = editor.submit("/library/manage/accounts", page=page, **{**ACCOUNT, **wrong})
    assert answer.status_code == 409
    assert next(iter(wrong.values())) in answer.text


def test_an_account_without_a_post_for_more_than_thirty_days_is_dormant(
    editor: PageClient, world: TestWorld
) -> None:
    today = world.clock.now().date()
    an_official_account(handle="awake", last_post_on=today - timedelta(days=30))
    assert "dormant" not in editor.get("/library/manage/networks").text
    an_official_account(handle="asleep", last_post_on=today - timedelta(days=31))
    assert "dormant" in editor.get("/library/manage/networks").text


def test_an_account_is_closed_after_that_was_decided_and_not_before(editor: PageClient) -> None:
    account = an_official_account()
    page = f"/library/manage/accounts/{account.id}"
    refused = editor.submit(f"{page}/closed", page=page)
    assert "Nobody has decided to close this account." in editor.get(refused.location).text
    past = editor.submit(f"{page}/closing", page=page, close_on="2026-05-03", reason="Nobody reads it.")
    assert past.status_code == 409
    editor.submit(f"{page}/closing", page=page, close_on="2026-06-01", reason="Nobody reads it.")
    public = editor.get("/accounts/").text
    assert "closes on 1 June 2026" in public
    assert "Nobody reads it." not in public
    editor.submit(f"{page}/closed", page=page)
    assert db.session.get_one(OfficialAccount, account.id, populate_existing=True).closed_at is not None
    assert "closed on 4 May 2026" in editor.get("/accounts/").text
    answer = editor.post(page, data={"csrf_token": editor.csrf("/library/manage/accounts/new")})
    assert answer.status_code == 409


def test_a_decision_to_close_can_be_taken_back(editor: PageClient) -> None:
    account = an_official_account()
    page = f"/library/manage/accounts/{account.id}"
    editor.submit(f"{page}/closing", page=page, close_on="2026-06-01", reason="Nobody reads it.")
    editor.submit(f"{page}/stay", page=page)
    assert "closes on" not in editor.get("/accounts/").text


def test_a_stranger_reads_where_the_company_is_and_where_it_is_not(client: PageClient) -> None:
    a_sheet(Network.BLUESKY)
    an_official_account(network=Network.MASTODON, handle="verdier@social.example")
    page = client.get("/accounts/").text
    there, _heading, absent = page.partition("Where we are not")
    assert "Bluesky" in there
    assert "verdier@social.example" in there
    assert "TikTok" not in there
    assert "TikTok" in absent


@pytest.mark.parametrize("language", [Language.FRENCH, Language.ENGLISH])
def test_the_public_list_speaks_both_languages(client: PageClient, language: Language) -> None:
    a_sheet(Network.BLUESKY, offer_fr="Des conseils.", offer_en="Advice.")
    page = client.get("/accounts/", headers={"Accept-Language": language.value}).text
    assert ("Des conseils." if language is Language.FRENCH else "Advice.") in page


def test_a_look_alike_is_told_from_ours_and_from_what_was_ours(client: PageClient, world: TestWorld) -> None:
    an_official_account(network=Network.X, handle="Verdier", address="https://x.com/Verdier")
    an_official_account(
        network=Network.X,
        handle="verdier_old",
        address="https://x.com/verdier_old",
        close_on=world.clock.now().date(),
        closed_at=world.clock.now(),
    )
    assert "Yes, this is an account of" in client.get("/accounts/?account=@verdier").text
    assert "Yes, this is an account of" in client.get("/accounts/?account=https://x.com/verdier").text
    assert "this account was ours" in client.get("/accounts/?account=verdier_old").text
    assert "this is a look-alike" in client.get("/accounts/?account=verd1er").text
    assert "this is not an account of" in client.get("/accounts/?account=dupont").text
    assert "this is not an account of" in client.get("/accounts/?account=%00%20/").text
