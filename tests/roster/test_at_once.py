"""Many hands on the roster at the same instant: with real commits, on both engines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial

from flask import Flask
from sqlalchemy import func, select

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
from advocacy.topics import actions as topics
from advocacy.topics.models import TopicHolding
from advocacy.work import unit_of_work
from tests.support.at_once import together
from tests.support.makers import a_person, acting, somebody
from tests.support.roster_makers import a_member, a_topic
from tests.support.world import TestWorld

HANDS = 6


def outcomes(app: Flask, acts: Sequence[Callable[[], None]]) -> Counter[str]:
    """How often an act was done, and how often refused, when all begin at the same instant."""
    return Counter(together(app, [partial(outcome, act) for act in acts]))


def outcome(act: Callable[[], None]) -> str:
    try:
        act()
    except Refused:
        return "refused"
    return "done"


def count(model: type[Model]) -> int:
    """How many rows there are."""
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_of_many_who_choose_look_alikes_one_has_it(committing_app: tuple[Flask, TestWorld]) -> None:
    app, _world = committing_app
    names = ("Léa sound", "Lea sound", "1ea sound", "LEA-SOUND", "léa · sound", "Iea s0und")
    with app.app_context():
        actors = [acting(a_member()) for _each in names]
        before = count(Alias)

    def choose(number: int) -> Callable[[], None]:
        def act() -> None:
            with unit_of_work(actors[number]) as work:
                profile.choose_alias(work, names[number])

        return act

    found = outcomes(app, [choose(number) for number in range(len(names))])
    assert found == {"done": 1, "refused": len(names) - 1}
    with app.app_context():
        assert count(Alias) == before + 1


def test_the_first_who_join_at_once_all_join_and_the_sentence_is_published_once(
    committing_app: tuple[Flask, TestWorld],
) -> None:
    app, world = committing_app
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

    assert outcomes(app, [join(number) for number in range(HANDS)]) == {"done": HANDS}
    with app.app_context():
        assert count(Enrolment) == HANDS // 2
        assert count(Commitment) == len(Language)


def test_of_two_versions_published_at_once_one_holds(committing_app: tuple[Flask, TestWorld]) -> None:
    app, _world = committing_app
    with app.app_context():
        actors = [acting(somebody(Role.HR)) for _each in range(2)]

    def publish(number: int) -> Callable[[], None]:
        def act() -> None:
            texts = [(Language.FRENCH, f"Je m’engage {number}."), (Language.ENGLISH, f"I commit {number}.")]
            with unit_of_work(actors[number]) as work:
                publishing.publish(work, texts)

        return act

    outcomes(app, [publish(number) for number in range(2)])
    with app.app_context():
        found = commitments.sentences(db.session())
        assert len({one.number for one in found}) == len(found)
        for one in found:
            assert one.text("fr")[-2] == one.text("en")[-2]


def test_a_topic_given_by_many_is_held_once(committing_app: tuple[Flask, TestWorld]) -> None:
    app, _world = committing_app
    with app.app_context():
        actors = [acting(somebody(Role.HR)) for _each in range(HANDS)]
        person_id, topic_id = a_member().id, a_topic().id

    def give(number: int) -> Callable[[], None]:
        def act() -> None:
            with unit_of_work(actors[number]) as work:
                topics.give(work, person_id, topic_id)

        return act

    assert outcomes(app, [give(number) for number in range(HANDS)]) == {"done": HANDS}
    with app.app_context():
        assert count(TopicHolding) == 1
