"""Passing a post on: the share box and what it refuses, what was passed on, reminders."""

from __future__ import annotations

import html
import json
import re
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from advocacy.db import db
from advocacy.library.actions.recalling import recall
from advocacy.library.models import ForbiddenPhrase
from advocacy.library.rules.live import RecallWording
from advocacy.networks.words import Network
from advocacy.people.rules import Kind, Language
from advocacy.relay.actions import passing_on
from advocacy.relay.models import RelayReminder, Share, ShareDeclaration, ShareTally
from advocacy.roles import Role
from advocacy.work import unit_of_work
from tests.support.client import PageClient
from tests.support.jobs import run_jobs
from tests.support.library_makers import a_live_content
from tests.support.makers import acting, save, sign_in, somebody
from tests.support.relay_makers import a_relayer, opened, stopped
from tests.support.world import MONDAY_MORNING, TestWorld


def text(answer: TestResponse) -> str:
    """The page as text."""
    return answer.get_data(as_text=True)


def shared(
    client: PageClient, content_id: int, words: str, network: str = "linkedin", **values: str
) -> TestResponse:
    """Send the share box with these words."""
    given = {"network": network, "language": "en", "text": words, **values}
    return client.submit(f"/library/{content_id}/shares", page=f"/library/{content_id}", **given)


def test_a_share_of_a_network_that_takes_only_the_link_gives_the_text_to_copy(
    app: Flask, client: PageClient
) -> None:
    content = a_live_content()
    person = a_relayer()
    sign_in(client, person)
    answer = shared(client, content.id, "My own words.")
    page = html.unescape(text(answer))
    assert answer.status_code == 200
    assert "My own words.\n\nI work for Maison Verdier</textarea>" in page
    assert 'href="https://www.linkedin.com/sharing/share-offsite/?url=http' in page
    assert 'http-equiv="refresh"' not in page
    share = db.session.scalars(select(Share)).one()
    assert (share.person_id, share.wording_id, share.network) == (person.id, 0, Network.LINKEDIN)


def test_a_share_of_a_network_that_takes_the_text_leads_on_at_once(app: Flask, client: PageClient) -> None:
    content = a_live_content()
    sign_in(client, a_relayer())
    page = html.unescape(text(shared(client, content.id, "My own words.", "bluesky")))
    assert (
        '<meta http-equiv="refresh" content="0;url=https://bsky.app/intent/compose?text=My%20own%20words.'
        in page
    )
    assert "%23IWorkForMaisonVerdier" in page


def test_the_disclosure_cannot_be_dropped(app: Flask, client: PageClient) -> None:
    content = a_live_content()
    sign_in(client, a_relayer())
    page = text(shared(client, content.id, "I WORK for Maison Verdier, and love it."))
    assert page.count("Maison Verdier, and love it.") == 1
    assert "\n\nI work for Maison Verdier" not in page
    assert "\n\nI work for Maison Verdier" in text(shared(client, content.id, "I love it."))


def test_the_same_share_again_is_one(app: Flask, client: PageClient) -> None:
    content = a_live_content()
    sign_in(client, a_relayer())
    first, again = (text(shared(client, content.id, "Mine.")) for _each in range(2))
    numbers = [re.findall(r"/library/shares/(\d+)", page) for page in (first, again)]
    assert numbers[0] == numbers[1]
    assert db.session.scalar(select(func.count()).select_from(Share)) == 1
    assert db.session.scalar(select(func.sum(ShareTally.opened))) == 1


def test_words_to_think_twice_about_warn_once_and_never_block(app: Flask, client: PageClient) -> None:
    save(
        ForbiddenPhrase(
            phrase="guaranteed",
            search_key="guaranteed",
            reason_fr="Rien ne l’est.",
            reason_en="Nothing is.",
            by_id=somebody(Role.APPROVER).id,
            at=MONDAY_MORNING,
        )
    )
    content = a_live_content()
    sign_in(client, a_relayer(language=Language.ENGLISH))
    warned = shared(client, content.id, "Guaranteed for life.")
    assert "Nothing is." in text(warned)
    assert "Guaranteed for life." in text(warned)
    assert not db.session.scalar(select(func.count()).select_from(Share))
    told = re.search(r'name="warned" value="(\w+)"', text(warned))
    assert told
    passed = shared(client, content.id, "Guaranteed for life.", warned=told[1])
    assert "Guaranteed for life." in text(passed)
    assert db.session.scalar(select(func.count()).select_from(Share)) == 1


