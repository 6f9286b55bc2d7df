"""From a draft to a published version, by the actions: the natural story, and the refusals that matter."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from hashlib import sha256

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DBAPIError

from advocacy.audit.models import EventRow
from advocacy.charter.actions import dossiers, drafts, publishing, reviewing
from advocacy.charter.actions.documents import open_document
from advocacy.charter.actions.drafts import Beginning
from advocacy.charter.models import Audience, Submission, Text, Version, Withdrawal
from advocacy.charter.queries import drafts as queries
from advocacy.charter.rules import Decision, DossierStep, Force, Weight
from advocacy.charter.rules.audience import AudienceLine
from advocacy.charter.rules.drafting import Stage
from advocacy.charter.rules.texts import TextParts
from advocacy.db import db
from advocacy.errors import Forbidden, NotVisible, Refused
from advocacy.jobs.models import Job
from advocacy.people.rules import Language
from advocacy.roles import Role
from advocacy.work import unit_of_work
from tests.support.charter_makers import (
    a_document,
    a_draft,
    a_published_version,
    english_text,
    french_text,
    text_of,
)
from tests.support.makers import a_department, a_person, acting, an_employer, somebody

DUE = date(2026, 6, 3)


@pytest.fixture
def owner(app):
    return acting(somebody(Role.CHARTER_OWNER))


@pytest.fixture
def approver(app):
    return acting(somebody(Role.APPROVER))


def seen(draft_id, actor):
    return queries.draft(db.session(), draft_id, visible_to=actor)


def submitted(owner, **values):
    draft = a_draft(author=a_person(), **values)
    with unit_of_work(owner) as work:
        reviewing.submit(work, draft.id, edition=1)
    return seen(draft.id, owner)


def approved(owner, approver, weight=Weight.MATERIAL, **values):
    draft = submitted(owner, **values)
    with unit_of_work(approver) as work:
        reviewing.decide(work, draft.id, shown=draft.manifest, decision=Decision.APPROVED, weight=weight)
    return seen(draft.id, owner)


def published(owner, draft, **values):
    with unit_of_work(owner) as work:
        return publishing.publish(work, draft.id, shown=draft.manifest, due_on=DUE, **values)


def test_a_charter_goes_from_a_blank_page_to_publication(owner, approver, world):
    with unit_of_work(owner) as work:
        open_document(work, "charter")
    with unit_of_work(owner) as work:
        draft_id = drafts.start(work, "charter", Beginning())
    with unit_of_work(owner) as work:
        draft = drafts.save_texts(work, draft_id, [french_text(), english_text()], edition=1)
    assert (draft.number, draft.edition, draft.stage) == (1, 2, Stage.WRITING)
    with unit_of_work(owner) as work:
        reviewing.submit(work, draft_id, edition=2)
    with unit_of_work(approver) as work:
        reviewing.decide(
            work, draft_id, shown=draft.manifest, decision=Decision.APPROVED, weight=Weight.MINOR
        )
    version = db.session.get_one(Version, published(owner, draft))
    assert version.weight is Weight.MATERIAL, "the first version is material whatever was chosen"
    assert (version.number, version.due_on, version.live_at) == (1, DUE, world.clock.at)
    assert version.manifest == draft.manifest == sha256(version.manifest_bytes).hexdigest()
    text = text_of(version, Language.ENGLISH)
    assert sha256(text.canonical).hexdigest() == text.sha256
    assert text.sha256.encode() in version.manifest_bytes
    assert seen(draft_id, owner).stage is Stage.PUBLISHED
    names = db.session.scalars(select(EventRow.name))
    assert sorted(names) == [
        "charter_document_created",
        "charter_draft_saved",
        "charter_draft_started",
        "charter_draft_submitted",
        "charter_published",
        "charter_version_approved",
    ]


def test_publication_and_approval_are_provable_and_name_the_bytes(owner, approver):
    draft = approved(owner, approver)
    version = db.session.get_one(Version, published(owner, draft))
    events = {row.name: row for row in db.session.scalars(select(EventRow))}
    leaf = (events["charter_published"].leaf or b"").decode()
    for language in Language:
        assert text_of(version, language).sha256 in leaf
        assert text_of(version, language).html_sha256 in leaf
    assert version.manifest in leaf
    assert version.manifest in (events["charter_version_approved"].leaf or b"").decode()


def test_publication_queues_the_reminders_for_the_moment_it_goes_live(owner, approver, world):
    draft = approved(owner, approver)
    live_at = world.clock.at + timedelta(days=2)
    published(owner, draft, live_at=live_at)
    job = db.session.scalars(select(Job).where(Job.kind == "notices.plan_reminders")).one()
    assert job.due_at == live_at


@pytest.mark.parametrize("action", ["start", "save", "submit", "publish", "withdraw"])
def test_an_employee_writes_nothing(app, action):
    ann = acting(a_person())
    draft = a_draft()
    version = a_published_version()
    acts = {
        "start": lambda work: drafts.start(work, "charter", Beginning()),
        "save": lambda work: drafts.save_texts(work, draft.id, [], edition=1),
        "submit": lambda work: reviewing.submit(work, draft.id, edition=1),
        "publish": lambda work: publishing.publish(work, draft.id, shown="", due_on=DUE),
        "withdraw": lambda work: publishing.withdraw(work, version.id, "no"),
    }
    with pytest.raises(Forbidden), unit_of_work(ann) as work:
        acts[action](work)
    with pytest.raises(NotVisible):
        seen(draft.id, ann)


def test_whoever_edited_a_text_cannot_approve_it(owner, app):
    both = acting(somebody(Role.CHARTER_OWNER, Role.APPROVER))
    draft = a_draft(author=a_person())
    with unit_of_work(both) as work:
        drafts.save_texts(work, draft.id, [french_text(title="Charte")], edition=1)
    with unit_of_work(owner) as work:
        reviewing.submit(work, draft.id, edition=2)
    shown = seen(draft.id, owner).manifest
    with pytest.raises(Refused, match="Someone else"), unit_of_work(both) as work:
        reviewing.decide(work, draft.id, shown=shown, decision=Decision.APPROVED, weight=Weight.MINOR)


def test_whoever_submitted_a_text_cannot_approve_it(app):
    both = acting(somebody(Role.CHARTER_OWNER, Role.APPROVER))
    draft = submitted(both)
    with pytest.raises(Refused, match="Someone else"), unit_of_work(both) as work:
        reviewing.decide(
            work, draft.id, shown=draft.manifest, decision=Decision.APPROVED, weight=Weight.MINOR
        )


def test_an_edit_after_submission_makes_it_void(owner, approver):
    draft = submitted(owner)
    with unit_of_work(owner) as work:
        drafts.save_texts(work, draft.id, [french_text(statement="J’ai lu.")], edition=1)
    with pytest.raises(Refused, match="not in review"), unit_of_work(approver) as work:
        reviewing.decide(
            work, draft.id, shown=draft.manifest, decision=Decision.APPROVED, weight=Weight.MINOR
        )
    assert seen(draft.id, owner).stage is Stage.WRITING


def test_an_edit_after_approval_keeps_it_from_being_published(owner, approver):
    draft = approved(owner, approver)
    with unit_of_work(owner) as work:
        drafts.save_texts(work, draft.id, [english_text(summary="Short.")], edition=1)
    with pytest.raises(Refused, match="exactly as it was approved"):
        published(owner, draft)
    assert not db.session.scalars(select(Version)).all()


def test_an_approver_cannot_approve_what_they_did_not_see(owner, approver):
    draft = submitted(owner)
    with pytest.raises(Refused, match="changed since"), unit_of_work(approver) as work:
        reviewing.decide(work, draft.id, shown="0" * 64, decision=Decision.APPROVED, weight=Weight.MATERIAL)


def test_a_returned_draft_goes_back_to_its_author_and_can_be_submitted_again(owner, approver):
    draft = submitted(owner)
    with unit_of_work(approver) as work:
        reviewing.decide(work, draft.id, shown=draft.manifest, decision=Decision.RETURNED, note="Say why.")
    back = seen(draft.id, owner)
    assert (back.stage, back.review.note if back.review else "") == (Stage.RETURNED, "Say why.")
    with unit_of_work(owner) as work:
        reviewing.submit(work, draft.id, edition=1)
    assert seen(draft.id, owner).stage is Stage.IN_REVIEW


def test_the_second_of_two_tabs_saves_nothing(owner):
    draft = a_draft()
    with unit_of_work(owner) as work:
        drafts.save_texts(work, draft.id, [french_text(title="Un")], edition=1)
    with pytest.raises(Refused, match="changed elsewhere"), unit_of_work(owner) as work:
        drafts.save_texts(work, draft.id, [french_text(title="Deux")], edition=1)
    assert seen(draft.id, owner).texts[Language.FRENCH].title == "Un"


def test_saving_the_same_words_again_changes_nothing(owner, approver):
    draft = approved(owner, approver)
    with unit_of_work(owner) as work:
        drafts.save_texts(work, draft.id, list(draft.texts.values()), edition=1)
        drafts.save_settings(
            work,
            draft.id,
            edition=1,
            force=draft.force,
            authoritative=draft.authoritative,
            days_to_acknowledge=draft.days_to_acknowledge,
            audience=(),
        )
    assert seen(draft.id, owner).stage is Stage.APPROVED


def test_a_change_of_audience_voids_the_approval_too(owner, approver):
    draft = approved(owner, approver)
    with unit_of_work(owner) as work:
        after = drafts.save_settings(
            work,
            draft.id,
            edition=1,
            force=draft.force,
            authoritative=draft.authoritative,
            days_to_acknowledge=draft.days_to_acknowledge,
            audience=[AudienceLine(role=Role.MANAGER)],
        )
    assert after.stage is Stage.WRITING
    assert after.manifest != draft.manifest


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        ([english_text()], "There is no French text"),
        ([french_text(), english_text(source="## A {#a}\n\n## B {#b}\n\nText.\n")], "is empty"),
        ([french_text(), english_text(source=english_text().source + "\n<script>x</script>\n")], "is HTML"),
        (
            [french_text(), english_text(source="## A {#a}\n\n[x](javascript:alert(1))\n")],
            "is not a full address",
        ),
        ([french_text(), english_text(source="## Other {#other}\n\nText.\n")], "is missing in"),
    ],
)
def test_a_text_with_problems_stays_a_draft_and_says_them(owner, texts, told):
    from advocacy.charter.proofreading import proofread

    draft = a_draft(texts=texts)
    findings = proofread(seen(draft.id, owner).texts)
    assert any(told in str(finding.problem) for finding in findings)
    with pytest.raises(Refused, match="Mend"), unit_of_work(owner) as work:
        reviewing.submit(work, draft.id, edition=1)
    assert not db.session.scalars(select(Submission)).all()


@pytest.mark.parametrize(("live_in", "due_on"), [(None, date(2026, 5, 3)), (-1, DUE), (60, date(2026, 6, 1))])
def test_a_deadline_in_the_past_publishes_nothing(owner, approver, world, live_in, due_on):
    draft = approved(owner, approver)
    live_at = world.clock.at + timedelta(days=live_in) if live_in else None
    with pytest.raises(Refused), unit_of_work(owner) as work:
        publishing.publish(work, draft.id, shown=draft.manifest, due_on=due_on, live_at=live_at)
    assert not db.session.scalars(select(Version)).all()


def test_places_to_complete_are_confirmed_before_publication(owner, approver):
    source = french_text().source + "\nÉcrivez à [à compléter : courriel].\n"
    draft = approved(owner, approver, texts=[french_text(source=source), english_text()])
    with pytest.raises(Refused, match="to complete"):
        published(owner, draft)
    assert published(owner, draft, gaps_accepted=True)


def test_publishing_twice_makes_one_version(owner, approver):
    draft = approved(owner, approver)
    published(owner, draft)
    with pytest.raises(Refused, match="published already"):
        published(owner, draft)
    assert len(db.session.scalars(select(Version)).all()) == 1


def test_one_version_is_scheduled_at_a_time_and_can_be_cancelled(owner, approver, world):
    document = a_document()
    waiting = approved(owner, approver, document=document)
    first = published(owner, waiting, live_at=world.clock.at + timedelta(days=3))
    draft = approved(owner, approver, document=document)
    with pytest.raises(Refused, match="scheduled already"):
        published(owner, draft)
    with unit_of_work(owner) as work:
        publishing.withdraw(work, first, "Too early.")
    assert published(owner, draft) != first
    event = db.session.scalars(select(EventRow).where(EventRow.name == "charter_withdrawn")).one()
    assert event.payload["was_live"] is False
    assert "Too early" not in str(event.payload) + (event.leaf or b"").decode()
    assert db.session.get_one(Withdrawal, first).reason == "Too early."


def test_a_draft_that_was_overtaken_is_not_published(owner, approver):
    document = a_document()
    draft = approved(owner, approver, document=document, number=2)
    a_published_version(document, number=3)
    with pytest.raises(Refused, match="published already"):
        published(owner, draft)


def test_a_document_has_one_open_draft_and_a_discarded_number_is_free_again(owner):
    document = a_document("rules")
    with unit_of_work(owner) as work:
        first = drafts.start(work, "rules", Beginning())
    with pytest.raises(Refused, match="being written already"), unit_of_work(owner) as work:
        drafts.start(work, "rules", Beginning())
    with unit_of_work(owner) as work:
        drafts.discard(work, first)
    with unit_of_work(owner) as work:
        again = drafts.start(work, "rules", Beginning())
    assert seen(again, owner).number == 1
    assert document.slug == "rules"


def _complete(owner, draft, employer_id, opinion=date(2026, 3, 2), deposit=date(2026, 4, 20)):
    steps = [
        (DossierStep.WORKS_COUNCIL, opinion),
        (DossierStep.PUBLICITY, date(2026, 4, 8)),
        (DossierStep.DEPOSIT, deposit),
        (DossierStep.INSPECTOR, date(2026, 4, 8)),
    ]
    for step, done_on in steps:
        with unit_of_work(owner) as work:
            dossiers.record_step(
                work, draft.id, employer_id=employer_id, step=step, done_on=done_on, reference="PV 12"
            )


def test_a_binding_version_binds_each_employer_from_its_own_day(owner, approver):
    stores, warehouse = an_employer(), an_employer()
    a_person(employer=stores)
    a_person(employer=warehouse)
    draft = approved(owner, approver, force=Force.BINDING)
    _complete(owner, draft, stores.id)
    version = db.session.get_one(Version, published(owner, draft))
    assert version.binding_on == {str(stores.id): "2026-05-20"}


def test_an_informative_version_has_no_dossier(owner):
    draft = a_draft()
    with pytest.raises(Refused, match="Only a binding version"), unit_of_work(owner) as work:
        dossiers.record_step(
            work,
            draft.id,
            employer_id=an_employer().id,
            step=DossierStep.WORKS_COUNCIL,
            done_on=date(2026, 3, 2),
            reference="PV",
        )


def test_a_step_needs_a_reference_and_can_be_taken_back(owner):
    employer = an_employer()
    draft = a_draft(force=Force.BINDING)

    def record(reference):
        with unit_of_work(owner) as work:
            dossiers.record_step(
                work,
                draft.id,
                employer_id=employer.id,
                step=DossierStep.WORKS_COUNCIL,
                done_on=date(2026, 3, 2),
                reference=reference,
            )

    with pytest.raises(Refused, match="where the proof is"):
        record(" ")
    record("PV of 2 March")
    from advocacy.charter.models import DossierEntry

    entry = db.session.scalars(select(DossierEntry)).one()
    with unit_of_work(owner) as work:
        dossiers.take_back_step(work, draft.id, entry.id)
    record("PV of 2 March, corrected")
    with pytest.raises(NotVisible), unit_of_work(owner) as work:
        dossiers.take_back_step(work, a_draft(force=Force.BINDING).id, entry.id)


def test_the_audience_of_a_version_is_kept_from_the_day_it_goes_live(owner, approver, world):
    shops = a_department()
    draft = approved(owner, approver, audience=[AudienceLine(department_id=shops.id)])
    live_at = datetime(2026, 5, 10, 22, 30, tzinfo=world.clock.at.tzinfo)
    version_id = published(owner, draft, live_at=live_at)
    line = db.session.scalars(select(Audience).where(Audience.version_id == version_id)).one()
    assert (line.department_id, line.valid_from) == (shops.id, date(2026, 5, 11))


@pytest.mark.parametrize("model", [Version, Text, Withdrawal, Submission])
@pytest.mark.parametrize("verb", ["update", "delete"])
def test_the_database_itself_refuses_to_change_what_was_published(owner, approver, model, verb):
    version_id = published(owner, approved(owner, approver))
    with unit_of_work(owner) as work:
        publishing.withdraw(work, version_id, "A mistake.")
    change = {
        Version: {"number": 9},
        Text: {"title": "x"},
        Withdrawal: {"reason": "x"},
        Submission: {"edition": 9},
    }
    statement = update(model).values(change[model]) if verb == "update" else delete(model)
    with pytest.raises(DBAPIError, match="insert-only"):
        db.session.execute(statement)
    db.session.rollback()


def test_an_overlong_title_is_refused_and_nothing_is_saved(owner):
    draft = a_draft()
    long = TextParts(Language.FRENCH, "x" * 201, "a", "b", "c", "")
    with pytest.raises(Refused, match="201 characters"), unit_of_work(owner) as work:
        drafts.save_texts(work, draft.id, [long], edition=1)
    assert seen(draft.id, owner).edition == 1
