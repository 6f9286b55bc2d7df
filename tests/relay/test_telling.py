"""What the relay does by itself: telling of recalls, the digest, dropping reminders, asking servers."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from email.message import EmailMessage

from flask import Flask
from sqlalchemy import func, select

from advocacy.db import db
from advocacy.library.actions.recalling import recall
from advocacy.library.rules.live import RecallWording
from advocacy.networks.fetching import NotFetched, Why
from advocacy.people.models import Person
from advocacy.people.rules import Language
from advocacy.relay.actions import reminding, telling, wishing
from advocacy.relay.actions.wishing import Wishes
from advocacy.relay.jobs.relaying import write_digests
from advocacy.relay.models import DigestSent, MastodonServer, RecallNotice, RelayReminder
from advocacy.roles import SYSTEM, Role
from advocacy.work import unit_of_work
from tests.support.client import PageClient
from tests.support.jobs import run_jobs
from tests.support.library_makers import a_live_content
from tests.support.makers import acting, sign_in, somebody
from tests.support.relay_makers import a_relayer, opened, stopped
from tests.support.roster_makers import a_topic
from tests.support.world import TestWorld

WHY = RecallWording("Le chiffre était faux.", "The figure was wrong.")


def recalled(content_id: int, correction_id: int | None = None) -> int:
    """The content is recalled; the recall's id."""
    with unit_of_work(acting(somebody(Role.APPROVER))) as work:
        return recall(work, content_id, WHY, correction_id=correction_id)


def subjects(world: TestWorld, to: Person) -> list[str]:
    """What was written to somebody."""
    return [str(mail["Subject"]) for mail in world.mail.sent if to.email and to.email in str(mail["To"])]


def words(mail: EmailMessage) -> str:
    """The text of a mail."""
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def wishing_for(person: Person, *, digest: bool = True, topics: tuple[str, ...] = ()) -> Person:
    """The person, who asked for the digest."""
    with unit_of_work(acting(person)) as work:
        wishing.wish(work, Wishes(topics, digest, ""))
    return person


def test_whoever_opened_is_told_once_by_mail_and_in_the_portal(
    app: Flask, client: PageClient, world: TestWorld
) -> None:
    content, correction = a_live_content(title="Boots for life"), a_live_content(title="The right figure")
    person = a_relayer(email="lea@example.org", language=Language.ENGLISH)
    other = a_relayer(email="max@example.org")
    opened(person, content)
    recall_id = recalled(content.id, correction.id)
    run_jobs()
    with unit_of_work(SYSTEM) as work:
        assert telling.tell_some(work, recall_id) == 0
    run_jobs()
    assert subjects(world, person) == ["Recalled: Boots for life"]
    assert subjects(world, other) == []
    body = words(next(one for one in world.mail.sent if "lea@" in str(one["To"])))
    assert "The figure was wrong." in body
    assert f"/library/{correction.id}" in body
    sign_in(client, person)
    assert "A post that you passed on was recalled." in client.get("/").get_data(as_text=True)
    page = client.get("/library/").get_data(as_text=True)
    assert "You passed on “Boots for life”: it was recalled" in page
    assert "Pass on the correction instead" in page
    assert client.get(f"/library/{content.id}").status_code == 303
    assert "The figure was wrong." in client.get(f"/library/{content.id}/recall").get_data(as_text=True)
    client.submit(f"/library/recalls/{recall_id}/seen", page="/library/")
    assert "You passed on" not in client.get("/library/").get_data(as_text=True)
    seen = db.session.scalars(select(RecallNotice)).one()
    assert seen.seen_at == world.clock.at


def test_a_recall_is_told_in_portions(app: Flask, world: TestWorld) -> None:
    content = a_live_content()
    people = [a_relayer() for _each in range(5)]
    for person in people:
        opened(person, content)
    recall_id = recalled(content.id)
    usual = telling.CHUNK
    with unit_of_work(SYSTEM) as work:
        assert telling.tell_some(work, recall_id, most=2) == 2
    with unit_of_work(SYSTEM) as work:
        assert telling.tell_some(work, recall_id, most=usual) == 3
    told = db.session.scalars(select(RecallNotice.person_id)).all()
    assert sorted(told) == sorted(person.id for person in people)


