"""Proofs from elsewhere: handed in, opened by those who may, accepted, refused."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from advocacy.audit.models import EventRow
from advocacy.db import db
from advocacy.errors import NotVisible, Refused
from advocacy.people.models import Department, Person
from advocacy.roles import Role
from advocacy.training.actions import proofs as actions
from advocacy.training.models import Completion, Module, Proof, ProofDecision, ProofFile
from advocacy.training.rules import ModuleKind, Way
from advocacy.training.rules.proofs import JPEG, MOST_BYTES, PNG, media_of
from advocacy.training.rules.proofs import PDF as PDF_MEDIA
from advocacy.work import unit_of_work
from tests.support.client import PageClient
from tests.support.jobs import run_jobs
from tests.support.makers import a_department, a_grant, a_person, acting, sign_in, somebody
from tests.support.proof_makers import PDF, a_jpeg, a_png, a_proof
from tests.support.training_makers import a_module
from tests.support.world import TestWorld


def handed_in(client: PageClient, module: Module, content: bytes = PDF, **values: Any) -> str:
    """The page that answers a file handed in; empty when it was taken."""
    page = f"/training/proofs/modules/{module.slug}"
    typed = {"obtained_on": "2026-03-02", "expires_on": "", **values}
    name = typed.pop("name", "Attestation.pdf")
    answer = client.post(
        page, data={"csrf_token": client.csrf(page), "file": (BytesIO(content), name, "image/png"), **typed}
    )
    if answer.status_code == 303:
        return ""
    assert answer.status_code in {409, 422}
    return answer.get_data(as_text=True)


def a_proof_module() -> Module:
    return a_module(kind=ModuleKind.PROOF)


def limited_hr(department: Department) -> Person:
    person = a_person()
    a_grant(person, Role.HR, department)
    return person


def test_a_proof_goes_from_the_person_over_hr_to_a_completion(
    app: Flask, client: PageClient, world: TestWorld
) -> None:
    module, person = a_proof_module(), a_person()
    sign_in(client, person)
    assert "Hand in a proof" in client.get(f"/training/{module.slug}").get_data(as_text=True)
    assert handed_in(client, module, expires_on="2027-03-01") == ""
    proof = db.session.scalars(select(Proof)).one()
    mine = client.get(f"/training/proofs/modules/{module.slug}").get_data(as_text=True)
    assert "waits for HR" in mine
    assert "Attestation.pdf" in mine
    sign_in(client, somebody(Role.HR))
    assert person.display_name in client.get("/training/proofs/").get_data(as_text=True)
    page = f"/training/proofs/{proof.id}"
    assert client.submit(f"{page}/acceptance", page=page).status_code == 303
    done = db.session.scalars(select(Completion)).one()
    assert (done.way, done.expires_on, done.minutes) == (Way.PROOF, date(2027, 3, 1), 0)
    assert done.completed_at.date() == date(2026, 3, 2)
    assert "accepted it" in client.get(page).get_data(as_text=True)
    assert person.display_name in client.get("/training/proofs/?decided=1").get_data(as_text=True)
    run_jobs()
    assert [mail["Subject"] for mail in world.mail.sent] == ["Your proof is accepted: Answering a customer"]


def test_a_refusal_is_read_by_the_person_who_may_hand_in_another(
    app: Flask, client: PageClient, world: TestWorld
) -> None:
    module, person = a_proof_module(), a_person()
    proof, hr = a_proof(person, module), somebody(Role.HR)
    sign_in(client, hr)
    page = f"/training/proofs/{proof.id}"
    assert client.submit(f"{page}/refusal", page=page, note=" ").status_code == 422
    assert client.submit(f"{page}/refusal", page=page, note="The name is another's.").status_code == 303
    with unit_of_work(acting(hr)) as work:
        actions.refuse(work, proof.id, "Another word.")
    with pytest.raises(Refused, match="decided about this proof already"), unit_of_work(acting(hr)) as work:
        actions.accept(work, proof.id)
    assert db.session.scalars(select(ProofDecision.note)).all() == ["The name is another's."]
    assert db.session.scalar(select(func.count()).select_from(Completion)) == 0
    events = db.session.scalars(select(EventRow).where(EventRow.name == "training_proof_refused")).all()
    assert len(events) == 1
    assert "another" not in str(events[0].payload)
    run_jobs()
    assert "The name is another's." in world.mail.sent[0].get_body(("plain",)).get_content()  # type: ignore[union-attr]  # a mail of ours has a body
    sign_in(client, person)
    assert "The name is another&#39;s." in client.get(f"/training/proofs/modules/{module.slug}").get_data(
        as_text=True
    )
    assert handed_in(client, module, a_png()) == ""


def test_a_file_is_known_by_its_bytes_alone() -> None:
    assert media_of(PDF) is PDF_MEDIA
    assert media_of(a_png()) is PNG
    assert media_of(a_jpeg()) is JPEG


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "empty"),
        (b"<html><script>alert(1)</script>", "not a PDF"),
        (b"MZ\x90\x00" + PDF, "not a PDF"),
        (PDF[:-7], "not a PDF"),
        (b"GIF89a", "not a PDF"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not a PDF"),
        (b"\x89PNG\r\n\x1a\n", "damaged"),
        (a_png()[:-12], "damaged"),
        (b"\xff\xd8\xff", "damaged"),
        (b"\xff\xd8" + b"\xff" * 5_000, "damaged"),
        (a_png(0, 7), "damaged"),
        (a_png(50_000, 50_000), "too many"),
        (a_png(1, 4_000_000_000), "too many"),
        (a_jpeg(65_000, 65_000), "too many"),
        (a_jpeg(10, 10, again=(65_000, 65_000)), "too many"),
        (PDF + b" " * MOST_BYTES, "too large"),
    ],
)
def test_what_is_no_proof_is_refused(content: bytes, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        media_of(content)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"obtained_on": "2026-05-05"}, "on a day to come"),
        ({"obtained_on": "1990-01-01"}, "before the first day here"),
        ({"obtained_on": "0001-01-01"}, "The year must lie between"),
        ({"expires_on": "2026-03-02"}, "must come after the day"),
        ({"expires_on": "2026-05-03"}, "it holds no more"),
        ({"obtained_on": "31/12"}, "Which day? Write it as"),
    ],
)
def test_impossible_days_are_refused(
    app: Flask, client: PageClient, values: dict[str, Any], sentence: str
) -> None:
    sign_in(client, a_person())
    assert sentence in handed_in(client, a_proof_module(), **values)
    assert db.session.scalar(select(func.count()).select_from(Proof)) == 0


def test_no_form_is_shown_while_a_proof_waits(app: Flask, client: PageClient) -> None:
    module = a_proof_module()
    sign_in(client, a_person())
    address = f"/training/proofs/modules/{module.slug}"
    assert 'name="obtained_on"' in client.get(address).get_data(as_text=True)
    assert handed_in(client, module, a_jpeg()) == ""
    assert 'name="obtained_on"' not in client.get(address).get_data(as_text=True)


def test_a_double_click_is_one_proof(app: Flask) -> None:
    module, person = a_proof_module(), acting(a_person())
    upload, day = actions.Upload("a.pdf", PDF), date(2026, 3, 2)
    ids = set()
    for _twice in range(2):
        with unit_of_work(person) as work:
            ids.add(actions.hand_in(work, module.slug, upload, obtained_on=day, expires_on=None))
    assert len(ids) == 1
    other = actions.Upload("b.png", a_png())
    with pytest.raises(Refused, match="waits for HR already"), unit_of_work(person) as work:
        actions.hand_in(work, module.slug, other, obtained_on=day, expires_on=None)
    with pytest.raises(Refused, match="not shown by a proof"), unit_of_work(person) as work:
        actions.hand_in(work, a_module().slug, other, obtained_on=day, expires_on=None)


def test_a_file_is_given_out_to_be_saved_under_our_own_name(app: Flask, client: PageClient) -> None:
    module, person = a_proof_module(), a_person()
    sign_in(client, person)
    handed_in(client, module, a_png(), name='x"\r\nSet-Cookie: y.html')
    proof_id = db.session.scalars(select(Proof.id)).one()
    address = f"/training/proofs/{proof_id}/mine/file"
    answer = client.get(address)
    assert answer.data == a_png()
    assert answer.mimetype == "image/png"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="proof-{proof_id}.png"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    sign_in(client, a_person())
    assert client.get(address).status_code == 404
    assert client.get(f"/training/proofs/{proof_id}/file").status_code == 403
    sign_in(client, somebody(Role.HR))
    assert client.get(f"/training/proofs/{proof_id}/file").data == a_png()
    db.session.delete(db.session.scalars(select(ProofFile)).one())
    db.session.commit()
    assert client.get(f"/training/proofs/{proof_id}/file").status_code == 404
    assert "deleted" in client.get(f"/training/proofs/{proof_id}").get_data(as_text=True)


def test_limited_hr_sees_the_proofs_of_its_departments_alone(app: Flask, client: PageClient) -> None:
    shoes = a_department()
    inside, outside = a_person(department=shoes), a_person()
    near, far = a_proof(inside), a_proof(outside)
    hr = limited_hr(shoes)
    sign_in(client, hr)
    page = client.get("/training/proofs/").get_data(as_text=True)
    assert inside.display_name in page
    assert outside.display_name not in page
    for address in ("", "/file"):
        assert client.get(f"/training/proofs/{near.id}{address}").status_code == 200
        assert client.get(f"/training/proofs/{far.id}{address}").status_code == 404
    with pytest.raises(NotVisible), unit_of_work(acting(hr)) as work:
        actions.accept(work, far.id)


def test_nobody_decides_about_their_own_proof(app: Flask, client: PageClient) -> None:
    hr = somebody(Role.HR)
    proof = a_proof(hr)
    sign_in(client, hr)
    page = f"/training/proofs/{proof.id}"
    answer = client.submit(f"{page}/acceptance", page=page)
    assert answer.status_code == 409
    assert "Nobody decides about their own proof." in answer.get_data(as_text=True)
