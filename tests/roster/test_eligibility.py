"""Who may answer, as the database knows it: from the facts of an instant, in the caller's transaction."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask

from advocacy.charter.rules import Act
from advocacy.db import db
from advocacy.errors import NotVisible
from advocacy.people.models import Employment, Person
from advocacy.people.rules import Kind
from advocacy.roles import SYSTEM
from advocacy.roster.eligibility import eligibilities, eligibility, eligible_members
from advocacy.roster.models import Pause
from advocacy.roster.rules import EndCause
from advocacy.roster.rules.eligibility import Eligibility
from advocacy.roster.rules.why import Why
from advocacy.topics.models import Topic
from advocacy.training.rules import ModuleKind
from advocacy.work import unit_of_work
from tests.support.eligibility_makers import DAY, AnsweringCompany, an_act
from tests.support.makers import a_department, a_person, an_absence, an_employer, save
from tests.support.queries import count_queries
from tests.support.roster_makers import a_holding, a_member, a_pause, a_suspension, a_topic, an_end
from tests.support.training_makers import a_completion, a_module, a_requirement, a_waiver
from tests.support.world import TestWorld

SECOND = timedelta(seconds=1)


class Roster(AnsweringCompany):
    """A company in which people may answer, and the question whether somebody may."""

    def ask(self, person: Person, at: datetime | None = None, topic: Topic | None = None) -> Eligibility:
        """The answer about a person, now unless told otherwise."""
        topic = topic or self.topic
        return eligibility(db.session(), person_id=person.id, topic_id=topic.id, at=at or self.now)

    def why(self, person: Person, at: datetime | None = None, topic: Topic | None = None) -> list[Why]:
        """The reasons against a person, in one word each."""
        return [reason.why for reason in self.ask(person, at, topic).reasons]


@pytest.fixture
def roster(app: Flask, world: TestWorld) -> Roster:
    """Such a company."""
    return Roster(world)


def test_whoever_has_all_that_it_takes_may_answer(roster: Roster) -> None:
    assert roster.ask(roster.member()).is_eligible


def test_each_missing_fact_is_named(roster: Roster, world: TestWorld) -> None:
    now, member = roster.now, roster.member
    today = world.wiring.today()
    paused, suspended, absent, ended = member(), member(), member(), member()
    a_pause(paused)
    a_suspension(suspended)
    an_absence(absent, today)
    an_end(ended, cause=EndCause.HR)
    objector = member(read=False)
    an_act(roster.version, objector, Act.OBJECTED)
    stranger = a_person()
    an_act(roster.version, stranger)
    a_completion(stranger, roster.module)
    assert roster.why(paused) == [Why.PAUSED]
    assert roster.why(suspended) == [Why.SUSPENDED]
    assert roster.why(absent) == [Why.ABSENT]
    assert roster.why(ended) == [Why.ENROLMENT_ENDED]
    assert roster.why(objector) == [Why.CHARTER_OBJECTED]
    assert roster.why(member(read=False)) == [Why.CHARTER_OVERDUE]
    assert roster.why(member(trained=False)) == [Why.TRAINING_MISSING]
    assert roster.why(stranger) == [Why.NOT_ENROLLED, Why.TOPIC_NOT_HELD]
    assert roster.why(member(), topic=a_topic()) == [Why.TOPIC_NOT_HELD]
    assert roster.why(member(a_person(kind=Kind.EXTERNAL))) == [Why.EXTERNAL]
    assert Why.NOT_EMPLOYED in roster.why(member(a_person(left=today)))
    assert roster.why(member(), at=now - 61 * DAY) == [
        Why.NOT_ENROLLED,
        Why.TRAINING_MISSING,
        Why.TOPIC_NOT_HELD,
    ]


def test_without_a_charter_nobody_answers(app: Flask, world: TestWorld) -> None:
    topic = a_topic()
    person = a_member(topics=[topic])
    found = eligibility(db.session(), person_id=person.id, topic_id=topic.id, at=world.clock.now())
    assert found.codes == ("no_charter",)


def test_a_closed_topic_is_held_by_nobody(roster: Roster) -> None:
    topic = a_topic(closed_at=roster.now - DAY)
    person = roster.member()
    a_holding(person, topic, roster.now - 9 * DAY)
    assert roster.why(person, topic=topic) == [Why.TOPIC_NOT_HELD]
    assert roster.ask(person, roster.now - 2 * DAY, topic).is_eligible


def test_neither_a_waiver_nor_grace_gives_the_right(roster: Roster) -> None:
    waived = roster.member(trained=False)
    a_waiver(waived, roster.module)
    assert roster.why(waived) == [Why.TRAINING_MISSING]
    graced = roster.member(trained=False)
    a_completion(graced, roster.module, datetime(2025, 5, 1, 9, 0, tzinfo=UTC))
    again = a_module("again", published_at=roster.now - 90 * DAY)
    a_requirement(again, grace_days=60)
    a_completion(graced, again, datetime(2025, 5, 1, 9, 0, tzinfo=UTC))
    assert roster.why(graced) == [Why.TRAINING_LAPSED, Why.TRAINING_LAPSED]


def test_a_right_ends_at_the_midnight_of_the_person_without_any_job(roster: Roster) -> None:
    person = roster.member(trained=False)
    a_completion(person, roster.module, datetime(2026, 3, 2, 9, 0, tzinfo=UTC))
    midnight = datetime(2027, 3, 2, 23, 0, tzinfo=UTC)  # of 3 March in Paris
    assert Why.TRAINING_LAPSED not in roster.why(person, midnight - SECOND)
    lapsed = [one for one in roster.ask(person, midnight).reasons if one.why is Why.TRAINING_LAPSED]
    assert [(one.day, one.path) for one in lapsed] == [(date(2027, 3, 2), "/training/speaking")]
    assert lapsed[0].title["en"] == "Answering a customer"


def test_a_topic_may_need_a_training_of_its_own(roster: Roster) -> None:
    person, other = roster.member(), a_topic()
    a_holding(person, other)
    special = a_module("refunds", kind=ModuleKind.SESSION)
    a_requirement(special, topics=[other])
    assert roster.ask(person).is_eligible
    assert [one.path for one in roster.ask(person, topic=other).reasons] == ["/training/refunds"]
    a_completion(person, special)
    assert roster.ask(person, topic=other).is_eligible


def test_who_leaves_and_comes_back_joins_again(roster: Roster) -> None:
    person = roster.member(a_person(left=date(2026, 5, 6)))
    assert roster.ask(person).is_eligible
    evening = datetime(2026, 5, 5, 21, 59, 59, tzinfo=UTC)
    assert roster.ask(person, evening).is_eligible
    assert roster.why(person, evening + SECOND) == [Why.NOT_EMPLOYED]
    dated = {"person_id": person.id, "valid_from": date(2026, 5, 11), "recorded_at": roster.now}
    save(Employment(employer_id=an_employer().id, **dated))
    assert roster.why(person, evening + 7 * DAY) == [Why.LEFT_SINCE]


def test_what_the_transaction_wrote_counts_at_once(roster: Roster) -> None:
    person = roster.member()
    with unit_of_work(SYSTEM) as work:
        before = roster.why(person, work.now)
        work.session.add(Pause(person_id=person.id, from_at=work.now, recorded_at=work.now))
        work.session.flush()
        after = eligibility(work.session, person_id=person.id, topic_id=roster.topic.id, at=work.now)
    assert (before, after.codes) == ([], ("paused",))


def test_nobody_is_not_eligible_but_unknown(app: Flask, world: TestWorld) -> None:
    with pytest.raises(NotVisible):
        eligibility(db.session(), person_id=999_999, topic_id=1, at=world.clock.now())


def test_the_many_are_decided_as_each_one_is(roster: Roster) -> None:
    good, bad, other = roster.member(), roster.member(trained=False), a_topic()
    a_holding(good, other)
    a_holding(bad, other)
    now = roster.now
    assert eligible_members(db.session(), at=now) == {good.id: {roster.topic.id, other.id}}
    assert eligible_members(db.session(), at=now, people=[bad.id]) == {}
    assert eligible_members(db.session(), at=now, people=[]) == {}
    topics = [roster.topic.id, other.id]
    for person_id, by_topic in eligibilities(db.session(), at=now, people=None, topics=topics).items():
        for topic_id, found in by_topic.items():
            assert found == eligibility(db.session(), person_id=person_id, topic_id=topic_id, at=now)


def test_any_number_of_people_and_topics_takes_the_same_few_queries(roster: Roster) -> None:
    roster.member()
    with count_queries() as few:
        eligible_members(db.session(), at=roster.now)
    for _each in range(4):
        topic = a_topic(department=a_department())
        a_requirement(a_module(), topics=[topic])
        a_holding(roster.member(), topic)
    with count_queries() as many:
        assert len(eligible_members(db.session(), at=roster.now)) == 5
    assert len(few) == len(many) <= 6
