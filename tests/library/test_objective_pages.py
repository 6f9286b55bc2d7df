"""Objectives as approvers set and review them, and what editors see of them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from advocacy.db import db
from advocacy.library.models import Objective, ObjectiveReview
from advocacy.library.queries.objectives import objective, objectives
from advocacy.library.rules.words import Aim, Measure, Stage, Verdict
from advocacy.people.models import Person
from advocacy.roles import Role
from tests.support.answer_makers import an_answer
from tests.support.client import PageClient
from tests.support.library_makers import a_live_content, an_objective
from tests.support.makers import sign_in, somebody
from tests.support.roster_makers import a_topic
from tests.support.world import TestWorld

LIST = "/library/manage/objectives"
TYPED = {
    "aim": "recruitment",
    "name_fr": "Recruter dix vendeurs",
    "name_en": "Hire ten sellers",
    "measure": "noted",
    "target": "10",
    "starts_on": "2026-05-01",
    "ends_on": "2026-07-31",
    "review_on": "2026-06-15",
}


@pytest.fixture
def approver() -> Person:
    """Somebody who sets objectives."""
    return somebody(Role.APPROVER)


@pytest.fixture
def screen(client: PageClient, approver: Person) -> PageClient:
    """A browser in which the approver is signed in."""
    sign_in(client, approver)
    return client


def the_objective() -> Objective:
    return db.session.scalars(select(Objective).execution_options(populate_existing=True)).one()


def test_an_approver_sets_an_objective(screen: PageClient, approver: Person) -> None:
    answer = screen.submit(LIST, page=f"{LIST}/new", **TYPED, owner=str(approver.id))
    assert answer.status_code == 303
    made = the_objective()
    assert (made.aim, made.measure, made.target) == (Aim.RECRUITMENT, Measure.NOTED, 10)
    assert "Hire ten sellers" in screen.get(answer.location).text


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"target": "0"}, "The target is a whole number above zero."),
        ({"ends_on": "2026-04-30"}, "The objective ends before it begins."),
        ({"review_on": "2026-05-04"}, "The next review must lie ahead."),
        (
            {"review_on": "2026-04-01", "starts_on": "2026-04-15"},
            "The review comes before the objective begins.",
        ),
        ({"ends_on": "9999-12-31"}, "An objective lasts five years at most."),
    ],
)
def test_what_cannot_be_an_objective_is_refused_and_stays_typed(
    screen: PageClient, approver: Person, wrong: dict[str, str], sentence: str
) -> None:
    answer = screen.submit(LIST, page=f"{LIST}/new", **{**TYPED, "owner": str(approver.id), **wrong})
    assert answer.status_code == 409
    assert sentence in answer.text
    assert "Recruter dix vendeurs" in answer.text


def test_an_editor_sees_objectives_and_does_not_set_one(client: PageClient) -> None:
    made = an_objective()
    sign_in(client, somebody(Role.EDITOR))
    assert made.name_en in client.get(LIST).text
    assert client.get(f"{LIST}/new").status_code == 403
    token = client.csrf(f"{LIST}/{made.id}")
    closed = client.post(f"{LIST}/{made.id}/closing", data={"csrf_token": token})
    assert closed.status_code == 403


def test_a_review_is_signed_with_the_figure_of_the_moment(screen: PageClient, approver: Person) -> None:
    made = an_objective(measure=Measure.NOTED, owner=approver)
    page = f"{LIST}/{made.id}"
    noted = {"day": "2026-05-02", "source": "The till."}
    screen.submit(f"{page}/figures", page=page, **noted, figure="300")
    screen.submit(f"{page}/figures", page=page, **noted, figure="320")
    screen.submit(f"{page}/figures", page=page, **{**noted, "day": "2026-04-30"}, figure="999")
    answer = screen.submit(
        f"{page}/reviews", page=page, verdict="keep", note="It works.", next_review_on="2026-08-01"
    )
    assert answer.status_code == 303
    review = db.session.scalars(select(ObjectiveReview)).one()
    assert (review.verdict, review.figure, review.by_id) == (Verdict.KEEP, 320, approver.id)
    assert the_objective().review_on.isoformat() == "2026-08-01"
    shown = screen.get(page).text
    assert "It works." in shown
    assert ">320<" in shown
    assert ">300<" not in shown


def test_to_stop_closes_the_objective_for_good(screen: PageClient, approver: Person) -> None:
    made = an_objective(owner=approver)
    page = f"{LIST}/{made.id}"
    screen.submit(f"{page}/reviews", page=page, verdict="stop", note="Nobody came.", next_review_on="")
    assert the_objective().closed_at is not None
    assert objectives(db.session(), open_on=made.starts_on) == []
    token = screen.csrf(f"{LIST}/new")
    again = screen.post(
        f"{page}/reviews",
        data={"csrf_token": token, "verdict": "stop", "note": "Again."},
    )
    assert again.status_code == 409


@pytest.mark.parametrize("typed", [{"note": ""}, {"verdict": "perhaps"}])
def test_a_review_without_words_or_decision_is_not_signed(
    screen: PageClient, approver: Person, typed: dict[str, str]
) -> None:
    made = an_objective(owner=approver)
    page = f"{LIST}/{made.id}"
    review = {"verdict": "keep", "note": "It works.", "next_review_on": "2026-08-01", **typed}
    assert screen.submit(f"{page}/reviews", page=page, **review).status_code == 422


def test_a_review_that_goes_on_names_the_next_one(screen: PageClient, approver: Person) -> None:
    made = an_objective(owner=approver)
    page = f"{LIST}/{made.id}"
    review = {"verdict": "keep", "note": "It works.", "next_review_on": ""}
    answer = screen.submit(f"{page}/reviews", page=page, **review)
    assert answer.status_code == 409
    assert "Say when the objective is reviewed next." in answer.text


def test_what_the_portal_counts_is_not_noted_by_hand(screen: PageClient, approver: Person) -> None:
    made = an_objective(measure=Measure.CLICKS, owner=approver)
    figure = {"day": "2026-05-02", "source": "The till.", "figure": "300"}
    answer = screen.submit(f"{LIST}/{made.id}/figures", page=f"{LIST}/{made.id}", **figure)
    assert answer.status_code == 409


def test_the_owner_is_reminded_on_today_from_the_day_of_review_on(
    screen: PageClient, approver: Person, world: TestWorld
) -> None:
    today = world.clock.now().date()
    an_objective(owner=approver, review_on=today + timedelta(days=1))
    an_objective(review_on=today)
    assert "to review" not in screen.get("/").text
    an_objective(owner=approver, review_on=today)
    assert "1 objective to review" in screen.get("/").text


def test_answers_of_the_period_are_counted_for_an_objective_of_service(
    screen: PageClient, world: TestWorld
) -> None:
    member, topic = somebody(), a_topic()
    made = an_objective(Aim.SERVICE, measure=Measure.ANSWERS)
    an_answer(member, topic)
    assert objective(db.session(), made.id).figure == 1
    last = world.clock.now().date() - timedelta(days=20)
    past = an_objective(Aim.SERVICE, measure=Measure.ANSWERS, ends_on=last)
    assert objective(db.session(), past.id).figure == 0


def test_the_ten_stages_are_counted_over_live_contents(screen: PageClient) -> None:
    a_live_content(stage=Stage.AMBASSADOR)
    a_live_content(stage=Stage.AMBASSADOR)
    page = screen.get(LIST).text
    assert "The ten stages of life with the brand" in page
    assert '<title id="stage-ambassador">2 contents</title>' in page
    assert '<title id="stage-unaware">0 contents</title>' in page
