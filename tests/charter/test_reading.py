"""Reading a text: journeys through the pages, and what they refuse."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import func, select

from advocacy.audit.models import EventRow, Opening
from advocacy.charter.display import sign
from advocacy.charter.models import Acknowledgement, ObjectionReason, Question, Reading, Withdrawal
from advocacy.charter.rules import Act, Force, Weight
from advocacy.charter.rules.audience import AudienceLine
from advocacy.charter.rules.reading import Shown
from advocacy.db import db
from advocacy.people.models import SignIn
from advocacy.people.rules import Language
from tests.support.charter_makers import (
    ENGLISH,
    a_document,
    a_published_version,
    english_text,
    french_text,
    text_of,
)
from tests.support.client import field
from tests.support.makers import a_department, a_person, an_employer, save, sign_in

CHANGED = ENGLISH.replace("in your own name", "in your own name, always")


def a_reader(client, **values):
    """Somebody signed in."""
    person = a_person(**values)
    sign_in(client, person)
    return person


def a_charter(**values):
    """The only document, with its version in force."""
    return a_published_version(a_document("charter"), **values)


def shown_form(client, address="/charter/charter"):
    """What the page's form would send."""
    html = client.get(address).get_data(as_text=True)
    return {name: field(html, name) for name in ("csrf_token", "shown", "text", "language", "reached_end")}


def acts():
    return db.session.scalars(select(Acknowledgement)).all()


def events(name):
    return db.session.scalars(select(EventRow).where(EventRow.name == name)).all()


def test_someone_reads_acknowledges_and_sees_what_was_recorded(client, world):
    reader = a_reader(client)
    version = a_charter()
    assert client.get("/charter/").headers["Location"] == "/charter/charter"
    form = shown_form(client)
    world.clock.advance(minutes=7)
    answer = client.post("/charter/charter/acknowledgement", data={**form, "reached_end": "1"})
    assert answer.status_code == 303
    page = client.get(answer.headers["Location"]).get_data(as_text=True)
    assert "I have read and understood" in page
    (row,) = acts()
    text = text_of(version, Language.ENGLISH)
    assert (row.person_id, row.version_id, row.text_id, row.act) == (
        reader.id,
        version.id,
        text.id,
        Act.ACKNOWLEDGED,
    )
    assert row.sha256 == text.sha256
    assert row.at - row.opened_at == timedelta(minutes=7)
    assert row.reached_end
    (event,) = events("charter_acknowledged")
    assert event.subject_id == reader.id
    assert text.sha256.encode() in event.leaf
    assert reader.family_name.encode() not in event.leaf
    opened = {
        o.kind: o.values_ for o in db.session.scalars(select(Opening).where(Opening.event_id == event.id))
    }
    assert opened["identity"]["family_name"] == reader.family_name
    assert opened["trace"]["address"] == "127.0.0.1"
    assert "Nothing more is asked of you" in client.get("/charter/charter").get_data(as_text=True)
    assert "Nothing is asked of you today" in client.get("/").get_data(as_text=True)
    assert "version 1" in client.get("/charter/history").get_data(as_text=True)


def test_the_same_answer_twenty_times_is_one_row_and_one_event(client):
    a_reader(client)
    a_charter()
    form = shown_form(client)
    answers = [client.post("/charter/charter/acknowledgement", data=form) for _ in range(20)]
    assert {answer.status_code for answer in answers} == {303}
    assert len({answer.headers["Location"] for answer in answers}) == 1
    assert len(acts()) == 1
    assert len(events("charter_acknowledged")) == 1


def test_a_repeat_after_a_newer_version_still_gives_the_same_record(client, world):
    a_reader(client)
    version = a_charter()
    form = shown_form(client)
    first = client.post("/charter/charter/acknowledgement", data=form)
    world.clock.advance(hours=20)
    a_published_version(db.session.get_one(type(a_document()), version.document_id), weight=Weight.MATERIAL)
    again = client.post("/charter/charter/acknowledgement", data=form)
    assert again.status_code == 303
    assert again.headers["Location"] == first.headers["Location"]
    assert len(acts()) == 1


def test_an_answer_without_proof_of_showing_is_refused(client):
    a_reader(client)
    a_charter()
    form = shown_form(client)
    for shown in ("", "nonsense", form["shown"][:-2] + "AA", form["shown"] + "x"):
        answer = client.post("/charter/charter/acknowledgement", data={**form, "shown": shown})
        assert answer.status_code == 409
        assert "This text was not shown to you here" in answer.get_data(as_text=True)
    assert not acts()


def test_a_proof_signed_with_another_secret_is_refused(client, world):
    reader = a_reader(client)
    version = a_charter()
    text = text_of(version, Language.ENGLISH)
    sign_in_id = db.session.scalar(select(SignIn.id).where(SignIn.person_id == reader.id))
    forged = sign(Shown(reader.id, sign_in_id, text.id, text.sha256, "en", world.clock.now()), "x" * 40)
    form = {**shown_form(client), "shown": forged}
    assert client.post("/charter/charter/acknowledgement", data=form).status_code == 409
    assert not acts()


