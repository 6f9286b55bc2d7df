"""Decisions of a review, every case: where content stands, who decides, what an approval needs."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from advocacy.errors import Refused
from advocacy.library.rules.live import Passed, check_featuring, check_holding, check_release
from advocacy.library.rules.reviewing import ReviewFacts, Shown, decide, may_decide
from advocacy.library.rules.standing import Standing, StandingFacts, check_handing_in, standing
from advocacy.library.rules.words import Decision

NOW = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)
TODAY = date(2026, 5, 4)
APPROVED, RETURNED = Decision.APPROVED, Decision.RETURNED
FACTS = ReviewFacts(
    standing=Standing.IN_REVIEW,
    sha256="a" * 64,
    writers=frozenset({1, 2}),
    closes_at=NOW + timedelta(seconds=1),
    media=(Shown(1, is_described=True),),
    claims_end_on=TODAY,
    card="c" * 64,
    card_now="c" * 64,
)


@pytest.mark.parametrize(
    ("facts", "where"),
    [
        (StandingFacts(1), Standing.WRITING),
        (StandingFacts(1, 1), Standing.IN_REVIEW),
        (StandingFacts(2, 1), Standing.WRITING),
        (StandingFacts(1, 1, RETURNED), Standing.RETURNED),
        (StandingFacts(2, 1, RETURNED), Standing.WRITING),
        (StandingFacts(1, 1, APPROVED), Standing.APPROVED),
        (StandingFacts(2, 1, APPROVED), Standing.WRITING),
        (StandingFacts(2, 2, None), Standing.IN_REVIEW),
        (StandingFacts(1, is_discarded=True), Standing.DISCARDED),
        (StandingFacts(1, 1, APPROVED, is_recalled=True), Standing.RECALLED),
        (StandingFacts(2, 1, is_recalled=True, is_discarded=True), Standing.RECALLED),
    ],
)
def test_where_a_content_stands(facts: StandingFacts, where: Standing) -> None:
    assert standing(facts) is where


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (StandingFacts(1, 1), "in review already"),
        (StandingFacts(1, 1, APPROVED), "nothing to hand in"),
        (StandingFacts(2, 1), "changed elsewhere"),
        (StandingFacts(1, is_discarded=True), "was discarded"),
        (StandingFacts(1, is_recalled=True), "recall is for good"),
    ],
)
def test_what_cannot_be_handed_in(facts: StandingFacts, said: str) -> None:
    with pytest.raises(Refused, match=said):
        check_handing_in(facts, shown=1)


@pytest.mark.parametrize("facts", [StandingFacts(1), StandingFacts(1, 1, RETURNED), StandingFacts(1, 0)])
def test_what_is_written_or_came_back_can_be_handed_in(facts: StandingFacts) -> None:
    check_handing_in(facts, shown=1)


def judged(facts: ReviewFacts = FACTS, **values: Any) -> None:
    """The decision of somebody who works here and had no hand in it."""
    usual: dict[str, Any] = {"by": 3, "is_external": False, "shown": "a" * 64, "decision": APPROVED}
    decide(facts, note=values.pop("note", ""), now=NOW, today=TODAY, **{**usual, **values})


def test_what_lacks_nothing_is_approved_up_to_its_last_second_and_day() -> None:
    judged()
    judged(replace(FACTS, closes_at=None, claims_end_on=None, card=None, card_now="d" * 64, media=()))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"closes_at": NOW}, "share window of this content is over"),
        ({"media": (Shown(1, is_described=True), Shown(2, is_described=False))}, "File 2 has no alternative"),
        ({"claims_end_on": TODAY - timedelta(days=1)}, "evidence of a claim ended"),
        ({"card_now": "d" * 64}, "page it links to changed"),
        ({"card_now": None}, "page it links to changed"),
        ({"sha256": "b" * 64}, "handed in again since you opened it"),
        *(({"standing": one}, "not in review") for one in Standing if one is not Standing.IN_REVIEW),
    ],
)
def test_what_is_not_approved(changed: dict[str, Any], said: str) -> None:
    with pytest.raises(Refused, match=said):
        judged(replace(FACTS, **changed))


@pytest.mark.parametrize(
    "lacking", [{"closes_at": NOW}, {"card_now": "d" * 64}, {"media": (Shown(1, False),)}]
)
def test_what_lacks_something_can_always_be_returned(lacking: dict[str, Any]) -> None:
    judged(replace(FACTS, **lacking), decision=RETURNED, note="Describe the picture.")


def test_a_return_needs_its_reason() -> None:
    with pytest.raises(Refused, match="Say what should change"):
        judged(decision=RETURNED, note=" \n")


@pytest.mark.parametrize(
    ("by", "is_external", "may"),
    [(3, False, True), (1, False, False), (2, False, False), (None, False, False), (3, True, False)],
)
def test_who_decides(by: int | None, is_external: bool, may: bool) -> None:
    assert may_decide(FACTS, by, is_external=is_external) is may
    for decision in Decision:
        if may:
            judged(by=by, is_external=is_external, decision=decision, note="Well.")
        else:
            with pytest.raises(Refused):
                judged(by=by, is_external=is_external, decision=decision, note="Well.")


def test_a_place_in_front_is_the_first_free_one() -> None:
    live = Passed(is_approved=True)
    assert check_featuring(live, {1, 2, 4}, now=NOW, is_first=False) == 3
    with pytest.raises(Refused, match="window of this content is over"):
        check_featuring(replace(live, closes_at=NOW), (), now=NOW, is_first=False)
    with pytest.raises(Refused, match="held back"):
        check_featuring(replace(live, is_held=True), (), now=NOW, is_first=False)


def test_only_what_is_held_is_released_and_once_held_it_is_not_held_again() -> None:
    live, held = Passed(is_approved=True), Passed(is_approved=True, is_held=True)
    check_holding(live, "Prices")
    check_release(held)
    assert (live.is_shown, held.is_shown) == (True, False)
    with pytest.raises(Refused, match="not held back"):
        check_release(live)
    with pytest.raises(Refused, match="held back already"):
        check_holding(held, "Prices")
    with pytest.raises(Refused, match="Say why"):
        check_holding(live, " ")
