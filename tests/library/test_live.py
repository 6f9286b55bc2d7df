"""What may be passed on at an instant: windows, networks, languages, topics, who comes first; long lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from time import process_time
from typing import Any

import pytest
from sqlalchemy import func, insert, select

from advocacy.db import db
from advocacy.errors import NotVisible
from advocacy.library.actions import featuring
from advocacy.library.models import (
    Content,
    LiveContent,
    Revision,
    RevisionText,
    RevisionTopic,
    RevisionWording,
)
from advocacy.library.queries.live import LiveCard, Place, Wanted, live, newest
from advocacy.library.queries.live_post import LivePost, live_content
from advocacy.library.rules.words import ContentKind, Stage
from advocacy.networks.words import Network
from advocacy.people.rules import Language
from advocacy.roles import Role
from advocacy.work import unit_of_work
from tests.support.library_makers import (
    a_content,
    a_live_content,
    a_media_file,
    a_sheet,
    an_objective,
    approve,
    edited,
    handed_in,
)
from tests.support.makers import a_person, acting, somebody
from tests.support.queries import count_queries
from tests.support.roster_makers import a_topic
from tests.support.world import TestWorld

pytestmark = pytest.mark.usefixtures("app")
EN, FR = Language.ENGLISH, Language.FRENCH


def cards(world: TestWorld, language: Language = EN, **wanted: Any) -> Sequence[LiveCard]:
    """The first page of what may be passed on now."""
    return live(db.session(), at=world.clock.now(), language=language, wanted=Wanted(**wanted)).cards


def ids(found: Sequence[LiveCard]) -> list[int]:
    """Which contents."""
    return [card.content_id for card in found]


def post(content: Content, world: TestWorld) -> LivePost:
    """The content whole."""
    return live_content(db.session(), content.id, at=world.clock.now())


def test_a_content_is_there_within_its_window_only(world: TestWorld) -> None:
    opens = world.clock.now() + timedelta(hours=1)
    content = a_live_content(opens_at=opens, closes_at=opens + timedelta(hours=1))
    assert cards(world) == []
    with pytest.raises(NotVisible):
        post(content, world)
    world.clock.advance(hours=1)
    assert ids(cards(world)) == [content.id]
    assert post(content, world).opens_at == opens
    world.clock.advance(hours=1)
    assert cards(world) == []
    with pytest.raises(NotVisible):
        post(content, world)


def test_a_content_without_an_end_stays(world: TestWorld) -> None:
    content = a_content()
    content.closes_at = None
    db.session.commit()
    handed_in(content)
    approve(content)
    world.clock.advance(days=400)
    assert ids(cards(world)) == [content.id]


def test_a_card_speaks_the_readers_language_else_the_other(world: TestWorld) -> None:
    a_live_content(languages=[FR], why="Parce que.", title="Des bottes")
    french, english = cards(world, FR)[0], cards(world, EN)[0]
    assert (french.language, french.why) == (FR, "Parce que.")
    assert (english.language, english.title) == (FR, "Des bottes")
    both = a_live_content(title="Boots")
    assert next(one for one in cards(world, EN) if one.content_id == both.id).language is EN


def test_what_people_see_is_what_was_approved_whatever_is_written_since(world: TestWorld) -> None:
    content = a_live_content(media=[a_media_file()], wordings=2)
    before = post(content, world)
    edited(content, link="https://example.org/later")
    handed_in(content)
    assert post(content, world) == before
    assert before.link != "https://example.org/later"
    assert len(before.said_on(Network.BLUESKY, EN)) == 2
    assert before.media[0].alt_in(FR) == "Une botte sur un établi."
    assert before.said_on(Network.LINKEDIN, FR)[0].disclosure == "Je travaille chez Maison Verdier"


def test_a_network_that_is_off_says_nothing(world: TestWorld) -> None:
    content = a_live_content(networks=[Network.LINKEDIN, Network.BLUESKY])
    alone = a_live_content(networks=[Network.BLUESKY])
    a_sheet(Network.BLUESKY, on=False)
    assert ids(cards(world)) == [content.id]
    assert cards(world)[0].networks == (Network.LINKEDIN,)
    assert {said.network for said in post(content, world).wordings} == {Network.LINKEDIN}
    with pytest.raises(NotVisible):
        post(alone, world)


def test_the_feed_is_chosen_by_topic_network_language_and_objective(world: TestWorld) -> None:
    boots, prices = a_topic(), a_topic()
    aim = an_objective()
    one = a_live_content(topics=[boots], networks=[Network.X], objective=aim)
    two = a_live_content(topics=[prices], languages=[FR])
    three = a_live_content()
    assert set(ids(cards(world, topics=[boots.id]))) == {one.id, three.id}
    assert set(ids(cards(world, languages=[EN]))) == {one.id, three.id}
    assert ids(cards(world, network=Network.X)) == [one.id]
    assert cards(world, network=Network.X, languages=[FR], topics=[prices.id]) == []
    assert ids(cards(world, objective_id=aim.id)) == [one.id]
    assert set(ids(cards(world, languages=[FR], topics=[prices.id, boots.id]))) == {one.id, two.id, three.id}
    assert cards(world, kind=ContentKind.CONTEST) == []
    assert cards(world, topics=[boots.id], network=Network.X)[0].topics == (boots.id,)


def test_those_shown_first_come_first_and_once(world: TestWorld) -> None:
    contents = [a_live_content(opens_at=world.clock.now() - timedelta(days=day)) for day in range(4)]
    with unit_of_work(acting(somebody(Role.EDITOR))) as work:
        featuring.feature(work, contents[3].id)
    page = live(db.session(), at=world.clock.now(), language=EN)
    assert ids(page.featured) == [contents[3].id]
    assert ids(page.cards) == [contents[number].id for number in (3, 0, 1, 2)]
    assert page.featured[0].featured == 1
    behind = live(db.session(), at=world.clock.now(), language=EN, after=page.posts.rows[0].place)
    assert ids(behind.cards) == [contents[1].id, contents[2].id]


def test_who_had_the_idea_is_credited(world: TestWorld) -> None:
    colleague = a_person("Noé", "Bernard")
    content = a_live_content(suggested_by_id=colleague.id)
    assert cards(world)[0].credited == "Noé Bernard"
    assert post(content, world).credited == "Noé Bernard"


def found_since(world: TestWorld, since: datetime) -> list[LiveCard]:
    """What a digest tells."""
    return newest(db.session(), at=world.clock.now(), since=since, language=EN, wanted=Wanted(), most=10)


def test_a_digest_finds_what_became_live_since(world: TestWorld) -> None:
    old = a_live_content()
    coming = a_live_content(opens_at=world.clock.now() + timedelta(days=2))
    since = world.clock.now()
    world.clock.advance(days=1)
    late = a_live_content(opens_at=since - timedelta(days=3))
    world.clock.advance(days=2)
    assert ids(found_since(world, since)) == [coming.id, late.id]
    edited(old, link="https://example.org/mended")
    handed_in(old)
    approve(old)
    assert old.id not in ids(found_since(world, since))


def many(world: TestWorld, count: int, topic_id: int) -> None:
    """So many live contents, a minute apart: rows as the actions would write them, without their bytes."""
    session, first = db.session(), a_live_content(topics=[])
    like = session.scalars(select(Revision).where(Revision.content_id == first.id)).one()
    start, now = world.clock.now() - timedelta(days=30), world.clock.now()
    base = (session.scalar(select(func.max(Content.id))) or 0) + 1
    top = (session.scalar(select(func.max(Revision.id))) or 0) + 1
    numbers = range(count)
    written = {"kind": ContentKind.POST, "link": like.link, "objective_id": like.objective_id}
    session.execute(
        insert(Content),
        [
            {
                **written,
                "id": base + one,
                "author_id": first.author_id,
                "zone": "Europe/Paris",
                "contest_rules": "",
                "edition": 1,
                "created_at": now,
                "edited_at": now,
            }
            for one in numbers
        ],
    )
    session.execute(
        insert(Revision),
        [
            {
                **written,
                "id": top + one,
                "content_id": base + one,
                "number": 1,
                "edition": 1,
                "stage": Stage.AWARE,
                "opens_at": start + timedelta(minutes=one),
                "canonical": like.canonical,
                "sha256": f"{one:064x}",
                "by_id": like.by_id,
                "at": now,
            }
            for one in numbers
        ],
    )
    session.execute(insert(RevisionText), list(_texts(top, count)))
    session.execute(insert(RevisionWording), list(_wordings(top, count)))
    session.execute(
        insert(RevisionTopic), [{"revision_id": top + one, "topic_id": topic_id} for one in numbers]
    )
    session.execute(
        insert(LiveContent),
        [
            {
                "content_id": base + one,
                "revision_id": top + one,
                "opens_at": start + timedelta(minutes=one),
                "since": now,
            }
            for one in numbers
        ],
    )
    session.commit()


def _texts(top: int, count: int) -> Iterator[dict[str, Any]]:
    told = {"why": "Boots last.", "audience": "People who walk.", "next_step": "Come."}
    for one in range(count):
        for language in Language:
            yield {"revision_id": top + one, "language": language, "title": f"Boots {one}", **told}


def _wordings(top: int, count: int) -> Iterator[dict[str, Any]]:
    said = {"position": 1, "text": "Boots.", "disclosure": "I work here"}
    for one in range(count):
        for number, language in enumerate(Language):
            yield {
                "revision_id": top + one,
                "wording_id": number + 1,
                "network": Network.LINKEDIN,
                "language": language,
                **said,
            }


def test_ten_thousand_contents_cost_as_much_on_page_400_as_on_page_1(world: TestWorld) -> None:
    """P7: the same statements, and much the same time, wherever in the list."""
    topic = a_topic()
    many(world, 10_000, topic.id)
    if db.engine.dialect.name == "postgresql":
        db.session.connection().exec_driver_sql("ANALYZE")
    wanted = Wanted(topics=[topic.id], languages=[EN, FR])

    def page(after: Place | None) -> tuple[list[LiveCard], float, int]:
        begun = process_time()
        with count_queries() as statements:
            found = live(db.session(), at=world.clock.now(), language=EN, wanted=wanted, after=after)
        return found.posts.rows, process_time() - begun, len(statements)

    first, _warm, queries = page(None)
    assert queries == 2
    deep = Place(first[0].opens_at - timedelta(minutes=25 * 399), 0)
    times: dict[Place | None, list[float]] = {None: [], deep: []}
    for _each in range(5):
        for place in times:
            rows, took, count = page(place)
            assert len(rows) >= 24
            assert count == (2 if place is None else 1)
            times[place].append(took)
    assert min(times[deep]) <= 3 * min(times[None]) + 0.005
