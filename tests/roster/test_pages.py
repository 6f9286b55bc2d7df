"""The roster's pages as people walk through them: joining, the profile, HR, and what is refused."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from advocacy.audit.documents import content_of, document_sources, titles_of
from advocacy.audit.models import EventRow
from advocacy.db import db
from advocacy.people.models import Employment, Person, Placement
from advocacy.people.rules import Kind, Language
from advocacy.roles import Role
from advocacy.roster.models import Alias, Commitment, Enrolment, MemberHours, Suspension, SuspensionReason
from advocacy.roster.queries.members import member
from advocacy.roster.rules.alias import MOST_A_YEAR
from advocacy.roster.rules.enrolling import hash_of
from advocacy.roster.rules.member import MemberFacts
from advocacy.roster.starter import starter_texts
from tests.support.client import PageClient, field
from tests.support.makers import a_department, a_grant, a_person, an_employer, save, sign_in, somebody
from tests.support.roster_makers import a_commitment, a_member, a_suspension, a_topic
from tests.support.world import TestWorld


def text(answer: TestResponse) -> str:
    """The page as text."""
    return answer.get_data(as_text=True)


def facts(person: Person, world: TestWorld) -> MemberFacts:
    """What is known of somebody now."""
    return member(db.session(), person.id, at=world.clock.now())


def events(name: str) -> list[EventRow]:
    """The events called `name`."""
    return list(db.session.scalars(select(EventRow).where(EventRow.name == name).order_by(EventRow.id)))


def join(client: PageClient, **values: str) -> TestResponse:
    """Read the sentence, tick the box, and send the form."""
    html = text(client.get("/roster/join"))
    sent = {"csrf_token": field(html, "csrf_token"), "shown": field(html, "shown"), "agreed": "y"}
    return client.post("/roster/enrolment", data={**sent, **values})


def test_joining_keeps_exactly_the_sentence_that_was_shown(
    app: Flask, client: PageClient, world: TestWorld
) -> None:
    person = a_person()
    sign_in(client, person)
    page = text(client.get("/roster/join"))
    first_line = starter_texts()[Language.ENGLISH].split("\n")[0]
    assert first_line in page
    assert join(client).status_code == 303
    enrolment = db.session.scalars(select(Enrolment)).one()
    sentence = db.session.get_one(Commitment, enrolment.commitment_id)
    assert sentence.text == starter_texts()[Language.ENGLISH]
    assert enrolment.sha256 == sentence.sha256 == hash_of(sentence.text)
    assert facts(person, world).is_enrolled
    (joined,) = events("roster_joined")
    assert joined.subject_id == person.id
    assert len(events("commitment_published")) == 1


def test_joining_twice_is_joining_once(app: Flask, client: PageClient) -> None:
    sign_in(client, a_person())
    assert join(client).status_code == 303
    html = text(client.get("/roster/mine"))
    again = client.post("/roster/enrolment", data={"csrf_token": field(html, "csrf_token"), "agreed": "y"})
    assert again.status_code == 303
    assert db.session.scalar(select(func.count(Enrolment.id))) == 1


def test_a_sentence_that_was_not_shown_cannot_be_committed_to(app: Flask, client: PageClient) -> None:
    sign_in(client, a_person())
    other = app.test_client()
    assert isinstance(other, PageClient)
    sign_in(other, a_person())
    somebody_elses = field(text(other.get("/roster/join")), "shown")
    for shown in ("", "forged", somebody_elses):
        assert join(client, shown=shown).status_code == 409
    assert db.session.scalar(select(func.count(Enrolment.id))) == 0


def test_a_sentence_that_changed_meanwhile_must_be_read_again(
    app: Flask, client: PageClient, world: TestWorld
) -> None:
    sign_in(client, a_person())
    html = text(client.get("/roster/join"))
    hr = app.test_client()
    assert isinstance(hr, PageClient)
    sign_in(hr, somebody(Role.HR))
    assert hr.submit("/roster/commitment", fr="Je m’engage.", en="I commit.").status_code == 303
    sent = {"csrf_token": field(html, "csrf_token"), "shown": field(html, "shown"), "agreed": "y"}
    refused = client.post("/roster/enrolment", data=sent)
    assert refused.status_code == 409
    assert "I commit." in text(refused)
    assert join(client).status_code == 303
    assert db.session.scalars(select(Enrolment)).one().sha256 == hash_of("I commit.")


def test_a_sentence_that_was_opened_yesterday_must_be_read_again(
    app: Flask, client: PageClient, world: TestWorld
) -> None:
    sign_in(client, a_person())
    html = text(client.get("/roster/join"))
    world.clock.advance(hours=13)
    sent = {"csrf_token": client.csrf("/roster/join"), "shown": field(html, "shown"), "agreed": "y"}
    assert client.post("/roster/enrolment", data=sent).status_code == 409


def test_without_the_box_nobody_joins(app: Flask, client: PageClient) -> None:
    sign_in(client, a_person())
    html = text(client.get("/roster/join"))
    sent = {"csrf_token": field(html, "csrf_token"), "shown": field(html, "shown")}
    assert client.post("/roster/enrolment", data=sent).status_code == 409
    assert db.session.scalar(select(func.count(Enrolment.id))) == 0


def test_the_sentence_is_shown_and_kept_in_the_language_asked_for(app: Flask, client: PageClient) -> None:
    sign_in(client, a_person())
    html = text(client.get("/roster/join?language=fr"))
    assert "Je m’engage" in html
    sent = {
        "csrf_token": field(html, "csrf_token"),
        "shown": field(html, "shown"),
        "language": "fr",
        "agreed": "y",
    }
    client.post("/roster/enrolment", data=sent)
    kept = db.session.scalars(select(Enrolment)).one()
    assert db.session.get_one(Commitment, kept.commitment_id).language is Language.FRENCH


def test_external_people_neither_see_nor_join_the_roster(app: Flask, client: PageClient) -> None:
    sign_in(client, a_person(kind=Kind.EXTERNAL))
    for address in ("/roster/", "/roster/join", "/roster/mine"):
        assert client.get(address).status_code == 403


def test_who_is_suspended_does_not_join_again_by_leaving(
    app: Flask, client: PageClient, world: TestWorld
) -> None:
    person = a_member()
    a_suspension(person)
    sign_in(client, person)
    client.submit("/roster/enrolment/end", page="/roster/mine")
    assert not facts(person, world).is_enrolled
    assert join(client).status_code == 409


def test_leaving_ends_everything_and_rejoining_keeps_the_history(
    app: Flask, client: PageClient, world: TestWorld
) -> None:
    topic, since = a_topic(), world.clock.now() - timedelta(days=30)
    person = a_member(topics=[topic], alias="Léa sound", hours=[(0, 540, 720)])
    sign_in(client, person)
    assert client.submit("/roster/enrolment/end", page="/roster/mine").status_code == 303
    left = facts(person, world)
    assert (left.is_enrolled, left.alias, left.hours, left.topics) == (False, None, (), frozenset())
    world.clock.advance(days=3)
    assert join(client).status_code == 303
    again = facts(person, world)
    assert again.is_enrolled
    assert again.enrolled_at == world.clock.now()
    assert again.topics == frozenset()
    past = member(db.session(), person.id, at=since + timedelta(days=1))
    assert (past.is_enrolled, past.alias, past.topics) == (True, "Léa sound", frozenset({topic.id}))
    assert client.submit("/roster/mine/alias", page="/roster/mine", alias="Léa sound").status_code == 303


def test_somebody_who_left_the_company_and_is_back_commits_again(
    app: Flask, client: PageClient, world: TestWorld
) -> None:
    person = a_person(left=date(2026, 5, 10))
    topic = a_topic()
    a_member(person, topics=[topic])

    employer, now = an_employer(), world.clock.now()
    dated = {"person_id": person.id, "valid_from": date(2026, 5, 20), "recorded_at": now}
    save(
        Employment(employer_id=employer.id, **dated),
        Placement(employer_id=employer.id, department_id=a_department().id, **dated),
    )
    world.clock.advance(days=30)
    assert facts(person, world).left_on == date(2026, 5, 10)
    sign_in(client, person)
    assert "You are not on the roster" in text(client.get("/roster/mine"))
    assert join(client).status_code == 303
    assert facts(person, world).is_enrolled
    assert facts(person, world).topics == frozenset()


def test_an_alias_is_free_until_somebody_has_had_it(app: Flask, client: PageClient, world: TestWorld) -> None:
    first, second = a_member(), a_member()
    sign_in(client, first)
    for alias in ("Léa · sound team", "Léa"):
        assert client.submit("/roster/mine/alias", page="/roster/mine", alias=alias).status_code == 303
    assert facts(first, world).alias == "Léa"
    other = app.test_client()
    assert isinstance(other, PageClient)
    sign_in(other, second)
    for alias in ("Léa", "LEA", "1ea", "lea sound-team", "Léa · sound tearn"):
        answer = other.submit("/roster/mine/alias", page="/roster/mine", alias=alias)
        assert answer.status_code == 409, alias
        assert "looks like one that somebody else has" in text(answer)
        assert field(text(answer), "alias") == alias
    assert client.submit("/roster/mine/alias", page="/roster/mine", alias="Léa sound team").status_code == 303
    assert facts(first, world).alias == "Léa sound team"


def test_nobody_takes_every_alias_there_is(app: Flask, client: PageClient, world: TestWorld) -> None:
    person = a_member()
    sign_in(client, person)
    had = len(db.session.scalars(select(Alias.id).where(Alias.person_id == person.id)).all())
    names = [f"Nobody {chr(ord('a') + number) * 3}" for number in range(MOST_A_YEAR - had + 1)]
    for alias in names[:-1]:
        assert client.submit("/roster/mine/alias", page="/roster/mine", alias=alias).status_code == 303
    assert client.submit("/roster/mine/alias", page="/roster/mine", alias=names[-1]).status_code == 409
    assert facts(person, world).alias == names[-2]
    world.clock.advance(days=366)
    sign_in(client, person)
    assert client.submit("/roster/mine/alias", page="/roster/mine", alias=names[-1]).status_code == 303


@pytest.mark.parametrize("alias", ["Lé\u200ba", "L\u0435a", "Maison Verdier", "\u202eaeL", "x" * 41])
def test_an_alias_that_deceives_is_refused_with_a_sentence(
    app: Flask, client: PageClient, alias: str
) -> None:
    sign_in(client, a_member())
    answer = client.submit("/roster/mine/alias", page="/roster/mine", alias=alias)
    assert answer.status_code == 409
    assert "error-summary" in text(answer)


HOURS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def week(**days: str) -> dict[str, str]:
    """The fields of a week in Paris, empty unless given."""
    return {**dict.fromkeys(HOURS, ""), "zone": "Europe/Paris", **days}


def test_hours_are_kept_and_an_earlier_week_stays_as_it_was(
    app: Flask, client: PageClient, world: TestWorld
) -> None:
    person = a_member(hours=[(0, 540, 720)])
    sign_in(client, person)
    before = world.clock.now()
    world.clock.advance(minutes=5)
    sent = week(monday="9h-12h, 14h-17h", sunday="01:30-02:30")
    assert client.submit("/roster/mine/hours", page="/roster/mine", **sent).status_code == 303
    assert [one.text for one in facts(person, world).hours] == ["09:00-12:00", "14:00-17:00", "01:30-02:30"]
    assert [one.text for one in member(db.session(), person.id, at=before).hours] == ["09:00-12:00"]
    page = text(client.get("/roster/mine"))
    assert "the clocks skip from 02:00 to 03:00" in page
    kept = db.session.scalar(select(func.count(MemberHours.id)))
    assert client.submit("/roster/mine/hours", page="/roster/mine", **sent).status_code == 303
    assert db.session.scalar(select(func.count(MemberHours.id))) == kept


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"monday": "09:00-11:00, 10:00-12:00"}, "overlap"),
        ({"monday": "12:00-09:00"}, "ends before it begins"),
        ({"tuesday": "soon"}, "is not a time of day"),
        ({"zone": "Mars/Phobos"}, "is not a time zone we know"),
    ],
)
def test_hours_that_cannot_be_come_back_as_they_were_typed(
    app: Flask, client: PageClient, world: TestWorld, wrong: dict[str, str], said: str
) -> None:
    person = a_member(hours=[(0, 540, 720)])
    sign_in(client, person)
    answer = client.submit("/roster/mine/hours", page="/roster/mine", **week(**wrong))
    assert answer.status_code == 409
    assert said in text(answer)
    for name, typed in wrong.items():
        if name != "zone":
            assert field(text(answer), name) == typed
    assert [one.text for one in facts(person, world).hours] == ["09:00-12:00"]


def test_languages_and_capacity_are_changed_and_checked(
    app: Flask, client: PageClient, world: TestWorld
) -> None:
    person = a_member(languages=("fr",))
    sign_in(client, person)
    page = {"page": "/roster/mine"}
    assert client.submit("/roster/mine/answering", **page, languages=["en"], capacity="5").status_code == 303
    assert facts(person, world).languages == {Language.ENGLISH}
    assert facts(person, world).capacity == 5
    for wrong in (
        {"languages": ["en"], "capacity": "0"},
        {"languages": ["en"], "capacity": "99"},
        {"languages": [], "capacity": "2"},
        {"languages": ["xx"], "capacity": "2"},
    ):
        answer = client.submit("/roster/mine/answering", **page, **wrong)  # type: ignore[arg-type]  # lists are fine
        assert answer.status_code == 422
    assert facts(person, world).capacity == 5


def test_a_pause_ends_on_its_own_or_when_the_member_is_back(
    app: Flask, client: PageClient, world: TestWorld
) -> None:
    person = a_member()
    sign_in(client, person)
    assert client.submit("/roster/mine/pause", page="/roster/mine", back_on="2026-05-11").status_code == 303
    assert facts(person, world).paused
    world.clock.advance(days=7)
    assert not facts(person, world).paused
    assert client.submit("/roster/mine/pause", page="/roster/mine", back_on="").status_code == 303
    assert facts(person, world).paused_until is None
    assert client.submit("/roster/mine/pause/end", page="/roster/mine").status_code == 303
    assert not facts(person, world).paused
    assert client.submit("/roster/mine/pause", page="/roster/mine", back_on="2026-01-01").status_code == 409


def test_a_topic_is_asked_for_by_the_member_and_given_by_hr(
    app: Flask, client: PageClient, world: TestWorld
) -> None:
    topic, person = a_topic("Deliveries"), a_member()
    sign_in(client, person)
    assert client.submit("/roster/mine/topics", page="/roster/mine", topic=topic.slug).status_code == 303
    assert facts(person, world).topics == frozenset()
    hr = app.test_client()
    assert isinstance(hr, PageClient)
    sign_in(hr, somebody(Role.HR))
    assert "Deliveries" in text(hr.get("/roster/wishes"))
    address = f"/roster/members/{person.id}/topics"
    assert hr.submit(address, page="/roster/wishes", topic=topic.slug).status_code == 303
    assert facts(person, world).topics == {topic.id}
    assert "Deliveries" not in text(hr.get("/roster/wishes"))
    assert [one.subject_id for one in events("topic_given")] == [person.id]
    hr.submit(f"{address}/{topic.slug}/end", page=f"/roster/members/{person.id}")
    assert facts(person, world).topics == frozenset()
    assert [one.subject_id for one in events("topic_taken")] == [person.id]


def test_hr_gives_themselves_no_topic(client: PageClient, world: TestWorld) -> None:
    topic = a_topic("Deliveries")
    hr = a_member(somebody(Role.HR))
    sign_in(client, hr)
    page = f"/roster/members/{hr.id}"
    answer = client.submit(f"{page}/topics", page="/roster/mine", topic=topic.slug)
    assert answer.status_code == 409
    assert "Somebody else in HR must decide this about you." in text(answer)
    assert facts(hr, world).topics == frozenset()


def test_hr_of_one_department_looks_after_nobody_elses_members(
    app: Flask, client: PageClient, world: TestWorld
) -> None:
    mine, theirs = a_department(), a_department()
    topic = a_topic(department=mine)
    inside, outside = a_member(a_person(department=mine)), a_member(a_person(department=theirs))
    limited = a_person(department=mine)
    a_grant(limited, Role.HR, mine)
    sign_in(client, limited)
    assert client.get(f"/roster/members/{inside.id}").status_code == 200
    token = client.csrf(f"/roster/members/{inside.id}")
    assert client.get(f"/roster/members/{outside.id}").status_code == 404
    for end, values in (
        ("topics", {"topic": topic.slug}),
        (f"topics/{topic.slug}/end", {}),
        ("suspension", {"reason": "because"}),
        ("suspension/end", {}),
        ("end", {}),
    ):
        address = f"/roster/members/{outside.id}/{end}"
        assert client.post(address, data={"csrf_token": token, **values}).status_code == 404, end
    assert facts(outside, world).is_enrolled
    assert not facts(outside, world).suspended
    answer = client.post("/roster/commitment", data={"csrf_token": token, "fr": "Je.", "en": "I."})
    assert answer.status_code == 409


def test_whoever_was_suspended_does_not_delete_why(app: Flask, client: PageClient) -> None:
    hr = somebody(Role.HR)
    suspension = a_suspension(a_member(hr), reason="Zanzibar")
    sign_in(client, hr)
    page = f"/roster/members/{hr.id}"
    client.submit(f"{page}/suspensions/{suspension.id}/reason/deletion", page=page)
    assert db.session.scalar(select(func.count(SuspensionReason.suspension_id))) == 1


def test_the_reason_of_a_suspension_is_hr_s_alone_and_can_be_deleted(
    app: Flask, client: PageClient, world: TestWorld
) -> None:
    secret = "Zanzibar was rude"
    person = a_member()
    sign_in(client, somebody(Role.HR))
    page = f"/roster/members/{person.id}"
    assert client.submit(f"{page}/suspension", page=page, reason="  ").status_code == 422
    assert client.submit(f"{page}/suspension", page=page, reason=secret).status_code == 303
    assert facts(person, world).suspended
    assert secret in text(client.get(page))
    (event,) = events("member_suspended")
    assert secret not in str(event.payload)
    suspension = db.session.scalars(select(Suspension)).one()
    gone = f"{page}/suspensions/{suspension.id}/reason/deletion"
    assert client.submit(gone, page=page).status_code == 303
    assert db.session.scalar(select(func.count(SuspensionReason.suspension_id))) == 0
    assert secret not in text(client.get(page))
    assert client.submit(f"{page}/suspension/end", page=page).status_code == 303
    assert not facts(person, world).suspended
    assert len(events("suspension_lifted")) == 1


def test_nobody_else_sees_that_a_member_is_suspended(app: Flask, client: PageClient) -> None:
    manager = a_person()
    person = a_member(a_person(manager=manager), alias="Léa", hours=[(0, 0, 1440)])
    a_suspension(person, reason="Zanzibar")
    sign_in(client, manager)
    page = text(client.get("/roster/"))
    assert "Léa" in page
    assert "uspended" not in page
    assert client.get(f"/roster/members/{person.id}").status_code == 403
    sign_in(client, person)
    own = text(client.get("/roster/mine"))
    assert "HR has suspended you" in own
    assert "Zanzibar" not in own


def test_nobody_decides_about_their_own_suspension(app: Flask, client: PageClient, world: TestWorld) -> None:
    person = a_member(somebody(Role.HR))
    sign_in(client, person)
    page = f"/roster/members/{person.id}"
    token = client.csrf(page)
    a_suspension(person)
    client.post(f"{page}/suspension/end", data={"csrf_token": token})
    assert facts(person, world).suspended


def test_the_directory_is_filtered_by_topic_language_and_now(app: Flask, client: PageClient) -> None:
    deliveries, repairs = a_topic("Deliveries"), a_topic("Repairs")
    ann = a_member(a_person("Ann"), topics=[deliveries], languages=("en",), hours=[(0, 540, 720)])
    a_member(a_person("Bea"), topics=[repairs], languages=("fr",), hours=[(0, 840, 1020)])
    rests = a_member(a_person("Cleo"), topics=[deliveries], hours=[(0, 540, 720)])
    a_suspension(rests)
    sign_in(client, ann)

    def named(query: str) -> set[str]:
        html = text(client.get(f"/roster/{query}"))
        return {name for name in ("Ann", "Bea", "Cleo") if f"{name} Martin" in html.split('id="members"')[1]}

    assert named("") == {"Ann", "Bea", "Cleo"}
    assert named(f"?topic={deliveries.slug}") == {"Ann", "Cleo"}
    assert named("?language=en") == {"Ann"}
    assert named("?now=1") == {"Ann"}
    assert named(f"?topic={repairs.slug}&now=1") == set()
    assert named("?text=bea") == {"Bea"}
    assert named("?topic=none&language=klingon&after=999999999999999&text=%00") == {"Ann", "Bea", "Cleo"}


def test_the_directory_goes_on_page_by_page(app: Flask, client: PageClient) -> None:
    people = [a_member(a_person(f"Zoe{number:02d}", "Zed")) for number in range(30)]
    sign_in(client, people[0])
    first = text(client.get("/roster/"))
    assert "Zoe24 Zed" in first
    assert "Zoe25 Zed" not in first.split('id="members"')[1]
    after = people[24].id
    second = text(client.get(f"/roster/?after={after}")).split('id="members"')[1]
    assert "Zoe25 Zed" in second
    assert "Zoe24 Zed" not in second


def test_a_new_sentence_is_published_by_hr_and_older_members_stay_with_theirs(
    app: Flask, client: PageClient
) -> None:
    before = a_commitment()[Language.FRENCH]
    person = a_member()
    sign_in(client, somebody(Role.HR))
    assert client.submit("/roster/commitment", fr="Je m’engage.", en="").status_code == 422
    assert client.submit("/roster/commitment", fr="Je m’engage.", en="I commit.").status_code == 303
    assert client.submit("/roster/commitment", fr="Je m’engage.", en="I commit.").status_code == 409
    numbers = set(db.session.scalars(select(Commitment.number)))
    assert numbers == {1, 2}
    enrolment = db.session.scalars(select(Enrolment).where(Enrolment.person_id == person.id)).one()
    assert enrolment.commitment_id == before.id


def test_the_ledger_can_show_the_very_bytes_that_were_committed_to(app: Flask, client: PageClient) -> None:
    sign_in(client, a_person())
    assert join(client).status_code == 303
    kept = db.session.scalars(select(Enrolment)).one().sha256
    found = content_of(db.session(), kept, document_sources())
    assert found == starter_texts()[Language.ENGLISH].encode()
    assert titles_of(db.session(), [kept], document_sources())[kept].title.endswith("version 1")
