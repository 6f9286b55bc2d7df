"""What an attacker would try on the library: texts without end, files that lie, a crowd of one."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import select

from advocacy.db import db
from advocacy.errors import Refused
from advocacy.library.actions.media import keep
from advocacy.library.ical import Days, Planned, document
from advocacy.library.media import Taken, take_image
from advocacy.library.models import Evidence, ForbiddenPhrase
from advocacy.library.rules.feeds import FeedProblem, NotAFeed
from advocacy.library.rules.links import check_link
from advocacy.library.rules.words import MediaKind
from advocacy.library.sources.parsing import parse
from advocacy.networks.counting import count
from advocacy.networks.words import Network
from advocacy.relay.counting import Clicks
from advocacy.relay.rules.sharing import LONGEST_TEXT
from advocacy.roles import SYSTEM, Role
from advocacy.wiring import wiring
from advocacy.work import unit_of_work
from tests.support.client import PageClient
from tests.support.library_forms import editor_of, save, shown
from tests.support.library_makers import a_content, a_live_content, a_media_file, approve, handed_in
from tests.support.link_makers import FIREFOX, a_tracked_link, counted
from tests.support.makers import save as save_rows
from tests.support.makers import sign_in, somebody
from tests.support.relay_makers import a_relayer

FLAG = "\U0001f1eb\U0001f1f7"
ODD = "\U0001f1eb"
MARKUP = "<b>x</b>\"'><script>alert(1)</script>{{ 7 * 7 }}"


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        (FLAG * 2, 2),
        (FLAG + ODD, 2),
        (ODD + "a" + FLAG, 3),
        ("\u0600" + FLAG * 3, 3),
        (FLAG * 2 + ODD + "\u0301", 3),
        (FLAG * 35_000, 35_000),
    ],
)
def test_flags_in_a_row_are_counted_as_fast_as_letters(text: str, signs: int) -> None:
    for network in (Network.BLUESKY, Network.MASTODON, Network.WHATSAPP):
        assert count(network, text).used == signs


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")
def test_whatever_a_picture_is_damaged_by_it_is_no_fault_of_ours() -> None:
    out = BytesIO()
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "A camera of old"
    Image.new("RGB", (8, 4)).save(out, "JPEG", exif=exif)
    whole = out.getvalue()
    for place in range(2, 120):
        for value in (0, 2, 3, 5, 7, 255):
            damaged = whole[:place] + bytes([value]) + whole[place + 1 :]
            try:
                assert take_image(damaged).type == "image/jpeg"
            except Refused:
                continue


@pytest.mark.parametrize("tag", ["<item>", "<a>"])
def test_a_feed_of_tags_that_never_end_is_not_read(tag: str) -> None:
    endless = f'<?xml version="1.0"?><rss version="2.0"><channel>{tag * 250_000}'
    with pytest.raises(NotAFeed) as refused:
        parse(endless.encode(), address="https://news.example/feed")
    assert refused.value.problem is FeedProblem.TOO_MUCH


def test_a_feed_may_quote_as_many_tags_as_it_likes() -> None:
    quoted = "<description><![CDATA[" + "<br>" * 70_000 + "]]></description>"
    feed = (
        f'<rss version="2.0"><channel><title>N</title><item><title>One</title>{quoted}</item></channel></rss>'
    )
    assert [one.title for one in parse(feed.encode(), address="https://news.example/feed").items] == ["One"]


@pytest.mark.usefixtures("app")
def test_words_are_looked_for_in_no_longer_a_text_than_can_be_posted(client: PageClient) -> None:
    editor, content = somebody(Role.APPROVER), a_live_content()
    now = wiring().clock.now()
    save_rows(
        ForbiddenPhrase(
            phrase="miracle",
            search_key="miracle",
            reason_fr="Non.",
            reason_en="No.",
            by_id=editor.id,
            at=now,
        )
    )
    sign_in(client, a_relayer())
    page = f"/library/{content.id}"
    typed = {"network": "linkedin", "language": "en"}
    near = client.submit(f"{page}/words", page=page, text="miracle", **typed)
    far = client.submit(f"{page}/words", page=page, text="x" * LONGEST_TEXT + " miracle", **typed)
    assert "miracle" in near.text
    assert "miracle" not in far.text


@pytest.mark.usefixtures("app")
def test_a_text_far_too_long_is_refused_without_being_counted_to_its_end(client: PageClient) -> None:
    content = a_live_content()
    sign_in(client, a_relayer())
    page = f"/library/{content.id}"
    answer = client.submit(
        f"{page}/shares", page=page, network="bluesky", language="en", text="a" * (LONGEST_TEXT * 3)
    )
    assert answer.status_code == 422
    assert str(LONGEST_TEXT * 3) not in answer.text.replace(",", "").replace("a" * 100, "")


def test_who_changes_the_end_of_an_ipv6_address_is_no_crowd(app: Flask) -> None:
    link, clicks = a_tracked_link(), Clicks(app)
    for number in range(50):
        clicks.add(link.id, is_bot=False, address=f"2001:db8:1:2::{number:x}", agent=FIREFOX)
    clicks.add(link.id, is_bot=False, address="2001:db8:1:3::1", agent=FIREFOX)
    clicks.add(link.id, is_bot=False, address="192.0.2.7", agent=FIREFOX)
    clicks.add(link.id, is_bot=False, address="::ffff:192.0.2.7", agent=FIREFOX)
    clicks.add(link.id, is_bot=False, address="no: address", agent=FIREFOX)
    assert clicks.write()
    assert counted(link.id) == (4, 0)


@pytest.mark.parametrize("sign", ["\r", "\n", "\r\n", "\x0b", "\x0c", "\x85", "\u2028"])
def test_a_name_begins_no_line_in_a_calendar(sign: str) -> None:
    at, name = datetime(2026, 5, 4, tzinfo=UTC), f"Fair{sign}ATTENDEE:mailto:eve@evil.example"
    planned = Planned(1, at, name, "Live", "CONFIRMED", 1, at, "https://portal.example/1")
    days = Days(1, name, date(2026, 5, 4), date(2026, 5, 4))
    told = document([planned], [days], name=name, host="portal.example", epoch=at).decode()
    assert [line for line in told.splitlines() if line.startswith(("ATTENDEE", " ATTENDEE"))] == []
    assert sign not in told.replace("\r\n", "")


@pytest.mark.usefixtures("app")
def test_who_explained_a_warning_away_does_not_approve(client: PageClient) -> None:
    both = somebody(Role.EDITOR, Role.APPROVER)
    content = a_content(claims=["Lasts for life"])
    db.session.scalars(select(Evidence)).one().evidence = ""
    db.session.commit()
    sign_in(client, both)
    typed = shown(client.get(editor_of(content)).text)
    name = next(one for one in typed if one.startswith("answer_"))
    assert save(client, content, **{name: "It is meant so."}).status_code == 303
    handed_in(content)
    with pytest.raises(Refused, match="Someone else"):
        approve(content, by=both)


@pytest.mark.usefixtures("app")
def test_no_text_of_a_content_becomes_markup(client: PageClient) -> None:
    content = a_live_content(title=MARKUP, why=MARKUP, media=[a_media_file()])
    sign_in(client, a_relayer(Role.EDITOR, Role.APPROVER))
    for address in (
        "/library/",
        f"/library/{content.id}",
        f"/insights/contents/{content.id}",
        f"/library/manage/contents/{content.id}",
        f"/library/manage/contents/{content.id}/review",
        "/library/manage/calendar",
    ):
        answer = client.get(address, follow_redirects=True)
        assert answer.status_code == 200, address
        assert "<script>alert" not in answer.text, address
        assert "<b>x</b>" not in answer.text, address


@pytest.mark.parametrize(
    "address",
    [
        "https://portal%2eexample.org/",
        "https://\u24dfortal.example.org/",
        "https://portal.example.org./",
        "https://PORTAL.example.org:443/",
        "https://a..example.org/",
        "https://%31%32%37.0.0.1.example.org/",
        f"https://{'a' * 64}.example.org/",
        "https://127.1/",
        "https://\uff11\uff12\uff17.0.0.1/",
    ],
)
def test_no_spelling_of_a_link_leads_into_the_portal_or_nowhere(address: str) -> None:
    with pytest.raises(Refused):
        check_link(address, own_hosts={"portal.example.org"})


def test_a_link_to_a_name_in_other_letters_is_a_link() -> None:
    check_link("https://caf\u00e9.example.org/menu", own_hosts={"portal.example.org"})


@pytest.mark.parametrize(
    ("content", "type_", "shown_at_once"),
    [
        (b"%PDF-1.7 <script>alert(1)</script> %%EOF", "application/pdf", False),
        (b"\x00\x00\x00\x18ftypisom<script>alert(1)</script>", "video/mp4", False),
        (b"\x89PNG\r\n\x1a\n", "image/png", True),
    ],
)
@pytest.mark.usefixtures("app")
def test_what_came_from_outside_is_saved_and_never_opened_here(
    client: PageClient, content: bytes, type_: str, shown_at_once: bool
) -> None:
    kind = {"application": MediaKind.PDF, "video": MediaKind.VIDEO, "image": MediaKind.IMAGE}
    taken = Taken(content, kind[type_.partition("/")[0]], type_)
    with unit_of_work(SYSTEM) as work:
        file = keep(work, taken)
    post = a_live_content(media=[file])
    sign_in(client, somebody())
    answer = client.get(f"/library/{post.id}/media/1/file")
    assert answer.data == content
    assert answer.mimetype == type_
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"].startswith("inline" if shown_at_once else "attachment")
