"""Taking a training: the text, the time, the quiz, two tabs, two languages, a version in between."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from advocacy.access import SYSTEM
from advocacy.audit.models import EventRow
from advocacy.charter.rules import Weight
from advocacy.db import Model, db
from advocacy.errors import Forbidden, Refused
from advocacy.people.models import Person
from advocacy.people.rules import Language
from advocacy.training.actions.completing import complete
from advocacy.training.actions.cycles import open_cycle
from advocacy.training.models import (
    Certificate,
    Completion,
    Cycle,
    Module,
    QuizAttempt,
    QuizResult,
    SectionTime,
    TrainingTally,
)
from advocacy.training.rules import CycleCause, ModuleKind, Way
from advocacy.work import unit_of_work
from tests.support.client import PageClient, field
from tests.support.makers import a_department, a_person, acting, sign_in, somebody
from tests.support.training_makers import (
    RIGHT_ANSWERS,
    a_completion,
    a_cycle,
    a_module,
    a_module_version,
    a_requirement,
)
from tests.support.world import TestWorld

PAGE = "/training/answering"
WRONG = {"first-words": ["b"], "promise": ["a"], "refund": ["a"]}


@pytest.fixture
def module(app: Flask) -> Module:
    """A module with a quiz of three questions, two of which must be right."""
    return a_module("answering")


@pytest.fixture
def lea(app: Flask, client: PageClient) -> Person:
    """An employee, signed in."""
    person = a_person()
    sign_in(client, person)
    return person


def html(answer: TestResponse) -> str:
    return answer.get_data(as_text=True)


def shown(client: PageClient, address: str = PAGE) -> str:
    """The proof of showing that the page carries."""
    return field(html(client.get(address)), "shown")


def begin(client: PageClient, page: str = PAGE, **values: Any) -> TestResponse:
    return client.submit(f"{PAGE}/attempts", page=page, **{"shown": shown(client, page), **values})


def quiz_of(answer: TestResponse) -> str:
    """The address of the questions that an answer leads to."""
    assert answer.status_code == 303, html(answer)[-1500:]
    return answer.location.partition("?")[0]


def answers(ticked: Mapping[str, list[str]] = RIGHT_ANSWERS) -> dict[str, list[str]]:
    return {f"q-{key}": values for key, values in ticked.items()}


def hand_in(client: PageClient, quiz: str, ticked: Mapping[str, list[str]] = RIGHT_ANSWERS) -> TestResponse:
    return client.submit(f"{quiz}/answers", page=quiz, **answers(ticked))


def count(model: type[Model]) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_reading_then_passing_the_quiz_completes_the_training_at_once(
    client: PageClient, module: Module, lea: Person, world: TestWorld
) -> None:
    begun = shown(client)
    world.clock.advance(minutes=7)
    quiz = quiz_of(client.submit(f"{PAGE}/attempts", page=PAGE, shown=begun))
    world.clock.advance(seconds=100)
    result = hand_in(client, quiz)
    assert quiz_of(result) == f"{quiz}/result"
    said = html(client.get(result.location))
    assert "3 of 3 answers are right; 2 are needed." in said
    assert "9 minutes of working time" in said
    completion = db.session.scalars(select(Completion)).one()
    assert (completion.person_id, completion.way, completion.minutes) == (lea.id, Way.QUIZ, 9)
    event = db.session.get_one(EventRow, completion.event_id)
    assert event.leaf is not None
    assert event.payload["module"] == "answering"
    page = html(client.get(PAGE))
    assert f"/training/completions/{completion.id}" in page
    assert "You completed it on 4 May 2026." in page


def test_a_wrong_answer_leads_back_to_its_section_with_the_explanation(
    client: PageClient, module: Module, lea: Person
) -> None:
    quiz = quiz_of(begin(client))
    said = html(client.get(hand_in(client, quiz, WRONG).location))
    assert "0 of 3 answers are right" in said
    assert f'href="{PAGE}?language=en#clause-hand-over"' in said
    assert 'id="clause-hand-over"' in html(client.get(PAGE))
    assert "The customer must know who is speaking." in said
    assert "Nothing: I answer in private." in said
    assert count(Completion) == 0


def test_trying_again_needs_no_second_showing_and_asks_in_another_order(
    client: PageClient, module: Module, lea: Person
) -> None:
    first = quiz_of(begin(client))
    result = hand_in(client, first, WRONG).location
    second = quiz_of(client.submit(f"{PAGE}/attempts", page=result))
    assert second != first
    seeds = db.session.scalars(select(QuizAttempt.seed)).all()
    assert len(set(seeds)) == 2
    hand_in(client, second)
    assert count(Completion) == 1


def test_a_quiz_of_a_text_never_shown_is_refused(
    client: PageClient, app: Flask, module: Module, lea: Person
) -> None:
    refused = client.submit(f"{PAGE}/attempts", page=PAGE, shown="")
    assert refused.status_code == 409
    assert "was not shown to you here" in html(refused)
    other = app.test_client()
    assert isinstance(other, PageClient)
    sign_in(other, a_person())
    assert begin(client, shown=shown(other)).status_code == 409
    other_module = a_module("other")
    stolen = shown(client, f"/training/{other_module.slug}")
    assert begin(client, shown=stolen).status_code == 409
    assert count(QuizAttempt) == 0
    assert count(Cycle) == 0


def test_two_tabs_and_the_back_button_meet_in_one_attempt_with_one_result(
    client: PageClient, module: Module, lea: Person
) -> None:
    quiz = quiz_of(begin(client))
    assert quiz_of(begin(client)) == quiz
    token = client.csrf(quiz)
    first = client.post(f"{quiz}/answers", data={"csrf_token": token, **answers(WRONG)})
    again = client.post(f"{quiz}/answers", data={"csrf_token": token, **answers()})
    assert first.location == again.location
    assert "0 of 3" in html(client.get(again.location))
    back = client.get(quiz)
    assert back.status_code == 303
    assert back.location.partition("?")[0] == f"{quiz}/result"
    assert count(QuizResult) == 1
    assert count(Completion) == 0


def test_a_result_that_does_not_exist_yet_leads_to_the_questions(
    client: PageClient, module: Module, lea: Person
) -> None:
    quiz = quiz_of(begin(client))
    assert quiz_of(client.get(f"{quiz}/result")) == quiz


def test_what_was_ticked_stays_when_a_question_has_no_answer(
    client: PageClient, module: Module, lea: Person
) -> None:
    quiz = quiz_of(begin(client))
    answer = hand_in(client, quiz, {"promise": ["a", "b"], "refund": []})
    assert answer.status_code == 422
    said = html(answer)
    assert "2 questions have no answer yet" in said
    assert 'id="q-promise-a" name="q-promise" value="a" checked' in said
    assert count(QuizResult) == 0


def test_the_language_changes_in_the_middle_and_what_is_ticked_stays(
    client: PageClient, module: Module, lea: Person
) -> None:
    quiz = quiz_of(begin(client))
    english = html(client.get(quiz))
    answer = client.submit(f"{quiz}/answers", page=quiz, show_in="fr", **answers({"promise": ["b"]}))
    assert answer.status_code == 200
    french = html(answer)
    assert "Que pouvez-vous promettre ?" in french
    assert 'id="q-promise-b" name="q-promise" value="b" checked' in french
    places = [english.index(f'name="q-{key}"') for key in RIGHT_ANSWERS]
    in_french = [french.index(f'name="q-{key}"') for key in RIGHT_ANSWERS]
    assert sorted(range(3), key=places.__getitem__) == sorted(range(3), key=in_french.__getitem__)
    assert count(QuizResult) == 0
    result = hand_in(client, quiz).location
    assert "Répondre à un client" in html(client.get(f"{quiz}/result?language=fr"))
    assert "3 of 3" in html(client.get(result))


def test_a_text_begun_in_french_is_passed_in_english(client: PageClient, module: Module, lea: Person) -> None:
    assert "Répondre vite" in html(client.get(f"{PAGE}?language=fr"))
    begin(client, page=f"{PAGE}?language=fr", language="fr")
    attempt = db.session.scalars(select(QuizAttempt)).one()
    assert attempt.language is Language.FRENCH
    hand_in(client, f"/training/attempts/{attempt.id}")
    assert count(Completion) == 1


def test_what_is_wrong_with_a_form_is_no_error_of_ours(
    client: PageClient, module: Module, lea: Person
) -> None:
    quiz = quiz_of(begin(client))
    odd = {"q-": ["a"], "q-first-words": ["a", "b", "zz", "\x00"], "q-promise": ["a"], "q-refund": ["c"]}
    result = client.submit(f"{quiz}/answers", page=quiz, language="xx", **odd)
    assert "1 of 3" in html(client.get(result.location))
    assert db.session.scalars(select(QuizResult)).one().answers["first-words"] == ["a", "b"]


def test_used_up_attempts_say_when_to_try_again_and_whom_to_ask(
    client: PageClient, lea: Person, world: TestWorld
) -> None:
    a_module("answering", attempts=2)
    assert "You have 2 attempts left." in html(client.get(PAGE))
    hand_in(client, quiz_of(begin(client)), WRONG)
    token, proof = client.csrf(PAGE), shown(client)
    last = hand_in(client, quiz_of(begin(client)), WRONG)
    assert "You have used all 2 attempts." in html(client.get(last.location))
    page = html(client.get(PAGE))
    assert "ask your trainer or HR" in page
    assert "5 May 2026, 10:00" in page
    refused = client.post(f"{PAGE}/attempts", data={"csrf_token": token, "shown": proof})
    assert refused.status_code == 409
    assert "You have used all 2 attempts" in html(refused)
    world.clock.advance(hours=24)
    hand_in(client, quiz_of(begin(client)))
    assert count(Completion) == 1


def test_a_version_published_between_reading_and_the_quiz_is_to_be_read_first(
    client: PageClient, module: Module, lea: Person
) -> None:
    proof = shown(client)
    a_module_version(module)
    refused = client.submit(f"{PAGE}/attempts", page=PAGE, shown=proof)
    assert refused.status_code == 409
    assert "newer version" in html(refused)
    assert "version 2" in html(refused)


def test_a_version_published_in_the_middle_of_a_quiz_leaves_what_is_done_to_its_version(
    client: PageClient, module: Module, lea: Person
) -> None:
    a_requirement(module, months=12)
    quiz = quiz_of(begin(client))
    second = a_module_version(module)
    result = hand_in(client, quiz)
    assert "Meanwhile version 2 of this training was published" in html(client.get(result.location))
    assert db.session.scalars(select(Completion)).one().version_id != second.id
    page = html(client.get(PAGE))
    assert "changed in substance since you completed it" in page
    assert quiz_of(begin(client)) != quiz
    causes = db.session.scalars(select(Cycle.cause).order_by(Cycle.number)).all()
    assert causes == [CycleCause.FIRST, CycleCause.MATERIAL]


def test_a_minor_version_in_the_middle_changes_nothing_for_the_person(
    client: PageClient, module: Module, lea: Person
) -> None:
    quiz = quiz_of(begin(client))
    a_module_version(module, Weight.MINOR)
    said = html(client.get(hand_in(client, quiz).location))
    assert "Your training is complete" in said
    assert "changes in substance" not in said


def test_a_second_passed_attempt_of_a_closed_cycle_completes_nothing_more(
    client: PageClient, module: Module, lea: Person
) -> None:
    older = quiz_of(begin(client))
    a_module_version(module, Weight.MINOR)
    hand_in(client, quiz_of(begin(client)))
    hand_in(client, older)
    assert count(QuizResult) == 2
    assert count(Completion) == 1


def test_nobody_sees_or_answers_the_quiz_of_somebody_else(
    client: PageClient, app: Flask, module: Module, lea: Person
) -> None:
    quiz = quiz_of(begin(client))
    other = app.test_client()
    assert isinstance(other, PageClient)
    sign_in(other, a_person())
    assert other.get(quiz).status_code == 404
    assert other.get(f"{quiz}/result").status_code == 404
    assert other.submit(f"{quiz}/answers", page=PAGE, **answers()).status_code == 404
    assert count(QuizResult) == 0


def tell(client: PageClient, proof: str, *claims: tuple[str, Any], page: str = PAGE) -> TestResponse:
    values = {"section": [one for one, _seconds in claims], "seconds": [str(one) for _name, one in claims]}
    return client.submit(f"{page}/time", page=page, shown=proof, **values)


def seconds() -> dict[str, int]:
    return {row.section: row.seconds for row in db.session.scalars(select(SectionTime))}


def test_the_time_a_page_tells_is_counted_and_shown(
    client: PageClient, module: Module, lea: Person, world: TestWorld
) -> None:
    proof = shown(client)
    world.clock.advance(seconds=20)
    said = tell(client, proof, ("answer-fast", 12), ("hand-over", 5), ("nowhere", 3))
    assert said.get_data(as_text=True) == "1 minute counted so far"
    assert seconds() == {"answer-fast": 12, "hand-over": 5}
    world.clock.advance(seconds=3)
    tell(client, proof, ("hand-over", 30))
    assert seconds() == {"answer-fast": 12, "hand-over": 8}
    assert "1 minute counted so far" in html(client.get(PAGE))
    assert db.session.scalars(select(Cycle.cause)).one() is CycleCause.FIRST


def test_two_tabs_never_count_more_than_the_clock(
    client: PageClient, module: Module, lea: Person, world: TestWorld
) -> None:
    one, two = shown(client), shown(client)
    for _each in range(4):
        world.clock.advance(seconds=15)
        tell(client, one, ("answer-fast", 15))
        tell(client, two, ("hand-over", 15))
    assert sum(seconds().values()) == 60


@pytest.mark.parametrize("typed", ["-5", "31", "9999999999999999999999", "x", "", "0", "1.5"])
def test_a_time_that_no_page_tells_counts_for_nothing(
    client: PageClient, module: Module, lea: Person, world: TestWorld, typed: str
) -> None:
    proof = shown(client)
    world.clock.advance(seconds=60)
    assert tell(client, proof, ("answer-fast", typed)).status_code == 204
    assert seconds() == {}


def test_time_is_told_only_with_the_proof_of_showing_and_a_token(
    client: PageClient, module: Module, lea: Person, world: TestWorld
) -> None:
    proof = shown(client)
    world.clock.advance(seconds=20)
    assert tell(client, "", ("answer-fast", 10)).status_code == 409
    without = client.post(f"{PAGE}/time", data={"shown": proof, "section": "answer-fast", "seconds": "10"})
    assert without.status_code == 400
    assert seconds() == {}


def test_time_told_by_the_page_takes_the_place_of_the_time_without_scripts(
    client: PageClient, module: Module, lea: Person, world: TestWorld
) -> None:
    proof = shown(client)
    world.clock.advance(seconds=20)
    tell(client, proof, ("answer-fast", 15))
    world.clock.advance(minutes=10)
    hand_in(client, quiz_of(client.submit(f"{PAGE}/attempts", page=PAGE, shown=proof)))
    assert db.session.scalars(select(Completion.minutes)).one() == 1


def test_reading_again_what_still_holds_begins_nothing_and_counts_nothing(
    client: PageClient, module: Module, lea: Person, world: TestWorld
) -> None:
    a_completion(lea, module)
    proof = shown(client)
    world.clock.advance(seconds=20)
    assert tell(client, proof, ("answer-fast", 15)).status_code == 204
    assert count(Cycle) == 1
    hand_in(client, quiz_of(begin(client)))
    causes = db.session.scalars(select(Cycle.cause).order_by(Cycle.number)).all()
    assert causes == [CycleCause.FIRST, CycleCause.WISH]


def test_what_has_lapsed_is_taken_again_in_a_cycle_of_its_own_and_the_history_stays(
    client: PageClient, module: Module, lea: Person, world: TestWorld
) -> None:
    a_requirement(module, months=12)
    first = a_completion(lea, module)
    world.clock.advance(days=400)
    hand_in(client, quiz_of(begin(client)))
    causes = db.session.scalars(select(Cycle.cause).order_by(Cycle.number)).all()
    assert causes == [CycleCause.FIRST, CycleCause.EXPIRY]
    history = html(client.get("/training/history"))
    assert f"/training/completions/{first.id}" in history
    assert history.count("Completed</span>") == 2
    assert db.session.get_one(Completion, first.id).minutes == 20


def test_a_material_version_opens_a_cycle_for_its_own_reason(
    client: PageClient, module: Module, lea: Person, world: TestWorld
) -> None:
    a_requirement(module, months=12)
    a_completion(lea, module)
    world.clock.advance(days=2)
    a_module_version(module)
    hand_in(client, quiz_of(begin(client)))
    causes = db.session.scalars(select(Cycle.cause).order_by(Cycle.number)).all()
    assert causes == [CycleCause.FIRST, CycleCause.MATERIAL]


def test_my_trainings_say_what_is_asked_what_is_done_and_what_else_there_is(
    client: PageClient, lea: Person, world: TestWorld
) -> None:
    assert "No training yet" in html(client.get("/training/"))
    asked, done, _other = a_module("asked"), a_module("done"), a_module("other")
    a_requirement(asked, months=12)
    a_requirement(done, months=12)
    a_completion(lea, done)
    a_module("gone", retired_at=world.clock.now())
    page = html(client.get("/training/"))
    parts = [page.index(f'id="{part}"') for part in ("asked", "done", "others")]
    places = [page.index(f"/training/{slug}") for slug in ("asked", "done", "other")]
    assert parts[0] < places[0] < parts[1] < places[1] < parts[2] < places[2]
    assert "/training/gone" not in page
    assert "It is asked of you by" in page


def test_a_retired_module_is_read_by_those_who_took_it_and_taken_by_nobody(
    client: PageClient, lea: Person, world: TestWorld
) -> None:
    module = a_module("answering")
    token, proof = client.csrf(PAGE), shown(client)
    module.retired_at = world.clock.now()
    db.session.commit()
    assert client.get(PAGE).status_code == 404
    a_completion(lea, module)
    assert "no longer offered" in html(client.get(PAGE))
    refused = client.post(f"{PAGE}/attempts", data={"csrf_token": token, "shown": proof})
    assert refused.status_code == 409


@pytest.mark.parametrize("kind", [ModuleKind.SESSION, ModuleKind.PROOF])
def test_a_session_or_a_proof_has_a_page_and_no_quiz(
    client: PageClient, lea: Person, kind: ModuleKind
) -> None:
    a_module("answering", kind=kind)
    a_module("text")
    page = html(client.get(PAGE))
    assert "Answer fast" in page
    assert f"{PAGE}/attempts" not in page
    refused = client.submit(f"{PAGE}/attempts", page="/training/text")
    assert refused.status_code == 409
    assert "there is no quiz to take here" in html(refused)


def test_a_text_without_questions_is_completed_by_saying_so(client: PageClient, lea: Person) -> None:
    a_module("answering", quiz=False)
    assert "I have read this training" in html(client.get(PAGE))
    answer = begin(client)
    said = client.get(answer.location)
    assert "Your training is complete" in html(client.get(said.location))
    assert count(Completion) == 1


def test_modules_that_are_not_published_are_not_there(client: PageClient, lea: Person) -> None:
    a_module("answering", published=False)
    assert client.get(PAGE).status_code == 404
    assert client.get("/training/nothing").status_code == 404


def test_a_completion_is_kept_once_however_often_it_is_told(
    app: Flask, module: Module, world: TestWorld
) -> None:
    department = a_department()
    person = a_person(department=department)
    values: dict[str, Any] = {
        "module_id": module.id,
        "version_id": None,
        "completed_at": world.clock.now(),
        "minutes": 30,
    }
    with unit_of_work(SYSTEM) as work:
        one = complete(work, person=person, way=Way.ATTENDED, **values)
        two = complete(work, person=person.id, way=Way.ATTENDED, **values)
    assert one.id == two.id
    tally = db.session.scalars(select(TrainingTally)).one()
    assert (tally.department_id, tally.completions, tally.minutes) == (department.id, 1, 30)
    assert count(Certificate) == 1


def test_a_completion_of_the_past_leaves_what_somebody_is_in_the_middle_of(
    app: Flask, module: Module, world: TestWorld
) -> None:
    person = a_person()
    current = a_cycle(person, module)
    last_year = world.clock.now().replace(year=2025)
    with unit_of_work(SYSTEM) as work:
        done = complete(
            work,
            person=person,
            module_id=module.id,
            version_id=None,
            way=Way.IMPORTED,
            completed_at=last_year,
            minutes=10,
        )
        still = open_cycle(work, person.id, module.id, CycleCause.WISH)
    assert done.cycle_id != current.id
    assert still.id == current.id


def test_completing_asks_for_the_permission_of_its_way(app: Flask, module: Module, world: TestWorld) -> None:
    person, other = somebody(), somebody()
    values: dict[str, Any] = {
        "module_id": module.id,
        "version_id": None,
        "completed_at": world.clock.now(),
        "minutes": 1,
    }
    for way in (Way.ATTENDED, Way.PROOF, Way.RECORDED, Way.IMPORTED):
        with pytest.raises(Forbidden), unit_of_work(acting(person)) as work:
            complete(work, person=person, way=way, **values)
    with pytest.raises(Forbidden), unit_of_work(acting(other)) as work:
        complete(work, person=person, way=Way.QUIZ, **values)
    assert count(Completion) == 0


def test_a_completion_before_hiring_or_to_come_is_refused(
    app: Flask, module: Module, world: TestWorld
) -> None:
    person = a_person()
    for completed_at in (world.clock.now().replace(year=2020), world.clock.now().replace(year=2027)):
        with pytest.raises(Refused), unit_of_work(SYSTEM) as work:
            complete(
                work,
                person=person,
                module_id=module.id,
                version_id=None,
                way=Way.RECORDED,
                completed_at=completed_at,
                minutes=1,
            )
    assert count(Cycle) == 0
