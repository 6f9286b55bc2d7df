"""What contents brought, gathered from the tallies: rightly, again and again, and never the whole past."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, select

from advocacy.db import db
from advocacy.insights.models import ContentImpact, ImpactDay, NetworkImpact, WordingImpact
from advocacy.insights.queries.gathering import changed
from advocacy.insights.queries.participation import months
from advocacy.insights.rules.hiding import Attendance
from advocacy.insights.rules.participation import COMPANY, Place
from advocacy.library.models import Content
from advocacy.networks.words import Network
from advocacy.relay.actions.passing_on import declare_share
from advocacy.relay.models import Share, ShareDeclaration, TrackedLink
from advocacy.work import unit_of_work
from tests.support.at_once import together
from tests.support.crowds import a_crowd
from tests.support.insight_makers import followed, gathered, heads_counted, shared, weeks_ago
from tests.support.library_makers import a_live_content
from tests.support.makers import a_department, acting
from tests.support.relay_makers import a_relayer, opened
from tests.support.world import TestWorld


@pytest.fixture
def content(app: Flask) -> Content:
    """A content that may be passed on."""
    return a_live_content()


def _whole(content: Content) -> tuple[int, ...]:
    row = db.session.get(ContentImpact, content.id, populate_existing=True)
    assert row is not None
    return row.opened, row.declared, row.sharers, row.declarers, row.clicked, row.bots


def test_people_are_counted_once_however_many_wordings_they_share(content: Content) -> None:
    people = a_crowd(6)
    shared(content, people, declared=4)
    shared(content, people[:3], network=Network.BLUESKY, declared=0)
    shared(content, people[:2], wording_id=7)
    gathered()
    assert _whole(content) == (11, 6, 6, 4, 0, 0)
    rows = db.session.scalars(select(NetworkImpact).where(NetworkImpact.content_id == content.id))
    assert {row.network: (row.opened, row.sharers) for row in rows} == {
        Network.LINKEDIN: (8, 6),
        Network.BLUESKY: (3, 3),
    }
    wordings = db.session.scalars(select(WordingImpact).where(WordingImpact.content_id == content.id))
    assert {(row.network, row.wording_id): row.opened for row in wordings} == {
        (Network.LINKEDIN, 0): 6,
        (Network.LINKEDIN, 7): 2,
        (Network.BLUESKY, 0): 3,
    }


def test_bots_are_apart_from_people_who_clicked(content: Content) -> None:
    followed(content, 500, 2000)
    followed(content, 20, 1, network=Network.X)
    gathered()
    assert _whole(content) == (0, 0, 0, 0, 520, 2001)


def test_gathering_again_writes_nothing(content: Content) -> None:
    shared(content, a_crowd(5))
    followed(content, 9)
    assert gathered() > 0
    assert gathered() == 0


def test_what_comes_later_is_added(content: Content, world: TestWorld) -> None:
    people = a_crowd(8)
    shared(content, people[:5])
    gathered()
    world.clock.advance(days=3)
    shared(content, people[5:])
    gathered()
    assert _whole(content)[:4] == (8, 8, 8, 8)
    days = db.session.scalars(select(ImpactDay).where(ImpactDay.content_id == content.id))
    assert [(row.declared, row.declarers) for row in days] == [(5, 5), (3, 8)]


def test_a_worker_that_was_off_for_weeks_misses_nothing(content: Content, world: TestWorld) -> None:
    other = a_live_content()
    followed(content, 3)
    gathered()
    shared(other, a_crowd(5), at=world.clock.now() + timedelta(days=1))
    world.clock.advance(weeks=4)
    followed(content, 4, day=world.clock.now().date())
    gathered()
    assert _whole(other)[0] == 5
    assert _whole(content)[4] == 7


def test_a_round_cut_short_is_gone_on_with(content: Content, world: TestWorld) -> None:
    """The longest waiting are counted first, and up to their own day: what is left is found again."""
    old = a_live_content()
    followed(old, 3, day=weeks_ago(5).date())
    followed(content, 4)
    gathered()
    for table in (ContentImpact, NetworkImpact, WordingImpact, ImpactDay):
        db.session.execute(delete(table).where(table.content_id == content.id))
    db.session.commit()
    gathered()
    assert _whole(content)[4] == 4


def test_deleting_ones_shares_takes_nobody_away_and_sharing_anew_adds_nobody(content: Content) -> None:
    people = a_crowd(5)
    shared(content, people)
    gathered()
    db.session.execute(delete(ShareDeclaration))
    db.session.execute(delete(Share).where(Share.person_id == people[0]))
    db.session.commit()
    shared(content, people[:1])
    gathered()
    assert _whole(content)[:4] == (6, 6, 5, 5)


def test_one_person_who_deletes_and_shares_again_is_never_five(content: Content) -> None:
    (one,) = a_crowd(1)
    for _time in range(6):
        db.session.execute(delete(ShareDeclaration))
        db.session.execute(delete(Share))
        db.session.commit()
        shared(content, [one])
    gathered()
    assert _whole(content)[:3] == (6, 6, 1)


def test_what_did_not_move_is_not_looked_at_again(content: Content, world: TestWorld) -> None:
    others = [a_live_content() for _each in range(4)]
    for one in others:
        followed(one, 3)
    gathered()
    world.clock.advance(weeks=2)
    followed(content, 1, day=world.clock.now().date())
    gathered()
    world.clock.advance(hours=1)
    assert [one.content_id for one in changed(db.session())] == [content.id]


def test_two_workers_at_once_gather_the_same(committing_app: tuple[Flask, TestWorld]) -> None:
    app, _world = committing_app
    with app.app_context():
        content = a_live_content()
        shared(content, a_crowd(7))
        followed(content, 11, 3)
        content_id = content.id
        db.session.remove()
    together(app, [gathered] * 4)
    with app.app_context():
        row = db.session.get_one(ContentImpact, content_id)
        assert (row.opened, row.sharers, row.clicked, row.bots) == (7, 7, 11, 3)
        assert db.session.scalars(select(TrackedLink)).one().content_id == content_id


def test_what_people_really_passed_on_reaches_the_insights(app: Flask, world: TestWorld) -> None:
    """From the share box to the page: shares, their declaration, and the team of the month."""
    content, team = a_live_content(), a_department()
    for _each in range(5):
        person = a_relayer(department=team)
        share_id = opened(person, content).share_id
        with unit_of_work(acting(person)) as work:
            declare_share(work, share_id, "")
    gathered()
    assert _whole(content)[:4] == (5, 5, 5, 5)
    a_crowd(5, departments=[team])
    world.clock.at = datetime(2026, 6, 2, 8, tzinfo=UTC)
    heads_counted()
    (may,) = (one for one in months(db.session(), today=date(2026, 6, 2)) if one.first_day.month == 5)
    whole, of_team = may.line(COMPANY), may.line(Place(team.id))
    assert whole is not None
    assert whole.attendance is not None
    assert whole.attendance.took_part == 5
    assert of_team is not None
    assert of_team.attendance is None, "the others, of whom nobody took part, would be told of"
    assert {part.key: part.group for part in may.top.parts}[Place(team.id)] == Attendance(5, 10)
