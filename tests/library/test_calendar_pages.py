"""The editorial calendar as editors see it: entries, slots, what is missing, moving a draft."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import insert

from advocacy.db import db
from advocacy.library.actions.holding import hold
from advocacy.library.actions.recalling import recall
from advocacy.library.models import Content, ContentWriter
from advocacy.library.rules.live import RecallWording
from advocacy.library.rules.words import Aim
from advocacy.networks.words import Network
from advocacy.people.models import Person
from advocacy.people.rules import Language
from advocacy.roles import Role
from advocacy.work import unit_of_work
from tests.support.client import PageClient
from tests.support.library_makers import (
    a_content,
    a_live_content,
    a_right,
    an_objective,
    edited,
    handed_in,
)
from tests.support.makers import acting, sign_in, somebody
from tests.support.queries import count_queries
from tests.support.roster_makers import a_topic
from tests.support.sheet_makers import a_company_event, a_slot

MONTH, WEEK = "/library/manage/calendar", "/library/manage/calendar/week"
TUESDAY = datetime(2026, 5, 12, 6, 30, tzinfo=UTC)
"""08:30 in Paris."""

WORDS = RecallWording("Une erreur de prix.", "A wrong price.")


@pytest.fixture
def viewer() -> Person:
    """An editor who may also hold and recall."""
    return somebody(Role.EDITOR, Role.APPROVER)


@pytest.fixture
def screen(client: PageClient, viewer: Person) -> PageClient:
    """A browser in which the viewer is signed in."""
    sign_in(client, viewer)
    return client


def day_of(page: str, day: str) -> str:
    """What stands on one day of the week's page."""
    found = re.search(rf'id="day-{day}".*?(?=<li class="week-day|</ol>)', page, re.DOTALL)
    assert found is not None, f"no {day} on the page"
    return found[0]


def a_page(screen: PageClient, address: str) -> str:
    answer = screen.get(address)
    assert answer.status_code == 200
    return str(answer.text)


def test_contents_stand_on_the_day_their_window_opens_in_the_readers_zone(screen: PageClient) -> None:
    a_content(opens_at=datetime(2026, 5, 11, 22, 30, tzinfo=UTC), title="After midnight")
    page = a_page(screen, f"{WEEK}?week=2026-05-12")
    assert "After midnight" in day_of(page, "2026-05-12")
    assert "00:30" in day_of(page, "2026-05-12")
    assert "After midnight" not in day_of(page, "2026-05-11")


def test_every_state_is_said_and_what_does_not_take_place_is_struck(
    screen: PageClient, viewer: Person
) -> None:
    approver = somebody(Role.APPROVER)
    a_content(opens_at=TUESDAY, title="Draft")
    handed_in(a_content(opens_at=TUESDAY, title="Waiting"))
    a_live_content(opens_at=TUESDAY, title="Planned")
    a_live_content(title="Living")
    held = a_live_content(opens_at=TUESDAY, title="Held", approver=approver)
    recalled = a_live_content(opens_at=TUESDAY, title="Recalled", approver=approver)
    with unit_of_work(acting(viewer)) as work:
        hold(work, held.id, reason="Wait.")
    with unit_of_work(acting(viewer)) as work:
        recall(work, recalled.id, WORDS)
    page = a_page(screen, f"{MONTH}?month=2026-05")
    for title, state in (
        ("Draft", "being written"),
        ("Waiting", "in review"),
        ("Planned", "planned"),
        ("Living", "live"),
    ):
        assert f'<span class="visually-hidden">{state}: </span>{title}</a>' in page
    assert '<span class="visually-hidden">held back: </span><s>Held</s>' in page
    week = a_page(screen, f"{WEEK}?week=2026-05-12")
    assert "<s>Recalled</s>" in week
    assert "<s>Held</s>" in week


def test_what_was_recalled_stays_where_it_was_whatever_its_draft_says(
    screen: PageClient, viewer: Person
) -> None:
    content = a_live_content(opens_at=TUESDAY, title="Recalled")
    with unit_of_work(acting(viewer)) as work:
        recall(work, content.id, WORDS)
    edited(content, opens_at=TUESDAY + timedelta(days=2))
    page = a_page(screen, f"{WEEK}?week=2026-05-12")
    assert "Recalled" in day_of(page, "2026-05-12")
    assert "Recalled" not in day_of(page, "2026-05-14")


def test_filters_leave_out_what_is_not_asked_for(screen: PageClient) -> None:
    topic, hiring = a_topic(), an_objective(Aim.RECRUITMENT)
    a_content(opens_at=TUESDAY, title="French on X", networks=(Network.X,), languages=(Language.FRENCH,))
    english = {"networks": (Network.BLUESKY,), "languages": (Language.ENGLISH,)}
    a_live_content(opens_at=TUESDAY, title="English on Bluesky", **english)
    a_live_content(opens_at=TUESDAY, title="Of the topic", topics=(topic,), networks=(Network.FACEBOOK,))
    a_content(opens_at=TUESDAY, title="For hiring", objective=hiring, networks=(Network.LINKEDIN,))
    titles = {"French on X", "English on Bluesky", "Of the topic", "For hiring"}
    for query, left in (
        ("network=x", {"French on X"}),
        ("network=bluesky&language=en", {"English on Bluesky"}),
        ("network=bluesky&language=fr", set()),
        (f"topic={topic.id}", {"Of the topic"}),
        (f"objective={hiring.id}", {"For hiring"}),
        ("network=none&topic=x&objective=-1", titles),
    ):
        page = a_page(screen, f"{WEEK}?week=2026-05-12&{query}")
        assert {one for one in titles if f">{one}</a>" in page} == left, query


