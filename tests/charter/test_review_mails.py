"""Who learns of a draft in review, and in which words."""

from __future__ import annotations

import pytest

from advocacy.charter.actions import reviewing
from advocacy.charter.queries import drafts
from advocacy.charter.rules.words import Decision, Weight
from advocacy.db import db
from advocacy.people.rules import Language
from advocacy.roles import Role
from advocacy.work import unit_of_work
from tests.support.charter_makers import a_draft
from tests.support.jobs import run_jobs
from tests.support.makers import acting, somebody


@pytest.fixture
def owner(app):
    return somebody(Role.CHARTER_OWNER, given_name="Odile", language=Language.FRENCH)


@pytest.fixture
def approver(app):
    return somebody(Role.APPROVER, given_name="Ravi", language=Language.ENGLISH)


def submitted(owner, edition=1, draft=None):
    """A draft that `owner` wrote and handed in; the mails have left."""
    draft = draft or a_draft(author=owner)
    with unit_of_work(acting(owner)) as work:
        reviewing.submit(work, draft.id, edition=edition)
    run_jobs()
    return draft


def decided(approver, draft, decision, **values):
    seen = drafts.draft(db.session(), draft.id, visible_to=acting(approver))
    with unit_of_work(acting(approver)) as work:
        reviewing.decide(work, draft.id, shown=seen.manifest, decision=decision, **values)
    run_jobs()


def words_of(mail):
    return mail.get_body(("plain",)).get_content()


def test_approvers_are_told_once_each_and_nobody_who_had_a_hand_in_it(world, owner, approver):
    second = somebody(Role.APPROVER)
    somebody(Role.APPROVER, email=None)
    somebody(Role.AUDITOR)
    author = somebody(Role.APPROVER, Role.CHARTER_OWNER)
    submitted(owner, draft=a_draft(author=author))
    assert {mail["To"] for mail in world.mail.sent} == {approver.email, second.email}
    assert len(world.mail.sent) == 2


def test_a_mail_to_review_names_the_text_in_the_readers_language_and_leads_to_it(world, owner, approver):
    draft = submitted(owner)
    (mail,) = world.mail.sent
    assert mail["Subject"] == "To review: Social media charter, version 1"
    assert "Odile" in words_of(mail)
    assert f"/charter/manage/drafts/{draft.id}/review" in words_of(mail)


def test_the_owner_reads_why_a_draft_came_back(world, owner, approver):
    draft = submitted(owner)
    decided(approver, draft, Decision.RETURNED, note="Clause 2 is unclear.")
    mail = world.mail.sent[-1]
    assert mail["To"] == owner.email
    assert mail["Subject"] == "À corriger : Charte des réseaux sociaux, version 1"
    assert "Clause 2 is unclear." in words_of(mail)


def test_author_and_submitter_both_learn_of_an_approval(world, owner, approver):
    author = somebody(Role.CHARTER_OWNER, language=Language.ENGLISH)
    draft = submitted(owner, draft=a_draft(author=author))
    decided(approver, draft, Decision.APPROVED, weight=Weight.MATERIAL)
    told = world.mail.sent[1:]
    assert {mail["To"] for mail in told} == {owner.email, author.email}
    (english,) = [mail for mail in told if mail["To"] == author.email]
    assert english["Subject"] == "Approved: Social media charter, version 1"
    assert "as a material change" in words_of(english)


def test_a_draft_that_nobody_began_is_told_to_whoever_handed_it_in(world, owner, approver):
    draft = submitted(owner, draft=a_draft(author_id=None))
    decided(approver, draft, Decision.APPROVED, weight=Weight.MATERIAL)
    assert [mail["To"] for mail in world.mail.sent] == [approver.email, owner.email]