def test_somebody_elses_proof_and_an_earlier_sign_in_are_refused(client):
    a_reader(client)
    a_charter()
    theirs = shown_form(client)
    me = a_reader(client)
    mine = shown_form(client)
    answer = client.post("/charter/charter/acknowledgement", data={**mine, "shown": theirs["shown"]})
    assert answer.status_code == 409
    sign_in(client, me)
    again = {**mine, "csrf_token": shown_form(client)["csrf_token"]}
    answer = client.post("/charter/charter/acknowledgement", data=again)
    assert answer.status_code == 409
    assert "before you last signed in" in answer.get_data(as_text=True)
    assert not acts()


def test_the_proof_of_one_language_does_not_serve_for_the_other(client):
    a_reader(client)
    version = a_charter()
    form = shown_form(client, "/charter/charter?language=fr")
    assert form["text"] == text_of(version, Language.FRENCH).sha256
    english = text_of(version, Language.ENGLISH).sha256
    answer = client.post("/charter/charter/acknowledgement", data={**form, "text": english})
    assert answer.status_code == 409
    assert not acts()
    assert client.post("/charter/charter/acknowledgement", data=form).status_code == 303
    assert acts()[0].sha256 == form["text"]


def test_a_text_opened_yesterday_must_be_opened_again(client, world):
    a_reader(client)
    a_charter()
    form = shown_form(client)
    world.clock.advance(hours=12, seconds=1)
    answer = client.post("/charter/charter/objection", data={**form, "reason": "Clause 2 is unclear to me."})
    assert answer.status_code == 409
    page = answer.get_data(as_text=True)
    assert "more than 12 hours ago" in page
    assert "Clause 2 is unclear to me." in page
    assert not acts()
    fresh = {name: field(page, name) for name in ("csrf_token", "shown", "text")}
    assert client.post("/charter/charter/objection", data=fresh).status_code == 303


def test_a_version_published_meanwhile_is_shown_instead_of_recorded(client, world):
    a_reader(client)
    version = a_charter()
    form = shown_form(client)
    document = db.session.get_one(type(a_document()), version.document_id)
    world.clock.advance(minutes=5)
    a_published_version(document, texts=(french_text(), english_text(source=CHANGED)))
    answer = client.post("/charter/charter/acknowledgement", data=form)
    assert answer.status_code == 409
    page = answer.get_data(as_text=True)
    assert "A newer version was published while you were reading" in page
    assert "in your own name, always" in page
    assert not acts()


def test_a_version_withdrawn_meanwhile_is_not_recorded(client, world):
    a_reader(client)
    version = a_charter()
    form = shown_form(client)
    world.clock.advance(minutes=5)
    save(Withdrawal(version_id=version.id, at=world.clock.now(), reason="A mistake"))
    answer = client.post("/charter/charter/acknowledgement", data=form)
    assert answer.status_code == 409
    assert "was withdrawn while you were reading" in answer.get_data(as_text=True)
    assert not acts()


def test_an_objection_keeps_its_reason_apart_and_can_be_followed_by_an_acknowledgement(client):
    a_reader(client)
    a_charter()
    form = shown_form(client)
    answer = client.post("/charter/charter/objection", data={**form, "reason": "  I speak as I like.  "})
    assert answer.status_code == 303
    recorded = client.get(answer.headers["Location"]).get_data(as_text=True)
    assert "Your objection is on record" in recorded
    assert "You have read it and object." in recorded
    assert "I have read and understood" not in recorded
    (row,) = acts()
    assert db.session.get_one(ObjectionReason, row.id).reason == "I speak as I like."
    (event,) = events("charter_objected")
    assert b"I speak" not in event.leaf
    assert "I speak" not in str(event.payload)
    today = client.get("/").get_data(as_text=True)
    assert "You may pass on posts" in today
    assert "Answering for the company" in today
    client.post("/charter/charter/objection", data={**form, "reason": "Another reason"})
    assert db.session.get_one(ObjectionReason, row.id).reason == "I speak as I like."
    assert client.post("/charter/charter/acknowledgement", data=form).status_code == 303
    assert [row.act for row in acts()] == [Act.OBJECTED, Act.ACKNOWLEDGED]
    assert "you may answer for the company" in client.get("/").get_data(as_text=True)


def test_an_acknowledged_version_is_not_objected_to(client):
    a_reader(client)
    a_charter()
    form = shown_form(client)
    client.post("/charter/charter/acknowledgement", data=form)
    answer = client.post("/charter/charter/objection", data=form)
    assert answer.status_code == 409
    assert len(acts()) == 1


