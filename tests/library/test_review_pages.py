"""Reviewing content as people walk through it: the queue, the page, the decision, comments, versions."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from advocacy.audit.models import EventRow, LedgerPending
from advocacy.db import db
from advocacy.library.models import Content, ContentReview, LinkTarget, LiveContent, Revision
from advocacy.library.queries.standing import stand
from advocacy.library.rules.standing import Standing
from advocacy.people.models import Person
from advocacy.people.rules import Kind
from advocacy.roles import Role
from tests.support.client import PageClient, field
from tests.support.jobs import run_jobs
from tests.support.library_makers import (
    a_content,
    a_live_content,
    a_media_file,
    edited,
    handed_in,
    show,
)
from tests.support.makers import sign_in, somebody
from tests.support.world import TestWorld

pytestmark = pytest.mark.usefixtures("app")


def address(content: Content, part: str = "review") -> str:
    """A page of a content."""
    return f"/library/manage/contents/{content.id}/{part}"


def standing(content: Content) -> Standing:
    """Where it stands now."""
    return stand(db.session(), content.id).standing


def an_approver(client: PageClient, **values: object) -> Person:
    """An approver who is signed in."""
    person = somebody(Role.APPROVER, **values)
    sign_in(client, person)
    return person


def decide(client: PageClient, content: Content, decision: str, note: str = "", **values: str) -> int:
    """Send the form of the page as it is; the status."""
    page = client.get(address(content)).get_data(as_text=True)
    sent = {"sha256": field(page, "sha256"), "decision": decision, "note": note, **values}
    return client.submit(address(content), **sent).status_code


def test_an_editor_hands_in_and_somebody_else_approves(client: PageClient, world: TestWorld) -> None:
    author = somebody(Role.EDITOR)
    content = a_content(author)
    sign_in(client, author)
    assert (
        client.submit(address(content, "submission"), page=address(content), edition="1").status_code == 303
    )
    assert standing(content) is Standing.IN_REVIEW
    approver = an_approver(client)
    assert "Autumn boots" in client.get("/library/manage/review").get_data(as_text=True)
    assert decide(client, content, "approved") == 303
    assert standing(content) is Standing.APPROVED
    live = db.session.scalars(select(LiveContent)).one()
    assert (live.content_id, live.opens_at) == (content.id, world.clock.now())
    assert db.session.scalars(select(ContentReview)).one().by_id == approver.id
    assert "Nothing waits" in client.get("/library/manage/review").get_data(as_text=True)


def test_an_approval_is_provable_and_names_the_bytes(client: PageClient) -> None:
    content = a_live_content()
    revision = db.session.scalars(select(Revision).where(Revision.content_id == content.id)).one()
    event = db.session.scalars(select(EventRow).where(EventRow.name == "content_approved")).one()
    assert event.payload["revision"] == revision.sha256
    assert db.session.get(LedgerPending, event.id) is not None
    assert b"resoled for life" in revision.canonical


def test_nobody_approves_what_they_wrote_or_handed_in(client: PageClient) -> None:
    both = somebody(Role.EDITOR, Role.APPROVER)
    own, given = a_content(both), a_content()
    handed_in(own)
    handed_in(given, by=both)
    sign_in(client, both)
    for content in (own, given):
        page = client.get(address(content)).get_data(as_text=True)
        assert "waits for an approver" in page
        assert "Your decision" not in page
        sha256 = stand(db.session(), content.id).sha256 or ""
        answer = client.submit(address(content), sha256=sha256, decision="approved")
        assert answer.status_code == 409
        assert "Someone else must review" in answer.get_data(as_text=True)
        assert standing(content) is Standing.IN_REVIEW


def test_an_external_editor_drafts_and_never_approves(client: PageClient) -> None:
    agency = somebody(Role.EDITOR, kind=Kind.EXTERNAL)
    content, other = a_content(agency), a_content()
    handed_in(other)
    sign_in(client, agency)
    assert (
        client.submit(address(content, "submission"), page=address(content), edition="1").status_code == 303
    )
    sha256 = stand(db.session(), other.id).sha256 or ""
    sent = {"sha256": sha256, "decision": "approved"}
    assert client.submit(address(other), **sent).status_code == 403
    assert standing(other) is Standing.IN_REVIEW


def test_whoever_was_given_the_role_of_approver_from_outside_is_refused(client: PageClient) -> None:
    content = a_content()
    handed_in(content)
    an_approver(client, kind=Kind.EXTERNAL)
    sha256 = stand(db.session(), content.id).sha256 or ""
    answer = client.submit(address(content), sha256=sha256, decision="approved")
    assert answer.status_code == 409
    assert "Only somebody who works here" in answer.get_data(as_text=True)


def test_an_approval_of_a_revision_that_has_just_changed_is_refused_and_the_note_is_kept(
    client: PageClient,
) -> None:
    content = a_content()
    handed_in(content)
    an_approver(client)
    page = client.get(address(content)).get_data(as_text=True)
    seen = field(page, "sha256")
    edited(content, link="https://example.org/other")
    handed_in(content)
    answer = client.submit(address(content), sha256=seen, decision="approved", note="Well told.")
    said = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "was handed in again since you opened it" in said
    assert "Well told." in said
    assert "https://example.org/other" in said
    assert standing(content) is Standing.IN_REVIEW
    assert decide(client, content, "approved") == 303


def test_whoever_saves_a_content_in_review_takes_it_back(client: PageClient) -> None:
    content = a_content()
    handed_in(content)
    an_approver(client)
    seen = field(client.get(address(content)).get_data(as_text=True), "sha256")
    edited(content)
    answer = client.submit(address(content), sha256=seen, decision="approved")
    assert answer.status_code == 409
    assert "is not in review" in answer.get_data(as_text=True)
    assert "Nothing waits" in client.get("/library/manage/review").get_data(as_text=True)


def test_a_return_needs_its_reason_and_reaches_the_author(client: PageClient, world: TestWorld) -> None:
    content = a_content()
    handed_in(content)
    an_approver(client)
    assert decide(client, content, "returned") == 409
    assert decide(client, content, "returned", "Say where the boots are made.") == 303
    assert standing(content) is Standing.RETURNED
    run_jobs()
    mail = world.mail.sent[-1]
    assert "To correct: Autumn boots" in str(mail["Subject"])
    assert "Say where the boots are made." in mail.as_string()


def test_the_approved_revision_stays_live_while_a_new_one_waits(client: PageClient) -> None:
    content = a_live_content()
    before = stand(db.session(), content.id)
    edited(content, link="https://example.org/new")
    handed_in(content)
    now = stand(db.session(), content.id)
    assert (now.live_id, now.standing) == (before.revision_id, Standing.IN_REVIEW)
    an_approver(client)
    page = client.get(address(content)).get_data(as_text=True)
    assert "What changes" in page
    assert "<ins>" in page
    assert decide(client, content, "approved") == 303
    assert stand(db.session(), content.id).live_id == now.revision_id


def test_a_returned_change_leaves_the_live_revision_alone(client: PageClient) -> None:
    content = a_live_content()
    live = stand(db.session(), content.id).live_id
    edited(content, link="https://example.org/new")
    handed_in(content)
    an_approver(client)
    assert decide(client, content, "returned", "The old page was better.") == 303
    assert stand(db.session(), content.id).live_id == live


def test_a_picture_without_alternative_text_is_not_approved(client: PageClient) -> None:
    content = a_content()
    show(content, a_media_file(), en="")
    sign_in(client, db.session.get_one(Person, content.author_id))
    answer = client.submit(address(content, "submission"), page=address(content), edition="1")
    assert answer.status_code == 409
    assert standing(content) is Standing.WRITING


def test_a_page_that_changed_since_it_was_handed_in_is_looked_at_first(client: PageClient) -> None:
    content = a_content()
    handed_in(content)
    target = db.session.scalars(select(LinkTarget)).one()
    target.seen_sha256 = "b" * 64
    db.session.commit()
    an_approver(client)
    page = client.get(address(content)).get_data(as_text=True)
    answer = client.submit(address(content), sha256=field(page, "sha256"), decision="approved")
    assert "The page it links to changed" in answer.get_data(as_text=True)


def test_an_approval_keeps_the_card_of_the_page_it_links_to() -> None:
    a_live_content()
    target = db.session.scalars(select(LinkTarget)).one()
    assert target.approved_sha256 == target.seen_sha256


def test_a_window_that_is_over_is_not_approved(client: PageClient, world: TestWorld) -> None:
    content = a_content()
    handed_in(content)
    world.clock.advance(days=31)
    an_approver(client)
    assert decide(client, content, "approved") == 409
    assert standing(content) is Standing.IN_REVIEW


def test_what_is_approved_as_it_is_cannot_be_handed_in_again(client: PageClient) -> None:
    content = a_live_content()
    sign_in(client, somebody(Role.EDITOR))
    csrf = client.csrf(address(content))
    answer = client.post(address(content, "submission"), data={"csrf_token": csrf, "edition": "1"})
    assert answer.status_code == 409
    assert "There is nothing to hand in" in answer.get_data(as_text=True)


def test_a_page_opened_before_another_save_hands_nothing_in(client: PageClient) -> None:
    content = a_content()
    edited(content)
    sign_in(client, somebody(Role.EDITOR))
    csrf = client.csrf(address(content))
    answer = client.post(address(content, "submission"), data={"csrf_token": csrf, "edition": "1"})
    assert answer.status_code == 409
    assert "changed elsewhere" in answer.get_data(as_text=True)
