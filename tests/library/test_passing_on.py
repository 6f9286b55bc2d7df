"""Holding back, showing first, recalling: what people see afterwards, and what is refused."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from advocacy.audit.models import EventRow, LedgerPending
from advocacy.db import db
from advocacy.errors import Forbidden, NotVisible, Refused
from advocacy.jobs.models import Job
from advocacy.library.actions import featuring, holding, recalling
from advocacy.library.models import Content, ContentRecall, Feature, LiveContent, RecallWords
from advocacy.library.queries.live_post import live_content
from advocacy.library.queries.standing import stand
from advocacy.library.rules.live import RecallWording
from advocacy.library.rules.standing import Standing
from advocacy.networks.words import Network
from advocacy.people.models import Person
from advocacy.relay.models import ShareTally
from advocacy.roles import Role
from advocacy.work import unit_of_work
from tests.support.client import PageClient
from tests.support.library_makers import a_content, a_live_content, a_right, approve, edited, handed_in
from tests.support.makers import acting, save, sign_in, somebody
from tests.support.roster_makers import a_topic
from tests.support.world import TestWorld

pytestmark = pytest.mark.usefixtures("app")
WHY = RecallWording("Le prix est faux.", "The price is wrong.")


def recall(content: Content, words: RecallWording = WHY, **values: int) -> int:
    """The content recalled by an approver."""
    with unit_of_work(acting(somebody(Role.APPROVER))) as work:
        return recalling.recall(work, content.id, words, **values)


def is_live(content: Content, world: TestWorld) -> bool:
    """Whether it can be passed on now."""
    try:
        live_content(db.session(), content.id, at=world.clock.now())
    except NotVisible:
        return False
    return True


def feature(content: Content, by: Person | None = None) -> int:
    """The content shown first."""
    with unit_of_work(acting(by or somebody(Role.EDITOR))) as work:
        return featuring.feature(work, content.id)


def test_what_is_held_back_is_not_passed_on_until_it_is_released(
    client: PageClient, world: TestWorld
) -> None:
    content = a_live_content()
    sign_in(client, somebody(Role.APPROVER))
    page = f"/library/manage/contents/{content.id}"
    assert client.submit(f"{page}/hold", page=f"{page}/review", reason="").status_code == 422
    assert (
        client.submit(f"{page}/hold", page=f"{page}/review", reason="Prices to be checked").status_code == 303
    )
    assert not is_live(content, world)
    shown = client.get(f"{page}/review").get_data(as_text=True)
    assert "Prices to be checked" in shown
    assert client.submit(f"{page}/release", page=f"{page}/review").status_code == 303
    assert is_live(content, world)


def test_an_approval_meanwhile_does_not_release_what_is_held(world: TestWorld) -> None:
    content = a_live_content()
    approver = somebody(Role.APPROVER)
    with unit_of_work(acting(approver)) as work:
        holding.hold(work, content.id, reason="Wait for the fair.")
    edited(content, link="https://example.org/new")
    second = handed_in(content)
    approve(content)
    assert not is_live(content, world)
    with unit_of_work(acting(approver)) as work:
        holding.release(work, content.id)
    assert stand(db.session(), content.id).live_id == second


def test_what_was_never_approved_is_neither_held_nor_recalled_nor_shown_first() -> None:
    content = a_content()
    approver = acting(somebody(Role.APPROVER))
    with pytest.raises(Refused, match="not approved yet"), unit_of_work(approver) as work:
        holding.hold(work, content.id, reason="Why not?")
    with pytest.raises(Refused, match="not approved yet"), unit_of_work(approver) as work:
        featuring.feature(work, content.id)
    with pytest.raises(Refused, match="never approved"), unit_of_work(approver) as work:
        recalling.recall(work, content.id, WHY)


def test_an_editor_neither_holds_nor_recalls() -> None:
    content = a_live_content()
    editor = acting(somebody(Role.EDITOR))
    with pytest.raises(Forbidden), unit_of_work(editor) as work:
        holding.hold(work, content.id, reason="Mine.")
    with pytest.raises(Forbidden), unit_of_work(editor) as work:
        recalling.recall(work, content.id, WHY)


def test_five_at_most_are_shown_first() -> None:
    contents = [a_live_content() for _each in range(6)]
    places = [feature(content) for content in contents[:5]]
    assert places == [1, 2, 3, 4, 5]
    with pytest.raises(Refused, match="5 contents are shown first already"):
        feature(contents[5])
    with pytest.raises(Refused, match="shown first already"):
        feature(contents[0])
    with unit_of_work(acting(somebody(Role.EDITOR))) as work:
        featuring.take_down(work, contents[2].id)
    assert feature(contents[5]) == 3


def test_a_place_is_freed_by_a_recall_and_by_the_end_of_a_window(world: TestWorld) -> None:
    soon = world.clock.now() + timedelta(hours=2)
    contents = [a_live_content(closes_at=soon), *(a_live_content() for _each in range(5))]
    for content in contents[:5]:
        feature(content)
    recall(contents[1])
    assert feature(contents[5]) == 2
    world.clock.advance(hours=3)
    another = a_live_content()
    assert feature(another) == 1
    open_places = db.session.scalars(select(Feature.content_id).where(Feature.ended_at.is_(None))).all()
    assert contents[0].id not in open_places


def test_a_recall_takes_everything_away_and_is_provable(client: PageClient, world: TestWorld) -> None:
    content, correction = a_live_content(), a_live_content()
    feature(content)
    edited(content)
    handed_in(content)
    sign_in(client, somebody(Role.APPROVER))
    page = f"/library/manage/contents/{content.id}/recall"
    typed = {
        "reason_fr": "Le prix est faux.",
        "reason_en": "The price is wrong.",
        "correction": str(correction.id),
        "leads_to": "https://www.verdier.example.com/prices",
    }
    assert client.submit(page, **typed).status_code == 303
    now = stand(db.session(), content.id)
    assert (now.standing, now.live_id, now.place, now.waiting_id) == (Standing.RECALLED, None, None, None)
    assert not is_live(content, world)
    made = db.session.scalars(select(ContentRecall)).one()
    words = db.session.get_one(RecallWords, made.id)
    assert (words.correction_id, words.page) == (correction.id, "https://www.verdier.example.com/prices")
    event = db.session.get_one(EventRow, made.event_id)
    assert event.name == "content_recalled"
    assert "price" not in str(event.payload)
    assert db.session.get(LedgerPending, event.id) is not None
    queued = {job.kind: job.arguments for job in db.session.scalars(select(Job)) if "relay." in job.kind}
    assert queued["relay.tell_recall"] == {"recall_id": made.id}
    shown = client.get(f"/library/manage/contents/{content.id}/review").get_data(as_text=True)
    assert "The price is wrong." in shown
    assert "Nothing waits" in client.get("/library/manage/review").get_data(as_text=True)


def test_a_recall_is_for_good() -> None:
    content = a_live_content()
    recall(content)
    editor, approver = acting(somebody(Role.EDITOR)), acting(somebody(Role.APPROVER))
    with pytest.raises(Refused, match="recalled already"):
        recall(content)
    with pytest.raises(Refused, match="recall is for good"), unit_of_work(approver) as work:
        holding.hold(work, content.id, reason="Too late.")
    edited(content)
    with pytest.raises(Refused, match="recall is for good"):
        handed_in(content)
    with pytest.raises(Refused, match="recall is for good"), unit_of_work(editor) as work:
        featuring.feature(work, content.id)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"reason_fr": ""}, "Give the reason in French"),
        ({"reason_en": " "}, "Give the reason in English"),
        ({"leads_to": "javascript:alert(1)"}, "begins with https://"),
        ({"leads_to": "https://localhost/l/x"}, "into the portal"),
        ({"leads_to": "https://user:secret@example.org/"}, "Leave out the name or password"),
        ({"correction": "999999"}, "There is no content 999999"),
        ({"correction": "99999999999999999999"}, "There is no content"),
        ({"correction": "boots"}, "Not a valid integer"),
    ],
)
def test_a_recall_that_cannot_be_keeps_what_was_typed(
    client: PageClient, typed: dict[str, str], said: str
) -> None:
    content = a_live_content()
    sign_in(client, somebody(Role.APPROVER))
    page = f"/library/manage/contents/{content.id}/recall"
    sent = {"reason_fr": "Le prix.", "reason_en": "The price of the boots.", **typed}
    answer = client.submit(page, **sent)
    assert answer.status_code in {409, 422}
    shown = answer.get_data(as_text=True)
    assert said in shown
    if "reason_en" not in typed:
        assert "The price of the boots." in shown
    assert db.session.scalars(select(ContentRecall)).all() == []
    assert db.session.get(LiveContent, content.id) is not None


def test_nothing_corrects_itself_and_what_is_recalled_corrects_nothing() -> None:
    content, gone, waiting = a_live_content(), a_live_content(), a_content()
    recall(gone)
    with pytest.raises(Refused, match="cannot correct itself"):
        recall(content, correction_id=content.id)
    for other in (gone, waiting):
        with pytest.raises(Refused, match="must be approved"):
            recall(content, correction_id=other.id)


def test_who_works_on_other_topics_recalls_nothing(client: PageClient) -> None:
    content = a_live_content(topics=[a_topic()])
    person, mine = somebody(Role.APPROVER), a_topic()
    a_right(person, mine)
    own = a_live_content(topics=[mine])
    sign_in(client, person)
    csrf = client.csrf(f"/library/manage/contents/{own.id}/recall")
    for part in ("recall", "hold", "release", "feature", "feature/end", "comments"):
        sent = {"csrf_token": csrf, "reason_fr": "A", "reason_en": "A", "reason": "A", "text": "A"}
        assert client.post(f"/library/manage/contents/{content.id}/{part}", data=sent).status_code == 404
    assert client.get(f"/library/manage/contents/{content.id}/recall").status_code == 404
    assert db.session.get(LiveContent, content.id) is not None


@pytest.mark.parametrize(
    ("opened", "declared", "said"),
    [
        (0, 0, "It was opened fewer than five times."),
        (4, 4, "It was opened fewer than five times."),
        (1200, 3, "It was opened 1,200 times and declared fewer than five times."),
        (12, 7, "It was opened 12 times and declared 7 times."),
    ],
)
def test_a_recall_says_before_how_far_the_content_went(
    client: PageClient, world: TestWorld, opened: int, declared: int, said: str
) -> None:
    content = a_live_content()
    today = world.clock.now().date()
    for wording in (1, 2):
        share = {"wording_id": wording, "network": Network.BLUESKY, "day": today}
        save(ShareTally(content_id=content.id, opened=opened // 2, declared=0, **share))
    db.session.execute(update(ShareTally).where(ShareTally.wording_id == 1).values(declared=declared))
    db.session.commit()
    sign_in(client, somebody(Role.APPROVER))
    page = client.get(f"/library/manage/contents/{content.id}/recall").get_data(as_text=True)
    assert said in page
    assert "0 links lead" in page