def test_somebody_limited_to_topics_sees_only_these(client: PageClient) -> None:
    topic, editor = a_topic(), somebody(Role.EDITOR)
    a_right(editor, topic)
    sign_in(client, editor)
    a_content(opens_at=TUESDAY, title="Mine to see", topics=(topic,))
    a_content(opens_at=TUESDAY, title="Somebody else’s")
    page = a_page(client, f"{MONTH}?month=2026-05")
    assert "Mine to see" in page
    assert "Somebody else" not in page


def test_a_day_shows_four_contents_and_says_how_many_more(screen: PageClient) -> None:
    for number in range(7):
        a_content(opens_at=TUESDAY + timedelta(hours=2 * number), title=f"Number {number}")
    page = a_page(screen, f"{MONTH}?month=2026-05")
    assert "and 3 more" in page
    assert "Number 3" in page
    assert "Number 4" not in page
    assert "Number 6" in a_page(screen, f"{WEEK}?week=2026-05-12")


def test_a_month_of_ten_thousand_contents_costs_what_a_small_one_does(screen: PageClient) -> None:
    author = somebody(Role.EDITOR)
    a_slot()
    a_content(author, opens_at=TUESDAY)
    with count_queries() as few:
        a_page(screen, f"{MONTH}?month=2026-05")
    now = datetime(2026, 5, 4, tzinfo=UTC)
    fixed = {"kind": "post", "author_id": author.id, "edition": 1, "created_at": now, "edited_at": now}
    start = datetime(2026, 4, 30, 22, tzinfo=UTC)
    rows = [{**fixed, "opens_at": start + timedelta(minutes=4 * step)} for step in range(10_000)]
    db.session.execute(insert(Content), rows)
    db.session.commit()
    with count_queries() as many:
        page = a_page(screen, f"{MONTH}?month=2026-05")
    assert len(many) <= len(few)
    assert len(many) <= 10, "\n\n".join(many)
    assert page.count('class="entry writing"') <= 4 * 35 + 1
    assert "and 356 more" in page
    assert len(page) < 300_000


def test_clashes_are_told_on_the_same_network_only(screen: PageClient) -> None:
    one = a_content(opens_at=TUESDAY, networks=(Network.LINKEDIN,))
    other = a_content(opens_at=TUESDAY + timedelta(minutes=30), networks=(Network.LINKEDIN, Network.X))
    a_content(opens_at=TUESDAY + timedelta(minutes=45), networks=(Network.BLUESKY,))
    page = a_page(screen, f"{WEEK}?week=2026-05-12")
    assert f"Content {other.id} opens on LinkedIn within the same hour." in page
    assert f"Content {one.id} opens on LinkedIn within the same hour." in page
    assert page.count("within the same hour") == 2


def test_a_slot_is_shown_until_a_content_fills_it(screen: PageClient) -> None:
    a_slot(Network.LINKEDIN)
    page = a_page(screen, f"{WEEK}?week=2026-05-12")
    assert "to fill" in day_of(page, "2026-05-12")
    content = a_content(opens_at=TUESDAY + timedelta(minutes=20), networks=(Network.LINKEDIN,))
    page = a_page(screen, f"{WEEK}?week=2026-05-12")
    assert "to fill" not in page
    assert "fills the slot of 08:30" in page
    edited(content, discarded_at=TUESDAY)
    assert "to fill" in a_page(screen, f"{WEEK}?week=2026-05-12")


@pytest.mark.parametrize(
    ("week", "day", "clock"), [("2027-03-22", "28", "03:30"), ("2026-10-19", "25", "02:30")]
)
def test_a_slot_at_half_past_two_is_there_on_both_nights(
    screen: PageClient, week: str, day: str, clock: str
) -> None:
    a_slot(weekday=6, minute=150)
    page = a_page(screen, f"{WEEK}?week={week}")
    assert clock in day_of(page, f"{week[:8]}{day}")
    assert page.count("to fill") == 1


def test_events_and_public_holidays_are_named_in_the_readers_language(client: PageClient) -> None:
    a_company_event(starts_on=date(2026, 5, 14), ends_on=date(2026, 5, 15))
    sign_in(client, somebody(Role.EDITOR, language=Language.FRENCH))
    french = a_page(client, f"{WEEK}?week=2026-05-12")
    assert "Ascension" in day_of(french, "2026-05-14")
    assert french.count("Salon du cuir") == 2
    sign_in(client, somebody(Role.EDITOR))
    english = a_page(client, f"{MONTH}?month=2026-05")
    assert "Ascension Day" in english
    assert "Leather fair" in english


