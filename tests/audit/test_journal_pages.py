"""The journal as auditors read it: every event a sentence, found by person, kind and day, page by page."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask

from advocacy.access import Role
from advocacy.audit.events import known_events
from advocacy.audit.party import Party
from advocacy.audit.queries.journal import Entry, Wanted, entries
from advocacy.audit.sealer import seal
from advocacy.audit.sentences import sentence
from advocacy.charter.events.reading import CharterQuestionAsked
from advocacy.clock import day_in
from advocacy.db import db
from advocacy.people.events.accounts import PersonDisabled, PersonSignedIn
from advocacy.people.events.persons import AbsenceRecorded
from advocacy.people.models import Person
from advocacy.people.rules import Language
from advocacy.roster.events import TopicAsked, WorkAccountConfirmed, WorkAccountEnded
from advocacy.topics.events import TopicGiven
from tests.audit.ledgers import acknowledge, record, record_many
from tests.support.charter_makers import a_document, a_published_version
from tests.support.client import PageClient
from tests.support.makers import a_person, sign_in, somebody
from tests.support.queries import count_queries
from tests.support.roster_makers import a_topic
from tests.support.world import TestWorld


def party(person: Person) -> Party:
    return Party(person.id, person.subject)


@pytest.fixture
def auditor(app: Flask, client: PageClient) -> PageClient:
    sign_in(client, somebody(Role.AUDITOR))
    return client


def journal(client: PageClient, **values: object) -> str:
    answer = client.get("/audit/", query_string=values)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_an_event_is_a_sentence_with_names_and_dates(auditor: PageClient) -> None:
    person = a_person("Zoë", "Ducasse")
    record(
        AbsenceRecorded(first_day=day_in(datetime(2026, 5, 1, tzinfo=UTC), "UTC"), last_day=None),
        subject=party(person),
    )
    assert "The portal recorded an absence of Zoë Ducasse from 1 May 2026." in journal(auditor)


def test_a_document_is_said_by_its_title_and_recorded_by_its_short_name(auditor: PageClient) -> None:
    version = a_published_version(a_document("charter-of-2026"))
    fields = {"document": "charter-of-2026", "number": version.number}
    event_id = record(CharterQuestionAsked(**fields, question_id=1))
    record(CharterQuestionAsked(document="gone-since", number=1, question_id=2))
    page = journal(auditor)
    assert "asked a question about “Social media charter”, version 1." in page
    assert "asked a question about “gone-since”, version 1." in page
    detail = auditor.get(f"/audit/events/{event_id}").get_data(as_text=True)
    assert "“Social media charter”" in detail
    assert "charter-of-2026" in detail
    sign_in(auditor, somebody(Role.AUDITOR, language=Language.FRENCH))
    assert "«\u00a0Charte des réseaux sociaux\u00a0»" in journal(auditor)


def test_a_topic_and_a_network_are_said_as_the_reader_calls_them(auditor: PageClient) -> None:
    topic = a_topic("Sizes and care", "Tailles et entretien")
    member = party(a_person("Zoë", "Ducasse"))
    given = record(TopicGiven(topic_id=topic.id, called="Sizes"), subject=member)
    record(TopicAsked(topic_id=2**31 - 1, called="Gone since"), subject=member)
    on = {"account_id": 1, "confirmation": "code"}
    confirmed = record(WorkAccountConfirmed(network="linkedin", **on), subject=member)
    record(WorkAccountEnded(account_id=1, network="other"), subject=member)
    page = journal(auditor)
    assert "gave Zoë Ducasse the topic Sizes and care." in page
    assert "asked for the topic Gone since." in page
    assert "of Zoë Ducasse on LinkedIn was confirmed" in page
    assert "of Zoë Ducasse on another network." in page
    detail = auditor.get(f"/audit/events/{confirmed}").get_data(as_text=True)
    assert "LinkedIn" in detail
    assert "a code posted there" in detail
    sign_in(auditor, somebody(Role.AUDITOR, language=Language.FRENCH))
    assert "Tailles et entretien" in journal(auditor)
    french = auditor.get(f"/audit/events/{given}").get_data(as_text=True)
    assert "Tailles et entretien" in french
    assert "Sizes and care" not in french


def test_somebody_erased_has_no_name(auditor: PageClient, world: TestWorld) -> None:
    person = a_person("Zoë", "Ducasse")
    record(PersonDisabled(), subject=party(person))
    person.erased_at = world.clock.now()
    db.session.commit()
    page = journal(auditor)
    assert "disabled the account of somebody erased." in page
    assert "Ducasse" not in page


def test_what_is_sealed_bears_its_line(auditor: PageClient) -> None:
    record()
    assert "to be sealed" in journal(auditor)
    seal()
    page = journal(auditor)
    assert "line 2" in page
    assert "to be sealed" not in page


def test_the_journal_is_filtered(auditor: PageClient, world: TestWorld) -> None:
    lea, tom = a_person("Léa", "Quidam"), a_person("Tom", "Autre")
    record(PersonDisabled(), subject=party(lea))
    world.clock.advance(days=2)
    record(PersonDisabled(), subject=party(tom))
    record(PersonSignedIn(), subject=party(tom))
    assert "Quidam" in journal(auditor, person="lea qui") or "Quidam" in journal(auditor, person="quidam")
    assert "Autre" not in journal(auditor, person="quidam")
    page = journal(auditor, person=tom.number, kind="person_disabled")
    assert page.count("<tr>") == 2
    assert "Quidam" not in journal(auditor, since="2026-05-05")
    assert "Autre" not in journal(auditor, until="2026-05-04")
    assert "Quidam" in journal(auditor, until="2026-05-04")
    assert "Nothing found" in journal(auditor, person="nobody at all")


@pytest.mark.parametrize(
    "values",
    [
        {"since": "yesterday"},
        {"since": "0001-01-01", "until": "9999-12-31"},
        {"before": "-1"},
        {"before": "9" * 30},
        {"after": "x"},
        {"kind": "' OR 1=1"},
        {"person": "%"},
        {"person": "\x00"},
    ],
)
def test_a_strange_address_shows_a_page(auditor: PageClient, values: dict[str, str]) -> None:
    assert "<h1>" in journal(auditor, **values)


def test_pages_go_on_by_key_there_and_back(app: Flask) -> None:
    record_many(60)
    first = entries(db.session(), Wanted())
    second = entries(db.session(), Wanted(before=first.older))
    third = entries(db.session(), Wanted(before=second.older))
    numbers = [row.id for page in (first, second, third) for row in page.rows]
    assert numbers == sorted(numbers, reverse=True)
    assert len(set(numbers)) == 60
    assert (first.newer, third.older, len(third.rows)) == (None, None, 10)
    back = entries(db.session(), Wanted(after=third.newer))
    assert [row.id for row in back.rows] == [row.id for row in second.rows]
    front = entries(db.session(), Wanted(after=second.newer))
    assert [row.id for row in front.rows] == [row.id for row in first.rows]
    assert front.newer is None


def test_a_page_costs_the_same_whatever_the_journal_holds(auditor: PageClient) -> None:
    record_many(5)
    with count_queries() as few:
        journal(auditor)
    record_many(300)
    for number in range(20):
        record(PersonDisabled(), subject=party(a_person(f"Nº{number}")))
    seal()
    with count_queries() as many:
        journal(auditor)
    assert len(many) <= len(few) + 1 <= 10, "\n\n".join(many)
    with count_queries() as filtered:
        journal(auditor, person="nº", since="2026-01-01")
    assert len(filtered) <= 10, "\n\n".join(filtered)


def test_an_event_is_shown_with_its_proof(auditor: PageClient) -> None:
    _person, event_id = acknowledge()
    page = auditor.get(f"/audit/events/{event_id}").get_data(as_text=True)
    assert "within seconds" in page
    record_many(300)
    seal()
    with count_queries() as statements:
        page = auditor.get(f"/audit/events/{event_id}").get_data(as_text=True)
    assert "charter_acknowledged/1" in page
    assert "Root of the tree" in page
    assert len(statements) <= 10, "\n\n".join(statements)


def test_an_event_that_does_not_exist_is_not_found(auditor: PageClient) -> None:
    assert auditor.get("/audit/events/12").status_code == 404
    assert auditor.get(f"/audit/events/{2**70}").status_code == 404


def test_every_event_has_a_sentence_whose_gaps_are_filled(app: Flask) -> None:
    at = datetime(2026, 5, 4, tzinfo=UTC)
    for name, kind in known_events():
        assert kind.sentence, f"{name} has no sentence"
        payload = dict.fromkeys(kind.gaps(), "x")
        said = sentence(Entry(1, name, 1, at, 1, 2, payload, False, None), {1: "Ann", 2: "Bob"})
        assert "…" not in said, said
        assert "%(" not in said, said


def test_an_event_of_an_older_form_still_reads(app: Flask) -> None:
    at = datetime(2026, 5, 4, tzinfo=UTC)
    entry = Entry(1, "role_granted", 1, at, 1, 2, {}, True, None)
    assert sentence(entry, {1: "Ann", 2: "Bob"}) == "Ann gave Bob the role …."
    assert sentence(Entry(1, "gone_since", 1, at, 1, 2, {}, False, None), {}) == "gone_since"


def test_stored_words_are_said_as_people_call_them(app: Flask) -> None:
    at = datetime(2026, 5, 4, tzinfo=UTC)
    granted = Entry(1, "role_granted", 1, at, 1, 2, {"role": "charter_owner"}, True, None)
    changed = Entry(2, "person_changed", 1, at, 1, 2, {"fields": ["given_name", "email"]}, False, None)
    names = {1: "Ann", 2: "Bob"}
    assert sentence(granted, names) == "Ann gave Bob the role Charter owner."
    assert sentence(changed, names) == "Ann corrected Bob: Given name, E-mail address."
