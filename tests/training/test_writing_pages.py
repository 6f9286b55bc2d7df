"""The pages on which trainings are written, reviewed and published, without JavaScript."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from advocacy.charter.rules import Weight
from advocacy.db import db
from advocacy.roles import Role
from advocacy.training.models import Module, ModuleDraft, ModuleDraftText, ModuleVersion
from advocacy.training.queries.published import module
from advocacy.training.rules import ModuleKind
from tests.support.client import field, language_of
from tests.support.jobs import run_jobs
from tests.support.makers import sign_in, somebody
from tests.support.queries import count_queries
from tests.support.training_makers import (
    ENGLISH_QUIZ,
    a_completion,
    a_module,
    a_module_draft,
    a_module_version,
    a_requirement,
    english_lesson,
    french_lesson,
)

BASE = "/training/manage"
STARTERS = Path(__file__).resolve().parents[2] / "charter" / "training"


@pytest.fixture
def trainer(app, client):
    person = somebody(Role.TRAINER, given_name="Tania")
    sign_in(client, person)
    return person


@pytest.fixture
def reviewer(app):
    browser = app.test_client()
    sign_in(browser, somebody(Role.APPROVER, given_name="Ravi"))
    return browser


def typed(edition=1, french=None, english=None, **settings):
    values = {"edition": str(edition), "pass_mark": "2", "attempts": "", "minutes": "20"}
    values |= {"authoritative": "fr", **settings}
    for text in (french or french_lesson(), english or english_lesson()):
        for part in ("title", "lead", "change_note", "source", "quiz"):
            values[f"{text.language.value}_{part}"] = getattr(text, part)
    return values


def page_of(answer):
    return answer.get_data(as_text=True)


def the_draft():
    return db.session.scalars(select(ModuleDraft).order_by(ModuleDraft.id.desc())).first()


def approve(reviewer, draft_id, weight="material"):
    address = f"{BASE}/drafts/{draft_id}/review"
    shown = page_of(reviewer.get(address))
    values = {"manifest": field(shown, "manifest"), "decision": "approved", "note": "", "weight": weight}
    answer = reviewer.submit(address, **values)
    assert answer.status_code == 303, page_of(answer)


def handed_in(client, draft):
    address = f"{BASE}/drafts/{draft.id}"
    answer = client.submit(f"{address}/submission", page=f"{address}/review", edition=str(draft.edition))
    assert answer.status_code == 303, page_of(answer)


def test_a_training_is_written_reviewed_and_published_without_javascript(client, trainer, reviewer, world):
    answer = client.submit(f"{BASE}/modules", page=f"{BASE}/", slug="answering", kind="text")
    draft = the_draft()
    editor = f"{BASE}/drafts/{draft.id}"
    assert answer.headers["Location"] == editor
    assert client.submit(editor, **typed()).status_code == 303
    shown = page_of(client.get(editor))
    assert "Nothing keeps this module from being reviewed." in shown
    assert "A wrong answer leads back to:" in shown
    assert client.submit(f"{editor}/submission", page=f"{editor}/review", edition="2").status_code == 303
    run_jobs()
    assert "approve trainings" in world.mail.sent[0].get_body(("plain",)).get_content()
    approve(reviewer, draft.id, weight="minor")
    address = f"{editor}/publication"
    answer = client.submit(address, manifest=field(page_of(client.get(address)), "manifest"))
    version = db.session.scalars(select(ModuleVersion)).one()
    assert answer.headers["Location"] == f"{BASE}/versions/{version.id}"
    assert version.weight is Weight.MATERIAL, "a first version is always material"
    assert version.manifest in page_of(client.get(f"{BASE}/versions/{version.id}"))
    assert "Version 1 is published." in page_of(client.get(f"{BASE}/"))
    found = module(db.session, "answering", at=world.clock.now())
    assert len(found.text_in("en").quiz.questions) == 3


def test_a_second_version_can_be_minor_and_says_what_changed(client, trainer, reviewer, world):
    made = a_module("answering", published_at=world.clock.now() - timedelta(days=9))
    first = db.session.scalars(select(ModuleVersion)).one()
    client.submit(f"{BASE}/versions/{first.id}/drafts", page=f"{BASE}/modules/answering")
    draft = the_draft()
    assert (draft.number, draft.pass_mark) == (2, 2)
    changed = english_lesson(title="Answering customers", change_note="A better title.")
    address = f"{BASE}/drafts/{draft.id}"
    client.submit(address, **typed(french=french_lesson(change_note="Mieux."), english=changed))
    db.session.refresh(draft)
    handed_in(client, draft)
    review = page_of(reviewer.get(f"{address}/review"))
    assert "What changed since version 1" in review
    changes = review.partition('id="changes"')[2].partition('id="whole"')[0]
    for words in ("Title", "Change note", "No section changed."):
        assert language_of(changes, words) == "en", words
    assert language_of(changes, "Mieux") == "fr"
    approve(reviewer, draft.id, weight="minor")
    shown = page_of(client.get(f"{address}/publication"))
    client.submit(f"{address}/publication", manifest=field(shown, "manifest"))
    newest = db.session.scalars(select(ModuleVersion).where(ModuleVersion.number == 2)).one()
    assert (newest.module_id, newest.weight) == (made.id, Weight.MINOR)


def test_before_a_material_version_its_consequences_are_counted(client, trainer, reviewer, world):
    made = a_module("answering", published_at=world.clock.now() - timedelta(days=90))
    a_requirement(made, begins_on=world.clock.now().date() - timedelta(days=60))
    a_completion(trainer, made, world.clock.now() - timedelta(days=30))
    draft = a_module_draft(made, author=trainer)
    handed_in(client, draft)
    approve(reviewer, draft.id, weight="material")
    address = f"{BASE}/drafts/{draft.id}/publication"
    assert queries_of(client, address) <= 10
    shown = page_of(client.get(address))
    assert "hold it and would do it again" in shown
    assert "Publish version 2" in shown
    assert client.submit(address, manifest=field(shown, "manifest")).status_code == 303
    assert "This version is published." in page_of(client.get(address))


def test_whoever_wrote_in_a_draft_cannot_approve_it(app, client):
    person = somebody(Role.TRAINER, Role.APPROVER)
    sign_in(client, person)
    draft = a_module_draft(author=person)
    handed_in(client, draft)
    address = f"{BASE}/drafts/{draft.id}/review"
    assert "waits for a reviewer who had no hand in it" in page_of(client.get(address))
    manifest = client.submit(address, manifest="x", decision="approved", weight="material", note="")
    assert manifest.status_code == 409
    assert "Someone else must review" in page_of(manifest)


def test_a_decision_that_came_too_late_is_told_although_its_form_is_gone(client, trainer, reviewer):
    draft = a_module_draft(author=trainer)
    handed_in(client, draft)
    address = f"{BASE}/drafts/{draft.id}/review"
    shown = field(page_of(reviewer.get(address)), "manifest")
    approve(reviewer, draft.id)
    late = reviewer.submit(address, manifest=shown, decision="returned", note="Question 2 is a trap.")
    assert late.status_code == 409
    assert "not in review: it was changed, approved or returned" in page_of(late)
    assert "Your decision" not in page_of(late)


def test_a_returned_draft_shows_why_and_a_note_is_needed(client, trainer, reviewer):
    draft = a_module_draft(author=trainer)
    handed_in(client, draft)
    address = f"{BASE}/drafts/{draft.id}/review"
    shown = field(page_of(reviewer.get(address)), "manifest")
    answer = reviewer.submit(address, manifest=shown, decision="returned", note="")
    assert answer.status_code == 409
    assert "Say what should change" in page_of(answer)
    reviewer.submit(address, manifest=shown, decision="returned", note="Question 2 is a trap.")
    assert "Question 2 is a trap." in page_of(client.get(f"{BASE}/drafts/{draft.id}"))


def test_the_second_of_two_tabs_is_refused_and_keeps_both_texts(client, trainer):
    draft = a_module_draft()
    address = f"{BASE}/drafts/{draft.id}"
    client.submit(address, **typed(french=french_lesson(title="Première plume"), minutes="30"))
    answer = client.submit(address, **typed(french=french_lesson(title="Seconde plume"), minutes="40"))
    assert answer.status_code == 409
    for words in ("changed elsewhere", "Seconde plume", "Première plume", "Minutes: 30", 'value="40"'):
        assert words in page_of(answer)
    assert field(page_of(answer), "edition") == "2"
    again = client.submit(address, **typed(edition=2, french=french_lesson(title="Seconde plume")))
    assert again.status_code == 303


def test_a_number_that_is_none_keeps_everything_typed(client, trainer):
    draft = a_module_draft()
    address = f"{BASE}/drafts/{draft.id}"
    answer = client.submit(address, **typed(english=english_lesson(title="Typed"), minutes="many"))
    assert answer.status_code == 422
    assert 'value="many"' in page_of(answer)
    assert "Typed" in page_of(answer)
    for settings in ({"minutes": "0"}, {"minutes": "2401"}, {"attempts": "51"}, {"pass_mark": "-1"}):
        assert client.submit(address, **typed(**settings)).status_code == 422
    assert db.session.scalars(select(ModuleDraft.edition)).one() == 1


def test_the_preview_shows_what_was_typed_and_names_every_problem(client, trainer):
    draft = a_module_draft()
    address = f"{BASE}/drafts/{draft.id}"
    wrong = english_lesson(
        source="## Answer fast {#answer-fast}\n\n<script>alert(1)</script>\n\n## Empty {#empty}\n",
        quiz=ENGLISH_QUIZ.replace("- [x] Who I am.", "- [ ] Who I am."),
    )
    answer = client.submit(f"{address}/preview", page=address, **typed(english=wrong, pass_mark="4"))
    page = page_of(answer)
    assert "<script>alert" not in page
    assert "Line 3: &lt;script&gt; is HTML" in page
    assert "the section “Empty” is empty" in page
    assert "Line 1: the question “What do you say first?” has no right answer." in page
    assert "Nothing: I answer in private." in page, "what can be read of the quiz is shown"
    assert "4 right answers are needed, but the quiz has 3 questions only." in page
    assert db.session.scalars(select(ModuleDraft.edition)).one() == 1
    fragment = client.post(
        f"{address}/preview",
        data={"csrf_token": client.csrf(address), **typed(english=wrong)},
        headers={"HX-Request": "true"},
    )
    assert page_of(fragment).lstrip().startswith('<section id="preview"')


def test_a_draft_with_problems_is_saved_and_not_submitted(client, trainer):
    draft = a_module_draft()
    address = f"{BASE}/drafts/{draft.id}"
    assert client.submit(address, **typed(english=english_lesson(quiz=""))).status_code == 303
    answer = client.submit(f"{address}/submission", page=address, edition="2")
    assert answer.status_code == 409
    assert "Mend what is listed below first" in page_of(answer)
    assert "This quiz has no question." in page_of(answer)


def test_an_approved_draft_that_is_edited_must_be_approved_again(client, trainer, reviewer):
    draft = a_module_draft(author=trainer)
    handed_in(client, draft)
    approve(reviewer, draft.id)
    address = f"{BASE}/drafts/{draft.id}"
    manifest = field(page_of(client.get(f"{address}/publication")), "manifest")
    client.submit(address, **typed(english=english_lesson(title="Another title")))
    answer = client.submit(f"{address}/publication", page=address, manifest=manifest)
    assert answer.status_code == 409
    assert "Only an approved version can be published" in page_of(answer)


def test_a_session_has_no_quiz_to_fill_in_and_can_be_submitted(client, trainer):
    client.submit(f"{BASE}/modules", page=f"{BASE}/", slug="workshop", kind="session")
    draft = the_draft()
    address = f"{BASE}/drafts/{draft.id}"
    assert "fr_quiz" not in page_of(client.get(address))
    french, english = french_lesson(quiz=""), english_lesson(quiz="")
    client.submit(address, **typed(french=french, english=english, pass_mark="0"))
    db.session.refresh(draft)
    handed_in(client, draft)


def test_a_short_name_that_is_taken_or_no_name_keeps_what_was_typed(client, trainer):
    a_module("answering")
    for slug, words in (("answering", "already"), ("Été", "cannot be a short name"), ("manage", "page")):
        answer = client.submit(f"{BASE}/modules", page=f"{BASE}/", slug=slug, kind="proof")
        assert answer.status_code == 409
        assert words in page_of(answer)
        assert f'value="{slug}"' in page_of(answer)
    assert client.submit(f"{BASE}/modules", page=f"{BASE}/", slug="", kind="x").status_code == 422


def test_the_trainings_that_come_along_become_drafts_without_problems_once(client, trainer):
    client.submit(f"{BASE}/starter", page=f"{BASE}/")
    drafts = db.session.scalars(select(ModuleDraft)).all()
    assert len(drafts) == 3
    for draft in drafts:
        shown = page_of(client.get(f"{BASE}/drafts/{draft.id}"))
        assert "Nothing keeps this module from being reviewed." in shown
    assert "Start from the trainings that come along" not in page_of(client.get(f"{BASE}/"))
    client.submit(f"{BASE}/starter", page=f"{BASE}/")
    assert len(db.session.scalars(select(ModuleDraft)).all()) == 3


def test_a_folder_goes_out_as_a_zip_and_comes_in_again(client, trainer):
    made = a_module("answering")
    version = db.session.scalars(select(ModuleVersion)).one()
    content = client.get(f"{BASE}/versions/{version.id}/folder").data
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = {Path(name).name for name in archive.namelist()}
    assert names == {"fr.md", "en.md", "quiz.fr.md", "quiz.en.md"}
    answer = client.submit(f"{BASE}/upload", page=f"{BASE}/", archive=(io.BytesIO(content), "answering.zip"))
    draft = the_draft()
    assert answer.headers["Location"] == f"{BASE}/drafts/{draft.id}"
    assert (draft.module_id, draft.number, draft.pass_mark) == (made.id, 2, 2)
    texts = db.session.scalars(select(ModuleDraftText).where(ModuleDraftText.draft_id == draft.id)).all()
    assert {text.quiz for text in texts} == {french_lesson().quiz, english_lesson().quiz}
    assert client.get(f"{BASE}/drafts/{draft.id}/folder").data == content


def test_a_broken_zip_names_file_and_line_and_takes_nothing_in(client, trainer):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("x/fr.md", "---\nmodule: x\nlanguage: fr\npass_mark: many\n---\n\n## A\n\nb\n")
    answer = client.submit(
        f"{BASE}/upload", page=f"{BASE}/", archive=(io.BytesIO(target.getvalue()), "x.zip")
    )
    assert answer.status_code == 409
    assert "fr.md, line 4" in page_of(answer)
    assert not db.session.scalars(select(Module)).all()


def test_a_retired_module_is_not_written_further_until_it_is_brought_back(client, trainer):
    a_module("answering")
    address = f"{BASE}/modules/answering"
    client.submit(f"{address}/retirement", page=address)
    assert "can be neither taken nor required" in page_of(client.get(address))
    refused = client.submit(f"{address}/drafts", page=address)
    assert refused.status_code == 409
    assert "Bring it back first" in page_of(refused)
    assert client.submit(f"{address}/retirement", page=address).status_code == 409
    assert client.submit(f"{address}/return", page=address).status_code == 303
    assert client.submit(f"{address}/drafts", page=address).status_code == 303


def test_a_discarded_draft_leaves_its_number_free(client, trainer):
    draft = a_module_draft()
    slug = db.session.get_one(Module, draft.module_id).slug
    client.submit(f"{BASE}/drafts/{draft.id}/discard", page=f"{BASE}/drafts/{draft.id}")
    assert "This module can no longer be changed here." in page_of(client.get(f"{BASE}/drafts/{draft.id}"))
    client.submit(f"{BASE}/modules/{slug}/drafts", page=f"{BASE}/modules/{slug}")
    assert the_draft().number == 1


def test_a_stranger_finds_nothing_here(app, client):
    sign_in(client, somebody(Role.HR))
    draft = a_module_draft()
    assert client.get(f"{BASE}/").status_code == 403
    assert client.get(f"{BASE}/drafts/{draft.id}").status_code == 403
    assert client.get(f"{BASE}/versions/1/folder").status_code == 403


def test_writing_pages_cost_a_fixed_number_of_queries(client, trainer):
    made = a_module("answering")
    draft = a_module_draft(made, author=trainer)
    version = db.session.scalars(select(ModuleVersion)).one()
    addresses = [
        f"{BASE}/",
        f"{BASE}/modules/answering",
        f"{BASE}/versions/{version.id}",
        *(f"{BASE}/drafts/{draft.id}{page}" for page in ("", "/review", "/publication")),
    ]
    before = [queries_of(client, address) for address in addresses]
    for number in range(12):
        a_module_draft(a_module(f"more-{number}", kind=ModuleKind.PROOF))
    for number in range(2, 12):
        a_module_version(made, number=number)
    after = [queries_of(client, address) for address in addresses]
    assert after == before
    assert max(after) <= 10


def queries_of(client, address):
    db.session.expunge_all()
    with count_queries() as statements:
        assert client.get(address).status_code == 200
    return len(statements)


def test_writers_find_their_way_from_the_trainings_and_others_do_not(app, client, trainer):
    assert f'href="{BASE}/"' in page_of(client.get("/training/"))
    other = app.test_client()
    sign_in(other, somebody(Role.EMPLOYEE))
    assert f'href="{BASE}/"' not in page_of(other.get("/training/"))