def test_a_text_too_long_for_one_network_is_kept_and_said(app: Flask, client: PageClient) -> None:
    content = a_live_content()
    sign_in(client, a_relayer(language=Language.ENGLISH))
    refused = shared(client, content.id, "a" * 290, "bluesky")
    assert refused.status_code == 409
    assert "too long for Bluesky" in text(refused)
    assert "a" * 290 in text(refused)
    assert shared(client, content.id, "a" * 290).status_code == 200


def test_a_mastodon_server_is_asked_once_and_remembered(
    app: Flask, client: PageClient, world: TestWorld
) -> None:
    world.web.pages["https://piaille.fr/api/v2/instance"] = (
        '{"configuration": {"statuses": {"max_characters": 1000, "characters_reserved_per_url": 23}}}'
    )
    content = a_live_content(networks=[Network.MASTODON])
    sign_in(client, a_relayer(language=Language.ENGLISH))
    for wrong in ("localhost", "http://piaille.fr", "10.0.0.1"):
        refused = shared(client, content.id, "Mine.", "mastodon", host=wrong)
        assert refused.status_code == 409, wrong
        assert "Mine." in text(refused)
    page = text(shared(client, content.id, "Mine.", "mastodon", host="@lea@piaille.fr"))
    assert "https://piaille.fr/share?text=Mine." in page
    run_jobs()
    assert shared(client, content.id, "b" * 600, "mastodon").status_code == 200
    assert "of 1,000" in text(client.get(f"/library/{content.id}"))


def test_an_external_person_reads_and_does_not_share(app: Flask, client: PageClient) -> None:
    content = a_live_content(title="Boots for life")
    sign_in(client, somebody(kind=Kind.EXTERNAL, language=Language.ENGLISH))
    page = text(client.get(f"/library/{content.id}"))
    assert "Boots for life" in page
    assert "Posts are passed on by people who work here." in page
    assert 'id="share-form"' not in page
    token = client.csrf("/library/wishes")
    answer = client.post(
        f"/library/{content.id}/shares",
        data={"csrf_token": token, "network": "linkedin", "language": "en", "text": "Mine."},
    )
    assert answer.status_code == 403


def test_the_gate_shuts_sharing_and_never_reading(app: Flask, client: PageClient) -> None:
    content = a_live_content(title="Boots for life")
    a_relayer()
    sign_in(client, somebody(language=Language.ENGLISH))
    page = text(client.get(f"/library/{content.id}"))
    assert "Boots for life" in page
    assert "You cannot pass it on yet." in page
    assert 'id="share-form"' not in page
    refused = client.submit(
        f"/library/{content.id}/shares",
        page="/library/wishes",
        network="linkedin",
        language="en",
        text="Mine.",
    )
    assert refused.status_code == 409
    assert "and acknowledge it or object to it" in text(refused)
    assert not db.session.scalar(select(func.count()).select_from(Share))


def test_a_share_is_its_persons_alone(app: Flask, client: PageClient) -> None:
    person, content = a_relayer(language=Language.ENGLISH), a_live_content(title="Boots for life")
    share_id = opened(person, content).share_id
    sign_in(client, a_relayer(Role.ADMIN, Role.AUDITOR, Role.HR))
    assert client.get(f"/library/shares/{share_id}").status_code == 404
    assert "Boots" not in text(client.get("/library/shares"))
    sign_in(client, person)
    assert "Boots for life" in text(client.get("/library/shares"))


