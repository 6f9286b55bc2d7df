"""The answers log as people walk through it: recording, the same link again, thanks, corrections, HR."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, text
from werkzeug.test import TestResponse

from advocacy.answers.models import AnswerThanks, AnswerWords, PublicAnswer, ThanksFrom
from advocacy.audit.models import EventRow, LedgerPending
from advocacy.db import db
from advocacy.people.models import Person
from advocacy.people.rules import Kind
from advocacy.roles import Role
from advocacy.topics.models import Topic
from tests.support.answer_makers import a_link, a_thanks, an_answer
from tests.support.client import PageClient
from tests.support.eligibility_makers import AnsweringCompany
from tests.support.makers import a_department, a_grant, a_person, sign_in, somebody
from tests.support.roster_makers import a_member, a_topic
from tests.support.world import TestWorld


def page(answer: TestResponse) -> str:
    """The page as text."""
    return answer.get_data(as_text=True)


def typed(about: Topic, **values: str) -> dict[str, str]:
    """What the form holds: an answer on X of half past nine today, in Paris."""
    return {
        "network": "x",
        "link": "https://x.com/verdier/status/77",
        "topic": about.slug,
        "language": "fr",
        "question": "When are my shoes delivered?",
        "minutes": "6",
        "day": "2026-05-04",
        "clock": "09:30",
        **values,
    }


def record(client: PageClient, about: Topic, **values: str) -> TestResponse:
    """Send the form."""
    return client.submit("/answers/", page="/answers/new", **typed(about, **values))


def rows() -> list[PublicAnswer]:
    """Every answer of the log."""
    return list(db.session.scalars(select(PublicAnswer).order_by(PublicAnswer.id)))


def events(name: str) -> list[EventRow]:
    """The events called `name`."""
    return list(db.session.scalars(select(EventRow).where(EventRow.name == name)))


def test_an_eligible_member_records_an_answer(app: Flask, client: PageClient, world: TestWorld) -> None:
    company = AnsweringCompany(world)
    member = company.member()
    sign_in(client, member)
    done = record(client, company.topic, link="https://twitter.com/verdier/status/77?s=20")
    assert done.status_code == 303
    (row,) = rows()
    assert (row.person_id, row.eligible, row.reasons, row.minutes) == (member.id, True, {"codes": []}, 6)
    assert row.answered_at == datetime(2026, 5, 4, 7, 30, tzinfo=UTC)
    assert row.department_id is not None
    shown = page(client.get(done.location))
    assert "When are my shoes delivered?" in shown
    assert "https://x.com/i/status/77" in shown
    listed = page(client.get("/answers/"))
    assert "When are my shoes delivered?" in listed
    assert "4 May 2026" in listed


def test_the_event_is_provable_and_has_no_word_of_the_customer(
    app: Flask, client: PageClient, world: TestWorld
) -> None:
    company = AnsweringCompany(world)
    sign_in(client, company.member())
    record(client, company.topic)
    (event,) = events("public_answer_recorded")
    (row,) = rows()
    assert row.event_id == event.id
    assert event.payload["link_sha256"] == row.link_key
    assert "shoes" not in str(event.payload)
    assert "x.com" not in str(event.payload)
    assert db.session.get(LedgerPending, event.id) is not None


def test_who_was_not_eligible_is_flagged_and_told_never_refused(app: Flask, client: PageClient) -> None:
    topic = a_topic()
    sign_in(client, a_person())
    done = record(client, topic)
    assert done.status_code == 303
    (row,) = rows()
    assert not row.eligible
    assert {"not_enrolled", "topic_not_held"} <= set(row.reasons["codes"])
    told = page(client.get(done.location))
    assert "you were not eligible at that time" in told
    assert "You are not on the roster." in told
    assert "Not eligible at that time" in told


def test_eligibility_is_that_of_the_instant_of_the_answer(
    app: Flask, client: PageClient, world: TestWorld
) -> None:
    company = AnsweringCompany(world)
    member = company.member()
    sign_in(client, member)
    record(client, company.topic, day="2026-02-02")  # before they joined
    record(client, company.topic, link="https://x.com/verdier/status/78")
    assert [row.eligible for row in rows()] == [False, True]


def test_the_same_link_again_is_the_row_there_is(app: Flask, client: PageClient) -> None:
    topic = a_topic()
    sign_in(client, a_person())
    first = record(client, topic)
    again = record(client, topic, link="https://mobile.twitter.com/verdier/status/77?t=1", minutes="9")
    assert again.status_code == 303
    assert again.location == first.location
    assert [row.minutes for row in rows()] == [6]
    assert len(events("public_answer_recorded")) == 1
    assert "You recorded this answer before" in page(client.get(again.location))


def test_the_link_of_a_colleague_is_refused_without_saying_whose(app: Flask, client: PageClient) -> None:
    colleague = a_person("Maëlle", "Quintrec")
    an_answer(colleague, link="https://x.com/verdier/status/77")
    sign_in(client, a_person())
    refused = record(client, a_topic())
    assert refused.status_code == 409
    html = page(refused)
    assert "A colleague has recorded this answer already." in html
    assert "Quintrec" not in html
    assert "When are my shoes delivered?" in html, "what was typed is still there"
    assert len(rows()) == 1


@pytest.mark.parametrize(
    ("values", "status"),
    [
        ({"link": "http://x.com/verdier/status/77"}, 409),
        ({"link": "https://bsky.app/profile/a.example/post/3k"}, 409),
        ({"day": "2026-05-05"}, 409),
        ({"clock": "10:01"}, 409),
        ({"day": "2026-03-29", "clock": "02:30"}, 409),
        ({"day": "0001-01-01"}, 409),
        ({"day": "yesterday"}, 422),
        ({"minutes": "0"}, 422),
        ({"minutes": "99999999999999999999"}, 422),
        ({"topic": "nothing"}, 422),
        ({"network": "myspace"}, 422),
        ({"question": "\u200b"}, 409),
        ({"question": "a" * 301}, 422),
        ({"question": " \x00 "}, 422),
    ],
)
def test_what_cannot_be_is_refused_and_kept_in_the_form(
    app: Flask, client: PageClient, values: dict[str, str], status: int
) -> None:
    topic = a_topic()
    sign_in(client, a_person())
    refused = record(client, topic, **values)
    assert refused.status_code == status
    assert topic.slug in page(refused)
    assert rows() == []


def test_the_time_that_comes_twice_is_explained(app: Flask, client: PageClient) -> None:
    sign_in(client, a_person())
    done = record(client, a_topic(), day="2025-10-26", clock="02:30")
    assert "came twice" in page(client.get(done.location))


def test_external_people_record_nothing(app: Flask, client: PageClient) -> None:
    sign_in(client, a_person(kind=Kind.EXTERNAL))
    assert client.get("/answers/").status_code == 403
    assert client.get("/answers/new").status_code == 403


def test_an_answer_is_nobody_elses_business(app: Flask, client: PageClient) -> None:
    answer = an_answer(a_person())
    sign_in(client, somebody(Role.ADMIN))
    assert client.get(f"/answers/{answer.id}").status_code == 404
    assert client.get(f"/answers/new?corrects={answer.id}").status_code == 404


def test_an_external_auditor_reads_every_answer_of_the_list_and_changes_none(
    app: Flask, client: PageClient
) -> None:
    mine, link = an_answer(a_member()), "/answers/{}"
    auditor, agency = a_person(kind=Kind.EXTERNAL), a_person(kind=Kind.EXTERNAL)
    a_grant(auditor, Role.AUDITOR)
    sign_in(client, auditor)
    listed = page(client.get("/answers/all"))
    assert f'href="{link.format(mine.id)}"' in listed
    shown = client.get(link.format(mine.id))
    assert shown.status_code == 200
    for closed in ("/answers/new", "words/deletion", 'href="/answers/"', 'href="/roster/"'):
        assert closed not in page(shown), closed
        assert closed not in listed, closed
    for address in ("/answers/freshness", "/roster/coverage"):
        assert 'href="/roster/"' not in page(client.get(address)), address
    assert 'href="/answers/all"' in page(client.get("/roster/coverage"))
    assert client.get("/answers/new").status_code == 403
    assert client.get(link.format(mine.id + 1)).status_code == 404
    sign_in(client, agency)
    assert client.get(link.format(mine.id)).status_code == 403


def test_thanks_are_said_in_one_sentence_whoever_gave_them_and_whatever_they_wrote(
    app: Flask, client: PageClient
) -> None:
    member = a_member()
    answer = an_answer(member)
    a_thanks(answer, note="Merci <b>mille</b> fois")
    a_thanks(answer, thanks_from=ThanksFrom.MANAGER, note="")
    sign_in(client, member)
    shown = page(client.get(f"/answers/{answer.id}"))
    assert re.search(
        r"<li>A customer thanked, <time[^>]*>[^<]*</time>: Merci &lt;b&gt;mille&lt;/b&gt; fois", shown
    )
    assert re.search(r"<li>The manager thanked, <time[^>]*>[^<]*</time></li>", shown)


def test_a_correction_is_shown_both_ways(app: Flask, client: PageClient) -> None:
    person, topic = a_person(), a_topic()
    first = an_answer(person, topic, link="https://x.com/verdier/status/70", question="Are they waterproof?")
    sign_in(client, person)
    form = page(client.get(f"/answers/new?corrects={first.id}"))
    assert "Are they waterproof?" in form
    done = record(client, topic, corrects=str(first.id))
    assert rows()[1].corrects_id == first.id
    assert "This answer corrects:" in page(client.get(done.location))
    assert "This answer is corrected by:" in page(client.get(f"/answers/{first.id}"))
    (event,) = [one for one in events("public_answer_recorded") if one.payload["corrects"]]
    assert event.payload["corrects"] == first.link_key


def test_somebody_elses_answer_cannot_be_corrected_but_by_hr(app: Flask, client: PageClient) -> None:
    author, topic = a_person(), a_topic()
    first = an_answer(author, topic)
    sign_in(client, a_person())
    assert record(client, topic, corrects=str(first.id)).status_code == 404
    assert len(rows()) == 1
    sign_in(client, somebody(Role.HR))
    done = record(client, topic, corrects=str(first.id))
    assert done.status_code == 303
    sign_in(client, author)
    assert client.get(done.location).status_code == 200, "its author sees what corrects the answer"


def test_why_a_colleague_was_not_eligible_is_not_told_to_whom_they_corrected(
    app: Flask, client: PageClient
) -> None:
    author = a_person()
    first = an_answer(author)
    later = an_answer(somebody(Role.HR), eligible=False, corrects=first)
    a_thanks(later, note="Merci mille fois")
    told = ("Not eligible at that time", "Eligible at that time", "Minutes", "Merci mille fois")
    sign_in(client, author)
    seen = page(client.get(f"/answers/{later.id}"))
    assert "This answer corrects:" in seen
    assert not [one for one in told if one in seen]
    sign_in(client, somebody(Role.HR))
    seen = page(client.get(f"/answers/{later.id}"))
    assert not [one for one in told if one not in seen]


def test_a_customers_thanks_are_noted_once(app: Flask, client: PageClient) -> None:
    person = a_person()
    answer = an_answer(person)
    sign_in(client, person)
    address = f"/answers/{answer.id}"
    token = client.csrf(address)
    for note in ("Merci beaucoup !", "Merci encore"):
        sent = {"csrf_token": token, "note": note}
        assert client.post(f"{address}/thanks", data=sent).status_code == 303
    assert db.session.scalars(select(AnswerThanks.note)).all() == ["Merci beaucoup !"]
    assert len(events("answer_thanked")) == 1
    assert "Merci beaucoup !" in page(client.get(address))


def test_nobody_notes_a_customers_thanks_for_somebody_else(app: Flask, client: PageClient) -> None:
    answer = an_answer(a_person())
    sign_in(client, a_person())
    refused = client.submit(f"/answers/{answer.id}/thanks", page="/answers/new", note="Merci")
    assert refused.status_code == 404


def test_a_manager_thanks_their_own_team_only(app: Flask, client: PageClient) -> None:
    manager = a_person()
    report = a_person(manager=manager)
    a_grant(manager, Role.MANAGER)
    mine, others = a_link(), a_link()
    an_answer(report, link=mine)
    an_answer(a_person(), link=others)
    sign_in(client, manager)
    assert client.submit("/answers/thanks", link=mine, note="Well said").status_code == 303
    for link in (others, a_link()):
        refused = client.submit("/answers/thanks", link=link, note="Well said")
        assert refused.status_code == 409
        assert "Nobody in your team" in page(refused)
    assert db.session.scalars(select(AnswerThanks.thanks_from)).all() == [ThanksFrom.MANAGER]


def test_hr_finds_answers_by_topic_network_and_flag(app: Flask, client: PageClient) -> None:
    topic = a_topic()
    an_answer(a_person("Ines"), topic, question="About laces?", eligible=False)
    an_answer(a_person("Omar"), question="About soles?", link="https://bsky.app/profile/v.example/post/3k")
    sign_in(client, somebody(Role.HR))
    both = page(client.get("/answers/all"))
    assert "About laces?" in both
    assert "About soles?" in both
    for asked in (f"topic={topic.slug}", "network=x", "flagged=1"):
        found = page(client.get(f"/answers/all?{asked}"))
        assert "About laces?" in found, asked
        assert "About soles?" not in found, asked
    for odd in ("topic=%00", "network=nothing", "after=999999999999999999999", "before=0&flagged=x"):
        assert client.get(f"/answers/all?{odd}").status_code == 200


def test_hr_of_a_department_sees_its_people_only(app: Flask, client: PageClient) -> None:
    shoes, bags = a_department(), a_department()
    hr = a_person()
    a_grant(hr, Role.HR, shoes)
    inside = an_answer(a_person(department=shoes), question="About laces?")
    outside = an_answer(a_person(department=bags), question="About straps?")
    a_member(a_person("Quiet", department=bags), enrolled_at=datetime(2025, 1, 1, tzinfo=UTC))
    sign_in(client, hr)
    listed = page(client.get("/answers/all"))
    assert "About laces?" in listed
    assert "About straps?" not in listed
    assert "Quiet" not in page(client.get("/answers/freshness"))
    assert client.get(f"/answers/{inside.id}").status_code == 200
    assert client.get(f"/answers/{outside.id}").status_code == 404
    gone = client.submit(f"/answers/{outside.id}/words/deletion", page="/answers/new")
    assert gone.status_code == 404


def test_lists_go_on_from_page_to_page(app: Flask, client: PageClient, world: TestWorld) -> None:
    person, now = a_person(), world.clock.now()
    topic = a_topic()
    for hours in range(27):
        an_answer(person, topic, at=now - timedelta(hours=1 + hours // 2), question=f"Question {hours:02d}?")
    sign_in(client, somebody(Role.HR))
    answers = db.session.scalars(
        select(PublicAnswer.id).order_by(PublicAnswer.answered_at.desc(), PublicAnswer.id.desc())
    ).all()
    first = page(client.get("/answers/all"))
    assert f"after={answers[24]}" in first
    second = page(client.get(f"/answers/all?after={answers[24]}"))
    shown = [number for number in range(27) if f"Question {number:02d}?" in first + second]
    assert len(shown) == 27
    assert f"before={answers[25]}" in second
    assert page(client.get(f"/answers/all?before={answers[25]}")).count('scope="row"') == 25


def test_dormant_members_and_quiet_topics_are_named(app: Flask, client: PageClient, world: TestWorld) -> None:
    now = world.clock.now()
    long_ago = now - timedelta(days=200)
    quiet = a_topic("Laces")
    busy = a_topic("Soles")
    a_member(a_person("Nadia"), enrolled_at=long_ago)
    late = a_member(a_person("Oscar"), enrolled_at=long_ago)
    an_answer(late, quiet, at=now - timedelta(days=91))
    active = a_member(a_person("Paula"), enrolled_at=long_ago)
    an_answer(active, busy, at=now - timedelta(days=89))
    a_member(a_person("Rania"), enrolled_at=now - timedelta(days=10))
    a_person("Simon")
    sign_in(client, somebody(Role.HR))
    shown = page(client.get("/answers/freshness"))
    assert [name in shown for name in ("Nadia", "Oscar", "Paula", "Rania", "Simon")] == [
        *(True, True),
        *(False, False, False),
    ]
    assert "Laces" in shown
    assert "Soles" not in shown


def test_what_a_row_says_of_the_customer_can_be_deleted(app: Flask, client: PageClient) -> None:
    answer = an_answer(a_person(), link="https://x.com/verdier/status/77", question="About my order?")
    a_thanks(answer, note="Thank you from Mrs Martin")
    sign_in(client, somebody(Role.HR))
    page_of_it = f"/answers/{answer.id}"
    assert client.submit(f"{page_of_it}/words/deletion", page=page_of_it).status_code == 303
    assert db.session.scalar(select(func.count()).select_from(AnswerWords)) == 0
    shown = page(client.get(page_of_it))
    assert "About my order?" not in shown
    assert "Mrs Martin" not in shown
    assert "Question deleted" in shown
    assert len(events("answer_words_deleted")) == 1
    sign_in(client, somebody(Role.HR))
    assert record(client, a_topic()).status_code == 409, "the link still counts once"


def test_the_view_for_reports_names_nobody(app: Flask) -> None:
    topic = a_topic()
    an_answer(a_person(), topic, eligible=False)
    row = db.session.execute(text("SELECT * FROM report_answer")).mappings().one()
    assert set(row) == {"day", "network", "topic", "language", "minutes", "eligible", "department_id"}
    assert (str(row["day"]), row["network"], row["topic"]) == ("2026-05-04", "x", topic.slug)
    assert (row["language"], row["minutes"], bool(row["eligible"])) == ("fr", 5, False)


def test_nothing_is_counted_per_person(app: Flask, client: PageClient) -> None:
    busy: Person = a_person("Ines")
    for _each in range(3):
        an_answer(busy)
    sign_in(client, somebody(Role.HR))
    assert "minutes" not in page(client.get("/answers/all")).lower()
