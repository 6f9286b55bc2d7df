"""What strangers are told: yes by enrolment and employment, the same no for everything else, or a warning."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from advocacy.networks.words import Network
from advocacy.people.models import Employment, Person
from tests.support.client import PageClient
from tests.support.makers import a_person, an_absence, an_employer, save, sign_in
from tests.support.queries import count_queries
from tests.support.roster_makers import a_member, a_pause, a_suspension, a_topic, a_work_account, an_end
from tests.support.world import TestWorld

YES, NO, ALIKE = "Yes, this speaks for", "No, this does not speak for", "this is a look-alike"


def text(answer: TestResponse) -> str:
    """The page as text."""
    return answer.get_data(as_text=True)


def headers(answer: TestResponse) -> dict[str, str]:
    """The headers, but for those that are drawn anew for each request."""
    return {key: value for key, value in answer.headers if key not in {"Set-Cookie", "X-Request-ID"}}


def without_tokens(answer: TestResponse) -> str:
    """The page without the tokens against forgery, which are drawn anew each time."""
    return re.sub(r'name="csrf_token" value="[^"]*"', "", text(answer))


def test_a_member_is_confirmed_with_topics_and_confirmed_accounts(
    app: Flask, client: PageClient, world: TestWorld
) -> None:
    person = a_member(
        a_person("Eleonora"), topics=[a_topic("Deliveries", "Livraisons")], alias="Léa · sound team"
    )
    a_work_account(person, "lea_answers", confirmed_at=world.clock.now())
    a_work_account(person, "lea_waiting")
    answer = client.get("/verify/lea-sound-team")
    page = text(answer)
    assert answer.status_code == 200
    for said in (YES, "Léa · sound team", "Deliveries", "lea_answers"):
        assert said in page
    for unsaid in ("lea_waiting", "Eleonora", person.family_name, str(person.number)):
        assert unsaid not in page
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert 'name="robots"' in page
    french = text(client.get("/verify/lea-sound-team", headers={"Accept-Language": "fr"}))
    assert "Livraisons" in french


@pytest.mark.parametrize(
    "asked", ["Léa · sound team", "léa · SOUND team", "lea-sound-team", "Le\u0301a · sound team"]
)
def test_the_alias_itself_or_its_address_is_meant(app: Flask, client: PageClient, asked: str) -> None:
    a_member(alias="Léa · sound team")
    assert YES in text(client.get(f"/verify/{asked}"))


@pytest.mark.parametrize(
    "asked",
    [
        "Lеa · sound team",
        "Lea sound team",
        "1éa-sound-team",
        "Ⅼéa · sound tearn",
        "lea soundteam",
        "LÈA sound team",
    ],
)
def test_a_look_alike_is_told_so_and_led_to_the_real_one(app: Flask, client: PageClient, asked: str) -> None:
    a_member(alias="Léa · sound team")
    page = text(client.get(f"/verify/{asked}"))
    assert ALIKE in page
    assert "/verify/lea-sound-team" in page
    assert YES not in page


Happening = Callable[[Person, TestWorld], object]
SILENT: dict[str, Happening] = {
    "pause": lambda person, _world: a_pause(person),
    "suspension": lambda person, _world: a_suspension(person, reason="rude"),
    "absence": lambda person, _world: an_absence(person, date(2026, 5, 1)),
}


@pytest.mark.parametrize("happening", list(SILENT))
def test_what_is_nobodys_business_changes_no_byte(
    app: Flask, client: PageClient, world: TestWorld, happening: str
) -> None:
    person = a_member(alias="Léa", topics=[a_topic()])
    before = without_tokens(client.get("/verify/lea"))
    SILENT[happening](person, world)
    assert without_tokens(client.get("/verify/lea")) == before
    assert YES in before


def test_a_no_is_the_same_no_whatever_the_reason(app: Flask, client: PageClient, world: TestWorld) -> None:
    never = client.get("/verify/lea")
    assert NO in text(never)
    person = a_member(a_person(left=date(2026, 5, 10)), alias="Léa")
    assert YES in text(client.get("/verify/lea"))
    world.clock.advance(days=7)
    gone = client.get("/verify/lea")
    world.clock.advance(days=-7)
    an_end(person)
    ended = client.get("/verify/lea")
    for answer in (gone, ended):
        assert answer.status_code == never.status_code
        assert without_tokens(answer) == without_tokens(never)
        assert headers(answer) == headers(never)


def test_a_no_asks_as_much_of_the_database_whatever_the_reason(app: Flask, client: PageClient) -> None:
    person = a_member(alias="Léa")
    an_end(person)
    client.get("/verify/lea")
    counts = []
    for asked in ("lea", "nobody-at-all"):
        with count_queries() as found:
            client.get(f"/verify/{asked}")
        counts.append(len(found))
    assert counts[0] == counts[1]


def test_a_name_that_was_given_up_leads_nobody_to_the_new_one(app: Flask, client: PageClient) -> None:
    person = a_member(alias="Léa")
    sign_in(client, person)
    client.submit("/roster/mine/alias", page="/roster/mine", alias="Someone else")
    stranger = app.test_client()
    for asked in ("lea", "Lea", "1ea"):
        page = text(stranger.get(f"/verify/{asked}"))
        assert NO in page
        assert "Someone else" not in page


def test_an_account_is_checked_by_its_handle_or_its_address(
    app: Flask, client: PageClient, world: TestWorld
) -> None:
    person = a_member(alias="Léa")
    a_work_account(person, "lea_answers", confirmed_at=world.clock.now())
    url = "https://social.example/@lea"
    a_work_account(person, "lea@social.example", Network.MASTODON, confirmed_at=world.clock.now(), url=url)
    a_work_account(person, "lea_waiting")
    for asked in ("@Lea_Answers", "https://x.com/lea_answers", "@lea@social.example", url):
        page = text(client.get("/verify/", query_string={"account": asked}))
        assert YES in page, asked
        assert "Léa" in page
    for asked in (
        "lea_waiting",
        "https://bsky.app/profile/lea_answers",
        "https://evil.example/@lea",
        "lea",
        "@",
    ):
        assert NO in text(client.get("/verify/", query_string={"account": asked})), asked
    an_end(person)
    assert NO in text(client.get("/verify/", query_string={"account": "lea_answers"}))


def test_the_search_leads_to_the_alias(app: Flask, client: PageClient) -> None:
    a_member(alias="Léa · sound team")
    page = text(client.get("/verify/"))
    assert YES not in page
    assert NO not in page
    answer = client.get("/verify/", query_string={"alias": "Léa · sound team"}, follow_redirects=True)
    assert YES in text(answer)


@pytest.mark.parametrize(
    "asked",
    [
        "%00",
        "%F0%9F%92%A9",
        "a" * 3000,
        "..%2F..%2Fetc",
        "%27%20OR%201=1--",
        "<script>alert(1)</script>",
        "%E2%80%AE",
        "·",
    ],
)
def test_whatever_is_asked_is_answered_and_never_repeated(app: Flask, client: PageClient, asked: str) -> None:
    a_member(alias="Léa")
    for address in (f"/verify/{asked}", f"/verify/?account={asked}", f"/verify/?alias={asked}"):
        answer = client.get(address, follow_redirects=True)
        assert answer.status_code in {200, 404}, address
        assert "<script>alert" not in text(answer)
        if answer.status_code == 200:
            assert YES not in text(answer)


def test_somebody_who_tries_every_name_is_slowed_down(app: Flask, client: PageClient) -> None:
    (limiter,) = app.extensions["limiter"]
    limiter.reset()
    limiter.enabled = True
    try:
        answers = [client.get(f"/verify/name-{number}").status_code for number in range(70)]
    finally:
        limiter.enabled = bool(app.config.get("RATELIMIT_ENABLED", True))
        limiter.reset()
    assert answers[0] == 200
    assert answers[-1] == 429


def test_returning_after_leaving_says_no_until_they_join_again(
    app: Flask, client: PageClient, world: TestWorld
) -> None:
    person = a_member(a_person(left=date(2026, 5, 10)), alias="Léa")
    save(
        Employment(
            person_id=person.id,
            employer_id=an_employer().id,
            valid_from=date(2026, 5, 12),
            recorded_at=world.clock.now(),
        )
    )
    world.clock.advance(days=30)
    assert NO in text(client.get("/verify/lea"))
