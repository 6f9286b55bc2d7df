"""Sources in many hands at the same instant: with real commits, on both engines."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import func, select

from advocacy.db import db
from advocacy.errors import Refused
from advocacy.library.actions.feeds import keep_items
from advocacy.library.actions.items import make_drafts
from advocacy.library.actions.sightings import tell_of_worrying
from advocacy.library.actions.suggestions import decline, use
from advocacy.library.models import Content, FeedItem
from advocacy.library.rules.words import SightingKind
from advocacy.library.sources import polling
from advocacy.library.sources.parsing import Item
from advocacy.notices.models import Notice
from advocacy.roles import SYSTEM, Actor, Role
from advocacy.work import unit_of_work
from tests.support.at_once import together
from tests.support.makers import acting, somebody
from tests.support.source_makers import a_document, a_feed, a_sighting, a_suggestion, an_item, rss
from tests.support.world import TestWorld

HANDS = 4


def test_a_feed_read_by_many_workers_is_asked_once_and_its_items_stand_once(
    committing_app: tuple[Flask, TestWorld],
) -> None:
    app, world = committing_app
    with app.app_context():
        feed = a_feed()
        feed_id, address = feed.id, feed.address
        db.session.remove()
    world.web.documents[address] = a_document(address, rss(*(f"post-{number}" for number in range(30))))
    together(app, [lambda: polling.read(feed_id)] * HANDS)
    assert world.web.asked == [address]

    def keep() -> int:
        with unit_of_work(SYSTEM) as work:
            return keep_items(work, feed_id, [Item(f"{number:064}", "Late") for number in range(20)])

    assert sum(together(app, [keep] * HANDS)) == 20
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(FeedItem)) == 50


def test_what_two_editors_do_to_one_thing_is_done_once(committing_app: tuple[Flask, TestWorld]) -> None:
    app, _world = committing_app
    with app.app_context():
        people = [somebody(Role.EDITOR) for _each in range(HANDS)]
        editors = [acting(person) for person in people]
        item_id, idea_id = an_item(a_feed(by=people[0])).id, a_suggestion(somebody()).id
        for _each in range(3):
            a_sighting(kind=SightingKind.WORRYING)
        db.session.remove()

    def draft(actor: Actor) -> int:
        with unit_of_work(actor) as work:
            return make_drafts(work, [item_id])[0]

    def answer(actor: Actor) -> int:
        try:
            with unit_of_work(actor) as work:
                if actor is editors[0]:
                    decline(work, idea_id, answer="Not now.")
                else:
                    use(work, idea_id, title="Sewing", topic_id=None)
        except Refused:
            return 0
        return 1

    def tell(_actor: Actor) -> int:
        with unit_of_work(SYSTEM) as work:
            return tell_of_worrying(work)

    assert len(set(together(app, [lambda one=one: draft(one) for one in editors]))) == 1  # type: ignore[misc]  # a default keeps the loop's value
    assert sum(together(app, [lambda one=one: answer(one) for one in editors])) == 1  # type: ignore[misc]  # a default keeps the loop's value
    assert sum(together(app, [lambda one=one: tell(one) for one in editors])) == 3  # type: ignore[misc]  # a default keeps the loop's value
    with app.app_context():
        assert (db.session.scalar(select(func.count()).select_from(Content)) or 0) in {1, 2}
        told = select(func.count()).select_from(Notice).where(Notice.kind == "sightings_worrying")
        assert db.session.scalar(told) == HANDS
