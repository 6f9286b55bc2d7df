"""The insights as people walk through them: what objectives brought, who took part, what was learnt."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import unescape

import pytest
from flask import Flask
from sqlalchemy import select

from advocacy.db import db
from advocacy.insights.models import Lesson, Verbatim
from advocacy.library.models import Content, Objective, ObjectiveFigure
from advocacy.library.rules.words import Measure
from advocacy.networks.words import Network
from advocacy.people.models import Department, Person
from advocacy.people.rules import Language
from advocacy.roles import Role
from tests.support.client import PageClient
from tests.support.crowds import a_crowd
from tests.support.insight_makers import a_month, followed, gathered, shared, weeks_ago, wording_of
from tests.support.library_makers import a_live_content, a_right, an_objective
from tests.support.makers import a_department, a_person, save, sign_in, somebody
from tests.support.queries import count_queries
from tests.support.roster_makers import a_topic
from tests.support.world import TestWorld


@pytest.fixture
def editor(app: Flask, client: PageClient) -> Person:
    """An editor, signed in."""
    person = somebody(Role.EDITOR)
    sign_in(client, person)
    return person


def text(html: str) -> str:
    """What a page says, its white space made one."""
    main = html[html.index("<main") : html.index("</main>")]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def _page(client: PageClient, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return text(answer.get_data(as_text=True))


def _brought(content: Content) -> None:
    """Shares by nine people and clicks over some weeks."""
    people = a_crowd(9)
    shared(content, people, declared=7, at=weeks_ago(2))
    shared(content, people[:3], network=Network.BLUESKY)
    followed(content, 40, 60, day=weeks_ago(2).date())
    followed(content, 12, 1, network=Network.BLUESKY)
    gathered()


def _objective(objective: Objective) -> str:
    return f"/insights/objectives/{objective.id}"


def test_the_objective_says_what_its_contents_brought(editor: Person, client: PageClient) -> None:
    objective = an_objective(target=200)
    content = a_live_content(objective=objective, title="Autumn boots")
    _brought(content)
    page = _page(client, _objective(objective))
    assert "52 of 200" in page
    assert "26% of the target = 52 ÷ 200" in page
    assert "= visitors who followed the links of this objective’s contents from" in page
    assert "Shares opened 10+ = how often a colleague opened a share dialog" in page
    assert "Shares declared 10+ " in page
    assert "People who clicked 52 " in page
    assert "Suspected bots 61 " in page
    assert "Autumn boots 10+ 10+ 52 61" in page


def test_the_growth_is_drawn_week_by_week_with_its_table(editor: Person, client: PageClient) -> None:
    objective = an_objective(target=200)
    _brought(a_live_content(objective=objective))
    answer = client.get(_objective(objective)).get_data(as_text=True)
    assert '<svg class="sparkline"' in answer
    assert "People who clicked 26 Apr 2026 40 3 May 2026 40 10 May 2026 52" in text(answer)


def test_shares_of_fewer_than_five_people_are_hidden_with_the_next_larger(
    editor: Person, client: PageClient
) -> None:
    """Three people on Bluesky would be told by the nine of LinkedIn and the twelve of both."""
    content = a_live_content()
    _brought(content)
    page = _page(client, f"/insights/contents/{content.id}")
    assert "Shares opened 10+" in page
    assert "Bluesky hidden hidden 12 1" in page
    assert "LinkedIn hidden hidden 40 60" in page


def test_a_content_is_told_wording_by_wording(editor: Person, client: PageClient) -> None:
    content = a_live_content(wordings=2)
    known = wording_of(content, Network.LINKEDIN)
    shared(content, a_crowd(16), wording_id=known)
    shared(content, a_crowd(6))
    followed(content, 31, wording_id=known)
    gathered()
    page = _page(client, f"/insights/contents/{content.id}")
    assert "LinkedIn 20+ 20+ 31 0" in page
    assert "Own words 5+ 5+ 0 0" in page
    assert "resoled for life" in page
    assert "). 15+ 15+ 31 0" in page


def test_one_more_share_changes_nothing_on_the_page(editor: Person, client: PageClient) -> None:
    content = a_live_content()
    people = a_crowd(9)
    shared(content, people[:6])
    gathered()
    before = _page(client, f"/insights/contents/{content.id}")
    shared(content, people[6:9])
    gathered()
    assert _page(client, f"/insights/contents/{content.id}") == before


@pytest.mark.parametrize(
    ("measure", "said"),
    [
        (Measure.SHARES, "5 of 200"),
        (Measure.ANSWERS, "0 of 200"),
        (Measure.NOTED, "17 of 200"),
        (Measure.CLICKS, "40 of 200"),
    ],
)
def test_an_objective_is_measured_in_its_own_way_and_period(
    editor: Person, client: PageClient, measure: Measure, said: str
) -> None:
    """Of the two weeks of clicks and shares the period holds the first alone."""
    day = weeks_ago(2).date()
    objective = an_objective(measure=measure, target=200, ends_on=day + timedelta(days=3))
    _brought(a_live_content(objective=objective))
    note = {"objective_id": objective.id, "source": "The till", "by_id": editor.id, "at": weeks_ago(1)}
    save(
        ObjectiveFigure(day=day, figure=9, **note),
        ObjectiveFigure(day=day + timedelta(days=1), figure=17, **note),
    )
    assert said in _page(client, _objective(objective))
    assert said in _page(client, "/insights/")
    assert said in _page(client, f"/library/manage/objectives/{objective.id}")


def test_an_objective_and_a_content_unknown_are_not_there(editor: Person, client: PageClient) -> None:
    _page(client, "/insights/objectives/999999", 404)
    _page(client, "/insights/contents/999999", 404)
    _page(client, "/insights/participation?department=999999", 404)


def test_a_draft_that_was_never_live_has_no_page(editor: Person, client: PageClient) -> None:
    from tests.support.library_makers import a_content

    _page(client, f"/insights/contents/{a_content().id}", 404)


def test_many_contents_are_listed_page_by_page(editor: Person, client: PageClient) -> None:
    objective = an_objective()
    contents = [a_live_content(objective=objective, networks=(Network.LINKEDIN,)) for _each in range(27)]
    answer = client.get(_objective(objective)).get_data(as_text=True)
    assert f"/insights/contents/{contents[-1].id}" in answer
    assert f'/insights/contents/{contents[1].id}"' not in answer
    behind = client.get(f"{_objective(objective)}?after={contents[2].id}").get_data(as_text=True)
    assert f'/insights/contents/{contents[1].id}"' in behind
    assert f"?before={contents[1].id}" in behind


def test_nothing_brought_is_a_pleasant_page(editor: Person, client: PageClient) -> None:
    assert "No objective yet" in _page(client, "/insights/")
    assert "Contents stand here once they are approved" in _page(client, _objective(an_objective()))
    assert "No month to tell of yet" in _page(client, "/insights/participation")


# Notes


def test_an_editor_notes_what_was_said_and_removes_it(editor: Person, client: PageClient) -> None:
    content = a_live_content()
    address = f"/insights/contents/{content.id}"
    typed = {
        "network": "linkedin",
        "quote": "<b>Mine are ten years old!</b>",
        "link": "https://example.org/p/1",
    }
    answer = client.submit(f"{address}/verbatims", page=address, **typed)
    assert answer.status_code == 303
    page = _page(client, address)
    assert "<b>Mine are ten years old!</b> LinkedIn" in page
    kept = db.session.scalars(select(Verbatim)).one()
    assert client.submit(f"/insights/verbatims/{kept.id}/removal", page=address).status_code == 303
    assert not db.session.scalars(select(Verbatim)).all()


@pytest.mark.parametrize(
    ("typed", "said", "status"),
    [
        ({"network": "", "quote": "Fine."}, "Choose one.", 422),
        ({"network": "linkedin", "quote": " "}, "This is needed.", 422),
        ({"network": "linkedin", "quote": "x" * 601}, "At most 600 characters.", 422),
        (
            {"network": "linkedin", "quote": "Fine.", "link": "javascript:alert(1)"},
            "begins with https://",
            409,
        ),
    ],
)
def test_a_note_that_makes_no_sense_is_said_and_kept(
    editor: Person, client: PageClient, typed: dict[str, str], said: str, status: int
) -> None:
    address = f"/insights/contents/{a_live_content().id}"
    answer = client.submit(f"{address}/verbatims", page=address, **typed)
    assert answer.status_code == status
    page = answer.get_data(as_text=True)
    assert said in page
    assert typed["quote"].strip() in page


def test_what_was_learnt_from_a_content_stands_on_its_objective_too(
    editor: Person, client: PageClient
) -> None:
    objective = an_objective()
    content = a_live_content(objective=objective, title="Autumn boots")
    address = f"/insights/contents/{content.id}"
    client.submit(f"{address}/lessons", page=address, text="Show the workshop, not the shop.")
    client.submit(f"{_objective(objective)}/lessons", page=_objective(objective), text="Mornings do better.")
    page = _page(client, _objective(objective))
    assert "Mornings do better." in page
    assert "Show the workshop, not the shop." in page
    assert "· Autumn boots" in page
    assert "Mornings do better." not in _page(client, address)
    for lesson in db.session.scalars(select(Lesson)).all():
        assert client.submit(f"/insights/lessons/{lesson.id}/removal", page=address).status_code == 303
    assert not db.session.scalars(select(Lesson)).all()


def test_an_empty_lesson_is_not_kept(editor: Person, client: PageClient) -> None:
    objective = an_objective()
    answer = client.submit(f"{_objective(objective)}/lessons", page=_objective(objective), text="")
    assert answer.status_code == 422
    assert not db.session.scalars(select(Lesson)).all()


def test_an_editor_of_other_topics_notes_nothing(editor: Person, client: PageClient) -> None:
    mine, theirs = a_topic(), a_topic()
    a_right(editor, mine)
    content = a_live_content(topics=[theirs])
    address = f"/insights/contents/{content.id}"
    answer = client.submit(f"{address}/verbatims", page=address, network="x", quote="Fine.")
    assert answer.status_code == 404
    assert client.submit(f"{address}/lessons", page=address, text="Fine.").status_code == 404
    assert not db.session.scalars(select(Verbatim)).all()


@pytest.mark.parametrize("role", [Role.APPROVER, Role.AUDITOR])
def test_others_read_what_was_noted_and_note_nothing(app: Flask, client: PageClient, role: Role) -> None:
    sign_in(client, somebody(role))
    content = a_live_content()
    page = _page(client, f"/insights/contents/{content.id}")
    assert "What people said" in page
    assert "Note what was said" not in page
    token = client.csrf("/account/")
    answer = client.post(
        f"/insights/contents/{content.id}/verbatims",
        data={"csrf_token": token, "network": "x", "quote": "Fine."},
    )
    assert answer.status_code == 403


def test_who_has_no_such_role_has_no_insights(app: Flask, client: PageClient) -> None:
    sign_in(client, somebody(Role.HR))
    for address in ("/insights/", "/insights/participation"):
        assert client.get(address).status_code == 403
    assert "/insights/" not in client.get("/").get_data(as_text=True)


# Participation


def _teams() -> tuple[Department, Department, Department]:
    top = a_department("Retail")
    return top, a_department("Shops", parent=top), a_department("Web", parent=top)


def test_participation_is_told_team_by_team_for_a_month_that_is_over(
    editor: Person, client: PageClient
) -> None:
    top, shops, web = _teams()
    a_month({top: (6, 20), shops: (12, 40), web: (5, 25), None: (0, 0)})
    page = _page(client, "/insights/participation")
    assert "The whole company 23 85 27%" in page
    assert "Retail 23 85 27%" in page
    below = _page(client, f"/insights/participation?department={top.id}")
    assert "Retail itself 6 20 30%" in below
    assert "Shops 12 40 30%" in below
    assert "Web 5 25 20%" in below
    assert "÷ employees of the team on 30 April 2026, the last day of the month" in below


def test_a_small_team_and_the_one_that_would_tell_it_are_hidden(editor: Person, client: PageClient) -> None:
    top, shops, web = _teams()
    a_month({top: (0, 0), shops: (12, 40), web: (2, 9)})
    page = _page(client, f"/insights/participation?department={top.id}")
    assert "Retail 14 49 29%" in page
    assert "Shops hidden hidden hidden" in page
    assert "Web hidden hidden hidden" in page


def test_a_manager_sees_the_teams_that_report_to_them_alone(app: Flask, client: PageClient) -> None:
    top, shops, web = _teams()
    boss = a_person(department=top)
    a_person(department=shops, manager=boss)
    a_month({top: (6, 20), shops: (12, 40), web: (5, 25)})
    sign_in(client, boss)
    page = _page(client, "/insights/participation")
    assert "Shops 12 40 30%" in page
    for other in ("Retail", "Web", "The whole company"):
        assert other not in page
    assert "Shops 12 40 30%" in _page(client, f"/insights/participation?department={shops.id}")
    for other in (top, web):
        _page(client, f"/insights/participation?department={other.id}", 404)
    assert "Export the figures" not in page


def test_a_manager_who_is_an_editor_sees_every_team(app: Flask, client: PageClient) -> None:
    top, shops, _web = _teams()
    boss = somebody(Role.EDITOR, department=top)
    a_person(department=shops, manager=boss)
    a_month({top: (6, 20), shops: (12, 40)})
    sign_in(client, boss)
    assert "The whole company" in _page(client, "/insights/participation")


def test_the_month_that_runs_is_not_told_of_until_it_is_over(
    editor: Person, client: PageClient, world: TestWorld
) -> None:
    team = a_department("Shops")
    a_month({team: (12, 40)}, last_day=date(2026, 5, 31))
    assert "No month to tell of yet" in _page(client, "/insights/participation")
    world.clock.advance(days=28)
    assert "Shops 12 40 30%" in _page(client, "/insights/participation")


def test_moving_a_department_or_its_people_changes_nothing_of_the_past(
    editor: Person, client: PageClient
) -> None:
    top, shops, web = _teams()
    a_month({top: (6, 20), shops: (12, 40), web: (5, 25)})
    before = _page(client, f"/insights/participation?department={top.id}")
    web.parent_id, web.path = None, f"{web.id}/"
    save(web)
    a_crowd(30, departments=[shops])
    assert _page(client, f"/insights/participation?department={top.id}") == before


def test_the_past_months_are_drawn_and_said(editor: Person, client: PageClient) -> None:
    team = a_department("Shops")
    a_month({team: (12, 40)}, last_day=date(2026, 3, 31))
    a_month({team: (20, 40)})
    page = client.get("/insights/participation").get_data(as_text=True)
    assert '<svg class="sparkline"' in page
    assert "March 2026 12 40 30% April 2026 20 40 50%" in text(page)
    march = _page(client, "/insights/participation?month=2026-03-01")
    assert "Shops 12 40 30%" in march


# What a page costs


def test_no_page_costs_more_when_more_is_shared(editor: Person, client: PageClient) -> None:
    objective = an_objective()
    content = a_live_content(objective=objective)
    _brought(content)
    team = a_department()
    a_month({team: (12, 40)})
    addresses = [
        "/insights/",
        _objective(objective),
        f"/insights/contents/{content.id}",
        "/insights/participation",
    ]
    few = [_queries(client, address) for address in addresses]
    for _each in range(12):
        _brought(a_live_content(objective=objective, networks=(Network.LINKEDIN, Network.BLUESKY)))
    shared(content, a_crowd(60), wording_id=wording_of(content, Network.BLUESKY), network=Network.BLUESKY)
    gathered()
    many = [_queries(client, address) for address in addresses]
    assert few == many
    assert max(many) <= 9, dict(zip(addresses, many, strict=True))


def _queries(client: PageClient, address: str) -> int:
    db.session.expunge_all()
    with count_queries() as statements:
        assert client.get(address).status_code == 200
    tables = " ".join(statements)
    for large in ("share_tally", "link_day", " share ", "share_declaration"):
        assert large not in tables, f"{address} reads {large}"
    return len(statements)


def test_the_pages_speak_french(app: Flask, client: PageClient) -> None:
    sign_in(client, somebody(Role.EDITOR, language=Language.FRENCH))
    objective = an_objective()
    _brought(a_live_content(objective=objective, title="Bottes d’automne"))
    page = client.get(_objective(objective)).get_data(as_text=True)
    assert "Bottes d’automne" in page
    assert objective.name_fr in page
