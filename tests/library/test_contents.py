"""The list of contents: its order, its filters, its states; and templates to begin from."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
from sqlalchemy import select

from advocacy.db import db
from advocacy.library.actions.holding import hold
from advocacy.library.actions.recalling import recall
from advocacy.library.actions.reviewing import decide
from advocacy.library.actions.starting import create_from_template
from advocacy.library.actions.templates import keep_as_template
from advocacy.library.models import Content, ContentTemplate, ContentWriter
from advocacy.library.queries.contents import NO_FILTER, Filter, contents
from advocacy.library.queries.standing import stand
from advocacy.library.queries.written import written
from advocacy.library.rules.live import RecallWording
from advocacy.library.rules.standing import Standing
from advocacy.library.rules.states import State, StateFacts, states
from advocacy.library.rules.words import Decision
from advocacy.networks.words import Network
from advocacy.people.models import Person
from advocacy.people.rules import Language
from advocacy.roles import Role
from advocacy.wiring import wiring
from advocacy.work import unit_of_work
from tests.support.client import PageClient
from tests.support.library_makers import (
    a_content,
    a_live_content,
    a_media_file,
    a_right,
    an_objective,
    approve,
    edited,
    handed_in,
)
from tests.support.makers import acting, save, sign_in, somebody
from tests.support.queries import count_queries
from tests.support.roster_makers import a_topic
from tests.support.world import TestWorld

pytestmark = pytest.mark.usefixtures("app")

LIST = "/library/manage/contents"


def listed(chosen: Filter = NO_FILTER, by: Person | None = None) -> list[int]:
    """The contents of the first page of the list, for an editor."""
    found = contents(
        db.session(),
        visible_to=acting(by or somebody(Role.EDITOR)),
        language=Language.ENGLISH,
        now=wiring().clock.now(),
        chosen=chosen,
    )
    return [line.id for line in found.rows]


def states_of(content: Content) -> tuple[State, ...]:
    """What the list says of a content."""
    found = contents(
        db.session(),
        visible_to=acting(somebody(Role.EDITOR)),
        language=Language.ENGLISH,
        now=wiring().clock.now(),
        chosen=Filter(author_id=content.author_id, state=_discarded(content)),
    )
    return next(line.states for line in found.rows if line.id == content.id)


def _discarded(content: Content) -> State | None:
    return State.DISCARDED if stand(db.session(), content.id).standing is Standing.DISCARDED else None


def a_returned_content() -> Content:
    """Handed in, and sent back."""
    content = a_content()
    handed_in(content)
    shown = stand(db.session(), content.id).sha256 or ""
    with unit_of_work(acting(somebody(Role.APPROVER))) as work:
        decide(work, content.id, shown=shown, decision=Decision.RETURNED, note="Say why.")
    return content


def a_waiting_content() -> Content:
    """Handed in."""
    content = a_content()
    handed_in(content)
    return content


def a_held_content() -> Content:
    """Approved, then held back."""
    content = a_live_content()
    with unit_of_work(acting(somebody(Role.APPROVER))) as work:
        hold(work, content.id, reason="The price is wrong.")
    return content


def a_recalled_content() -> Content:
    """Approved, then recalled."""
    content = a_live_content()
    with unit_of_work(acting(somebody(Role.APPROVER))) as work:
        recall(work, content.id, RecallWording("Le prix est faux.", "The price is wrong."))
    return content


def a_planned_content() -> Content:
    """Approved, opens in a week."""
    return a_live_content(opens_at=wiring().clock.now() + timedelta(days=7))


def a_discarded_content() -> Content:
    """Given up."""
    return a_content(discarded_at=wiring().clock.now())


@pytest.mark.parametrize(
    ("made", "state"),
    [
        (a_content, State.WRITING),
        (a_waiting_content, State.IN_REVIEW),
        (a_returned_content, State.RETURNED),
        (a_planned_content, State.PLANNED),
        (a_live_content, State.LIVE),
        (a_held_content, State.HELD),
        (a_recalled_content, State.RECALLED),
        (a_discarded_content, State.DISCARDED),
    ],
)
def test_a_state_is_found_by_its_filter_and_by_no_other(made: Callable[[], Content], state: State) -> None:
    content, editor = made(), somebody(Role.EDITOR)
    assert states_of(content) == (state,)
    assert [one for one in State if content.id in listed(Filter(state=one), by=editor)] == [state]


def test_a_window_that_is_over_is_told(world: TestWorld) -> None:
    content = a_live_content()
    world.clock.advance(days=31)
    assert states_of(content) == (State.ENDED,)
    assert [one for one in State if content.id in listed(Filter(state=one))] == [State.ENDED]


def test_a_live_content_that_is_changed_is_in_two_states() -> None:
    content = a_live_content()
    edited(content)
    assert states_of(content) == (State.LIVE, State.WRITING)
    handed_in(content)
    assert states_of(content) == (State.LIVE, State.IN_REVIEW)
    assert content.id in listed(Filter(state=State.LIVE))
    assert content.id in listed(Filter(state=State.IN_REVIEW))
    approve(content)
    assert states_of(content) == (State.LIVE,)


@pytest.mark.parametrize("standing", [Standing.RECALLED, Standing.DISCARDED])
def test_what_is_over_for_good_is_in_one_state(standing: Standing, world: TestWorld) -> None:
    now = world.clock.now()
    facts = StateFacts(standing, is_held=True, opens_at=now, closes_at=None)
    assert [one.value for one in states(facts, now=now)] == [standing.value]


def test_filters_are_held_together() -> None:
    topic, objective, me = a_topic(), an_objective(), somebody(Role.EDITOR)
    wanted = a_content(
        me, networks=[Network.X], languages=[Language.FRENCH], topics=[topic], objective=objective
    )
    a_content(networks=[Network.X], languages=[Language.ENGLISH])
    a_content(networks=[Network.BLUESKY], languages=[Language.FRENCH])
    assert listed(Filter(network=Network.X, language=Language.FRENCH)) == [wanted.id]
    assert listed(Filter(topic_id=topic.id)) == [wanted.id]
    assert listed(Filter(objective_id=objective.id)) == [wanted.id]
    assert listed(Filter(author_id=me.id)) == [wanted.id]
    assert listed(Filter(topic_id=topic.id, network=Network.BLUESKY)) == []


def test_somebody_limited_to_topics_sees_these_alone() -> None:
    topic, editor = a_topic(), somebody(Role.EDITOR)
    a_right(editor, topic)
    mine = a_content(topics=[topic])
    a_content(topics=[topic, a_topic()])
    a_content()
    assert listed(by=editor) == [mine.id]


def test_the_list_goes_on_and_comes_back_without_losing_one(client: PageClient, world: TestWorld) -> None:
    sign_in(client, somebody(Role.EDITOR))
    editor, objective = somebody(Role.EDITOR), an_objective()
    # Many of the same second: the number decides.
    for _number in range(60):
        a_content(editor, networks=[], objective=objective, link="")
    seen: list[str] = []
    address: str | None = f"{LIST}?mine="
    pages = []
    while address:
        html = unescape(client.get(address).get_data(as_text=True))
        pages.append(address)
        seen += [part.split('"')[0] for part in html.split(f'<th scope="row"><a href="{LIST}/')[1:]]
        address = html.split('rel="next" href="')[1].split('"')[0] if 'rel="next"' in html else None
    assert len(seen) == len(set(seen)) == 60
    assert [int(one) for one in seen] == sorted(map(int, seen), reverse=True)
    back = unescape(client.get(pages[-1]).get_data(as_text=True)).split('rel="prev" href="')[1].split('"')[0]
    assert client.get(back).status_code == 200
    assert client.get(f"{LIST}?after=nonsense~x&state=no&topic=-1&network=%00").status_code == 200


@pytest.mark.parametrize("many", [10, 40])
def test_the_list_costs_the_same_for_few_and_many(client: PageClient, many: int) -> None:
    sign_in(client, somebody(Role.EDITOR))
    editor, objective, topic = somebody(Role.EDITOR), an_objective(), a_topic()
    for _number in range(many):
        a_content(editor, objective=objective, topics=[topic])
    for address in (
        LIST,
        f"{LIST}?state=writing&network=x&language=fr&topic={topic.id}&objective={objective.id}",
    ):
        client.get(address)
        with count_queries() as statements:
            client.get(address)
        assert len(statements) <= 10, "\n\n".join(statements)


def test_a_fragment_is_the_list_alone(client: PageClient) -> None:
    sign_in(client, somebody(Role.EDITOR))
    html = client.get(LIST, headers={"HX-Request": "true"}).get_data(as_text=True)
    assert html.lstrip().startswith('<div id="contents">')
    assert "A content is one thing to say" in html


def test_an_approver_is_led_to_the_review(client: PageClient) -> None:
    sign_in(client, somebody(Role.APPROVER))
    content = a_content()
    html = client.get("/library/manage/").get_data(as_text=True)
    assert f'href="{LIST}/{content.id}/review"' in html
    assert "New content" not in html


def test_a_content_is_kept_as_a_template_and_another_begins_from_it(client: PageClient) -> None:
    editor = somebody(Role.EDITOR)
    sign_in(client, editor)
    topic, picture = a_topic(), a_media_file()
    old = a_content(editor, topics=[topic], media=[picture], claims=["For life."], wordings=2)
    address = f"{LIST}/{old.id}/template"
    assert client.submit(address, name="New product").status_code == 303
    assert client.submit(address, name="New product ").status_code == 409
    assert client.submit(address, name=" ").status_code == 422
    kept = db.session.scalars(select(ContentTemplate)).one()
    assert "New product" in client.get("/library/manage/templates").get_data(as_text=True)
    begun = client.submit(
        LIST, page=f"{LIST}/new", language="fr", title="Sandales", link="", topic="", template=str(kept.id)
    )
    assert begun.status_code == 303
    new = db.session.scalars(select(Content).order_by(Content.id.desc())).first()
    assert new is not None
    assert (new.opens_at, new.author_id, new.edition) == (None, editor.id, 1)
    assert (new.objective_id, new.stage, new.link) == (old.objective_id, old.stage, old.link)
    mine, theirs = written(db.session(), new.id), written(db.session(), old.id)
    assert mine.texts[Language.FRENCH].title == "Sandales"
    assert mine.texts[Language.ENGLISH] == theirs.texts[Language.ENGLISH]
    assert [one.text for one in mine.wordings] == [one.text for one in theirs.wordings]
    assert {one.id for one in mine.wordings}.isdisjoint(one.id for one in theirs.wordings)
    assert mine.topics == [topic.id]
    assert mine.media[0].sha256 == picture.sha256
    retired = client.submit(
        f"/library/manage/templates/{kept.id}/retirement", page="/library/manage/templates"
    )
    assert retired.status_code == 303
    assert "No template yet" in client.get("/library/manage/templates").get_data(as_text=True)
    assert written(db.session(), new.id).topics == [topic.id]


def test_whose_words_a_template_holds_counts_as_a_writer_of_what_begins_with_them(client: PageClient) -> None:
    writer, other = somebody(Role.EDITOR, Role.APPROVER), somebody(Role.EDITOR)
    old = a_content(author=writer)
    with unit_of_work(acting(writer)) as work:
        template = keep_as_template(work, old.id, name="New product")
    with unit_of_work(acting(other)) as work:
        new = create_from_template(work, template, title="Sandales", language=Language.FRENCH)
    written_by = select(ContentWriter.person_id).where(ContentWriter.content_id == new.id)
    assert set(db.session.scalars(written_by)) == {writer.id, other.id}


def test_a_template_leaves_out_what_is_no_longer_there(client: PageClient) -> None:
    editor, topic, objective = somebody(Role.EDITOR), a_topic(), an_objective()
    sign_in(client, editor)
    old = a_content(editor, topics=[topic], objective=objective)
    client.submit(f"{LIST}/{old.id}/template", name="Sales")
    topic.closed_at = objective.closed_at = wiring().clock.now()
    save(topic, objective)
    kept = db.session.scalars(select(ContentTemplate)).one()
    client.submit(
        LIST, page=f"{LIST}/new", language="fr", title="Soldes", link="", topic="", template=str(kept.id)
    )
    new = db.session.scalars(select(Content).order_by(Content.id.desc())).first()
    assert new is not None
    assert new.objective_id is None
    assert written(db.session(), new.id).topics == []


@pytest.mark.parametrize("link", ["javascript:alert(1)", "https://localhost/library/"])
def test_a_content_does_not_begin_from_a_link_nobody_can_open(client: PageClient, link: str) -> None:
    sign_in(client, somebody(Role.EDITOR))
    answer = client.submit(
        LIST, page=f"{LIST}/new", language="fr", title="Un titre", link=link, topic="", template=""
    )
    html = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert f'value="{link}"' in html
    assert 'value="Un titre"' in html
    assert db.session.scalars(select(Content)).all() == []
