"""“I saw this”: reported in two fields, worrying posts told at once, each looked after once."""

from __future__ import annotations

from email.message import EmailMessage

import pytest
from sqlalchemy import func, select

from advocacy.db import db
from advocacy.errors import Refused
from advocacy.library.actions.sightings import handle, report, tell_of_worrying
from advocacy.library.models import Sighting
from advocacy.library.rules.sightings import MOST_A_DAY, MOST_IN_A_MAIL, checked_link
from advocacy.library.rules.words import SightingKind
from advocacy.roles import SYSTEM, Role
from advocacy.work import unit_of_work
from tests.support.client import PageClient
from tests.support.jobs import run_jobs
from tests.support.makers import acting, sign_in, somebody
from tests.support.source_makers import a_sighting
from tests.support.world import TestWorld

MINE = "/library/sightings/"
LIST = "/library/manage/sightings"
POST = "https://social.example/@somebody/1"


def words(mail: EmailMessage) -> str:
    """What a mail says."""
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def seen(world: TestWorld, *links: str, kind: SightingKind = SightingKind.WORRYING) -> None:
    """Somebody reports posts, and the worker does what is due."""
    me = acting(somebody())
    for link in links:
        with unit_of_work(me) as work:
            report(work, link=link, kind=kind)
    run_jobs()


def test_a_report_is_looked_after_and_answered(client: PageClient, world: TestWorld) -> None:
    lea, approver = somebody(), somebody(Role.APPROVER)
    sign_in(client, lea)
    assert client.submit(MINE, page=MINE, link=POST, kind="praise").status_code == 303
    assert client.submit(MINE, page=MINE, link=POST, kind="praise").status_code == 303, "twice is once"
    one = db.session.scalars(select(Sighting)).one()
    sign_in(client, approver)
    assert POST in client.get(LIST).text
    done = client.submit(
        f"{LIST}/{one.id}/handling", page=LIST, **{f"s{one.id}-answer": "We thanked them – and thank you!"}
    )
    assert done.status_code == 303
    assert POST not in client.get(LIST).text
    assert POST in client.get(f"{LIST}?show=handled&kind=praise").text
    with pytest.raises(Refused, match="already"), unit_of_work(acting(approver)) as work:
        handle(work, one.id)
    run_jobs()
    assert [str(mail["To"]) for mail in world.mail.sent] == [lea.email]
    sign_in(client, lea)
    assert "We thanked them – and thank you!" in client.get(MINE).text


def test_whoever_has_no_part_in_it_sees_no_list(client: PageClient) -> None:
    other = a_sighting()
    sign_in(client, somebody(Role.HR))
    assert client.get(LIST).status_code == 403
    assert other.link not in client.get(MINE).text


def test_both_fields_are_needed_and_what_was_typed_is_kept(client: PageClient) -> None:
    sign_in(client, somebody(Role.EXTERNAL))
    refused = client.submit(MINE, page=MINE, link="saw it somewhere", kind="idea")
    assert refused.status_code == 409
    assert "saw it somewhere" in refused.text
    assert client.submit(MINE, page=MINE, link=POST).status_code == 422
    assert client.submit(MINE, page=MINE, link=POST, kind="gossip").status_code == 422
    assert db.session.scalar(select(func.count()).select_from(Sighting)) == 0


@pytest.mark.usefixtures("app")
def test_a_worrying_post_is_told_at_once_and_further_ones_together(world: TestWorld) -> None:
    editor, approver = somebody(Role.EDITOR), somebody(Role.APPROVER)
    seen(world, f"{POST}1")
    assert {str(mail["To"]) for mail in world.mail.sent} == {editor.email, approver.email}
    seen(world, f"{POST}2", f"{POST}3")
    assert len(world.mail.sent) == 2, "a mail has just left"
    world.clock.advance(minutes=16)
    run_jobs()
    assert len(world.mail.sent) == 4
    last = words(world.mail.sent[-1])
    assert f"{POST}2" in last
    assert f"{POST}3" in last
    assert f"{POST}1" not in last
    seen(world, POST, kind=SightingKind.COMPETITOR)
    with unit_of_work(SYSTEM) as work:
        assert tell_of_worrying(work) == 0
    assert len(world.mail.sent) == 4


@pytest.mark.usefixtures("app")
def test_a_storm_is_one_mail_of_bounded_length(world: TestWorld) -> None:
    editor = somebody(Role.EDITOR)
    for number in range(MOST_IN_A_MAIL + 7):
        a_sighting(kind=SightingKind.WORRYING, link=f"https://social.example/{number}.html")
    with unit_of_work(SYSTEM) as work:
        tell_of_worrying(work)
    run_jobs()
    assert [str(mail["To"]) for mail in world.mail.sent] == [editor.email]
    said = words(world.mail.sent[0])
    assert "7 more stand in the list." in said
    assert said.count("https://social.example/") == MOST_IN_A_MAIL


@pytest.mark.usefixtures("app")
def test_nobody_reports_without_end() -> None:
    me = acting(somebody())
    with unit_of_work(me) as work:
        for number in range(MOST_A_DAY):
            report(work, link=f"https://social.example/{number}", kind=SightingKind.IDEA)
        with pytest.raises(Refused, match="today"):
            report(work, link="https://social.example/more", kind=SightingKind.IDEA)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "social.example/1",
        "javascript:alert(1)",
        "ftp://social.example/1",
        "https://nowhere/1",
        "https://a b.example/",
        "https://me@social.example/1",
        "https://social.example:port/",
        "https://[::1",
        "https://s.example/\x07",
    ],
)
def test_a_link_is_an_address_of_the_web(typed: str) -> None:
    with pytest.raises(Refused):
        checked_link(typed)
    assert checked_link(f"  {POST} ") == POST
