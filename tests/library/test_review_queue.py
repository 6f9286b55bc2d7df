"""The review queue by topic, network and language; comments, versions, reminders; who sees which content."""

from __future__ import annotations

import pytest

from advocacy.networks.words import Network
from advocacy.people.rules import Language
from advocacy.roles import Role
from tests.library.test_review_pages import address, an_approver, decide
from tests.support.client import PageClient
from tests.support.jobs import run_jobs
from tests.support.library_makers import a_content, a_live_content, a_right, approve, edited, handed_in
from tests.support.makers import sign_in, somebody
from tests.support.roster_makers import a_topic
from tests.support.world import TestWorld

pytestmark = pytest.mark.usefixtures("app")


@pytest.mark.parametrize("role", [Role.EDITOR, Role.APPROVER])
def test_who_works_on_other_topics_sees_nothing_of_a_content(client: PageClient, role: Role) -> None:
    mine, other = a_topic(), a_topic()
    person = somebody(role)
    a_right(person, mine)
    seen, hidden, both, none = (
        a_content(topics=[mine], title="Mine alone"),
        a_content(topics=[other], title="Elsewhere"),
        a_content(topics=[mine, other], title="Both of them"),
        a_content(title="Of no topic"),
    )
    for content in (seen, hidden, both, none):
        handed_in(content)
    sign_in(client, person)
    assert client.get(address(seen)).status_code == 200
    queue = client.get("/library/manage/review").get_data(as_text=True)
    assert "Mine alone" in queue
    csrf = client.csrf(address(seen))
    for content, title in ((hidden, "Elsewhere"), (both, "Both of them"), (none, "Of no topic")):
        assert title not in queue
        assert client.get(address(content)).status_code == 404
        assert client.get(address(content, "versions")).status_code == 404
        assert client.get(address(content, "versions/1")).status_code == 404
        act = "submission" if role is Role.EDITOR else "review"
        sent = {"csrf_token": csrf, "edition": "1", "sha256": "", "decision": "returned", "note": "No."}
        assert client.post(address(content, act), data=sent).status_code == 404


def test_an_ended_right_limits_nobody(client: PageClient, world: TestWorld) -> None:
    person = an_approver(client)
    a_right(person, a_topic(), to_at=world.clock.now())
    content = a_content(topics=[a_topic()])
    handed_in(content)
    assert decide(client, content, "approved") == 303


def test_the_queue_shows_what_waits_longest_first_page_by_page(client: PageClient, world: TestWorld) -> None:
    contents = []
    for number in range(27):
        world.clock.advance(minutes=1)
        contents.append(a_content(title=f"Waits {number:02d}"))
        handed_in(contents[-1])
    an_approver(client)
    first = client.get("/library/manage/review").get_data(as_text=True)
    assert first.index("Waits 00") < first.index("Waits 24")
    assert "Waits 25" not in first
    after = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = client.get(after).get_data(as_text=True)
    assert "Waits 25" in second
    assert "Waits 24" not in second
    before = second.split('rel="prev" href="')[1].split('"')[0].replace("&amp;", "&")
    assert "Waits 24" in client.get(before).get_data(as_text=True)


def test_the_queue_is_filtered_by_topic_network_and_language(client: PageClient) -> None:
    topic = a_topic()
    boots = a_content(topics=[topic], networks=[Network.X], languages=[Language.FRENCH], title="Of a topic")
    handed_in(boots)
    handed_in(a_content(title="Of none"))
    an_approver(client)
    for chosen in (f"topic={topic.id}", "network=x"):
        page = client.get(f"/library/manage/review?{chosen}").get_data(as_text=True)
        assert "Of a topic" in page
        assert "Of none" not in page
    english = client.get("/library/manage/review?language=en").get_data(as_text=True)
    assert "Of none" in english
    assert "Of a topic" not in english
    nonsense = client.get("/library/manage/review?topic=x&network=y&language=z&after=~1&before=q~q")
    assert "Of none" in nonsense.get_data(as_text=True)


def test_comments_are_kept_beside_the_revision(client: PageClient) -> None:
    content = a_content()
    handed_in(content)
    an_approver(client)
    sent = client.submit(address(content, "comments"), page=address(content), text="Who took the picture?")
    assert sent.status_code == 303
    page = client.get(address(content)).get_data(as_text=True)
    assert "Who took the picture?" in page
    assert "revision 1" in page
    empty = client.submit(address(content, "comments"), page=address(content), text="  ")
    assert empty.status_code == 422
    long = client.submit(address(content, "comments"), page=address(content), text="a" * 2001)
    assert long.status_code == 422
    assert "a" * 2001 in long.get_data(as_text=True)


def test_every_revision_is_kept_and_compared(client: PageClient) -> None:
    content = a_live_content()
    edited(content, link="https://example.org/second")
    handed_in(content)
    an_approver(client)
    listed = client.get(address(content, "versions")).get_data(as_text=True)
    assert listed.index("Revision 2") < listed.index("Revision 1")
    second = client.get(address(content, "versions/2")).get_data(as_text=True)
    assert "What changed since revision 1" in second
    assert "<ins>" in second
    assert "What changed" not in client.get(address(content, "versions/1")).get_data(as_text=True)
    assert client.get(address(content, "versions/3")).status_code == 404


def test_approvers_are_reminded_once_after_a_working_day(client: PageClient, world: TestWorld) -> None:
    approver, writer = somebody(Role.APPROVER), somebody(Role.EDITOR, Role.APPROVER)
    limited = somebody(Role.APPROVER)
    a_right(limited, a_topic())
    content = a_content(writer)
    handed_in(content)
    run_jobs()
    assert world.mail.sent == []
    world.clock.advance(days=1, minutes=1)
    run_jobs()
    told = " ".join(str(mail["To"]) for mail in world.mail.sent)
    assert str(approver.email) in told
    assert str(writer.email) not in told
    assert str(limited.email) not in told
    count = len(world.mail.sent)
    world.clock.advance(days=3)
    run_jobs()
    assert len(world.mail.sent) == count


def test_nobody_is_reminded_of_what_was_decided(world: TestWorld) -> None:
    content = a_content()
    handed_in(content)
    approve(content)
    run_jobs()
    world.mail.sent.clear()
    world.clock.advance(days=2)
    run_jobs()
    assert world.mail.sent == []