def test_who_is_asked_again_sees_what_changed_since_their_own_version(client, world):
    a_reader(client)
    version = a_charter()
    client.post("/charter/charter/acknowledgement", data=shown_form(client))
    document = db.session.get_one(type(a_document()), version.document_id)
    world.clock.advance(days=40)
    a_published_version(document, weight=Weight.MINOR)
    assert "What changed since your version" in client.get("/charter/charter").get_data(as_text=True)
    assert "Nothing more is asked of you" in client.get("/charter/charter").get_data(as_text=True)
    world.clock.advance(days=40)
    a_published_version(document, texts=(french_text(), english_text(source=CHANGED)))
    page = client.get("/charter/charter").get_data(as_text=True)
    assert "You acknowledged version 1" in page
    assert "always" in page.split('id="text"')[0]
    assert "days left to read" in client.get("/charter/history").get_data(as_text=True)


def test_the_page_searches_changes_language_and_prints_a_summary(client):
    a_reader(client)
    a_charter()
    found = client.get("/charter/charter?q=announced").get_data(as_text=True)
    assert "<mark>announced</mark>" in found
    assert "0 clauses" in client.get("/charter/charter?q=zebra").get_data(as_text=True)
    french = client.get("/charter/charter?language=fr").get_data(as_text=True)
    assert "Oui, vous pouvez parler" in french
    unknown = client.get("/charter/charter?language=xx").get_data(as_text=True)
    assert "Yes, you may speak" in unknown, "the reader's own language stands in for an unknown one"
    assert "in your own name" in client.get("/charter/charter/summary").get_data(as_text=True)


def test_earlier_versions_can_be_read_and_scheduled_ones_cannot(client, world):
    a_reader(client)
    document = a_document("charter")
    a_published_version(document)
    world.clock.advance(days=1)
    a_published_version(document)
    a_published_version(document, live_at=world.clock.now() + timedelta(days=3))
    listed = client.get("/charter/charter/versions").get_data(as_text=True)
    assert "Superseded" in listed
    assert "versions/2" in listed
    assert "versions/3" not in listed
    assert "no longer in force" in client.get("/charter/charter/versions/1").get_data(as_text=True)
    assert client.get("/charter/charter/versions/3").status_code == 404
    assert client.get("/charter/nothing").status_code == 404


def test_reaching_the_end_is_kept_once_and_counts_for_the_answer(client):
    a_reader(client)
    a_charter()
    form = shown_form(client)
    query = {"shown": form["shown"], "text": form["text"]}
    headers = {"X-CSRFToken": form["csrf_token"]}
    for _ in range(3):
        assert client.post("/charter/charter/reading", query_string=query, headers=headers).status_code == 204
    assert db.session.scalar(select(func.count()).select_from(Reading)) == 1
    assert client.post("/charter/charter/reading", headers=headers).status_code == 409
    client.post("/charter/charter/acknowledgement", data=form)
    assert acts()[0].reached_end


def test_a_question_reaches_the_owner_once_and_an_empty_one_comes_back(client):
    a_reader(client)
    a_charter()
    form = {"csrf_token": shown_form(client)["csrf_token"], "language": "en", "clause": "you-may-speak"}
    for _ in range(3):
        asked = client.post("/charter/charter/questions", data={**form, "question": " May I? "})
        assert asked.status_code == 303
    (question,) = db.session.scalars(select(Question)).all()
    assert (question.question, question.clause) == ("May I?", "you-may-speak")
    assert len(events("charter_question_asked")) == 1
    assert "May I?" in client.get("/charter/charter").get_data(as_text=True)
    assert client.post("/charter/charter/questions", data={**form, "question": "  "}).status_code == 422
    odd = client.post("/charter/charter/questions", data={**form, "question": "Why?", "clause": "nowhere"})
    assert odd.status_code == 422
    assert "Why?" in odd.get_data(as_text=True)


def test_who_is_outside_the_audience_may_read_and_is_not_asked(client):
    a_reader(client)
    a_charter(audience=[AudienceLine(department_id=a_department().id)])
    for page in ("summary", "versions", "versions/1"):
        assert client.get(f"/charter/charter/{page}").status_code == 200
    page = client.get("/charter/charter").get_data(as_text=True)
    assert "not asked of you" in page
    assert "Nothing is asked of you today" in client.get("/").get_data(as_text=True)
    assert client.post("/charter/charter/acknowledgement", data=shown_form(client)).status_code == 303


def test_a_binding_version_says_until_when_it_only_informs(client):
    employer = an_employer()
    a_reader(client, employer=employer)
    a_charter(force=Force.BINDING, binding_on={employer.id: date(2026, 6, 15)})
    assert "For information until 15 June 2026" in client.get("/charter/charter").get_data(as_text=True)


def test_somebody_elses_record_is_not_there(client):
    a_reader(client)
    a_charter()
    mine = client.post("/charter/charter/acknowledgement", data=shown_form(client)).headers["Location"]
    a_reader(client)
    assert client.get(mine).status_code == 404


def test_nothing_in_force_is_an_empty_page_and_an_empty_home(client):
    a_reader(client)
    assert "No charter is in force yet" in client.get("/charter/").get_data(as_text=True)
    assert "No charter is in force yet" in client.get("/").get_data(as_text=True)