def test_a_share_is_declared_with_a_link_that_is_checked(app: Flask, client: PageClient) -> None:
    person, content = a_relayer(language=Language.ENGLISH), a_live_content()
    share_id = opened(person, content).share_id
    sign_in(client, person)
    mine = f"/library/shares/{share_id}"
    for wrong in ("javascript:alert(1)", "http://localhost/x", "https://10.0.0.1/", "ftp://example.org/"):
        refused = client.submit(f"{mine}/declaration", page=mine, link=wrong)
        assert refused.status_code == 409, wrong
        assert wrong in text(refused)
    for _each in range(2):
        assert client.submit(f"{mine}/declaration", page=mine, link="").status_code == 303
    client.submit(f"{mine}/declaration", page=mine, link="https://www.linkedin.com/feed/update/1")
    declared = db.session.scalars(select(ShareDeclaration)).one()
    assert declared.link == "https://www.linkedin.com/feed/update/1"
    assert db.session.scalar(select(func.sum(ShareTally.declared))) == 1


def test_a_deleted_share_is_taken_back_from_the_counts(app: Flask, client: PageClient) -> None:
    person, content = a_relayer(), a_live_content()
    share_id = opened(person, content).share_id
    sign_in(client, person)
    client.submit(f"/library/shares/{share_id}/declaration", page=f"/library/shares/{share_id}", link="")
    gone = client.submit(f"/library/shares/{share_id}/deletion", page=f"/library/shares/{share_id}")
    assert gone.status_code == 303
    assert client.get(f"/library/shares/{share_id}").status_code == 404
    tally = db.session.scalars(select(ShareTally)).one()
    assert (tally.opened, tally.declared) == (0, 0)


def test_nobody_looks_like_many_by_deleting_and_opening_again(app: Flask) -> None:
    person, other, content = a_relayer(), a_relayer(), a_live_content()
    opened(other, content)
    for _again in range(3):
        share_id = opened(person, content).share_id
        with unit_of_work(acting(person)) as work:
            passing_on.delete_share(work, share_id)
    assert db.session.scalar(select(func.sum(ShareTally.opened))) == 1


def test_what_was_posted_without_the_share_box_is_declared(app: Flask, client: PageClient) -> None:
    content = a_live_content()
    sign_in(client, a_relayer(language=Language.ENGLISH))
    page = f"/library/{content.id}"
    answer = client.submit(f"{page}/declarations", page=page, network="linkedin", link="")
    assert answer.status_code == 303
    assert db.session.scalar(select(func.count()).select_from(ShareDeclaration)) == 1
    refused = client.submit(f"{page}/declarations", page=page, network="x", link="")
    assert refused.status_code == 409
    assert "not meant for X" in text(refused)


def test_a_reminder_comes_once_at_the_wall_time_asked_for(
    app: Flask, client: PageClient, world: TestWorld
) -> None:
    content = a_live_content(title="Boots for life")
    person = a_relayer(email="lea@example.org", language=Language.ENGLISH)
    sign_in(client, person)
    page = f"/library/{content.id}"
    client.submit(f"{page}/reminders", page=page, day="2026-05-04", clock="17:30")
    client.submit(f"{page}/reminders", page=page, day="2026-05-04", clock="17:45")
    assert "17:45" in text(client.get(page))
    world.clock.advance(hours=7, minutes=44)
    run_jobs()
    assert "To pass on: Boots for life" not in [mail["Subject"] for mail in world.mail.sent]
    world.mail.sent.clear()
    world.clock.advance(minutes=1)
    run_jobs()
    assert [mail["Subject"] for mail in world.mail.sent] == ["To pass on: Boots for life"]
    assert len(list(db.session.scalars(select(RelayReminder).where(RelayReminder.sent_at.is_not(None))))) == 1


