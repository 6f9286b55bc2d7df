"""Calendar feeds: what calendar programs read, who may read it, and that nothing writes the address down."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import structlog
import vobject
from icalendar import Calendar
from sqlalchemy import select

from advocacy import create_app
from advocacy.db import db
from advocacy.library.actions.holding import hold, release
from advocacy.library.actions.recalling import recall
from advocacy.library.models import CalendarFeed
from advocacy.library.queries.calendar_feeds import MOST_FEEDS, MOST_IN_FEED
from advocacy.library.rules.live import RecallWording
from advocacy.logs import without_secret_paths
from advocacy.networks.words import Network
from advocacy.people.models import Person, RoleGrant
from advocacy.people.rules import Language
from advocacy.people.tokens import hash_of
from advocacy.roles import Role
from advocacy.work import unit_of_work
from tests.support.client import PageClient
from tests.support.library_makers import a_content, a_live_content, a_right, edited, handed_in
from tests.support.makers import acting, save, sign_in, somebody
from tests.support.queries import count_queries
from tests.support.roster_makers import a_topic
from tests.support.sheet_makers import a_calendar_feed, a_company_event
from tests.support.world import TestWorld, a_world

MINE = "/library/manage/calendar/feeds"
TOKEN = "t" * 43
FEED = f"/calendar/{TOKEN}.ics"
TUESDAY = datetime(2026, 5, 12, 6, 30, tzinfo=UTC)
WORDS = RecallWording("Une erreur de prix.", "A wrong price.")


@pytest.fixture
def reader() -> Person:
    """An editor who approves too, with a feed at FEED."""
    person = somebody(Role.EDITOR, Role.APPROVER)
    a_calendar_feed(person, TOKEN)
    return person


@pytest.fixture
def logs_put_back() -> Iterator[None]:
    """What is logged is configured once per process: put it back."""
    before = structlog.get_config()
    yield
    structlog.configure(**before)


def read(client: PageClient, address: str = FEED) -> dict[str, Any]:
    """The entries of the feed by UID, as two parsers read them alike."""
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.content_type == "text/calendar; charset=utf-8"
    ours = {str(one["uid"]): one for one in Calendar.from_ical(answer.data).walk("VEVENT")}
    theirs = {
        one.uid.value: one
        for one in vobject.readOne(answer.get_data(as_text=True)).contents.get("vevent", [])
    }
    assert ours.keys() == theirs.keys()
    for uid, one in theirs.items():
        assert one.summary.value == str(ours[uid]["summary"])
        assert one.dtstart.value == ours[uid]["dtstart"].dt
        assert one.status.value == str(ours[uid]["status"])
    return ours


def test_a_feed_is_made_with_an_address_that_is_shown_once(client: PageClient) -> None:
    person = somebody(Role.EDITOR)
    sign_in(client, person)
    a_content(opens_at=TUESDAY, title="Boots")
    answer = client.submit(MINE, network="linkedin", objective="", said_in="", topic="")
    found = re.search(r"/calendar/([A-Za-z0-9_-]{43})\.ics", answer.text)
    assert found is not None
    assert [str(one["summary"]) for one in read(client, found[0]).values()] == ["Boots"]
    kept = db.session.scalars(select(CalendarFeed)).one()
    assert kept.filters == {"network": "linkedin"}
    assert found[1] not in {kept.token_sha256, *map(str, kept.filters.values())}
    page = client.get(MINE).text
    assert found[1] not in page
    assert "LinkedIn" in page


def test_an_entry_is_told_with_its_own_address_in_utc(client: PageClient, reader: Person) -> None:
    content = a_live_content(opens_at=TUESDAY, title="Boots, and more; “quoted”")
    one = read(client)[f"content-{content.id}@localhost"]
    assert str(one["summary"]) == "Boots, and more; “quoted”"
    assert one["dtstart"].dt == TUESDAY
    assert b"DTSTART:20260512T063000Z" in client.get(FEED).data
    assert str(one["status"]) == "CONFIRMED"
    assert str(one["url"]).endswith(f"/library/manage/contents/{content.id}/review")


def test_a_draft_is_tentative_and_a_company_event_takes_whole_days(
    client: PageClient, reader: Person
) -> None:
    draft = a_content(opens_at=TUESDAY)
    event = a_company_event(starts_on=date(2026, 5, 14), ends_on=date(2026, 5, 15))
    found = read(client)
    assert str(found[f"content-{draft.id}@localhost"]["status"]) == "TENTATIVE"
    fair = found[f"event-{event.id}@localhost"]
    assert (fair["dtstart"].dt, fair["dtend"].dt) == (date(2026, 5, 14), date(2026, 5, 16))


def test_every_change_grows_the_sequence_and_a_hold_or_recall_cancels(
    client: PageClient, reader: Person, world: TestWorld
) -> None:
    content = a_content(opens_at=TUESDAY)
    uid = f"content-{content.id}@localhost"
    seen = [(int(read(client)[uid]["sequence"]), str(read(client)[uid]["status"]))]

    def look() -> None:
        one = read(client)[uid]
        seen.append((int(one["sequence"]), str(one["status"])))

    edited(content, opens_at=TUESDAY + timedelta(days=1))
    look()
    handed_in(content)
    look()
    live = a_live_content(opens_at=TUESDAY)
    uid = f"content-{live.id}@localhost"
    first = (int(read(client)[uid]["sequence"]), str(read(client)[uid]["status"]))
    later = [first]
    for act in (
        lambda work: hold(work, live.id, reason="Wait."),
        lambda work: release(work, live.id),
        lambda work: recall(work, live.id, WORDS),
    ):
        with unit_of_work(acting(reader)) as work:
            act(work)
        one = read(client)[uid]
        later.append((int(one["sequence"]), str(one["status"])))
    for path in (seen, later):
        numbers = [number for number, _status in path]
        assert numbers == sorted(set(numbers))
    assert [status for _number, status in later] == ["CONFIRMED", "CANCELLED", "CONFIRMED", "CANCELLED"]
    assert b"STATUS:CANCELLED" in client.get(FEED).data


def test_the_same_calendar_is_not_sent_twice(client: PageClient, reader: Person, world: TestWorld) -> None:
    content = a_content(opens_at=TUESDAY)
    first = client.get(FEED)
    world.clock.advance(minutes=20)
    again = client.get(FEED, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    edited(content, opens_at=TUESDAY + timedelta(days=1))
    changed = client.get(FEED, headers={"If-None-Match": first.headers["ETag"]})
    assert changed.status_code == 200
    assert changed.headers["ETag"] != first.headers["ETag"]


def test_a_feed_shows_what_its_filters_leave_in_the_language_of_its_reader(client: PageClient) -> None:
    french = somebody(Role.EDITOR, language=Language.FRENCH)
    a_calendar_feed(french, TOKEN, network="bluesky")
    a_content(opens_at=TUESDAY, title="On Bluesky", networks=(Network.BLUESKY,))
    a_content(opens_at=TUESDAY, title="On X", networks=(Network.X,))
    a_company_event()
    assert sorted(str(one["summary"]) for one in read(client).values()) == ["On Bluesky", "Salon du cuir"]


def test_a_feed_keeps_to_the_topics_of_its_reader(client: PageClient) -> None:
    topic, editor = a_topic(), somebody(Role.EDITOR)
    a_right(editor, topic)
    a_calendar_feed(editor, TOKEN)
    a_content(opens_at=TUESDAY, title="Mine", topics=(topic,))
    a_content(opens_at=TUESDAY, title="Theirs")
    assert [str(one["summary"]) for one in read(client).values()] == ["Mine"]


def test_a_revoked_feed_is_not_there_any_more(client: PageClient, reader: Person) -> None:
    sign_in(client, reader)
    feed = db.session.scalars(select(CalendarFeed)).one()
    assert client.submit(f"{MINE}/{feed.id}/revocation", page=MINE).status_code == 303
    assert client.get(FEED).status_code == 404
    assert "You have no feed yet." in client.get(MINE).text


def test_nobody_revokes_the_feed_of_somebody_else(client: PageClient, reader: Person) -> None:
    sign_in(client, somebody(Role.EDITOR))
    feed = db.session.scalars(select(CalendarFeed)).one()
    assert client.submit(f"{MINE}/{feed.id}/revocation", page=MINE).status_code == 404
    assert client.get(FEED).status_code == 200


def test_the_feed_of_a_leaver_or_of_somebody_without_a_role_is_not_there(
    client: PageClient, world: TestWorld
) -> None:
    today = world.clock.now().date()
    a_calendar_feed(somebody(Role.EDITOR, left=today), "a" * 43)
    a_calendar_feed(somebody(), "b" * 43)
    a_calendar_feed(somebody(Role.EDITOR, disabled=True), "c" * 43)
    former = somebody(Role.EDITOR)
    grant = db.session.scalars(select(RoleGrant).where(RoleGrant.person_id == former.id)).one()
    grant.valid_to = today
    save(grant)
    a_calendar_feed(former, "d" * 43)
    for letter in "abcd":
        assert client.get(f"/calendar/{letter * 43}.ics").status_code == 404, letter


@pytest.mark.parametrize("token", ["x" * 43, "short", "t" * 44, "../../etc", "%00" * 3])
def test_a_guessed_address_is_not_there(client: PageClient, reader: Person, token: str) -> None:
    assert client.get(f"/calendar/{token}.ics").status_code == 404


def test_a_person_has_so_many_feeds_at_most(client: PageClient) -> None:
    person = somebody(Role.EDITOR)
    for _each in range(MOST_FEEDS):
        a_calendar_feed(person)
    sign_in(client, person)
    answer = client.submit(MINE, network="", objective="", said_in="", topic="")
    assert answer.status_code == 409
    assert "Revoke one first." in answer.text


def test_the_address_asks_for_no_referrer_and_no_index(client: PageClient, reader: Person) -> None:
    headers = client.get(FEED).headers
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Robots-Tag"] == "noindex, nofollow"
    assert headers["Cache-Control"] == "private, no-cache"


@pytest.mark.usefixtures("logs_put_back")
def test_the_address_is_in_no_log(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    app = create_app(a_world(tmp_path, log_level="info").wiring)  # its tables are missing: it fails
    app.config["PROPAGATE_EXCEPTIONS"] = False
    assert app.test_client().get(FEED).status_code == 503
    app.test_client().get("/calendar/short.ics")
    written = capsys.readouterr().err
    assert written.count('"calendar_feeds.show"') == 2
    for secret in (TOKEN, hash_of(TOKEN), "short.ics"):
        assert secret not in written


def test_what_the_web_server_logs_of_an_error_hides_secret_paths() -> None:
    assert without_secret_paths(f"GET {FEED}?x=1") == "GET /calendar/…"
    assert without_secret_paths("GET /account/link/abc_DEF-1") == "GET /account/link/…"
    assert without_secret_paths("GET /library/manage/calendar/week") == "GET /library/manage/calendar/week"


def test_a_feed_is_bounded_and_costs_a_fixed_number_of_queries(client: PageClient, reader: Person) -> None:
    author = somebody(Role.EDITOR)
    a_content(author, opens_at=TUESDAY)
    with count_queries() as few:
        client.get(FEED)
    for number in range(30):
        a_content(author, opens_at=TUESDAY + timedelta(hours=number))
    with count_queries() as many:
        assert len(read(client)) == 31
    assert len(many) == len(few)
    assert len(many) <= 10
    assert MOST_IN_FEED == 1000