def test_a_content_never_recalled_has_no_page_of_its_recall(app: Flask, client: PageClient) -> None:
    content = a_live_content()
    sign_in(client, somebody())
    assert client.get(f"/library/{content.id}/recall").status_code == 404
    assert client.get("/library/999999").status_code == 404


def test_a_reminder_of_what_was_recalled_is_dropped(app: Flask, world: TestWorld) -> None:
    content = a_live_content()
    person = a_relayer(email="lea@example.org")
    with unit_of_work(acting(person)) as work:
        reminding.remind_me(work, content.id, day=None, clock=time(17, 30))
    recalled(content.id)
    world.clock.advance(hours=8)
    run_jobs()
    assert subjects(world, person) == []
    assert db.session.scalars(select(RelayReminder)).one().dropped_at is not None


def test_the_digest_comes_once_a_week_in_working_hours_to_whoever_asked(app: Flask, world: TestWorld) -> None:
    asked = wishing_for(
        somebody(email="lea@example.org", language=Language.ENGLISH, time_zone="Europe/Paris")
    )
    far = wishing_for(somebody(email="max@example.org", time_zone="America/New_York"))
    unasked = wishing_for(somebody(email="zoe@example.org"), digest=False)
    a_live_content(title="Boots for life")
    a_live_content(title="Jobs in Lyon")
    run_jobs()
    world.mail.sent.clear()
    assert write_digests(world.wiring) == 1
    assert write_digests(world.wiring) == 0
    run_jobs()
    assert subjects(world, asked) == ["2 new posts to pass on"]
    assert subjects(world, far) == []
    assert subjects(world, unasked) == []
    world.clock.advance(hours=6)
    assert write_digests(world.wiring) == 1
    world.clock.advance(days=7)
    assert write_digests(world.wiring) == 0, "nothing is new"
    assert db.session.scalar(select(func.count()).select_from(DigestSent)) == 4


def test_the_digest_holds_the_topics_one_follows(app: Flask, world: TestWorld) -> None:
    boots, bags = a_topic("Boots"), a_topic("Bags")
    person = wishing_for(somebody(email="lea@example.org", language=Language.ENGLISH), topics=(boots.slug,))
    a_live_content(title="About boots", topics=[boots])
    a_live_content(title="About bags", topics=[bags])
    run_jobs()
    world.mail.sent.clear()
    write_digests(world.wiring)
    run_jobs()
    body = words(world.mail.sent[0])
    assert subjects(world, person) == ["1 new post to pass on"]
    assert "About boots" in body
    assert "About bags" not in body


def test_no_digest_leaves_while_relaying_is_stopped(app: Flask, world: TestWorld) -> None:
    wishing_for(somebody(email="lea@example.org"))
    a_live_content()
    stopped()
    assert write_digests(world.wiring) == 0
    assert not db.session.scalar(select(func.count()).select_from(DigestSent))


def test_no_digest_on_a_weekend(app: Flask, world: TestWorld) -> None:
    wishing_for(somebody(email="lea@example.org"))
    a_live_content()
    world.clock.at = datetime(2026, 5, 9, 9, 0, tzinfo=UTC)
    assert write_digests(world.wiring) == 0


def test_a_server_that_leads_inside_is_known_as_such_and_refused(
    app: Flask, client: PageClient, world: TestWorld
) -> None:
    person = a_relayer(language=Language.ENGLISH)
    world.web.down = NotFetched(Why.FORBIDDEN, "inside")
    with unit_of_work(acting(person)) as work:
        wishing.wish(work, Wishes((), False, "piaille.fr"))
    run_jobs()
    server = db.session.scalars(select(MastodonServer)).one()
    assert (server.host, server.problem, server.most_characters) == ("piaille.fr", "forbidden", 500)
    sign_in(client, person)
    assert "leads into an inner network" in client.get("/library/wishes").get_data(as_text=True)


def test_a_server_that_does_not_answer_counts_as_usual(app: Flask, world: TestWorld) -> None:
    world.web.down = NotFetched(Why.UNREACHABLE, "timeout")
    with unit_of_work(acting(somebody())) as work:
        wishing.wish(work, Wishes((), False, "piaille.fr"))
    for _attempt in range(3):
        run_jobs()
        world.clock.at += timedelta(hours=1)
    assert db.session.scalars(select(MastodonServer)).one().problem == "unreachable"
