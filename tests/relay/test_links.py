"""Making tracked links, and what they say of themselves."""

import pytest

from advocacy.db import db
from advocacy.errors import Refused
from advocacy.networks.words import Network
from advocacy.relay.actions.links import tracked_link
from advocacy.relay.models import LinkDay, TrackedLink
from advocacy.relay.queries.links import Clicks, clicks_of, link_url
from advocacy.relay.rules.slugs import is_slug
from advocacy.roles import SYSTEM
from advocacy.work import unit_of_work
from tests.support.at_once import together
from tests.support.library_makers import a_live_content
from tests.support.link_makers import a_tracked_link
from tests.support.makers import save


def test_a_link_is_made_once_for_each_wording_and_network(app, world):
    content = a_live_content()
    first = a_tracked_link(content, wording_id=5)
    assert a_tracked_link(content, wording_id=5).id == first.id
    others = {
        a_tracked_link(content, wording_id=6).slug,
        a_tracked_link(content, wording_id=5, network=Network.X).slug,
        a_tracked_link(a_live_content(), wording_id=5).slug,
    }
    assert len(others | {first.slug}) == 4
    assert all(is_slug(slug) for slug in others)
    assert link_url(first.slug) == f"http://localhost/l/{first.slug}"


def test_a_link_leads_where_the_content_approved_last_does(app, world):
    content = a_live_content()
    link = a_tracked_link(content, target="https://example.org/old")
    again = a_tracked_link(content, target="https://example.org/new#there")
    assert (again.id, again.slug) == (link.id, link.slug)
    assert again.target.startswith("https://example.org/new?utm_source=bluesky&")
    assert again.target.endswith("#there")


def test_an_address_too_long_to_keep_is_refused(app, world):
    with pytest.raises(Refused, match="at most 2,600 characters"):
        a_tracked_link(target="https://example.org/" + "é" * 500)


def test_two_who_open_the_same_wording_at_once_get_one_link(committing_app):
    app, _world = committing_app
    with app.app_context():
        content = a_live_content()
        content_id, address = content.id, content.link
        db.session.remove()

    def make():
        with unit_of_work(SYSTEM) as work:
            return tracked_link(
                work, content_id=content_id, wording_id=0, network=Network.X, target=address
            ).slug

    assert len(set(together(app, [make] * 6))) == 1
    with app.app_context():
        assert db.session.query(TrackedLink).count() == 1


def test_the_clicks_of_a_content_are_those_of_all_its_links(app, world):
    content, other = a_live_content(), a_live_content()
    day = world.clock.now().date()
    for number, network in enumerate((Network.X, Network.BLUESKY), 1):
        link = a_tracked_link(content, network=network)
        save(LinkDay(link_id=link.id, day=day, people=number, bots=10 * number))
    assert clicks_of(db.session(), [content.id, other.id]) == {content.id: Clicks(3, 30), other.id: Clicks()}
    assert clicks_of(db.session(), []) == {}
