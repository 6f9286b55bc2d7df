"""Linked pages looked at: the card, its picture, and what is said when a page changes or dies."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from flask import current_app
from PIL import Image
from sqlalchemy import select

from advocacy.db import db
from advocacy.library.actions.targets import look_at
from advocacy.library.models import LinkTarget, MediaFile
from advocacy.library.queries.parts import address_sha256
from advocacy.library.queries.targets import card
from advocacy.library.rules.targets import TRIES, Known, Seen, judge, next_look
from advocacy.library.rules.words import TargetState
from advocacy.library.sources import looking
from advocacy.networks.fetching import NotFetched, Why
from advocacy.people.models import Person
from advocacy.roles import SYSTEM, Role
from advocacy.work import unit_of_work
from tests.support.jobs import run_jobs
from tests.support.library_makers import a_live_content
from tests.support.makers import somebody
from tests.support.source_makers import a_document
from tests.support.world import MONDAY_MORNING as NOW
from tests.support.world import TestWorld

pytestmark = pytest.mark.usefixtures("app")

PAGE = "https://shop.example/boots"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def put(world: TestWorld, title: str = "Boots", image: str = "") -> None:
    """What stands at the page now."""
    head = f"<title>{title}</title><meta property='og:image' content='{image}'>"
    world.web.documents[PAGE] = a_document(PAGE, head, "text/html", charset="utf-8")


def looked(world: TestWorld, **later: float) -> LinkTarget:
    """Time passes, the worker looks at what is due; the page as it is known then."""
    world.clock.advance(**later)
    looking.queue_due(current_app)
    run_jobs()
    found = select(LinkTarget).where(LinkTarget.address_sha256 == address_sha256(PAGE))
    return db.session.scalars(found.execution_options(populate_existing=True)).one()


def asked(world: TestWorld) -> LinkTarget:
    """Somebody saves a draft with the link."""
    with unit_of_work(SYSTEM) as work:
        look_at(work, PAGE)
    return looked(world)


def live(world: TestWorld, author: Person, **window: Any) -> LinkTarget:
    """The page is looked at and content that links to it is approved."""
    asked(world)
    a_live_content(author=author, link=PAGE, **window)
    return looked(world)


def mails(world: TestWorld, person: Person) -> list[str]:
    """The subjects of what somebody got about linked pages."""
    sent = [mail for mail in world.mail.sent if str(mail["To"]) == person.email]
    return [str(mail["Subject"]) for mail in sent if "link" in str(mail["Subject"])]


def test_a_page_is_looked_at_and_its_picture_drawn_anew(world: TestWorld) -> None:
    picture = BytesIO()
    Image.new("RGB", (40, 20), "red").save(picture, "PNG")
    there = "https://cdn.example/boots.png"
    put(world, image=there)
    world.web.documents[there] = a_document(there, picture.getvalue(), "image/png")
    target = asked(world)
    assert (target.state, target.title) == (TargetState.ALIVE, "Boots")
    kept = db.session.get_one(MediaFile, target.image_id)
    assert (kept.type, kept.width, kept.height) == ("image/png", 40, 20)
    shown = card(db.session(), PAGE)
    assert shown is not None
    assert (shown.image, shown.is_worrying) == (kept.sha256, False)


def test_a_picture_that_is_none_or_does_not_come_changes_nothing(world: TestWorld) -> None:
    there = "https://cdn.example/boots.png"
    put(world, image=there)
    world.web.documents[there] = a_document(there, b"\x89PNG\r\n\x1a\nno picture", "image/png")
    before = asked(world).seen_sha256
    del world.web.documents[there]
    world.clock.advance(hours=2)
    assert asked(world).seen_sha256 == before


def test_a_page_just_seen_is_not_asked_again(world: TestWorld) -> None:
    put(world)
    asked(world)
    count = len(world.web.asked)
    asked(world)
    assert len(world.web.asked) == count
    world.clock.advance(hours=2)
    asked(world)
    assert len(world.web.asked) == count + 1


def test_a_document_or_picture_linked_to_is_alive_without_a_card(world: TestWorld) -> None:
    world.web.documents[PAGE] = a_document(PAGE, b"%PDF-1.7", "application/pdf")
    target = asked(world)
    assert (target.state, target.title) == (TargetState.ALIVE, "")


def test_an_address_inside_is_forbidden(world: TestWorld) -> None:
    world.web.documents[PAGE] = NotFetched(Why.FORBIDDEN, "not a public address")
    assert asked(world).state is TargetState.FORBIDDEN


def test_a_changed_page_is_told_to_the_author_once(world: TestWorld) -> None:
    author = somebody(Role.EDITOR)
    put(world)
    before = live(world, author)
    assert before.approved_sha256 == before.seen_sha256
    assert mails(world, author) == []
    put(world, "Sold out")
    for _day in range(3):
        assert looked(world, days=1, minutes=5).state is TargetState.CHANGED
    assert len(mails(world, author)) == 1
    shown = card(db.session(), PAGE)
    assert shown is not None
    assert shown.is_worrying
    put(world)
    assert looked(world, days=1, minutes=5).state is TargetState.ALIVE
    assert len(mails(world, author)) == 1


def test_a_dead_page_is_told_once_it_is_surely_dead(world: TestWorld) -> None:
    author = somebody(Role.EDITOR)
    put(world)
    live(world, author)
    world.web.down = NotFetched(Why.UNREACHABLE, "no answer")
    assert looked(world, days=1, minutes=5).state is TargetState.ALIVE, "once is a hiccup"
    looked(world, minutes=20)
    assert looked(world, minutes=40).state is TargetState.DEAD
    assert len(mails(world, author)) == 1
    looked(world, days=1, minutes=5)
    assert len(mails(world, author)) == 1
    world.web.down = None
    put(world)
    assert looked(world, days=1, minutes=5).state is TargetState.ALIVE


def test_a_page_is_looked_at_again_before_its_window_opens(world: TestWorld) -> None:
    author = somebody(Role.EDITOR)
    put(world)
    target = live(world, author, opens_at=NOW + timedelta(hours=6))
    assert target.next_at == NOW + timedelta(hours=5)
    put(world, "Sold out")
    assert looked(world, hours=5, minutes=5).state is TargetState.CHANGED
    assert len(mails(world, author)) == 1


@pytest.mark.parametrize(
    ("windows", "expected"),
    [
        ([], None),
        ([(NOW - DAY, NOW - HOUR)], None),
        ([(NOW - DAY, None)], NOW + DAY),
        ([(NOW + 3 * HOUR, None)], NOW + 2 * HOUR),
        ([(NOW + HOUR / 2, NOW + DAY)], NOW + DAY),
        ([(NOW + 9 * DAY, None)], NOW + DAY),
        ([(NOW - DAY, NOW + DAY), (NOW + 2 * HOUR, None)], NOW + HOUR),
    ],
)
def test_when_a_page_is_looked_at_again(windows: list[object], expected: object) -> None:
    assert next_look(NOW, windows, is_known=True, fails=0) == expected  # type: ignore[arg-type]  # pairs


def test_what_a_look_means() -> None:
    assert judge(Known(None, 2), Seen("a")).state is TargetState.ALIVE
    assert judge(Known("a", 0), Seen("b")).state is TargetState.CHANGED
    assert judge(Known("a", 0), Seen(is_final=True)).state is TargetState.DEAD
    assert judge(Known("a", 0), Seen()).state is None
    assert judge(Known("a", TRIES - 1), Seen()).state is TargetState.DEAD
    assert judge(Known("a", 0), Seen(is_forbidden=True)).state is TargetState.FORBIDDEN
