"""Following a tracked link: where it leads, what is sent, and what is counted."""

import tracemalloc
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from advocacy.db import db
from advocacy.library.actions.recalling import recall
from advocacy.library.rules.live import RecallWording
from advocacy.relay.counting import Clicks
from advocacy.relay.models import ClickSalt, ClickSeen
from advocacy.relay.rules.clicks import Click, visitor
from advocacy.relay.serving import FRESH, Destinations
from advocacy.roles import Role
from advocacy.work import unit_of_work
from tests.support.at_once import together
from tests.support.jobs import run_jobs
from tests.support.library_makers import a_live_content
from tests.support.link_makers import (
    FIREFOX,
    MASTODON,
    a_tracked_link,
    clicks_of_app,
    counted,
    forget_clicks,
)
from tests.support.makers import acting, sign_in, somebody


@pytest.fixture(autouse=True)
def _nothing_remembered(migrated_app):
    """One application serves all tests: nothing of the last one is in memory."""
    forget_clicks(migrated_app[0])


def follow(client, link, method="GET", query="", **headers):
    """The answer to somebody who follows the link."""
    given = {"User-Agent": FIREFOX, **{name.replace("_", "-"): value for name, value in headers.items()}}
    address = headers.pop("address", "192.0.2.1")
    given.pop("address", None)
    return client.open(
        f"/l/{link.slug}{query}", method=method, headers=given, environ_base={"REMOTE_ADDR": address}
    )


def test_a_link_leads_to_the_stored_page_and_nothing_is_kept_of_the_reader(app, world, client):
    link = a_tracked_link()
    answer = follow(client, link, query="?next=https://evil.example/&fbclid=1")
    assert answer.status_code == 302
    assert answer.headers["Location"] == link.target
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert "Set-Cookie" not in answer.headers
    assert answer.data == b""


def test_somebody_signed_in_is_nobody_here(app, world, client):
    sign_in(client, somebody(Role.HR))
    answer = follow(client, a_tracked_link())
    assert (answer.status_code, "Set-Cookie" in answer.headers) == (302, False)


@pytest.mark.parametrize("code", ["aaaaaaaaaaaa", "x", "social-media", "a" * 500, "%00", "été"])
def test_a_code_nobody_gave_is_a_page_in_both_languages(app, world, client, code):
    answer = client.get(f"/l/{code}", headers={"Accept-Language": "fr"})
    assert answer.status_code == 404
    if code != "%00":  # a NUL is refused before any route
        assert answer.headers["X-Robots-Tag"] == "noindex"
        assert answer.text.count('lang="en"') == 1
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Content-Security-Policy" in answer.headers
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_a_link_is_only_followed(app, world, client, method):
    assert follow(client, a_tracked_link(), method).status_code == 405


def test_people_and_programs_are_counted_apart_and_once_a_day(app, world, client):
    link = a_tracked_link()
    for _again in range(3):
        follow(client, link)
        follow(client, link, address="192.0.2.2")
        follow(client, link, User_Agent=MASTODON)
    follow(client, link, "HEAD")
    follow(client, link, address="192.0.2.3", Sec_Purpose="prefetch;prerender")
    assert clicks_of_app(app).write()
    assert counted(link.id) == (2, 3)
    follow(client, link, address="192.0.2.3")
    follow(client, link)
    assert clicks_of_app(app).write()
    assert counted(link.id) == (3, 3)


def test_nothing_kept_holds_an_address_or_a_browser(app, world, client):
    follow(client, a_tracked_link(), address="198.51.100.77")
    assert clicks_of_app(app).write()
    day, seen = db.session.execute(select(ClickSeen.day, ClickSeen.visitor)).one()
    salt = db.session.scalars(select(ClickSalt.salt).where(ClickSalt.day == day)).one()
    assert len(salt) == 32
    assert len(seen) == 16
    assert seen == visitor(salt, Click(day, 1, False, "198.51.100.77", FIREFOX))
    assert seen != visitor(b"another" * 4, Click(day, 1, False, "198.51.100.77", FIREFOX))


