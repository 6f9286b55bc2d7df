"""The pages on which the charter is written and published, without JavaScript: the story, and refusals."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from advocacy.charter.models import Draft, DraftText, Question, Version, Withdrawal
from advocacy.charter.rules import Force, Weight
from advocacy.db import db
from advocacy.notices.models import Notice
from advocacy.people.rules import Kind, Language
from advocacy.roles import Role
from tests.support.charter_makers import (
    a_document,
    a_draft,
    a_published_version,
    a_question,
    english_text,
    french_text,
    text_of,
)
from tests.support.client import field, language_of
from tests.support.jobs import run_jobs
from tests.support.makers import a_department, a_person, an_absence, an_employer, sign_in, somebody
from tests.support.queries import count_queries

BASE = "/charter/manage"
STARTER = Path(__file__).resolve().parents[2] / "charter" / "social-media"


@pytest.fixture
def owner(app, client):
    person = somebody(Role.CHARTER_OWNER, given_name="Odile")
    sign_in(client, person)
    return person


@pytest.fixture
def reviewer(app):
    browser = app.test_client()
    sign_in(browser, somebody(Role.APPROVER, given_name="Ravi"))
    return browser


def typed(edition=1, french=None, english=None):
    values = {"edition": str(edition)}
    for text in (french or french_text(), english or english_text()):
        for part in ("title", "statement", "change_note", "source", "summary", "quiz"):
            values[f"{text.language.value}_{part}"] = getattr(text, part)
    return values


def page_of(answer):
    return answer.get_data(as_text=True)


def the_draft():
    return db.session.scalars(select(Draft).order_by(Draft.id.desc())).first()


def a_zip(files):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, data in files.items():
            archive.writestr(f"social-media/{name}", data)
    return content.getvalue()


def starter_files():
    return {path.name: path.read_bytes() for path in STARTER.glob("*.md")}


def approve(reviewer, draft_id, weight="material"):
    address = f"{BASE}/drafts/{draft_id}/review"
    shown = page_of(reviewer.get(address))
    answer = reviewer.submit(
        address, manifest=field(shown, "manifest"), decision="approved", weight=weight, note=""
    )
    assert answer.status_code == 303, page_of(answer)


def test_the_charter_is_written_reviewed_and_published_without_javascript(client, owner, reviewer, world):
    a_person()
    answer = client.submit(f"{BASE}/documents", page=f"{BASE}/", slug="charter")
    draft = the_draft()
    editor = f"{BASE}/drafts/{draft.id}"
    assert answer.headers["Location"] == editor
    assert client.submit(editor, **typed()).status_code == 303
    assert "Nothing keeps these texts from being reviewed." in page_of(client.get(editor))
    assert client.submit(f"{editor}/submission", page=f"{editor}/review", edition="2").status_code == 303
    approve(reviewer, draft.id)
    shown = page_of(client.get(f"{editor}/dry-run"))
    assert "Publish it now for 3 people" in shown
    answer = client.submit(
        f"{editor}/publication",
        page=f"{editor}/dry-run",
        manifest=field(shown, "manifest"),
        live_at="",
        due_on=field(shown, "due_on"),
    )
    version = db.session.scalars(select(Version)).one()
    assert answer.headers["Location"] == f"{BASE}/versions/{version.id}"
    assert version.due_on == date(2026, 6, 3)
    assert version.manifest in page_of(client.get(f"{BASE}/versions/{version.id}"))
    assert "version 1 in force" in page_of(client.get(f"{BASE}/"))
    assert "in force" in page_of(client.get(f"{BASE}/documents/charter"))


def test_the_second_of_two_tabs_is_refused_and_keeps_both_texts(client, owner):
    draft = a_draft()
    address = f"{BASE}/drafts/{draft.id}"
    client.submit(address, **typed(french=french_text(title="Première plume")))
    answer = client.submit(address, **typed(french=french_text(title="Seconde plume")))
    assert answer.status_code == 409
    assert "changed elsewhere" in page_of(answer)
    assert "Seconde plume" in page_of(answer)
    assert "Première plume" in page_of(answer)
    stored = db.session.scalars(select(DraftText.title).where(DraftText.language == Language.FRENCH)).one()
    assert stored == "Première plume"
    assert field(page_of(answer), "edition") == "2"
    again = client.submit(address, **typed(edition=2, french=french_text(title="Seconde plume")))
    assert again.status_code == 303


def test_the_preview_shows_what_was_typed_and_names_every_problem(client, owner):
    draft = a_draft()
    address = f"{BASE}/drafts/{draft.id}"
    wrong = english_text(source="## One {#one}\n\n<script>alert(1)</script>\n\n## Two {#two}\n")
    answer = client.submit(f"{address}/preview", page=address, **typed(english=wrong))
    page = page_of(answer)
    assert "<script>alert" not in page
    assert "Line 3: &lt;script&gt; is HTML" in page
    assert "the clause “Two” is empty" in page
    assert db.session.scalars(select(Draft.edition)).one() == 1
    fragment = client.post(
        f"{address}/preview",
        data={"csrf_token": client.csrf(address), **typed(english=wrong)},
        headers={"HX-Request": "true"},
    )
    assert page_of(fragment).lstrip().startswith('<section id="preview"')


def test_a_draft_without_a_french_text_says_so_and_is_not_submitted(client, owner):
    draft = a_draft(texts=[english_text()])
    address = f"{BASE}/drafts/{draft.id}"
    assert "There is no French text" in page_of(client.get(f"{address}/review"))
    answer = client.post(f"{address}/submission", data={"csrf_token": client.csrf(address), "edition": "1"})
    assert answer.status_code == 409
    assert "Mend what is listed below first" in page_of(answer)


def test_an_overlong_title_is_a_422_that_keeps_what_was_typed(client, owner):
    address = f"{BASE}/drafts/{a_draft().id}"
    answer = client.submit(address, **typed(french=french_text(title="é" * 201)))
    assert answer.status_code == 422
    assert "é" * 201 in page_of(answer)
    assert "At most 200 characters." in page_of(answer)


def test_awkward_characters_make_no_server_error(client, owner):
    address = f"{BASE}/drafts/{a_draft().id}"
    awkward = english_text(title="a\x00b\u202ec", source="## A {#a}\n\nx\x00y \u200b\n")
    assert client.submit(address, **typed(english=awkward)).status_code == 303
    page = page_of(client.get(address))
    assert "invisible character" in page


def test_a_manager_of_nothing_sees_none_of_it(client):
    sign_in(client, a_person())
    draft = a_draft()
    for address in ("/", f"/drafts/{draft.id}", f"/drafts/{draft.id}/review", "/questions"):
        assert client.get(f"{BASE}{address}").status_code == 403


def test_an_approver_reads_but_does_not_write(reviewer, app):
    draft = a_draft()
    page = page_of(reviewer.get(f"{BASE}/drafts/{draft.id}"))
    assert "Only a charter owner can change this text." in page
    token = reviewer.csrf(f"{BASE}/drafts/{draft.id}")
    answer = reviewer.post(f"{BASE}/drafts/{draft.id}", data={"csrf_token": token, **typed()})
    assert answer.status_code == 403
    assert reviewer.get(f"{BASE}/drafts/999999").status_code == 404


def test_the_reviewer_sees_what_changed_and_the_author_cannot_decide(client, owner, reviewer, world):
    document = a_document()
    a_published_version(document)
    changed = french_text().source.replace("en votre nom", "sous votre nom")
    draft = a_draft(document, texts=[french_text(source=changed), english_text()], author=owner)
    address = f"{BASE}/drafts/{draft.id}/review"
    client.submit(f"{BASE}/drafts/{draft.id}/submission", page=address, edition="1")
    shown = page_of(reviewer.get(address))
    assert "<ins>" in shown
    assert "<del>" in shown
    assert "How much it changes" in shown
    assert "waits for a reviewer who had no hand in it" in page_of(client.get(address))
    undecided = reviewer.submit(address, manifest=field(shown, "manifest"), decision="approved", note="Kept.")
    assert undecided.status_code == 409
    assert "minor or material" in page_of(undecided)
    assert "Kept." in page_of(undecided)
    forged = reviewer.submit(address, manifest="0" * 64, decision="approved", weight="minor", note="")
    assert "changed since you opened it" in page_of(forged)
    approve(reviewer, draft.id, weight="minor")
    assert "approved" in page_of(client.get(address))


def test_words_around_a_changed_text_are_said_to_be_in_the_readers_language(client, owner, reviewer):
    document = a_document()
    a_published_version(document)
    changed = french_text().source.replace("en votre nom", "sous votre nom")
    texts = [french_text(source=changed, title="Notre autre charte"), english_text()]
    draft = a_draft(document, texts=texts, author=owner)
    address = f"{BASE}/drafts/{draft.id}/review"
    client.submit(f"{BASE}/drafts/{draft.id}/submission", page=address, edition="1")
    shown = page_of(reviewer.get(address)).partition("<h3>French</h3>")[2].partition('id="whole"')[0]
    assert language_of(shown, "sous") == "fr"
    for words in ("Title", "changed", "No clause changed."):
        assert language_of(shown, words) == "en", words


def test_a_decision_that_came_too_late_is_told_although_its_form_is_gone(client, owner, reviewer):
    draft = a_draft(author=owner)
    address = f"{BASE}/drafts/{draft.id}/review"
    client.submit(f"{BASE}/drafts/{draft.id}/submission", page=address, edition="1")
    shown = field(page_of(reviewer.get(address)), "manifest")
    approve(reviewer, draft.id)
    late = reviewer.submit(address, manifest=shown, decision="returned", note="Clause 2 is too long.")
    assert late.status_code == 409
    assert "not in review: it was changed, approved or returned" in page_of(late)
    assert "Your decision" not in page_of(late)


def test_a_draft_handed_in_twice_is_refused_in_words(client, owner):
    draft = a_draft(author=owner)
    address = f"{BASE}/drafts/{draft.id}/review"
    client.submit(f"{BASE}/drafts/{draft.id}/submission", page=address, edition="1")
    again = client.submit(f"{BASE}/drafts/{draft.id}/submission", page=address, edition="1")
    assert again.status_code == 409
    assert "This version is in review already." in page_of(again)


def test_the_dry_run_counts_who_owes_it_who_is_covered_and_who_is_not_concerned(
    client, owner, reviewer, world
):
    shop = a_department("Shop")
    people = [a_person(department=shop, email=None if serial == 0 else "") for serial in range(4)]
    an_absence(people[1], date(2026, 5, 1), date(2026, 5, 20))
    a_person(kind=Kind.SERVICE)
    draft = a_draft(author=owner)
    settings = f"{BASE}/drafts/{draft.id}/settings"
    answer = client.submit(
        settings,
        edition="1",
        force="informative",
        authoritative="fr",
        days_to_acknowledge="30",
        employer="",
        site="",
        department=str(shop.id),
        role="",
    )
    assert answer.status_code == 303, page_of(answer)
    assert "4 people are concerned today." in page_of(client.get(settings))
    page = page_of(client.get(f"{BASE}/drafts/{draft.id}/dry-run"))
    assert "2 people work here but are not in the audience." in page
    assert "1 person must be reached on paper" in page
    assert "1 person is absent on that day" in page
    assert "1 service account" in page
    assert "Monday, 4 May 2026 – first mail" in page
    assert "Wednesday, 27 May 2026 – seven days before" in page
    assert "Only an approved version can be published" in page


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"when": "now", "due_on": "2026-05-03"}, "The deadline, 3 May 2026, is in the past"),
        ({"when": "now", "due_on": "soon"}, "Not a valid date"),
        ({"when": "later", "due_on": "2026-06-30"}, "Choose the day."),
        (
            {"when": "later", "day": "2027-03-28", "clock": "02:30", "due_on": "2027-05-01"},
            "clocks go forward",
        ),
        (
            {"when": "later", "day": "2026-05-01", "clock": "09:00", "due_on": "2026-06-30"},
            "time of publication is in the past",
        ),
    ],
)
def test_a_plan_that_makes_no_sense_is_said_and_kept(client, owner, values, told):
    draft = a_draft(author=owner)
    answer = client.get(f"{BASE}/drafts/{draft.id}/dry-run", query_string=values)
    assert answer.status_code in {409, 422}
    assert told in page_of(answer)
    assert values["due_on"] in page_of(answer)
    assert "Publish it now" not in page_of(answer)


def test_a_publication_is_scheduled_and_cancelled(client, owner, reviewer, world):
    draft = a_draft()
    client.submit(
        f"{BASE}/drafts/{draft.id}/submission", page=f"{BASE}/drafts/{draft.id}/review", edition="1"
    )
    approve(reviewer, draft.id)
    address = f"{BASE}/drafts/{draft.id}/dry-run"
    chosen = {"when": "later", "day": "2026-10-25", "clock": "02:30", "due_on": "2026-11-30"}
    shown = page_of(client.get(address, query_string=chosen))
    assert "this time comes twice" in shown
    assert "Schedule it for" in shown
    client.submit(
        f"{BASE}/drafts/{draft.id}/publication",
        page=address,
        manifest=field(shown, "manifest"),
        live_at=field(shown, "live_at"),
        due_on="2026-11-30",
    )
    version = db.session.scalars(select(Version)).one()
    assert version.live_at.isoformat() == "2026-10-25T00:30:00+00:00"
    page = page_of(client.get(f"{BASE}/versions/{version.id}"))
    assert "scheduled" in page
    assert "Scheduled. It comes into force on 25 Oct 2026, 02:30." in page
    assert "In force from" not in page
    refused = client.submit(
        f"{BASE}/versions/{version.id}/withdrawal", page=f"{BASE}/versions/{version.id}", reason=" "
    )
    assert refused.status_code == 422
    client.submit(
        f"{BASE}/versions/{version.id}/withdrawal", page=f"{BASE}/versions/{version.id}", reason="Too soon"
    )
    assert db.session.scalars(select(Withdrawal.reason)).one() == "Too soon"
    assert "cancelled" in page_of(client.get(f"{BASE}/versions/{version.id}"))


def test_a_forged_confirmation_publishes_nothing(client, owner, reviewer):
    draft = a_draft()
    client.submit(
        f"{BASE}/drafts/{draft.id}/submission", page=f"{BASE}/drafts/{draft.id}/review", edition="1"
    )
    approve(reviewer, draft.id)
    for values in (
        {"manifest": "0" * 64, "live_at": "", "due_on": "2026-06-30"},
        {"manifest": "", "live_at": "tomorrow", "due_on": "2026-06-30"},
        {"manifest": "", "live_at": "2026-06-01T09:00:00", "due_on": "2026-06-30"},
        {"manifest": "", "live_at": "", "due_on": "30 June"},
    ):
        answer = client.submit(
            f"{BASE}/drafts/{draft.id}/publication", page=f"{BASE}/drafts/{draft.id}/dry-run", **values
        )
        assert answer.status_code in {409, 422}
    assert not db.session.scalars(select(Version)).all()


def test_the_starter_charter_becomes_a_draft_whose_gaps_are_named(client, owner):
    client.submit(f"{BASE}/starter", page=f"{BASE}/")
    page = page_of(client.get(f"{BASE}/drafts/{the_draft().id}"))
    assert "Charte des réseaux sociaux" in page
    assert "Nothing keeps these texts from being reviewed." in page
    assert "[to complete: e-mail of the social team]" in page
    refused = client.submit(f"{BASE}/starter", page=f"{BASE}/")
    assert refused.status_code == 409


def test_a_version_travels_as_a_zip_and_comes_back_the_same(client, owner):
    version = a_published_version(a_document("charter"))
    answer = client.get(f"{BASE}/versions/{version.id}/folder")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="charter-1.zip"'
    token = client.csrf(f"{BASE}/")
    back = client.post(
        f"{BASE}/upload",
        data={"csrf_token": token, "archive": (io.BytesIO(answer.data), "charter-1.zip")},
    )
    draft = the_draft()
    assert back.headers["Location"] == f"{BASE}/drafts/{draft.id}"
    assert draft.number == 2
    for language in Language:
        typed_text = db.session.get_one(DraftText, (draft.id, language))
        assert typed_text.source == text_of(version, language).source
        assert typed_text.summary == text_of(version, language).summary


def test_a_folder_with_problems_is_taken_in_not_at_all_and_each_is_named(client, owner):
    files = starter_files()
    files["fr.md"] = files["fr.md"].replace(b"force: informative", b"force: strict")
    files["en.md"] = files["en.md"].replace(b"language: en", b"language: fr")
    answer = client.post(
        f"{BASE}/upload",
        data={"csrf_token": client.csrf(f"{BASE}/"), "archive": (io.BytesIO(a_zip(files)), "x.zip")},
    )
    assert answer.status_code == 409
    page = page_of(answer)
    assert "fr.md, line 6: the force is informative or binding" in page
    assert "en.md, line 3" in page
    assert not db.session.scalars(select(Draft)).all()


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04" + b"\x00" * 60])
def test_what_is_no_zip_is_refused_with_a_sentence(client, owner, content):
    answer = client.post(
        f"{BASE}/upload",
        data={"csrf_token": client.csrf(f"{BASE}/"), "archive": (io.BytesIO(content), "x.zip")},
    )
    assert answer.status_code in {409, 422}
    assert not db.session.scalars(select(Draft)).all()


def test_the_next_version_starts_from_the_one_in_force(client, owner):
    version = a_published_version(a_document("charter"), days_to_acknowledge=12)
    client.submit(f"{BASE}/versions/{version.id}/drafts", page=f"{BASE}/documents/charter")
    draft = the_draft()
    assert (draft.number, draft.days_to_acknowledge) == (2, 12)
    assert "has no change note" in page_of(client.get(f"{BASE}/drafts/{draft.id}"))


def test_a_draft_is_discarded(client, owner):
    draft = a_draft(a_document("charter"))
    client.submit(f"{BASE}/drafts/{draft.id}/discard", page=f"{BASE}/drafts/{draft.id}")
    page = page_of(client.get(f"{BASE}/documents/charter"))
    assert "being prepared" not in page
    gone = page_of(client.get(f"{BASE}/drafts/{draft.id}"))
    assert "can no longer be changed" in gone


def test_the_dossier_page_leads_through_the_steps_in_their_order(client, owner):
    employer = an_employer("Verdier Stores")
    a_person(employer=employer)
    draft = a_draft(force=Force.BINDING)
    address = f"{BASE}/drafts/{draft.id}/dossier"

    def record(step, done_on, reference="PV 12"):
        return client.submit(
            address, employer=str(employer.id), step=step, done_on=done_on, reference=reference
        )

    too_early = record("publicity", "2026-04-01")
    assert too_early.status_code == 409
    assert "opinion comes first" in page_of(too_early)
    assert "PV 12" in page_of(too_early)
    assert record("works_council", "2026-05-05").status_code == 409
    assert record("works_council", "2026-13-05").status_code == 422
    assert record("works_council", "2026-03-02").status_code == 303
    for step in ("publicity", "deposit", "inspector"):
        assert record(step, "2026-04-20").status_code == 303
    assert "binds here from 20 May 2026" in page_of(client.get(address))
    assert "from 20 May 2026; until then" in page_of(client.get(f"{BASE}/drafts/{draft.id}/dry-run"))


@pytest.mark.parametrize(
    ("language", "title"),
    [(Language.ENGLISH, "Social media charter, version 1"), (Language.FRENCH, "Charte des réseaux sociaux")],
)
def test_pages_about_a_draft_call_it_by_its_title_in_the_readers_language(client, language, title):
    sign_in(client, somebody(Role.CHARTER_OWNER, language=language))
    assert title in page_of(client.get(f"{BASE}/drafts/{a_draft().id}/review"))


def test_a_question_is_answered_once_and_the_asker_gets_a_mail(client, owner, world):
    question = a_question(a_published_version(), a_person(given_name="Noé"))
    listed = page_of(client.get(f"{BASE}/questions"))
    assert "May I say where I work?" in listed
    address = f"{BASE}/questions/{question.id}"
    assert client.submit(address, answer=" ").status_code == 422
    assert client.submit(address, answer="Yes, you may.").status_code == 303
    again = client.post(address, data={"csrf_token": client.csrf(f"{BASE}/"), "answer": "No."})
    assert again.status_code == 409
    assert "No." in page_of(again)
    stored = db.session.scalars(select(Question).execution_options(populate_existing=True)).one()
    assert (stored.answer, stored.answered_by_id) == ("Yes, you may.", owner.id)
    notice = db.session.scalars(select(Notice)).one()
    assert (notice.kind, notice.person_id) == ("charter_answer", question.person_id)
    assert "Noé" in page_of(client.get(f"{BASE}/questions?answered=1"))
    run_jobs()
    mail = world.mail.sent[-1]
    text = mail.get_body(("plain",)).get_content()
    assert mail["Subject"] == "An answer to your question about “Social media charter”"
    assert "May I say where I work?" in text
    assert "Yes, you may." in text
    assert "http://localhost/charter/" in text


def test_questions_come_in_pages(client, owner):
    version = a_published_version()
    asker = a_person()
    for number in range(27):
        a_question(version, asker, question=f"Question number {number}?")
    first = page_of(client.get(f"{BASE}/questions"))
    assert "number 26?" in first
    assert "number 1?" not in first
    address = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    assert "number 1?" in page_of(client.get(address))


@pytest.mark.parametrize("people", [1, 12])
def test_pages_cost_a_fixed_number_of_queries(client, owner, people):
    for _serial in range(people):
        a_person()
    document = a_document("charter")
    version = a_published_version(document, weight=Weight.MATERIAL)
    draft = a_draft(document, force=Force.BINDING)
    a_question(version)
    addresses = (
        "/",
        "/documents/charter",
        f"/drafts/{draft.id}",
        f"/drafts/{draft.id}/settings",
        f"/drafts/{draft.id}/review",
        f"/drafts/{draft.id}/dossier",
        f"/drafts/{draft.id}/dry-run",
        f"/versions/{version.id}",
        "/questions",
    )
    counts = {}
    for address in addresses:
        client.get(f"{BASE}{address}")
        with count_queries() as statements:
            assert client.get(f"{BASE}{address}").status_code == 200
        counts[address] = len(statements)
    assert {address: count for address, count in counts.items() if count > 10} == {}


def test_the_pages_speak_french(app, owner, client):
    owner.language = Language.FRENCH
    db.session.commit()
    assert 'lang="fr"' in page_of(client.get(f"{BASE}/"))[:400]