def test_a_time_that_does_not_exist_is_refused_and_kept(
    app: Flask, client: PageClient, world: TestWorld
) -> None:
    world.clock.at = datetime(2026, 3, 27, 9, 0, tzinfo=UTC)
    content = a_live_content()
    sign_in(client, a_relayer(language=Language.ENGLISH))
    page = f"/library/{content.id}"
    refused = client.submit(f"{page}/reminders", page=page, day="2026-03-29", clock="02:30")
    assert refused.status_code == 409
    assert "02:30 does not exist" in text(refused)
    assert 'value="02:30"' in text(refused)
    past = client.submit(f"{page}/reminders", page=page, day="2026-03-26", clock="17:30")
    assert "This time is over." in text(past)


def test_the_link_for_an_app_of_the_device_counts_nothing_until_it_was_taken(
    app: Flask, client: PageClient
) -> None:
    content = a_live_content()
    sign_in(client, a_relayer())
    page = f"/library/{content.id}"
    given = client.submit(f"{page}/device-link", page=page)
    assert json.loads(text(given))["url"].startswith("http://localhost/l/")
    assert not db.session.scalar(select(func.count()).select_from(Share))
    assert client.submit(f"{page}/device-shares", page=page).status_code == 303
    assert db.session.scalars(select(Share)).one().network is Network.OTHER


def test_what_five_colleagues_used_is_said_and_not_before(app: Flask, client: PageClient) -> None:
    content = a_live_content(networks=[Network.LINKEDIN])
    for _each in range(4):
        opened(a_relayer(), content)
    sign_in(client, a_relayer(language=Language.ENGLISH))
    assert "colleagues used this wording" not in text(client.get(f"/library/{content.id}"))
    opened(a_relayer(), content)
    assert "5 colleagues used this wording" in text(client.get(f"/library/{content.id}"))


def test_the_device_is_refused_what_the_share_box_refuses(app: Flask, client: PageClient) -> None:
    content = a_live_content()
    sign_in(client, a_relayer())
    page = f"/library/{content.id}"
    token = client.csrf(page)
    stopped()
    for act in ("device-link", "device-shares", "declarations"):
        answer = client.post(f"{page}/{act}", data={"csrf_token": token, "network": "linkedin"})
        assert answer.status_code == 409, act
    assert not db.session.scalar(select(func.count()).select_from(Share))


@pytest.mark.parametrize(
    "wrong", [{"network": "youtube"}, {"network": "nowhere"}, {"language": "de"}, {"text": " "}]
)
def test_a_form_no_page_of_ours_sends_is_answered_with_a_sentence(
    app: Flask, client: PageClient, wrong: dict[str, str]
) -> None:
    content = a_live_content()
    sign_in(client, a_relayer())
    typed = {"network": "linkedin", "language": "en", "text": "Mine.", **wrong}
    answer = client.submit(f"/library/{content.id}/shares", page=f"/library/{content.id}", **typed)
    assert answer.status_code in {409, 422}
    assert not db.session.scalar(select(func.count()).select_from(Share))


def test_a_content_whose_window_is_over_is_gone_for_reading_and_for_sharing(
    app: Flask, client: PageClient, world: TestWorld
) -> None:
    content = a_live_content()
    sign_in(client, a_relayer())
    token = client.csrf(f"/library/{content.id}")
    world.clock.advance(days=31)
    assert client.get(f"/library/{content.id}").status_code == 404
    data = {"csrf_token": token, "network": "linkedin", "language": "en", "text": "Mine."}
    answer = client.post(f"/library/{content.id}/shares", data=data, follow_redirects=True)
    assert answer.status_code == 404


def test_a_post_recalled_while_it_was_written_says_so(app: Flask, client: PageClient) -> None:
    content = a_live_content(title="Boots for life")
    sign_in(client, a_relayer(language=Language.ENGLISH))
    token = client.csrf(f"/library/{content.id}")
    with unit_of_work(acting(somebody(Role.APPROVER))) as work:
        recall(work, content.id, RecallWording("Le chiffre était faux.", "The figure was wrong."))
    data = {"csrf_token": token, "network": "linkedin", "language": "en", "text": "Mine."}
    answer = client.post(f"/library/{content.id}/shares", data=data, follow_redirects=True)
    assert "The figure was wrong." in text(answer)
    assert not db.session.scalar(select(func.count()).select_from(Share))
