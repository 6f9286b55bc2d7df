"""The library as people walk through it: the feed, a post, files, what one follows, the stop."""

from __future__ import annotations

import hashlib
import html
import io
import re

from flask import Flask
from PIL import Image
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from advocacy.audit.models import EventRow
from advocacy.db import db
from advocacy.library.shelf import put
from advocacy.networks.words import Network
from advocacy.people.rules import Language
from advocacy.relay.models import Share, TopicSubscription
from advocacy.roles import Role
from tests.support.client import PageClient
from tests.support.library_makers import a_live_content, a_media_file
from tests.support.makers import sign_in, somebody
from tests.support.queries import count_queries
from tests.support.relay_makers import a_relayer, opened, stopped
from tests.support.roster_makers import a_topic
from tests.support.world import TestWorld

JOURNAL = "/audit/"


def text(answer: TestResponse) -> str:
    """The page as text."""
    return answer.get_data(as_text=True)


def test_the_feed_shows_what_may_be_passed_on_with_its_why(app: Flask, client: PageClient) -> None:
    content = a_live_content(title="Boots for life", media=[a_media_file()])
    sign_in(client, somebody(language=Language.ENGLISH))
    page = text(client.get("/library/"))
    assert "Boots for life" in page
    assert "The reader learns how to make boots last." in page
    assert f'href="/library/{content.id}"' in page
    assert 'alt="A boot on a workbench."' in page


def test_the_feed_goes_on_page_by_page_and_misses_none(app: Flask, client: PageClient) -> None:
    contents = {a_live_content(title=f"Post {number}").id for number in range(26)}
    sign_in(client, somebody())
    seen: set[int] = set()
    address: str | None = "/library/"
    while address:
        page = text(client.get(address))
        here = {int(one) for one in re.findall(r'id="post-card-(\d+)"', page)}
        assert not seen & here
        seen |= here
        more = re.search(r'class="button secondary" href="([^"]+)"', page)
        address = html.unescape(more[1]) if more else None
    assert seen == contents


def test_more_posts_come_as_a_fragment(app: Flask, client: PageClient) -> None:
    for number in range(13):
        a_live_content(title=f"Post {number}")
    sign_in(client, somebody())
    fragment = text(client.get("/library/", headers={"HX-Request": "true"}))
    assert "<html" not in fragment
    assert fragment.count('class="post-card"') == 12


def test_who_follows_a_topic_sees_its_posts_and_those_of_no_topic(app: Flask, client: PageClient) -> None:
    mine, other = a_topic("Boots"), a_topic("Bags")
    a_live_content(title="About boots", topics=[mine])
    a_live_content(title="About bags", topics=[other])
    a_live_content(title="About all")
    reader = somebody()
    sign_in(client, reader)
    everything = text(client.get("/library/"))
    assert "About bags" in everything
    client.submit("/library/wishes", topics=mine.slug, mastodon="")
    followed = text(client.get("/library/"))
    assert "About boots" in followed
    assert "About all" in followed
    assert "About bags" not in followed
    assert "About bags" in text(client.get("/library/?topic=all"))


def test_a_post_in_the_other_language_alone_is_left_out_unless_asked_for(
    app: Flask, client: PageClient
) -> None:
    a_live_content(title="Bottes d’hiver", languages=[Language.FRENCH])
    sign_in(client, somebody(language=Language.ENGLISH))
    assert "Bottes d’hiver" not in text(client.get("/library/"))
    page = text(client.get("/library/?language=all"))
    assert "Bottes d’hiver" in page
    assert '<h2 lang="fr">' in page


def test_a_post_shows_its_why_its_words_and_what_is_added(app: Flask, client: PageClient) -> None:
    content = a_live_content(title="Boots for life", networks=[Network.LINKEDIN, Network.BLUESKY])
    sign_in(client, a_relayer(language=Language.ENGLISH))
    with count_queries() as statements:
        page = text(client.get(f"/library/{content.id}?network=linkedin"))
    assert len(statements) <= 10, "\n\n".join(statements)
    assert "Why pass it on" in page
    assert "Come to a shop." in page
    assert "I work for Maison Verdier" in page
    assert "Our autumn boots, resoled for life" in page
    assert "#IWorkForMaisonVerdier" in text(client.get(f"/library/{content.id}?network=bluesky"))


def test_a_stop_is_on_every_page_and_refuses(app: Flask, client: PageClient) -> None:
    content = a_live_content()
    sign_in(client, a_relayer(language=Language.ENGLISH))
    token = client.csrf(f"/library/{content.id}")
    stopped()
    for address in ("/library/", f"/library/{content.id}", "/library/shares", "/library/wishes"):
        page = text(client.get(address))
        assert "An article accuses us." in page, address
        assert "Hélène Faure, 01 23 45 67 89" in page, address
    answer = client.post(
        f"/library/{content.id}/shares",
        data={"csrf_token": token, "network": "linkedin", "language": "en", "text": "Mine."},
    )
    assert answer.status_code == 409
    assert not db.session.scalar(select(func.count()).select_from(Share))


