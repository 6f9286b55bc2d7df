"""Certificates: one's own page and PDF, and the address at which a stranger checks one."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from advocacy.db import db
from advocacy.people.models import Employment, Person, Placement
from advocacy.training.models import Completion, Module, Revocation
from advocacy.training.rules import Validity, Way
from tests.support.client import PageClient
from tests.support.makers import a_person, save, sign_in
from tests.support.training_makers import a_completion, a_module, a_module_version, a_requirement, code_of
from tests.support.world import TestWorld


@pytest.fixture
def module(app: Flask) -> Module:
    """A module to be certified of."""
    return a_module("answering")


@pytest.fixture
def lea(app: Flask) -> Person:
    """Somebody who completes it."""
    return a_person("Léa", "Martin")


def check(client: PageClient, completion: Completion) -> str:
    """What a stranger is told at the address of a completion's certificate."""
    answer = client.get(f"/training/certificates/{code_of(completion)}")
    assert answer.status_code == 200
    assert "noindex" in answer.headers["X-Robots-Tag"]
    text = answer.get_data(as_text=True)
    assert '<meta name="robots" content="noindex' in text
    return text


def a_revocation(completion: Completion, world: TestWorld) -> None:
    save(
        Revocation(
            completion_id=completion.id,
            by_id=completion.person_id,
            at=world.clock.now(),
            event_id=completion.event_id,
        )
    )


def test_a_stranger_sees_who_holds_what_and_that_it_is_valid(
    client: PageClient, module: Module, lea: Person
) -> None:
    text = check(client, a_completion(lea, module))
    assert "This certificate is valid. It has no end." in text
    assert "Léa Martin" in text
    assert "Answering a customer" in text
    assert str(lea.number) not in text
    assert str(lea.email) not in text


def test_a_code_that_no_certificate_has_is_unknown_and_says_nothing_more(
    client: PageClient, module: Module, lea: Person
) -> None:
    code = code_of(a_completion(lea, module))
    for guessed in (f"{code[:-1]}x", code.upper() if code.upper() != code else "0", "%00", "a" * 500, "é"):
        answer = client.get(f"/training/certificates/{guessed}")
        assert answer.status_code == 404
        assert "Martin" not in answer.get_data(as_text=True)
    assert "No certificate has this code" in client.get("/training/certificates/0").get_data(as_text=True)


def test_codes_are_long_and_never_alike(app: Flask, module: Module, lea: Person) -> None:
    codes = {code_of(a_completion(lea, module)) for _each in range(20)}
    assert len(codes) == 20
    assert {len(code) for code in codes} == {32}


def test_a_certificate_expires_at_the_midnight_after_its_last_day(
    client: PageClient, module: Module, lea: Person, world: TestWorld
) -> None:
    a_requirement(module, Validity.ROLLING, months=12)
    completion = a_completion(lea, module)
    assert "Its last day is 4 May 2027." in check(client, completion)
    world.clock.at = world.clock.at.replace(year=2027, hour=21, minute=59, second=59)
    assert "This certificate is valid." in check(client, completion)
    world.clock.advance(seconds=1)
    text = check(client, completion)
    assert "This certificate is no longer valid. Its last day was 4 May 2027." in text


def test_a_proof_from_elsewhere_ends_by_itself_without_any_requirement(
    client: PageClient, module: Module, lea: Person, world: TestWorld
) -> None:
    completion = a_completion(lea, module, way=Way.PROOF, expires_on=date(2026, 6, 30))
    assert "Its last day is 30 June 2026." in check(client, completion)
    world.clock.advance(days=60)
    assert "Its last day was 30 June 2026." in check(client, completion)


def test_a_revoked_certificate_says_so(
    client: PageClient, module: Module, lea: Person, world: TestWorld
) -> None:
    completion = a_completion(lea, module)
    a_revocation(completion, world)
    assert "This certificate was revoked: it is not valid." in check(client, completion)


def test_a_leaver_s_certificate_still_verifies_and_still_expires(
    client: PageClient, module: Module, lea: Person, world: TestWorld
) -> None:
    a_requirement(module, months=12)
    completion = a_completion(lea, module)
    left = {"valid_to": world.clock.now().date()}
    db.session.execute(update(Employment).where(Employment.person_id == lea.id).values(left))
    db.session.execute(update(Placement).where(Placement.person_id == lea.id).values(left))
    db.session.commit()
    assert "Its last day is 4 May 2027." in check(client, completion)
    world.clock.advance(days=400)
    assert "Its last day was 4 May 2027." in check(client, completion)


def test_an_older_certificate_keeps_its_own_end(
    client: PageClient, module: Module, lea: Person, world: TestWorld
) -> None:
    a_requirement(module, months=12)
    older = a_completion(lea, module, world.clock.now() - timedelta(days=300))
    newer = a_completion(lea, module)
    assert "Its last day is 8 July 2026." in check(client, older)
    assert "Its last day is 4 May 2027." in check(client, newer)


def test_an_erased_holder_has_no_name(
    client: PageClient, module: Module, lea: Person, world: TestWorld
) -> None:
    completion = a_completion(lea, module)
    lea.erased_at = world.clock.now()
    db.session.commit()
    text = check(client, completion)
    assert "Léa" not in text
    assert "The name was erased" in text


def test_one_s_own_certificate_names_the_version_that_was_taken(
    client: PageClient, module: Module, lea: Person
) -> None:
    completion = a_completion(lea, module)
    a_module_version(module)
    sign_in(client, lea)
    page = client.get(f"/training/completions/{completion.id}").get_data(as_text=True)
    assert f"http://localhost/training/certificates/{code_of(completion)}" in page
    assert "<dt>Version</dt><dd>1</dd>" in page


def test_nobody_opens_the_certificate_of_somebody_else_without_its_code(
    client: PageClient, module: Module, lea: Person
) -> None:
    completion = a_completion(lea, module)
    sign_in(client, a_person())
    assert client.get(f"/training/completions/{completion.id}").status_code == 404
    assert client.get(f"/training/completions/{completion.id}.pdf").status_code == 404
    assert client.get("/training/completions/999999").status_code == 404


def test_the_certificate_on_paper_is_a_pdf(client: PageClient, module: Module, lea: Person) -> None:
    pytest.importorskip("weasyprint")
    completion = a_completion(lea, module)
    sign_in(client, lea)
    answer = client.get(f"/training/completions/{completion.id}.pdf")
    assert answer.status_code == 200
    assert answer.mimetype == "application/pdf"
    assert answer.data.startswith(b"%PDF-")


def test_history_goes_on_to_the_next_page(client: PageClient, module: Module, lea: Person) -> None:
    done = [a_completion(lea, module) for _each in range(27)]
    sign_in(client, lea)
    first = client.get("/training/history").get_data(as_text=True)
    assert f'/training/completions/{done[-1].id}"' in first
    assert f'/training/completions/{done[0].id}"' not in first
    second = client.get(f"/training/history?before={done[2].cycle_id}").get_data(as_text=True)
    assert f'/training/completions/{done[0].id}"' in second
    assert 'rel="next"' not in second
