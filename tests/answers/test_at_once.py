"""The same link sent by many hands at the same instant: with real commits, on both engines."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import func, select

from advocacy.answers.actions import Given, record_answer
from advocacy.answers.models import AnswerWords, PublicAnswer
from advocacy.audit.models import EventRow
from advocacy.db import db
from advocacy.errors import Refused
from advocacy.networks.words import Network
from advocacy.people.rules import Language
from advocacy.work import unit_of_work
from tests.support.answer_makers import a_link
from tests.support.at_once import together
from tests.support.makers import a_person, acting
from tests.support.roster_makers import a_topic
from tests.support.world import TestWorld

HANDS = 20


@pytest.mark.parametrize("people", [1, 2])
def test_one_link_from_many_hands_is_one_row(committing_app: tuple[Flask, TestWorld], people: int) -> None:
    """Of one person each gets the row; of two, one does and the other is refused."""
    app, world = committing_app
    with app.app_context():
        topic, link = a_topic(), a_link()
        actors = [acting(a_person()) for _each in range(people)]
        given = Given(
            network=Network.X,
            link=link,
            topic=topic.slug,
            language=Language.FRENCH,
            question="When?",
            minutes=5,
            answered_at=world.clock.now() - timedelta(hours=1),
        )
        db.session.remove()

    def recorded(number: int) -> int | None:
        try:
            with unit_of_work(actors[number % people]) as work:
                return record_answer(work, given).answer_id
        except Refused:
            return None

    found = together(app, [partial(recorded, number) for number in range(HANDS)])
    with app.app_context():
        (answer_id,) = db.session.scalars(select(PublicAnswer.id)).all()
        assert found.count(answer_id) == HANDS // people
        assert found.count(None) == HANDS - HANDS // people
        assert db.session.scalar(select(func.count()).select_from(AnswerWords)) == 1
        named = select(func.count()).where(EventRow.name == "public_answer_recorded")
        assert db.session.scalar(named) == 1