def test_somebody_stops_and_lifts(app: Flask, client: PageClient) -> None:
    sign_in(client, somebody(Role.APPROVER, language=Language.ENGLISH))
    incomplete = client.submit(
        "/library/stop", reason_fr="Crise", reason_en="Crisis", holding_fr="", holding_en="", call=""
    )
    assert incomplete.status_code == 422
    assert "Crise" in text(incomplete)
    told = {
        "reason_fr": "Crise",
        "reason_en": "Crisis",
        "holding_fr": "Non",
        "holding_en": "No",
        "call": "Léa",
    }
    assert client.submit("/library/stop", **told).status_code == 303
    assert "Crisis" in text(client.get("/library/"))
    assert client.submit("/library/stop/lifting", page="/library/stop").status_code == 303
    assert "Crisis" not in text(client.get("/library/"))
    sign_in(client, somebody())
    assert client.get("/library/stop").status_code == 403


def test_wishes_are_kept_and_a_wrong_server_keeps_what_was_typed(app: Flask, client: PageClient) -> None:
    topic = a_topic("Boots")
    person = somebody(language=Language.ENGLISH)
    sign_in(client, person)
    wrong = client.submit("/library/wishes", topics=topic.slug, digest="y", mastodon="localhost")
    assert wrong.status_code == 409
    assert 'value="localhost"' in text(wrong)
    assert not db.session.scalar(select(func.count()).select_from(TopicSubscription))
    assert (
        client.submit("/library/wishes", topics=topic.slug, digest="y", mastodon="piaille.fr").status_code
        == 303
    )
    page = text(client.get("/library/wishes"))
    assert 'value="piaille.fr"' in page
    assert db.session.scalars(select(TopicSubscription.topic_id)).all() == [topic.id]
    client.submit("/library/wishes", mastodon="")
    assert not db.session.scalar(select(func.count()).select_from(TopicSubscription))


def test_a_file_is_shown_and_downloaded_while_the_post_is_live(
    app: Flask, client: PageClient, world: TestWorld
) -> None:
    content_of_file = b"\x89PNG not really"
    sha256 = hashlib.sha256(content_of_file).hexdigest()
    put(world.settings.data_dir, sha256, content_of_file)
    content = a_live_content(media=[a_media_file(sha256=sha256, type="image/png")])
    sign_in(client, somebody())
    shown = client.get(f"/library/{content.id}/media/1/file")
    assert (shown.status_code, shown.mimetype, shown.data) == (200, "image/png", content_of_file)
    kept = client.get(f"/library/{content.id}/media/1/file?download=1")
    assert kept.headers["Content-Disposition"].startswith("attachment")
    assert client.get(f"/library/{content.id}/media/2/file").status_code == 404


def test_the_feed_shows_pictures_small_and_made_once(
    app: Flask, client: PageClient, world: TestWorld
) -> None:
    whole = io.BytesIO()
    Image.new("RGB", (2400, 1260), (120, 40, 50)).save(whole, "JPEG")
    sha256 = hashlib.sha256(whole.getvalue()).hexdigest()
    put(world.settings.data_dir, sha256, whole.getvalue())
    content = a_live_content(media=[a_media_file(sha256=sha256), a_media_file()])
    sign_in(client, somebody())
    assert f'src="/library/{content.id}/media/1/small/file"' in text(client.get("/library/"))
    for _each in range(2):
        small = client.get(f"/library/{content.id}/media/1/small/file")
        assert (small.status_code, small.mimetype) == (200, "image/webp")
        assert small.headers["Cache-Control"] == "private, max-age=3600"
        assert Image.open(io.BytesIO(small.data)).size == (800, 420)
    assert client.get(f"/library/{content.id}/media/2/small/file").status_code == 404


def test_a_stop_is_in_the_journal_and_a_share_is_not(app: Flask, client: PageClient) -> None:
    person, content = a_relayer(language=Language.ENGLISH), a_live_content()
    before = db.session.scalar(select(func.count()).select_from(EventRow))
    opened(person, content)
    assert db.session.scalar(select(func.count()).select_from(EventRow)) == before
    approver = somebody(Role.APPROVER, Role.AUDITOR, language=Language.ENGLISH)
    stopped(approver)
    sign_in(client, approver)
    assert "stopped all relaying." in text(client.get(JOURNAL))
