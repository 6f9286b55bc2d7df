"""Editors who save the same content at the same instant: real commits, both engines."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask

from advocacy.db import db
from advocacy.errors import Refused
from advocacy.library.actions.media import keep
from advocacy.library.actions.writing import edit
from advocacy.library.media import take
from advocacy.library.models import Content, ContentText
from advocacy.library.queries.written import written
from advocacy.library.rules.drafts import Told
from advocacy.library.rules.words import ContentKind
from advocacy.library.rules.writing import Plan, Typed, TypedWording
from advocacy.networks.words import Network
from advocacy.people.rules import Language
from advocacy.roles import Actor, Role
from advocacy.work import unit_of_work
from tests.library.test_media import a_picture
from tests.support.at_once import together
from tests.support.library_makers import a_content
from tests.support.makers import acting, somebody
from tests.support.world import TestWorld

HANDS = 6


def saving(by: Actor, content_id: int, why: str) -> Callable[[], str]:
    """A save over edition 1 with this why, one more wording, and a picture that all of them add."""

    def save() -> str:
        typed = Typed(
            kind=ContentKind.POST,
            objective_id=None,
            stage=None,
            link="",
            topics=frozenset(),
            plan=Plan(None, None, "Europe/Paris"),
            contest_rules="",
            contest_ends_at=None,
            texts={Language.FRENCH: Told("Titre", why)},
            wordings=[TypedWording(None, Network.X, Language.FRENCH, why)],
        )
        try:
            with unit_of_work(by) as work:
                edit(work, content_id, typed, edition=1, added=[take(a_picture())])
        except Refused as refused:
            return str(refused)
        return why

    return save


def test_of_many_who_save_at_once_one_does_and_the_others_are_told(
    committing_app: tuple[Flask, TestWorld],
) -> None:
    app, _world = committing_app
    with app.app_context():
        content_id = a_content(networks=[], link="").id
        actors = [acting(somebody(Role.EDITOR)) for _each in range(HANDS)]
        db.session.remove()
    found = together(app, [saving(one, content_id, f"Pourquoi {n}") for n, one in enumerate(actors)])
    saved = [one for one in found if one.startswith("Pourquoi")]
    assert len(saved) == 1
    assert all("changed elsewhere" in one or "same moment" in one for one in found if one not in saved)
    with app.app_context():
        inside = written(db.session(), content_id)
        assert db.session.get_one(Content, content_id).edition == 2
        assert db.session.get_one(ContentText, (content_id, Language.FRENCH)).why == saved[0]
        assert [one.text for one in inside.wordings] == saved
        assert len(inside.media) == 1


def test_the_same_picture_taken_in_by_many_at_once_is_kept_once(
    committing_app: tuple[Flask, TestWorld],
) -> None:
    app, _world = committing_app
    with app.app_context():
        actors = [acting(somebody(Role.EDITOR)) for _each in range(HANDS)]
        db.session.remove()
    picture = a_picture()

    def keeping(by: Actor) -> Callable[[], int]:
        def act() -> int:
            with unit_of_work(by) as work:
                return keep(work, take(picture)).id

        return act

    assert len(set(together(app, [keeping(one) for one in actors]))) == 1
