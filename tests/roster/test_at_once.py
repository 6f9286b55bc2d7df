"""Many hands on the roster at the same instant: with real commits, on both engines."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from advocacy import create_app
from advocacy.db import Model, db
from advocacy.errors import Refused
from advocacy.people.rules import Language
from advocacy.roles import Role
from advocacy.roster.actions import commitments as publishing
from advocacy.roster.actions import enrolling, profile
from advocacy.roster.actions.enrolling import Agreement
from advocacy.roster.models import Alias, Commitment, Enrolment
from advocacy.roster.queries import commitments
from advocacy.roster.rules.enrolling import ShownCommitment
from advocacy.schema import upgrade
from advocacy.topics import actions as topics
from advocacy.topics.models import TopicHolding
from advocacy.work import unit_of_work
from tests.conftest import ENGINES
from tests.support.makers import a_person, acting, somebody
from tests.support.postgres import a_database
from tests.support.roster_makers import a_member, a_topic
from tests.support.world import TestWorld, a_world

HANDS = 6


@pytest.fixture(params=ENGINES)
def portal(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Flask, TestWorld]]:
    """An application on a database of this test's own, where commits are commits."""
    address = ""
    if request.param == "postgresql":
        address = a_database(request.getfixturevalue("postgresql_server"))
    world = a_world(tmp_path_factory.mktemp("at-once"), address)
    app = create_app(world.wiring)
    with app.app_context():
        upgrade(db.engine)
    yield app, world
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def together(app: Flask, acts: Sequence[Callable[[], Any]]) -> Counter[str]:
    """How often an act that all begin at the same instant was done, or refused."""
    ready = threading.Barrier(len(acts))

    def once(act: Callable[[], Any]) -> str:
        with app.app_context():
            ready.wait()
            try:
                act()
            except Refused:
                return "refused"
            finally:
                db.session.remove()
        return "done"

    with ThreadPoolExecutor(len(acts)) as hands:
        return Counter(hands.map(once, acts))


def count(model: type[Model]) -> int:
    """How many rows there are."""
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_of_many_who_choose_look_alikes_one_has_it(portal: tuple[Flask, TestWorld]) -> None:
    app, _world = portal
    names = ("Léa sound", "Lea sound", "1ea sound", "LEA-SOUND", "léa · sound", "Iea s0und")
    with app.app_context():
        actors = [acting(a_member()) for _each in names]
        before = count(Alias)

    def choose(number: int) -> Callable[[], None]:
        def act() -> None:
            with unit_of_work(actors[number]) as work:
                profile.choose_alias(work, names[number])

        return act

    found = together(app, [choose(number) for number in range(len(names))])
    assert found == {"done": 1, "refused": len(names) - 1}
    with app.app_context():
        assert count(Alias) == before + 1


def test_the_first_who_join_at_once_all_join_and_the_sentence_is_published_once(
    portal: tuple[Flask, TestWorld],
) -> None:
    app, world = portal
    with app.app_context():
        actors = [acting(a_person()) for _each in range(HANDS)]
        sha256 = commitments.in_force(db.session()).sha256("en")

    def join(number: int) -> Callable[[], None]:
        actor = actors[number // 2]  # everybody clicks twice
        assert actor.id is not None
        shown = ShownCommitment(actor.id, actor.sign_in_id, "en", sha256, world.clock.now())

        def act() -> None:
            with unit_of_work(actor) as work:
                enrolling.enrol(work, Agreement(shown, agreed=True))

        return act

    assert together(app, [join(number) for number in range(HANDS)]) == {"done": HANDS}
    with app.app_context():
        assert count(Enrolment) == HANDS // 2
        assert count(Commitment) == len(Language)


def test_of_two_versions_published_at_once_one_holds(portal: tuple[Flask, TestWorld]) -> None:
    app, _world = portal
    with app.app_context():
        actors = [acting(somebody(Role.HR)) for _each in range(2)]

    def publish(number: int) -> Callable[[], None]:
        def act() -> None:
            texts = [(Language.FRENCH, f"Je m’engage {number}."), (Language.ENGLISH, f"I commit {number}.")]
            with unit_of_work(actors[number]) as work:
                publishing.publish(work, texts)

        return act

    together(app, [publish(number) for number in range(2)])
    with app.app_context():
        found = commitments.sentences(db.session())
        assert len({one.number for one in found}) == len(found)
        for one in found:
            assert one.text("fr")[-2] == one.text("en")[-2]


def test_a_topic_given_by_many_is_held_once(portal: tuple[Flask, TestWorld]) -> None:
    app, _world = portal
    with app.app_context():
        actors = [acting(somebody(Role.HR)) for _each in range(HANDS)]
        person_id, topic_id = a_member().id, a_topic().id

    def give(number: int) -> Callable[[], None]:
        def act() -> None:
            with unit_of_work(actors[number]) as work:
                topics.give(work, person_id, topic_id)

        return act

    assert together(app, [give(number) for number in range(HANDS)]) == {"done": HANDS}
    with app.app_context():
        assert count(TopicHolding) == 1