def test_a_visitor_counts_again_after_midnight(app, world, client):
    link = a_tracked_link()
    world.clock.at = datetime(2026, 5, 4, 23, 59, 59, 999_000, tzinfo=UTC)
    follow(client, link)
    world.clock.advance(milliseconds=1)
    follow(client, link)
    assert clicks_of_app(app).write(), "both days are written together"
    today = world.clock.now().date()
    assert counted(link.id, today - timedelta(days=1)) == (1, 0)
    assert counted(link.id, today) == (1, 0)
    salts = db.session.scalars(select(ClickSalt.salt)).all()
    assert len(set(salts)) == 2


def test_more_visitors_than_memory_allows_are_counted_as_a_flood(app, world):
    link, clicks = a_tracked_link(), Clicks(app, most=10)
    for number in range(25):
        clicks.add(link.id, is_bot=False, address=f"192.0.2.{number}", agent=FIREFOX)
    clicks.add(link.id, is_bot=False, address="192.0.2.1", agent=FIREFOX)
    assert clicks.write()
    assert counted(link.id) == (10, 15)


def test_a_long_agent_takes_no_more_memory_than_a_browsers(app, world):
    clicks = Clicks(app)
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    for number in range(100):
        clicks.add(1, is_bot=False, address="x" * 9_000, agent=f"{number} {'x' * 9_000}")
    grown = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    assert grown < 100 * 1_000


def test_what_is_guessed_is_not_remembered(app, world, client):
    link, known = a_tracked_link(), Destinations(app)
    for number in range(50):
        assert known.find(f"aaaaaaaaaa{'abcdefghjk'[number % 10]}{'abcdefghjk'[number // 10]}") is None
        assert known.find(f"guess {number}") is None
    assert len(known) == 0
    assert known.find(link.slug) is not None
    assert len(known) == 1


def test_links_remembered_are_never_more_than_a_few(app, world):
    content, known = a_live_content(), Destinations(app, most=3)
    for wording_id in range(10):
        link = a_tracked_link(content, wording_id=wording_id)
        assert known.find(link.slug).link_id == link.id
        assert len(known) <= 3


def recalled(content, page=""):
    """The content recalled by an approver."""
    with unit_of_work(acting(somebody(Role.APPROVER))) as work:
        recall(work, content.id, RecallWording("Les chiffres sont faux.", "The figures are wrong.", page))


def test_a_link_of_recalled_content_leads_to_the_chosen_page(app, world, client):
    content = a_live_content()
    link = a_tracked_link(content)
    recalled(content, "https://example.org/sorry/désolé")
    assert follow(client, link).status_code == 410, "before a worker has come by, it leads nowhere"
    run_jobs()
    world.clock.advance(seconds=FRESH.total_seconds())
    answer = follow(client, link)
    assert answer.status_code == 302
    assert answer.headers["Location"] == "https://example.org/sorry/d%C3%A9sol%C3%A9"


def test_a_link_of_recalled_content_without_a_page_says_that_it_was_withdrawn(app, world, client):
    content = a_live_content()
    link = a_tracked_link(content)
    recalled(content)
    run_jobs()
    answer = follow(client, link)
    assert answer.status_code == 410
    assert content.link not in answer.text
    assert "This post was withdrawn" in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert clicks_of_app(app).write()
    assert counted(link.id) == (1, 0)


def test_a_recall_is_seen_once_what_is_remembered_is_too_old(app, world, client):
    content = a_live_content()
    link = a_tracked_link(content)
    assert follow(client, link).status_code == 302
    recalled(content)
    assert timedelta(seconds=5) > FRESH
    world.clock.advance(seconds=FRESH.total_seconds())
    assert follow(client, link).status_code == 410


def test_the_first_clicks_of_a_day_agree_on_its_secret(committing_app):
    app, _world = committing_app
    with app.app_context():
        link_id = a_tracked_link().id
        db.session.remove()
    processes = [Clicks(app) for _each in range(4)]
    for clicks in processes:
        for number in range(40):
            clicks.add(link_id, is_bot=False, address=f"192.0.2.{number}", agent=FIREFOX)
            clicks.add(link_id, is_bot=True, address=f"192.0.2.{number}", agent=MASTODON)
    assert together(app, [clicks.write for clicks in processes]) == [True] * 4
    with app.app_context():
        assert counted(link_id) == (40, 40)
        assert db.session.scalar(select(func.count()).select_from(ClickSalt)) == 1