def test_an_objective_nothing_serves_this_month_is_named(screen: PageClient) -> None:
    hiring, closed = an_objective(Aim.RECRUITMENT), an_objective(Aim.LEADS, closed_at=TUESDAY)
    selling = an_objective(Aim.SALES)
    a_content(opens_at=TUESDAY, objective=selling)
    page = a_page(screen, f"{MONTH}?month=2026-05")
    notes = page.split("Missing this month")[1].split("</section>")[0]
    assert "Nothing for recruitment:" in notes
    assert hiring.name_en in notes
    assert selling.name_en not in notes
    assert closed.name_en not in notes
    later = a_page(screen, f"{MONTH}?month=2027-05")
    assert "Missing this month" not in later


def test_a_draft_is_moved_to_another_day_at_its_time(screen: PageClient, viewer: Person) -> None:
    content = a_content(opens_at=TUESDAY, closes_at=TUESDAY + timedelta(days=3))
    page = f"{MONTH}/contents/{content.id}"
    assert page in a_page(screen, f"{WEEK}?week=2026-05-12")
    answer = screen.submit(page, day="2026-05-20", edition="1")
    assert answer.status_code == 303
    moved = db.session.get_one(Content, content.id, populate_existing=True)
    assert moved.opens_at == TUESDAY + timedelta(days=8)
    assert moved.closes_at == TUESDAY + timedelta(days=11)
    assert moved.edition == 2
    assert db.session.get(ContentWriter, (content.id, viewer.id)) is not None
    again = screen.submit(page, day="2026-05-21", edition="1")
    assert again.status_code == 409
    assert "changed elsewhere" in again.text
    assert "2026-05-21" in again.text


@pytest.mark.parametrize("day", ["2026-05-01", "never", "9999-12-31"])
def test_a_day_that_cannot_be_is_refused(screen: PageClient, day: str) -> None:
    content = a_content(opens_at=TUESDAY)
    answer = screen.submit(f"{MONTH}/contents/{content.id}", day=day, edition="1")
    assert answer.status_code in (409, 422)
    assert db.session.get_one(Content, content.id, populate_existing=True).opens_at == TUESDAY


def test_what_was_approved_is_not_moved_here(screen: PageClient) -> None:
    content = a_live_content(opens_at=TUESDAY)
    page = f"{MONTH}/contents/{content.id}"
    assert page not in a_page(screen, f"{WEEK}?week=2026-05-12")
    assert screen.submit(page, day="2026-05-20", edition="1").status_code == 409


def test_slots_and_events_are_added_and_ended(screen: PageClient) -> None:
    plan = f"{MONTH}/plan"
    slot = {
        "network": "x",
        "weekday": "0",
        "clock": "8h30",
        "zone": "Europe/Paris",
        "slot_language": "",
        "topic": "",
    }
    assert screen.submit(f"{MONTH}/slots", page=plan, **slot).status_code == 303
    event = {"name_fr": "Soldes", "name_en": "Sales", "starts_on": "2026-06-24", "ends_on": ""}
    assert screen.submit(f"{MONTH}/events", page=plan, **event).status_code == 303
    page = a_page(screen, plan)
    assert "Monday, 08:30" in page
    assert "Sales" in page
    assert "to fill" in a_page(screen, f"{WEEK}?week=2026-05-11")
    ends, removes = (
        re.search(rf"{MONTH}/slots/\d+/end", page),
        re.search(rf"{MONTH}/events/\d+/removal", page),
    )
    assert ends is not None
    assert removes is not None
    screen.submit(ends[0], page=plan)
    screen.submit(removes[0], page=plan)
    page = a_page(screen, plan)
    assert "No slot yet." in page
    assert "No event is ahead." in page
    assert "to fill" not in a_page(screen, f"{WEEK}?week=2026-05-11")


@pytest.mark.parametrize(
    "wrong", [{"clock": "25:00"}, {"network": "youtube"}, {"zone": "Mars/Base"}, {"weekday": "7"}]
)
def test_a_slot_that_cannot_be_is_refused_and_stays_typed(screen: PageClient, wrong: dict[str, str]) -> None:
    slot = {"network": "x", "weekday": "0", "clock": "08:30", "zone": "Europe/Paris", **wrong}
    answer = screen.submit(f"{MONTH}/slots", page=f"{MONTH}/plan", **slot)
    assert answer.status_code in (409, 422)
    if "clock" in wrong:
        assert "25:00" in answer.text


def test_an_approver_looks_and_does_not_plan(client: PageClient) -> None:
    content = a_content(opens_at=TUESDAY)
    sign_in(client, somebody(Role.APPROVER))
    assert "Move it to another day" not in a_page(client, f"{WEEK}?week=2026-05-12")
    assert client.get(f"{MONTH}/contents/{content.id}").status_code == 403
    assert "Add a slot" not in a_page(client, f"{MONTH}/plan")
    assert client.get("/").status_code == 200


def test_an_employee_has_no_calendar(client: PageClient) -> None:
    sign_in(client, somebody())
    for address in (MONTH, WEEK, f"{MONTH}/plan", f"{MONTH}/feeds"):
        assert client.get(address).status_code == 403
