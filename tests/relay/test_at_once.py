"""Many hands at the same instant: no count is lost, the same share is one, a stop holds."""

from __future__ import annotations

from functools import partial

import pytest
from flask import Flask
from sqlalchemy import func, select

from advocacy.db import db
from advocacy.errors import Refused
from advocacy.networks.words import Network
from advocacy.people.rules import Language
from advocacy.relay.actions.passing_on import Words, declare_share, open_share
from advocacy.relay.actions.telling import tell_some
from advocacy.relay.models import (
    RecallNotice,
    Share,
    ShareDeclaration,
    SharerMonth,
    ShareTally,
    TeamTally,
    TrackedLink,
)
from advocacy.roles import SYSTEM, Actor, Role
from advocacy.work import unit_of_work
from tests.relay.test_telling import recalled
from tests.support.at_once import together
from tests.support.library_makers import a_live_content
from tests.support.makers import a_department, acting, somebody
from tests.support.relay_makers import a_relayer, stopped
from tests.support.world import TestWorld

pytestmark = pytest.mark.commits

PEOPLE = 6


def share_once(actor: Actor, content_id: int) -> int:
    """Somebody opens the network with their own words."""
    with unit_of_work(actor) as work:
        words = Words(Network.LINKEDIN, Language.ENGLISH, "My own words.")
        return open_share(work, content_id, words).share_id


def test_no_share_is_lost_when_many_open_at_once(committing_app: tuple[Flask, TestWorld]) -> None:
    app, _world = committing_app
    with app.app_context():
        department = a_department()
        content_id = a_live_content().id
        actors = [acting(a_relayer(department=department)) for _each in range(PEOPLE)]
        db.session.commit()
    ids = together(app, [partial(share_once, one, content_id) for one in actors])
    assert len(set(ids)) == PEOPLE
    with app.app_context():
        assert db.session.scalar(select(func.sum(ShareTally.opened))) == PEOPLE
        team = db.session.scalars(select(TeamTally)).one()
        assert (team.people, team.shares) == (PEOPLE, 0)
        assert db.session.scalar(select(func.count()).select_from(TrackedLink)) == 1


def test_the_same_form_sent_many_times_is_one_share(committing_app: tuple[Flask, TestWorld]) -> None:
    app, _world = committing_app
    with app.app_context():
        content_id, actor = a_live_content().id, acting(a_relayer())
        db.session.commit()
    ids = together(app, [partial(share_once, actor, content_id)] * PEOPLE)
    assert len(set(ids)) == 1

    def declare() -> None:
        with unit_of_work(actor) as work:
            declare_share(work, ids[0], "")

    together(app, [declare] * PEOPLE)
    with app.app_context():
        tally = db.session.scalars(select(ShareTally)).one()
        assert (tally.opened, tally.declared) == (1, 1)
        assert db.session.scalar(select(func.count()).select_from(ShareDeclaration)) == 1
        assert db.session.scalar(select(func.count()).select_from(SharerMonth)) == 1


def test_a_recall_told_by_two_workers_is_told_once(committing_app: tuple[Flask, TestWorld]) -> None:
    app, _world = committing_app
    with app.app_context():
        content_id = a_live_content().id
        actors = [acting(a_relayer()) for _each in range(PEOPLE)]
        db.session.commit()
        for actor in actors:
            share_once(actor, content_id)
        recall_id = recalled(content_id)
        db.session.remove()

    def tell() -> int:
        with unit_of_work(SYSTEM) as work:
            return tell_some(work, recall_id)

    together(app, [tell] * 3)
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(RecallNotice)) == PEOPLE


def test_nothing_is_opened_behind_a_stop(committing_app: tuple[Flask, TestWorld]) -> None:
    app, _world = committing_app
    with app.app_context():
        content_id, approver = a_live_content().id, somebody(Role.APPROVER)
        actors = [acting(a_relayer()) for _each in range(PEOPLE)]
        db.session.commit()
        stopped(approver)

    def refused(actor: Actor) -> bool:
        try:
            share_once(actor, content_id)
        except Refused as error:
            return "stopped" in error.sentence
        return False

    assert all(together(app, [partial(refused, one) for one in actors]))
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Share)) == 0
