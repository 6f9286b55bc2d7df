"""The gate: every standing, for relaying and for answering."""

from __future__ import annotations

from datetime import date

import pytest

from advocacy.charter.rules import Act
from advocacy.charter.rules.gate import DocumentFacts, GateFacts, Why, may_answer, may_relay
from advocacy.charter.rules.standing import Standing

S = Standing
DUE = date(2026, 6, 1)


def facts(*standings: Standing, ever: bool = True, before: Act | None = None) -> GateFacts:
    documents = tuple(
        DocumentFacts(f"d{number}", {"en": f"Document {number}"}, one, DUE, before)
        for number, one in enumerate(standings)
    )
    return GateFacts(documents, ever)


def why(passage) -> list[Why]:
    return [reason.why for reason in passage.reasons]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (facts(ever=False), [Why.NOTHING_PUBLISHED]),
        (facts(), []),
        (facts(S.OWED, ever=False), [Why.NEVER_ACTED]),
        (facts(S.EXEMPT, ever=False), [Why.NEVER_ACTED]),
        (facts(S.OWED), []),
        (facts(S.ACKNOWLEDGED), []),
        (facts(S.OBJECTED), []),
        (facts(S.EXEMPT), []),
        (facts(S.OVERDUE), [Why.OVERDUE]),
        (facts(S.OVERDUE, ever=False), [Why.OVERDUE]),
        (facts(S.ACKNOWLEDGED, S.OVERDUE), [Why.OVERDUE]),
        (facts(S.OVERDUE, S.OVERDUE), [Why.OVERDUE, Why.OVERDUE]),
        (facts(S.LEFT), [Why.NOT_EMPLOYED]),
    ],
)
def test_relaying_needs_one_act_ever_and_nothing_overdue(given: GateFacts, expected: list[Why]):
    assert why(may_relay(given)) == expected
    assert may_relay(given).is_open == (not expected)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (facts(ever=False), [Why.NOTHING_PUBLISHED]),
        (facts(S.ACKNOWLEDGED), []),
        (facts(S.OBJECTED), [Why.OBJECTED]),
        (facts(S.OWED, ever=False), [Why.NOT_ACKNOWLEDGED]),
        (facts(S.OWED, before=Act.ACKNOWLEDGED), []),
        (facts(S.OWED, before=Act.OBJECTED), [Why.OBJECTED]),
        (facts(S.OVERDUE, before=Act.ACKNOWLEDGED), [Why.OVERDUE]),
        (facts(S.EXEMPT), [Why.NOT_ACKNOWLEDGED]),
        (facts(S.EXEMPT, before=Act.ACKNOWLEDGED), []),
        (facts(S.EXEMPT, S.ACKNOWLEDGED), []),
        (facts(S.ACKNOWLEDGED, S.OWED), [Why.NOT_ACKNOWLEDGED]),
        (facts(S.ACKNOWLEDGED, S.OBJECTED), [Why.OBJECTED]),
        (facts(S.LEFT), [Why.NOT_EMPLOYED]),
    ],
)
def test_answering_needs_the_version_in_force_or_an_earlier_one_while_it_is_not_due(
    given: GateFacts, expected: list[Why]
):
    assert why(may_answer(given)) == expected


def test_every_reason_says_the_next_step():
    (reason,) = may_relay(facts(S.OVERDUE)).reasons
    assert reason.path == "/charter/d0"
    assert reason.sentence % {"title": "Document 0", "due_on": "1 June"} == (
        "“Document 0” was to be read by 1 June. Read it, and acknowledge it or object to it."
    )


def test_someone_who_never_acted_is_sent_to_a_document_that_is_asked_of_them():
    (reason,) = may_relay(facts(S.EXEMPT, S.OWED, ever=False)).reasons
    assert reason.path == "/charter/d1"
