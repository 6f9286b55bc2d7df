"""Ideas of staff: suggested by anybody, always answered, credited when used."""

from __future__ import annotations

from email.message import EmailMessage

import pytest
from sqlalchemy import func, select

from advocacy.db import db
from advocacy.errors import Refused
from advocacy.library.actions.suggestions import Idea, decline, suggest, use
from advocacy.library.models import Content, Suggestion
from advocacy.library.rules.suggestions import MOST_OPEN
from advocacy.people.rules import Language
from advocacy.roles import Role
from advocacy.work import unit_of_work
from tests.support.client import PageClient
from tests.support.jobs import run_jobs
from tests.support.library_makers import a_right
from tests.support.makers import acting, sign_in, somebody
from tests.support.roster_makers import a_topic
from tests.support.source_makers import a_suggestion
from tests.support.world import TestWorld

MINE = "/library/suggestions/"
QUEUE = "/library/manage/suggestions"


def words(mail: EmailMessage) -> str:
    """What a mail says."""
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def idea(**values: str) -> dict[str, str]:
    """The form, filled in."""
    return {"idea": "Show how a sole is sewn on.", "link": "", "topic": "", "language": "fr", **values}


def test_an_idea_is_used_credited_and_answered_in_the_language_of_whoever_had_it(
    client: PageClient, world: TestWorld
) -> None:
    lea, editor = somebody(language=Language.FRENCH), somebody(Role.EDITOR)
    sign_in(client, lea)
    assert client.submit(MINE, page=MINE, **idea(link="https://www.example.org/sewing")).status_code == 303
    assert "Show how a sole is sewn on." in client.get(MINE).text
    sign_in(client, editor)
    one = db.session.scalars(select(Suggestion)).one()
    assert lea.display_name in client.get(QUEUE).text
    page = f"{QUEUE}/{one.id}"
    client.submit(f"{page}/draft", page=page, title="How a sole is sewn", topic="", answer="Merci Léa !")
    content = db.session.scalars(select(Content)).one()
    assert (content.suggested_by_id, content.author_id) == (lea.id, editor.id)
    assert content.link == "https://www.example.org/sewing"
    run_jobs()
    mail = next(mail for mail in world.mail.sent if str(mail["To"]) == lea.email)
    assert "Merci Léa !" in words(mail)
    sign_in(client, lea)
    assert "Merci Léa !" in client.get(MINE).text


def test_a_refusal_needs_words_and_there_is_one_answer(client: PageClient, world: TestWorld) -> None:
    person, editor = somebody(), somebody(Role.EDITOR)
    one = a_suggestion(person)
    sign_in(client, editor)
    page = f"{QUEUE}/{one.id}"
    refused = client.submit(f"{page}/refusal", page=page, reason="  ")
    assert refused.status_code == 422
    assert "Say in a sentence why it is not used" in refused.text
    assert client.submit(f"{page}/refusal", page=page, reason="We told it in May.").status_code == 303
    with pytest.raises(Refused, match="has been answered"), unit_of_work(acting(editor)) as work:
        use(work, one.id, title="Too late", topic_id=None)
    run_jobs()
    assert [str(mail["To"]) for mail in world.mail.sent] == [person.email]
    assert "We told it in May." in client.get(page).text
    sign_in(client, person)
    assert "We told it in May." in client.get(MINE).text


def test_what_cannot_be_suggested_is_said_and_kept(client: PageClient) -> None:
    sign_in(client, somebody(Role.EXTERNAL))
    empty = client.submit(MINE, page=MINE, **idea(idea=" "))
    assert empty.status_code == 422
    bad = client.submit(MINE, page=MINE, **idea(link="javascript:alert(1)"))
    assert bad.status_code == 409
    assert "Show how a sole is sewn on." in bad.text
    inside = client.submit(MINE, page=MINE, **idea(link="https://localhost/x"))
    assert inside.status_code == 409
    assert db.session.scalar(select(func.count()).select_from(Suggestion)) == 0


@pytest.mark.usefixtures("app")
def test_the_same_idea_waits_once_and_nobody_floods_the_queue() -> None:
    me = acting(somebody())
    with unit_of_work(me) as work:
        first = suggest(work, Idea("The same", Language.FRENCH))
        assert suggest(work, Idea("  The same ", Language.FRENCH)) == first
        for number in range(MOST_OPEN - 1):
            suggest(work, Idea(f"Idea {number}", Language.FRENCH))
        with pytest.raises(Refused, match="wait for an answer"):
            suggest(work, Idea("One more", Language.FRENCH))


def test_an_editor_of_certain_topics_answers_those_and_those_of_none(client: PageClient) -> None:
    editor, mine, other = somebody(Role.EDITOR), a_topic(), a_topic()
    a_right(editor, mine)
    own, foreign, free = a_suggestion(topic=mine), a_suggestion(topic=other), a_suggestion()
    sign_in(client, editor)
    assert client.get(f"{QUEUE}/{foreign.id}").status_code == 404
    assert client.get(f"{QUEUE}/{own.id}").status_code == 200
    page = f"{QUEUE}/{free.id}"
    outside = client.submit(f"{page}/draft", page=page, title="Title", topic="", answer="")
    assert outside.status_code == 409, "a draft of no topic would not be theirs"
    assert (
        client.submit(f"{page}/draft", page=page, title="T", topic=str(mine.id), answer="").status_code == 303
    )


@pytest.mark.usefixtures("app")
def test_a_colleague_without_mail_reads_the_answer_on_the_page(world: TestWorld) -> None:
    person = somebody(email=None)
    one = a_suggestion(person)
    with unit_of_work(acting(somebody(Role.EDITOR))) as work:
        decline(work, one.id, answer="Not now.")
    run_jobs()
    assert world.mail.sent == []
    assert db.session.get_one(Suggestion, one.id).answer == "Not now."
