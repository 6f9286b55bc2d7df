"""The home page: what is asked, what one may do, what waits; and how many queries it takes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import insert

from advocacy.charter.actions import reviewing
from advocacy.charter.models import Question, Text, Version
from advocacy.charter.rules import Weight
from advocacy.db import db
from advocacy.people.models import Employment, Person, Placement
from advocacy.people.rules import Language
from advocacy.roles import Role
from advocacy.training.actions import proofs
from advocacy.training.actions import reviewing as module_reviewing
from advocacy.work import unit_of_work
from tests.support.charter_makers import a_document, a_draft, a_published_version, a_question
from tests.support.completion_makers import a_completion
from tests.support.crowds import acts
from tests.support.makers import (
    HIRED,
    a_department,
    a_grant,
    a_person,
    acting,
    an_employer,
    sign_in,
    somebody,
)
from tests.support.proof_makers import a_proof
from tests.support.queries import count_queries
from tests.support.requirement_makers import a_requirement
from tests.support.training_makers import a_module, a_module_draft


def home(client):
    """The text of the home page."""
    return client.get("/").get_data(as_text=True)


def test_what_is_asked_stands_first_and_the_gate_says_what_is_in_the_way(client, world):
    sign_in(client, a_person())
    a_published_version(a_document("charter"), days_to_acknowledge=10)
    page = home(client)
    assert "What is asked of you" in page
    assert "Due in 10 days" in page
    assert "Passing on posts" in page
    world.clock.advance(days=11)
    assert "1 day overdue" in home(client)


def test_the_banner_counts_the_days_on_every_other_page(client, world):
    sign_in(client, a_person())
    a_published_version(a_document("charter"), days_to_acknowledge=10)
    assert "10 days left to read" in client.get("/charter/history").get_data(as_text=True)
    assert "days left to read" not in client.get("/charter/charter").get_data(as_text=True)
    world.clock.advance(days=10)
    assert "Today is the last day" in client.get("/charter/history").get_data(as_text=True)
    world.clock.advance(days=1)
    assert "you cannot pass on posts" in client.get("/charter/history").get_data(as_text=True)


def test_a_manager_sees_how_many_of_the_team_still_owe(client):
    manager = a_person()
    for _ in range(3):
        a_person(manager=manager)
    a_person()
    sign_in(client, manager)
    a_published_version(a_document("charter"))
    assert "3 people of your team still have something to do" in home(client)


def test_a_manager_is_told_of_as_many_people_as_the_page_of_the_team_lists(client, world):
    manager, shoes = a_person(), a_department()
    ana = a_person("Ana", "Costa", manager=manager, department=shoes)
    ben, cleo = (a_person(name, "Costa", manager=manager) for name in ("Ben", "Cleo"))
    a_person("Dan", "Autre")
    gone = a_person("Eve", "Costa", manager=manager, left=world.clock.now().date() - timedelta(days=3))
    module = a_module()
    a_requirement(module, departments=[shoes])
    version = a_published_version(a_document("charter"))
    acts(version, [ana.id, ben.id])
    world.clock.advance(minutes=5)
    sign_in(client, manager)
    assert "2 people of your team still have something to do" in home(client)
    team = client.get("/hr/team").get_data(as_text=True)
    assert "2 people have something to do." in team
    assert gone.given_name not in team
    acts(version, [cleo.id])
    assert "1 person of your team still has something to do" in home(client)
    a_completion(ana, module)
    assert "of your team" not in home(client)
    assert "Nobody has anything to do." in client.get("/hr/team").get_data(as_text=True)


def test_hr_sees_the_proofs_that_wait_of_people_in_sight_but_not_their_own(client):
    everywhere, shoes = somebody(Role.HR), a_department()
    limited = a_person()
    a_grant(limited, Role.HR, shoes)
    trainer = somebody(Role.TRAINER)
    a_proof(everywhere)
    near, far = a_proof(a_person(department=shoes)), a_proof(a_person())
    decided = a_proof(a_person())
    with unit_of_work(acting(everywhere)) as work:
        proofs.accept(work, decided.id)
    sign_in(client, everywhere)
    page = home(client)
    assert "2 proofs of training to check" in page
    assert 'href="/training/proofs/"' in page
    sign_in(client, limited)
    page = home(client)
    assert "1 proof of training to check" in page
    assert f'href="/training/proofs/{near.id}"' in page
    assert f'href="/training/proofs/{far.id}"' not in page
    sign_in(client, trainer)
    assert "of training to check" not in home(client)


def test_an_owner_sees_the_questions_that_wait_and_the_asker_the_answer(client, world):
    asker, owner = a_person(), somebody(Role.CHARTER_OWNER)
    version = a_published_version(a_document("charter"))
    a_question(version, asker)
    a_question(version, asker, question="And abroad?", answer="Abroad too.", answered_at=world.clock.now())
    sign_in(client, owner)
    assert "1 question about the charter to answer" in home(client)
    sign_in(client, asker)
    page = home(client)
    assert "Abroad too." in page
    assert "to answer" not in page


def test_a_draft_that_nobody_began_waits_for_the_approver_like_any_other(client):
    approver = somebody(Role.APPROVER)
    draft = a_draft(author_id=None)
    with unit_of_work(acting(somebody(Role.CHARTER_OWNER))) as work:
        reviewing.submit(work, draft.id, edition=1)
    sign_in(client, approver)
    page = home(client)
    assert "1 draft to review" in page
    assert f'href="/charter/manage/drafts/{draft.id}/review"' in page
    assert "Nothing is asked of you" not in page


def test_one_thing_that_waits_is_one_press_away_and_several_are_a_list(client):
    sign_in(client, somebody(Role.CHARTER_OWNER))
    version, asker = a_published_version(a_document("charter")), a_person()
    question, draft = a_question(version, asker), a_draft(a_document("other"))
    page = home(client)
    assert f'href="/charter/manage/questions/{question.id}"' in page
    assert f'href="/charter/manage/drafts/{draft.id}"' in page
    a_question(version, asker, question="And abroad?")
    a_draft(a_document("third"))
    page = home(client)
    assert 'href="/charter/manage/questions"' in page
    assert f'href="/charter/manage/drafts/{draft.id}"' not in page
    assert client.get("/charter/manage/questions").status_code == 200


def test_a_version_that_is_being_prepared_waits_for_its_owner(client):
    owner = somebody(Role.CHARTER_OWNER)
    a_draft()
    sign_in(client, owner)
    assert "1 version is being prepared" in home(client)


def test_the_first_person_is_told_to_import_the_others(client):
    hr = somebody(Role.HR)
    sign_in(client, hr)
    assert "Nobody but you is here yet" in home(client)
    a_person()
    page = home(client)
    assert "Nobody but you is here yet" not in page
    assert "Nothing is asked of you" in page


def many_people(number: int, manager: Person, department_id: int, employer_id: int) -> None:
    """People in the team of `manager`, in three statements."""
    common = {"kind": "employee", "language": "fr", "sort_key": "a", "search_key": "a", "disabled": False}
    rows = [
        {
            "subject": f"many-{n}",
            "given_name": "A",
            "family_name": "B",
            "created_at": manager.created_at,
            **common,
        }
        for n in range(number)
    ]
    ids = db.session.scalars(insert(Person).returning(Person.id), rows).all()
    dated = {"valid_from": HIRED, "recorded_at": manager.created_at, "employer_id": employer_id}
    db.session.execute(insert(Employment), [{"person_id": one, **dated} for one in ids])
    place = {"department_id": department_id, "manager_id": manager.id, **dated}
    db.session.execute(insert(Placement), [{"person_id": one, **place} for one in ids])
    db.session.commit()


def many_versions(number: int, version: Version, asker: Person) -> None:
    """Further versions of the same document, each a day later, and as many questions."""
    texts = [text for text in db.session.query(Text).filter_by(version_id=version.id)]
    columns = [
        c.key
        for c in Version.__table__.columns
        if c.key not in ("id", "number", "live_at", "draft_id", "weight")
    ]
    same = {key: getattr(version, key) for key in columns}
    rows = [
        {**same, "number": n, "live_at": version.live_at + timedelta(seconds=n), "weight": Weight.MATERIAL}
        for n in range(2, number + 2)
    ]
    ids = db.session.scalars(insert(Version).returning(Version.id), rows).all()
    for text in texts:
        columns = [c.key for c in Text.__table__.columns if c.key not in ("id", "version_id")]
        same_text = {key: getattr(text, key) for key in columns}
        db.session.execute(insert(Text), [{**same_text, "version_id": one} for one in ids])
    ask = {
        "person_id": asker.id,
        "language": Language.ENGLISH,
        "clause": "",
        "question": "?",
        "asked_at": version.live_at,
    }
    db.session.execute(insert(Question), [{**ask, "version_id": one} for one in ids])
    db.session.commit()


@pytest.mark.parametrize("size", [10, 1000])
def test_pages_take_the_same_few_queries_at_ten_and_at_a_thousand(client, world, size: int):
    everything = somebody(Role.CHARTER_OWNER, Role.APPROVER, Role.HR, Role.AUDITOR)
    many_people(size, everything, a_department().id, an_employer().id)
    version = a_published_version(a_document("charter"))
    many_versions(size, version, everything)
    world.clock.advance(hours=2)
    sign_in(client, everything)
    bounds = {
        "/": 12,
        "/charter/charter": 10,
        "/charter/charter?q=work": 10,
        "/charter/charter/summary": 10,
        "/charter/charter/versions": 10,
        "/charter/charter/versions/3": 10,
        "/charter/history": 10,
    }
    for address, most in bounds.items():
        client.get(address)
        with count_queries() as statements:
            answer = client.get(address)
        assert answer.status_code == 200
        assert len(statements) <= most, f"{address}: {len(statements)}\n\n" + "\n\n".join(statements)
        assert len(answer.data) < 120_000, f"{address} grows with what there is"


def test_a_training_to_review_waits_for_its_approver_and_not_for_its_author(client):
    trainer, approver = somebody(Role.TRAINER, Role.APPROVER), somebody(Role.APPROVER)
    draft = a_module_draft(author=trainer)
    with unit_of_work(acting(trainer)) as work:
        module_reviewing.submit(work, draft.id, edition=draft.edition)
    sign_in(client, approver)
    page = home(client)
    assert "1 training to review" in page
    assert f"/training/manage/drafts/{draft.id}/review" in page
    sign_in(client, trainer)
    assert "training to review" not in home(client)
