"""The one rule of who may answer: every reason by itself, monotone in its facts, exact to the second."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advocacy.charter.rules import Act
from advocacy.charter.rules.gate import DocumentFacts, GateFacts
from advocacy.charter.rules.standing import Days, Standing
from advocacy.roster.rules.eligibility import (
    EligibilityFacts,
    Stretch,
    Training,
    decide,
    decide_all,
    right_ends_at,
)
from advocacy.roster.rules.why import Reason, Why

NOW = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)
LONG_AGO = NOW - timedelta(days=400)
SECOND = timedelta(seconds=1)
TOPIC, OTHER = 7, 8
TITLE = {"en": "Answering a customer", "fr": "Répondre à un client"}


def document(
    standing: Standing, *, due_on: date | None = None, before: Act | None = None, slug: str = "social-media"
) -> DocumentFacts:
    """A document in force, and where the person stands with it."""
    return DocumentFacts(slug, {"en": "Social media charter"}, standing, due_on, before)


def gate(*documents: DocumentFacts) -> GateFacts:
    """The gate with these documents."""
    return GateFacts(documents, acted_ever=True)


OPEN = gate(document(Standing.ACKNOWLEDGED))
GOOD = EligibilityFacts(
    zone="Europe/Paris",
    gate=OPEN,
    employed=(Days(date(2024, 1, 8)),),
    enrolments=(Stretch(LONG_AGO),),
    topics={TOPIC: (Stretch(LONG_AGO),)},
    trainings=(Training("speaking", TITLE, LONG_AGO, NOW + timedelta(days=30)),),
)


def why(facts: EligibilityFacts, at: datetime = NOW, topic: int = TOPIC) -> list[Why]:
    """The reasons, in one word each."""
    return [reason.why for reason in decide(facts, topic, at).reasons]


def the_reason(facts: EligibilityFacts, at: datetime = NOW, topic: int = TOPIC) -> Reason:
    """The one reason there is."""
    (reason,) = decide(facts, topic, at).reasons
    return reason


def test_with_every_fact_in_place_the_answer_is_yes() -> None:
    assert decide(GOOD, TOPIC, NOW).is_eligible


DONE_TODAY = Training("refunds", {"en": "Refunds"}, NOW)
FAULTS: list[tuple[EligibilityFacts, Reason]] = [
    (replace(GOOD, employed=()), Reason(Why.NOT_EMPLOYED)),
    (replace(GOOD, is_external=True), Reason(Why.EXTERNAL)),
    (
        replace(GOOD, absences=(Days(date(2026, 5, 4), date(2026, 5, 12)),)),
        Reason(Why.ABSENT, day=date(2026, 5, 11)),
    ),
    (replace(GOOD, absences=(Days(date(2026, 5, 1)),)), Reason(Why.ABSENT)),
    (replace(GOOD, gate=gate()), Reason(Why.NO_CHARTER)),
    (
        replace(GOOD, gate=gate(document(Standing.OWED, due_on=date(2026, 6, 1)))),
        Reason(
            Why.CHARTER_NOT_ACKNOWLEDGED,
            {"en": "Social media charter"},
            date(2026, 6, 1),
            "/charter/social-media",
        ),
    ),
    (
        replace(
            GOOD, gate=gate(document(Standing.OVERDUE, due_on=date(2026, 5, 1), before=Act.ACKNOWLEDGED))
        ),
        Reason(
            Why.CHARTER_OVERDUE, {"en": "Social media charter"}, date(2026, 5, 1), "/charter/social-media"
        ),
    ),
    (
        replace(GOOD, gate=gate(document(Standing.OBJECTED))),
        Reason(Why.CHARTER_OBJECTED, {"en": "Social media charter"}, None, "/charter/social-media"),
    ),
    (replace(GOOD, enrolments=()), Reason(Why.NOT_ENROLLED, path="/roster/join")),
    (
        replace(GOOD, enrolments=(Stretch(LONG_AGO, NOW),)),
        Reason(Why.ENROLMENT_ENDED, day=date(2026, 5, 4), path="/roster/join"),
    ),
    (
        replace(GOOD, employed=(Days(date(2024, 1, 8), date(2026, 1, 1)), Days(date(2026, 2, 1)))),
        Reason(Why.LEFT_SINCE, day=date(2026, 1, 1), path="/roster/join"),
    ),
    (
        replace(GOOD, pauses=(Stretch(LONG_AGO, datetime(2026, 5, 9, 22, 0, tzinfo=UTC)),)),
        Reason(Why.PAUSED, day=date(2026, 5, 9), path="/roster/mine"),
    ),
    (replace(GOOD, pauses=(Stretch(LONG_AGO),)), Reason(Why.PAUSED, path="/roster/mine")),
    (replace(GOOD, suspensions=(Stretch(LONG_AGO),)), Reason(Why.SUSPENDED)),
    (
        replace(GOOD, trainings=(Training("speaking", TITLE),)),
        Reason(Why.TRAINING_MISSING, TITLE, path="/training/speaking"),
    ),
    (
        replace(GOOD, trainings=(Training("speaking", TITLE, LONG_AGO, NOW),)),
        Reason(Why.TRAINING_LAPSED, TITLE, date(2026, 5, 4), "/training/speaking"),
    ),
    (
        replace(GOOD, by_topic={TOPIC: (*GOOD.trainings, Training("refunds", {"en": "Refunds"}))}),
        Reason(Why.TRAINING_MISSING, {"en": "Refunds"}, path="/training/refunds"),
    ),
    (replace(GOOD, topics={}), Reason(Why.TOPIC_NOT_HELD, path="/roster/mine")),
]


@pytest.mark.parametrize(("facts", "reason"), FAULTS)
def test_each_fault_alone_is_the_one_reason(facts: EligibilityFacts, reason: Reason) -> None:
    assert the_reason(facts) == reason
    assert reason.sentence


def test_the_table_of_faults_has_every_reason() -> None:
    assert {reason.why for _facts, reason in FAULTS} == set(Why)


def test_all_reasons_are_told_at_once() -> None:
    nothing = EligibilityFacts(zone="Europe/Paris", gate=gate(), trainings=(Training("speaking", TITLE),))
    assert why(nothing) == [
        Why.NOT_EMPLOYED,
        Why.NO_CHARTER,
        Why.NOT_ENROLLED,
        Why.TRAINING_MISSING,
        Why.TOPIC_NOT_HELD,
    ]


def test_a_new_version_that_is_not_due_yet_leaves_the_right_of_the_one_before() -> None:
    owed = document(Standing.OWED, due_on=date(2026, 6, 1), before=Act.ACKNOWLEDGED)
    assert why(replace(GOOD, gate=gate(owed))) == []


def test_a_training_of_another_topic_is_not_asked_for() -> None:
    facts = replace(
        GOOD,
        topics={TOPIC: (Stretch(LONG_AGO),), OTHER: (Stretch(LONG_AGO),)},
        by_topic={OTHER: (*GOOD.trainings, Training("refunds", {"en": "Refunds"}))},
    )
    decided = decide_all(facts, (TOPIC, OTHER), NOW)
    assert {topic: one.codes for topic, one in decided.items()} == {TOPIC: (), OTHER: ("training_missing",)}


def test_going_on_with_another_employer_the_next_day_is_not_leaving() -> None:
    moved = (Days(date(2024, 1, 8), date(2026, 1, 1)), Days(date(2026, 1, 1)))
    assert why(replace(GOOD, employed=moved)) == []


def test_who_joined_again_after_coming_back_may_answer() -> None:
    spans = (Days(date(2024, 1, 8), date(2026, 1, 1)), Days(date(2026, 2, 1)))
    again = (Stretch(LONG_AGO), Stretch(datetime(2026, 2, 2, 9, 0, tzinfo=UTC)))
    assert why(replace(GOOD, employed=spans, enrolments=again)) == []


def test_the_end_of_the_right_is_that_of_the_first_training_to_lapse() -> None:
    soon, late = NOW + timedelta(days=3), NOW + timedelta(days=30)
    facts = replace(
        GOOD, by_topic={OTHER: (*GOOD.trainings, Training("refunds", {}, LONG_AGO, soon), DONE_TODAY)}
    )
    assert right_ends_at(facts, TOPIC) == late
    assert right_ends_at(facts, OTHER) == soon
    assert right_ends_at(replace(GOOD, trainings=(DONE_TODAY,)), TOPIC) is None


# Exact to the second

INSTANTS = st.integers(0, 270 * 24 * 3600).map(
    lambda seconds: datetime(2026, 3, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)
"""With both nights on which clocks change in Paris: 29 March and 25 October 2026."""

WITH_STRETCH: list[tuple[str, Callable[[Stretch], EligibilityFacts], bool]] = [
    ("enrolled", lambda span: replace(GOOD, enrolments=(span,)), True),
    ("holding", lambda span: replace(GOOD, topics={TOPIC: (span,)}), True),
    ("paused", lambda span: replace(GOOD, pauses=(span,)), False),
    ("suspended", lambda span: replace(GOOD, suspensions=(span,)), False),
    (
        "trained",
        lambda span: replace(GOOD, trainings=(Training("a", TITLE, span.from_at, span.to_at),)),
        True,
    ),
]


@pytest.mark.parametrize(("what", "having", "gives"), WITH_STRETCH, ids=[one[0] for one in WITH_STRETCH])
@given(INSTANTS, st.timedeltas(SECOND, timedelta(days=90)))
def test_what_lasts_counts_from_its_first_second_up_to_its_last(
    what: str, having: Callable[[Stretch], EligibilityFacts], gives: bool, begins: datetime, lasts: timedelta
) -> None:
    ends = begins + max(SECOND, timedelta(seconds=int(lasts.total_seconds())))
    good = replace(GOOD, trainings=())
    facts = having(Stretch(begins, ends))
    facts = facts if what == "trained" else replace(facts, trainings=good.trainings)
    for at, inside in (
        (begins - SECOND, False),
        (begins, True),
        (ends - SECOND, True),
        (ends, False),
    ):
        assert decide(facts, TOPIC, at).is_eligible is (inside is gives), at


NIGHTS = [
    (date(2026, 3, 29), datetime(2026, 3, 28, 23, 0, tzinfo=UTC), datetime(2026, 3, 29, 22, 0, tzinfo=UTC)),
    (
        date(2026, 10, 25),
        datetime(2026, 10, 24, 22, 0, tzinfo=UTC),
        datetime(2026, 10, 25, 23, 0, tzinfo=UTC),
    ),
    (date(2026, 5, 4), datetime(2026, 5, 3, 22, 0, tzinfo=UTC), datetime(2026, 5, 4, 22, 0, tzinfo=UTC)),
]


@pytest.mark.parametrize(("day", "begins", "ends"), NIGHTS)
def test_days_begin_and_end_at_local_midnight_when_clocks_change_too(
    day: date, begins: datetime, ends: datetime
) -> None:
    facts = replace(GOOD, trainings=())
    tomorrow = day + timedelta(days=1)
    away = replace(facts, absences=(Days(day, tomorrow),))
    hired = replace(facts, employed=(Days(day),), enrolments=(Stretch(begins),))
    leaving = replace(facts, employed=(Days(date(2024, 1, 8), tomorrow),))
    assert [why(away, at) for at in (begins - SECOND, begins, ends - SECOND, ends)] == [
        [],
        [Why.ABSENT],
        [Why.ABSENT],
        [],
    ]
    assert Why.NOT_EMPLOYED in why(hired, begins - SECOND)
    assert why(hired, begins) == []
    assert why(leaving, ends - SECOND) == []
    assert why(leaving, ends) == [Why.NOT_EMPLOYED]


def test_both_seconds_of_an_hour_that_comes_twice_are_told_apart() -> None:
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # 02:30 in summer time
    second = first + timedelta(hours=1)  # 02:30 once more
    facts = replace(GOOD, trainings=(), pauses=(Stretch(LONG_AGO, second),))
    assert why(facts, first) == [Why.PAUSED]
    assert why(facts, second) == []


# Monotone in facts

HOURS = st.integers(-400, 400).map(lambda hours: NOW + timedelta(hours=hours))
STRETCHES = st.builds(
    lambda at, hours: Stretch(at, at + timedelta(hours=hours) if hours else None), HOURS, st.integers(0, 300)
)
DATES = st.integers(-20, 20).map(lambda days: NOW.date() + timedelta(days=days))
SPANS = st.builds(
    lambda first, days: Days(first, first + timedelta(days=days) if days else None), DATES, st.integers(0, 30)
)
TRAININGS = st.builds(
    lambda span: Training("speaking", TITLE, span.from_at if span else None, span.to_at if span else None),
    st.none() | STRETCHES,
)
DOCUMENTS = st.builds(
    lambda standing, before: document(standing, before=before),
    st.sampled_from([one for one in Standing if one is not Standing.LEFT]),
    st.none() | st.sampled_from(Act),
)


def several(strategy: st.SearchStrategy[object], least: int = 0) -> st.SearchStrategy[tuple[object, ...]]:
    """A few of them."""
    return st.lists(strategy, min_size=least, max_size=3).map(tuple)


FACTS = st.builds(
    EligibilityFacts,
    zone=st.sampled_from(["Europe/Paris", "America/New_York", "Pacific/Auckland"]),
    gate=several(DOCUMENTS).map(lambda documents: gate(*documents)),  # type: ignore[arg-type]  # of documents
    is_external=st.booleans(),
    employed=several(SPANS) | st.just(GOOD.employed),
    absences=several(SPANS) | st.just(()),
    enrolments=several(STRETCHES) | st.just(GOOD.enrolments),
    pauses=several(STRETCHES) | st.just(()),
    suspensions=several(STRETCHES) | st.just(()),
    topics=st.just(GOOD.topics) | several(STRETCHES).map(lambda held: {TOPIC: held}),
    trainings=several(TRAININGS) | st.just(GOOD.trainings),
)
NEARLY_GOOD = (
    FACTS | st.just(GOOD) | st.builds(lambda gone: replace(GOOD, enrolments=gone), several(STRETCHES))
)


def cut(span: Stretch, at: datetime) -> Stretch:
    """The stretch, ended at `at` if it lasted longer."""
    return Stretch(span.from_at, at if span.to_at is None else min(at, span.to_at))


FAULTY: list[Callable[[EligibilityFacts, Stretch, Days], EligibilityFacts]] = [
    lambda facts, _span, days: replace(facts, absences=(*facts.absences, days)),
    lambda facts, span, _days: replace(facts, pauses=(*facts.pauses, span)),
    lambda facts, span, _days: replace(facts, suspensions=(*facts.suspensions, span)),
    lambda facts, span, _days: replace(
        facts, enrolments=tuple(cut(one, span.from_at) for one in facts.enrolments)
    ),
    lambda facts, span, _days: replace(
        facts, topics={key: [cut(one, span.from_at) for one in held] for key, held in facts.topics.items()}
    ),
    lambda facts, _span, _days: replace(facts, employed=facts.employed[1:]),
    lambda facts, _span, _days: replace(facts, is_external=True),
    lambda facts, span, _days: replace(
        facts, trainings=(*facts.trainings, Training("more", TITLE, span.from_at, span.to_at))
    ),
    lambda facts, span, _days: replace(
        facts,
        trainings=tuple(
            replace(one, lapses_at=min(span.from_at, one.lapses_at or span.from_at))
            for one in facts.trainings
        ),
    ),
    lambda facts, _span, _days: replace(
        facts, gate=gate(*facts.gate.documents, document(Standing.OVERDUE, slug="another"))
    ),
    lambda facts, _span, _days: replace(
        facts, gate=gate(*facts.gate.documents, document(Standing.OBJECTED, slug="another"))
    ),
]
"""What makes a case worse, or as it was."""


@given(NEARLY_GOOD, st.sampled_from(FAULTY), STRETCHES, SPANS, HOURS)
def test_a_fault_more_never_gives_the_right_and_a_fault_less_never_takes_it(
    better: EligibilityFacts,
    worsen: Callable[[EligibilityFacts, Stretch, Days], EligibilityFacts],
    span: Stretch,
    days: Days,
    at: datetime,
) -> None:
    worse = worsen(better, span, days)
    if decide(worse, TOPIC, at).is_eligible:
        assert decide(better, TOPIC, at).is_eligible


@given(NEARLY_GOOD, HOURS)
def test_every_topic_is_decided_as_it_is_alone(facts: EligibilityFacts, at: datetime) -> None:
    together = decide_all(facts, (TOPIC, OTHER), at)
    assert together == {topic: decide(facts, topic, at) for topic in (TOPIC, OTHER)}
    assert TOPIC not in facts.topics_at(at) or Why.TOPIC_NOT_HELD not in why(facts, at)


@given(FACTS, HOURS)
def test_whoever_may_answer_holds_every_fact(facts: EligibilityFacts, at: datetime) -> None:
    if decide(facts, TOPIC, at).is_eligible:
        assert any(span.holds(at) for span in facts.enrolments)
        assert any(span.holds(at) for span in facts.topics[TOPIC])
        assert all(training.is_valid(at) for training in facts.trainings)
        assert not any(span.holds(at) for span in (*facts.pauses, *facts.suspensions))
        assert facts.employed
        assert facts.gate.documents
        assert not facts.is_external
