"""Writing content as editors do: the page, what is saved, what is refused with everything typed kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from sqlalchemy import func, select
from werkzeug.datastructures import FileStorage

from advocacy.audit.models import EventRow
from advocacy.db import db
from advocacy.library.models import (
    Content,
    ContentMedia,
    ContentWriter,
    Evidence,
    FindingAnswer,
    MediaFile,
    Variant,
    WaitingRevision,
    Wording,
)
from advocacy.library.queries.standing import stand
from advocacy.library.queries.written import written
from advocacy.library.rules.standing import Standing
from advocacy.library.rules.words import ContentKind, MediaKind, Stage
from advocacy.networks.words import Network
from advocacy.people.models import Person
from advocacy.people.rules import Language
from advocacy.roles import Role
from tests.library.test_media import a_bomb, a_picture
from tests.support.client import PageClient
from tests.support.library_forms import editor_of, save, send, shown
from tests.support.library_makers import (
    a_content,
    a_live_content,
    a_media_file,
    a_right,
    a_sheet,
    an_objective,
    handed_in,
)
from tests.support.makers import sign_in, somebody
from tests.support.queries import count_queries
from tests.support.roster_makers import a_topic
from tests.support.world import TestWorld

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def editor(client: PageClient) -> Person:
    """An editor who is signed in."""
    person = somebody(Role.EDITOR)
    sign_in(client, person)
    return person


def row(content: Content) -> Content:
    """The content as it is saved now."""
    db.session.expire_all()
    return db.session.get_one(Content, content.id)


def first_wording(content: Content, network: Network, language: str) -> str:
    """The name of the field of its first wording there."""
    found = next(
        one
        for one in written(db.session(), content.id).wordings
        if (one.network, one.language.value) == (network, language)
    )
    return f"wording_{network.value}_{language}_{found.id}"


def page(answer: Any, status: int = 200) -> str:
    """The page of an answer."""
    html: str = answer.get_data(as_text=True)
    assert answer.status_code == status, html[:2000]
    return html


def test_an_editor_writes_a_content_from_nothing(client: PageClient, editor: Person) -> None:
    for network in (Network.LINKEDIN, Network.MASTODON):
        a_sheet(network)
    objective, topic = an_objective(), a_topic()
    begun = client.submit(
        "/library/manage/contents",
        page="/library/manage/contents/new",
        language="fr",
        title="Des bottes  réparées",
        link="",
        topic="",
        template="",
    )
    assert begun.status_code == 303
    content = db.session.scalars(select(Content)).one()
    html = page(client.get(begun.location))
    assert "Write a wording for one network at least." in html
    assert "Before it can be handed in" in html
    told = {
        f"{language}_{part}": f"{part} {language}"
        for language in ("fr", "en")
        for part in ("title", "why", "audience", "next_step")
    }
    answer = save(
        client,
        content.id,
        **told,
        objective=str(objective.id),
        stage="aware",
        topics=[str(topic.id)],
        link="https://example.org/bottes",
        opens_day="2026-05-10",
        opens_clock="09:30",
        closes_day="2026-06-10",
        zone="Europe/Paris",
        wording_linkedin_fr_new1="Nos bottes durent.",
        wording_mastodon_en_new1="Our boots last.",
        claim_new1_statement="Ten years.",
        claim_new1_evidence="Report 12.",
        claim_new1_expires="2027-01-01",
    )
    assert answer.status_code == 303, page(answer, 422)
    kept = row(content)
    assert (kept.stage, kept.objective_id, kept.edition) == (Stage.AWARE, objective.id, 2)
    assert kept.opens_at == datetime(2026, 5, 10, 7, 30, tzinfo=UTC)
    inside = written(db.session(), content.id)
    assert [(one.network, one.language, one.text) for one in inside.wordings] == [
        (Network.LINKEDIN, Language.FRENCH, "Nos bottes durent."),
        (Network.MASTODON, Language.ENGLISH, "Our boots last."),
    ]
    assert inside.texts[Language.FRENCH].why == "why fr"
    assert [one.statement for one in inside.claims] == ["Ten years."]
    assert "Nothing keeps this, as it is saved, from being handed in." in page(client.get(editor_of(content)))


def test_the_page_sends_back_what_it_shows(client: PageClient, editor: Person) -> None:
    content = a_content(
        editor,
        media=[a_media_file()],
        claims=["For life."],
        topics=[a_topic()],
        wordings=2,
        opens_at=datetime(2026, 10, 25, 1, 30, 7, tzinfo=UTC),
    )
    before, inside = content.opens_at, written(db.session(), content.id)
    assert save(client, content).status_code == 303
    # The second half past two of that night, with its seconds: what was not touched is not changed.
    assert (row(content).opens_at, row(content).edition) == (before, 1)
    assert written(db.session(), content.id) == inside


def test_a_wording_keeps_its_number_and_an_emptied_one_goes(client: PageClient, editor: Person) -> None:
    content = a_content(editor, networks=[Network.X], languages=[Language.FRENCH], wordings=2)
    first, second = written(db.session(), content.id).wordings
    name = f"wording_x_fr_{second.id}"
    save(client, content, **{first_wording(content, Network.X, "fr"): " ", name: "Autrement."})
    [left] = written(db.session(), content.id).wordings
    assert (left.id, left.position, left.text) == (second.id, 1, "Autrement.")
    save(client, content, **{name: ""})
    assert written(db.session(), content.id).wordings == []
    assert db.session.scalar(select(func.count()).select_from(Variant)) == 0
    assert first.id != second.id


def test_a_change_takes_a_content_out_of_review_and_names_who_wrote(
    client: PageClient, editor: Person
) -> None:
    content = a_content()
    handed_in(content)
    assert "This waits for a reviewer." in page(client.get(editor_of(content)))
    save(client, content, fr_why="Autre chose.")
    assert stand(db.session(), content.id).standing is Standing.WRITING
    assert db.session.get(WaitingRevision, content.id) is None
    assert db.session.get(ContentWriter, (content.id, editor.id)) is not None


def test_what_is_live_stays_live_while_it_is_changed(client: PageClient, editor: Person) -> None:
    content = a_live_content(author=editor)
    save(client, content, fr_why="Autre chose.")
    assert stand(db.session(), content.id).live_id is not None
    assert stand(db.session(), content.id).standing is Standing.WRITING


def test_saving_and_handing_in_is_one_press(client: PageClient, editor: Person) -> None:
    content = a_content(editor)
    answer = save(client, content, en_why="Another why.", then="hand_in")
    assert answer.location.endswith("/review")
    assert stand(db.session(), content.id).standing is Standing.IN_REVIEW
    other = a_content(editor)
    answer = save(client, other, en_why="", then="hand_in")
    html = page(client.get(answer.location))
    assert "Saved, but not handed in" in html
    assert "The why in English is left out" in html
    assert stand(db.session(), other.id).standing is Standing.WRITING


@pytest.mark.parametrize(
    ("link", "words"),
    [
        ("javascript:alert(1)", "it begins with https://"),
        ("http://localhost/library/", "This link begins with http://"),
        ("https://localhost/library/", "into the portal"),
        ("https://10.0.0.1/", "names no site"),
    ],
)
def test_a_link_nobody_can_open_is_refused_and_all_typed_is_kept(
    client: PageClient, editor: Person, link: str, words: str
) -> None:
    content = a_content(editor)
    name = first_wording(content, Network.BLUESKY, "fr")
    html = page(save(client, content, link=link, fr_why="Tapé.", **{name: "Tapé aussi."}), 409)
    assert words in html
    assert f'value="{link}"' in html
    assert "Tapé." in html
    assert "Tapé aussi." in html
    assert row(content).edition == 1


def test_an_hour_that_does_not_exist_is_refused_at_its_field(client: PageClient, editor: Person) -> None:
    content = a_content(editor)
    html = page(
        save(client, content, opens_day="2027-03-28", opens_clock="02:30", closes_day="", closes_clock=""),
        422,
    )
    assert "the clocks go forward and 02:30 does not exist in Europe/Paris" in html
    assert 'value="02:30"' in html


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"closes_day": "2026-05-01", "closes_clock": "10:00"}, "The share window ends before it starts."),
        ({"opens_day": "", "opens_clock": ""}, "Say from when on this can be passed on"),
    ],
)
def test_a_window_that_makes_no_sense_is_refused(
    client: PageClient, editor: Person, typed: dict[str, str], words: str
) -> None:
    content = a_content(editor)
    assert words in page(save(client, content, fr_why="Tapé.", **typed), 409)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"opens_day": "31/02/2026"}, "Not a valid date value."),
        ({"opens_day": "", "closes_day": "", "closes_clock": ""}, "On which day?"),
        ({"fr_why": "x" * 1001}, "At most 1000 characters."),
        ({"zone": "Mars/Olympus"}, "Not a valid choice."),
        ({"stage": "bored"}, "Not a valid choice."),
        ({"objective": "999999"}, "Not a valid choice."),
        ({"claim_new1_statement": "x", "claim_new1_expires": "soon"}, "Not a valid date value."),
    ],
)
def test_what_cannot_be_read_is_said_at_its_field(
    client: PageClient, editor: Person, typed: dict[str, str], words: str
) -> None:
    content = a_content(editor)
    html = page(save(client, content, en_next_step="Typed.", **typed), 422)
    assert words in html
    assert "Typed." in html
    assert row(content).edition == 1


def test_two_tabs_lose_nothing(client: PageClient, editor: Person) -> None:
    content = a_content(editor, networks=[Network.X], languages=[Language.FRENCH], wordings=2)
    first, second = written(db.session(), content.id).wordings
    tab = shown(page(client.get(editor_of(content))))
    # Meanwhile somebody else changes the why, takes the first wording out and adds one.
    save(
        client,
        content,
        fr_why="Le leur.",
        **{f"wording_x_fr_{first.id}": "", "wording_x_fr_new1": "La leur, nouvelle."},
    )
    mine = {"fr_why": "Le mien.", f"wording_x_fr_{first.id}": "La mienne."}
    html = page(send(client, content, tab, **mine), 409)
    assert "This content was changed elsewhere while you were writing." in html
    for words in ("Le mien.", "La mienne.", "Le leur.", "La leur, nouvelle."):
        assert words in html, words
    assert "Le leur." in html.split("What is saved now")[1].split("</dl>")[0]
    assert written(db.session(), content.id).texts[Language.FRENCH].why == "Le leur."
    # Saving again replaces what differs, and leaves alone what the first page never showed.
    assert send(client, content, shown(html)).status_code == 303
    inside = written(db.session(), content.id)
    assert inside.texts[Language.FRENCH].why == "Le mien."
    assert {one.text for one in inside.wordings} == {second.text, "La leur, nouvelle.", "La mienne."}


def test_a_picture_is_added_described_and_taken_out(client: PageClient, editor: Person) -> None:
    content = a_content(editor)
    upload = FileStorage(BytesIO(a_picture("JPEG")), "../../boots.jpg", content_type="text/html")
    assert save(client, content, file=upload).status_code == 303
    [shown_file] = written(db.session(), content.id).media
    assert (shown_file.kind, shown_file.type, shown_file.width) == (MediaKind.IMAGE, "image/jpeg", 300)
    html = page(client.get(editor_of(content)))
    assert "Say in French what file 1 shows" in html
    assert client.get(f"/library/manage/media/{shown_file.sha256}/file").status_code == 200
    named = f"media_{shown_file.id}"
    save(client, content, **{f"{named}_fr": "Une botte.", f"{named}_en": "A boot."})
    assert written(db.session(), content.id).media[0].alt_en == "A boot."
    save(client, content, **{f"{named}_remove": "y"})
    assert db.session.scalar(select(func.count()).select_from(ContentMedia)) == 0


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (a_bomb(50_000, 50_000), "more than 50 million points"),
        (b"<html>not a picture</html>", "This is not a picture"),
        (b"", "This file is empty."),
    ],
)
def test_a_file_that_is_not_taken_costs_nothing_that_was_typed(
    client: PageClient, editor: Person, content: bytes, words: str
) -> None:
    written_one = a_content(editor)
    upload = FileStorage(BytesIO(content), "boots.png")
    html = page(save(client, written_one, fr_why="Tapé.", file=upload), 422)
    assert words in html
    assert "Tapé." in html
    assert db.session.scalar(select(func.count()).select_from(MediaFile)) == 0


def test_a_content_shows_eight_files_at_most(client: PageClient, editor: Person) -> None:
    content = a_content(editor, media=[a_media_file() for _number in range(8)])
    upload = FileStorage(BytesIO(a_picture()), "ninth.png")
    assert "at most 8 files" in page(save(client, content, file=upload), 409)


def test_a_warning_is_answered_and_the_answer_changes_no_edition(client: PageClient, editor: Person) -> None:
    content = a_content(editor, claims=["Nine in ten come back."])
    db.session.scalars(select(Evidence)).one().evidence = ""
    db.session.commit()
    html = page(client.get(editor_of(content)))
    assert "One warning waits for your answer." in html
    name = next(one for one in shown(html) if one.startswith("answer_no_evidence_"))
    save(client, content, **{name: "The survey is under way."})
    assert row(content).edition == 1
    assert db.session.scalars(select(FindingAnswer)).one().by_id == editor.id
    assert "Nothing keeps this" in page(client.get(editor_of(content)))
    save(client, content, **{name: ""})
    assert db.session.scalars(select(FindingAnswer)).all() == []


def test_a_text_one_sign_too_long_is_kept_and_told(client: PageClient, editor: Person) -> None:
    content = a_content(editor, networks=[Network.X, Network.LINKEDIN], link="")
    text = "a" * (280 - len("#IWorkForMaisonVerdier") - 2)
    names = {one: first_wording(content, one, "en") for one in (Network.X, Network.LINKEDIN)}
    save(client, content, **{names[Network.X]: text, names[Network.LINKEDIN]: text + " and more"})
    assert "too long" not in page(client.get(editor_of(content))).split('id="editor"')[0]
    save(client, content, **{names[Network.X]: text + "a"})
    html = page(client.get(editor_of(content)))
    assert "The English wording 1 for X is too long by 1, with disclosure and link." in html
    assert "Too long by 1: 281 of 280" in html
    assert text + "a" in html


def test_another_content_at_the_same_hour_is_warned_of(
    client: PageClient, editor: Person, world: TestWorld
) -> None:
    at = world.clock.now() + timedelta(days=3)
    first = a_content(editor, networks=[Network.X], opens_at=at)
    second = a_content(editor, networks=[Network.X], opens_at=at + timedelta(minutes=59))
    a_content(editor, networks=[Network.X], opens_at=at + timedelta(minutes=60))
    assert f"Content {second.id} opens on X within the same hour." in page(client.get(editor_of(first)))


def test_a_contest_has_rules_and_an_end(client: PageClient, editor: Person) -> None:
    content = a_content(editor)
    save(client, content, kind="contest")
    assert "A contest has rules" in page(client.get(editor_of(content)))
    save(client, content, contest_rules="Be kind.", contest_day="2026-05-20", contest_clock="18:00")
    assert row(content).kind is ContentKind.CONTEST
    assert row(content).contest_ends_at == datetime(2026, 5, 20, 16, tzinfo=UTC)
    save(client, content, kind="post")
    assert (row(content).contest_rules, row(content).contest_ends_at) == ("", None)


def test_a_network_that_was_switched_off_keeps_its_text(client: PageClient, editor: Person) -> None:
    content = a_content(editor, networks=[Network.X])
    a_sheet(Network.X, on=False)
    html = page(client.get(editor_of(content)))
    assert "switched off" in html
    assert "The company is not on X." in html
    assert first_wording(content, Network.X, "fr") in html


def test_an_editor_of_certain_topics_sees_and_gives_these_only(client: PageClient, editor: Person) -> None:
    mine, other = a_topic(), a_topic()
    a_right(editor, mine)
    content, elsewhere = a_content(topics=[mine]), a_content(topics=[other])
    assert client.get(editor_of(elsewhere)).status_code == 404
    html = page(save(client, content, topics=[str(other.id)]), 409)
    assert "Choose topics among yours." in html
    begun = client.submit(
        "/library/manage/contents",
        page="/library/manage/contents/new",
        language="fr",
        title="Un titre",
        link="",
        topic="",
        template="",
    )
    assert "Choose topics among yours." in page(begun, 409)
    assert "Un titre" in page(begun, 409)


def test_approvers_employees_and_strangers_do_not_write(client: PageClient) -> None:
    content = a_content()
    for role in (Role.APPROVER, Role.EMPLOYEE):
        sign_in(client, somebody(role))
        assert client.get(editor_of(content)).status_code == 403
        assert client.post(editor_of(content)).status_code in {400, 403}


def test_what_was_never_approved_is_discarded_and_what_was_is_not(client: PageClient, editor: Person) -> None:
    content, live = a_content(editor), a_live_content(author=editor)
    answer = client.submit(f"{editor_of(content)}/discard", page=editor_of(content))
    assert answer.status_code == 303
    assert stand(db.session(), content.id).standing is Standing.DISCARDED
    html = page(client.get(editor_of(content)))
    assert "Nobody writes in this content any more." in html
    assert 'id="editor"' not in html
    assert client.submit(f"{editor_of(live)}/discard", page=editor_of(live)).status_code == 409
    assert stand(db.session(), live.id).live_id is not None


def test_every_step_is_in_the_journal_without_a_word_of_the_text(client: PageClient, editor: Person) -> None:
    content = a_content(editor)
    save(client, content, fr_why="Un secret.")
    client.submit(f"{editor_of(content)}/discard", page=editor_of(content))
    rows = db.session.scalars(select(EventRow).order_by(EventRow.id)).all()
    names = [one.name for one in rows]
    assert names[-2:] == ["content_edited", "content_discarded"]
    assert not any("secret" in str(one.payload) for one in rows)


@pytest.mark.parametrize("many", [1, 12])
def test_the_editor_costs_the_same_however_much_is_written(
    client: PageClient, editor: Person, many: int
) -> None:
    content = a_content(
        editor,
        networks=[Network.X, Network.BLUESKY, Network.LINKEDIN],
        wordings=min(many, 8),
        media=[a_media_file() for _number in range(min(many, 8))],
        claims=[f"Claim {number}" for number in range(many)],
        topics=[a_topic() for _number in range(many)],
        opens_at=datetime(2026, 6, 1, tzinfo=UTC),
    )
    client.get(editor_of(content))
    with count_queries() as statements:
        client.get(editor_of(content))
    assert len(statements) <= 10, "\n\n".join(statements)


def test_the_page_speaks_to_whoever_reads_it_in_french(client: PageClient, editor: Person) -> None:
    editor.language = Language.FRENCH
    db.session.commit()
    content = a_content(editor)
    html = page(client.get(editor_of(content)))
    assert '<html lang="fr"' in html
    assert "Je travaille chez Maison Verdier" in html
    assert db.session.scalar(select(func.count()).select_from(Wording)) == 4
