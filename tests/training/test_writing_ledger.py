"""What publishing a training leaves in the journal and the ledger."""

from __future__ import annotations

import json
from hashlib import sha256

import pytest
from sqlalchemy import select

from advocacy.audit.documents import content_of, document_sources, titles_of
from advocacy.audit.models import EventRow
from advocacy.charter.rules import Decision, Weight
from advocacy.db import db
from advocacy.errors import Forbidden, Refused
from advocacy.roles import Role
from advocacy.training.actions import publishing, reviewing
from advocacy.training.models import ModuleVersion
from advocacy.training.queries import drafts
from advocacy.work import unit_of_work
from tests.support.makers import acting, sign_in, somebody
from tests.support.training_makers import a_module, a_module_draft


def published(trainer, approver, draft):
    with unit_of_work(acting(trainer)) as work:
        reviewing.submit(work, draft.id, edition=draft.edition)
    seen = drafts.draft(db.session(), draft.id, visible_to=acting(approver))
    with unit_of_work(acting(approver)) as work:
        reviewing.decide(work, draft.id, shown=seen.manifest, decision=Decision.APPROVED, weight=Weight.MINOR)
    with unit_of_work(acting(trainer)) as work:
        return publishing.publish(work, draft.id, shown=seen.manifest)


@pytest.fixture
def trainer(app):
    return somebody(Role.TRAINER, given_name="Tania", family_name="Roux")


@pytest.fixture
def approver(app):
    return somebody(Role.APPROVER)


def test_the_ledger_names_every_text_and_their_bytes_are_found(app, trainer, approver):
    version_id = published(trainer, approver, a_module_draft(author=trainer))
    version = db.session.get_one(ModuleVersion, version_id)
    event = db.session.scalars(select(EventRow).where(EventRow.name == "training_published")).one()
    named = json.loads(event.leaf or b"")["documents"]
    assert len(named) == 3
    assert version.manifest in named
    for digest in named:
        content = content_of(db.session(), digest, document_sources())
        assert content is not None
        assert sha256(content).hexdigest() == digest
    titles = {known.title for known in titles_of(db.session(), named, document_sources()).values()}
    assert {"Répondre à un client", "Answering a customer"} < titles


def test_the_journal_says_a_training_by_its_title(app, client, trainer, approver):
    published(trainer, approver, a_module_draft(a_module("answering", published=False), author=trainer))
    sign_in(client, somebody(Role.AUDITOR))
    page = client.get("/audit/").get_data(as_text=True)
    assert "Tania Roux published the training “Answering a customer”, version 1." in page


def test_nobody_publishes_or_approves_without_the_permission(app, trainer, approver):
    draft = a_module_draft(author=trainer)
    with pytest.raises(Forbidden), unit_of_work(acting(approver)) as work:
        publishing.publish(work, draft.id, shown="x")
    with pytest.raises(Forbidden), unit_of_work(acting(trainer)) as work:
        reviewing.decide(work, draft.id, shown="x", decision=Decision.APPROVED)


def test_a_retired_module_gets_no_new_version(app, world, trainer, approver):
    module = a_module("answering")
    draft = a_module_draft(module, author=trainer)
    module.retired_at = world.clock.now()
    db.session.commit()
    with pytest.raises(Refused, match="Bring it back first"):
        published(trainer, approver, draft)


def test_a_published_version_can_be_neither_changed_nor_deleted(app, trainer, approver):
    version = db.session.get_one(ModuleVersion, published(trainer, approver, a_module_draft()))
    version.minutes = 1
    with pytest.raises(Exception, match="training_version"):
        db.session.commit()
    db.session.rollback()
