"""Attempts, time and certificates, decided without a database."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advocacy.charter.rules.reading import Shown
from advocacy.errors import Refused
from advocacy.quizzes.attempts import REST, Chances, Sheet, answers_of, chances, check_whole
from advocacy.training.rules import ModuleKind
from advocacy.training.rules.attempts import check_chances, check_takeable, check_text_shown
from advocacy.training.rules.certificates import CertificateState, certificate_state
from advocacy.training.rules.completing import MOST_MINUTES, check_completion
from advocacy.training.rules.time import (
    LEAST_OF_A_SECTION,
    MOST_AT_ONCE,
    QUIZ,
    WHOLE,
    Counted,
    credited,
    in_quiz,
    minutes_of,
    section_caps,
    without_scripts,
)

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
CAPS = {"a": 120, "b": 90}


def after(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def test_any_number_of_attempts_never_ends() -> None:
    assert chances(40, NOON, None, NOON) == Chances(None)
    assert chances(40, NOON, 0, NOON) == Chances(None)


def test_attempts_are_counted_down_and_open_again_a_day_after_the_last() -> None:
    assert chances(0, None, 2, NOON) == Chances(2)
    assert chances(1, NOON, 2, NOON) == Chances(1)
    used = chances(2, NOON, 2, NOON + REST - SECOND)
    assert used == Chances(0, NOON + REST)
    assert chances(2, NOON, 2, NOON + REST) == Chances(2)
    assert chances(3, NOON + REST, 2, NOON + REST) == Chances(1)
    with pytest.raises(Refused, match="used all 2 attempts"):
        check_chances(used, allowed=2)
    check_chances(Chances(1), allowed=2)


def test_only_a_text_that_is_offered_is_taken_by_quiz() -> None:
    check_takeable(ModuleKind.TEXT, retired=False)
    with pytest.raises(Refused, match="no longer offered"):
        check_takeable(ModuleKind.TEXT, retired=True)
    for kind in (ModuleKind.SESSION, ModuleKind.PROOF):
        with pytest.raises(Refused, match="no quiz"):
            check_takeable(kind, retired=False)


def test_a_text_counts_as_shown_to_this_person_on_this_sign_in_only() -> None:
    shown = Shown(7, 3, 1, "abc", "fr", NOON)
    assert check_text_shown(shown, person_id=7, sign_in_id=3, texts={"abc", "def"}) is shown
    for person_id, sign_in_id in ((8, 3), (7, 4)):
        with pytest.raises(Refused, match="not shown to you here"):
            check_text_shown(shown, person_id=person_id, sign_in_id=sign_in_id, texts={"abc"})
    with pytest.raises(Refused, match="not shown to you here"):
        check_text_shown(None, person_id=7, sign_in_id=3, texts={"abc"})
    with pytest.raises(Refused, match="newer version"):
        check_text_shown(shown, person_id=7, sign_in_id=3, texts={"def"})


def test_an_answer_sheet_holds_nothing_that_was_not_asked() -> None:
    sheets = (Sheet("one", frozenset("ab")), Sheet("two", frozenset("abc")))
    answers = answers_of({"two": ["c", "a", "z"], "three": ["a"], "one": []}, sheets)
    assert answers == {"two": ["a", "c"]}
    with pytest.raises(Refused, match="One question has no answer"):
        check_whole(answers, sheets)
    with pytest.raises(Refused, match="2 questions have no answer"):
        check_whole({}, sheets)
    check_whole({"one": ["a"], "two": ["b"]}, sheets)


def test_a_page_is_believed_as_far_as_time_has_passed() -> None:
    counted = Counted({"a": 10}, NOON)
    assert credited([("a", 15)], counted, CAPS, opened_at=after(-60), now=after(15)) == {"a": 15}
    assert credited([("a", 15)], counted, CAPS, opened_at=after(-60), now=after(4)) == {"a": 4}
    assert credited([("a", 15)], counted, CAPS, opened_at=after(-60), now=NOON) == {}


def test_a_page_adds_half_a_minute_at_once_and_nothing_before_it_was_opened() -> None:
    assert credited([("a", 500)], Counted({}), CAPS, opened_at=NOON, now=after(3600)) == {"a": MOST_AT_ONCE}
    assert credited([("a", 20)], Counted({}), CAPS, opened_at=NOON, now=after(5)) == {"a": 5}
    assert credited([("a", 20)], Counted({}), CAPS, opened_at=NOON, now=after(-5)) == {}


def test_several_sections_share_what_has_passed_and_unknown_ones_get_nothing() -> None:
    claims = [("a", 10), ("nowhere", 10), ("b", 10), ("a", 5), (QUIZ, 9), (WHOLE, 9)]
    assert credited(claims, Counted({}), CAPS, opened_at=NOON, now=after(18)) == {"a": 10, "b": 8}


def test_a_section_never_counts_more_than_its_most() -> None:
    counted = Counted({"b": 85}, NOON)
    assert credited([("b", 20)], counted, CAPS, opened_at=NOON, now=after(20)) == {"b": 5}


@given(
    st.lists(st.tuples(st.sampled_from(["a", "b", "c"]), st.integers(-50, 100)), max_size=8),
    st.integers(0, 200),
    st.integers(0, 150),
)
def test_no_claims_add_more_than_the_clock(claims: list[tuple[str, int]], passed: int, has: int) -> None:
    counted = Counted({"a": min(has, CAPS["a"])}, NOON)
    added = credited(claims, counted, CAPS, opened_at=NOON, now=after(passed))
    assert sum(added.values()) <= min(passed, MOST_AT_ONCE)
    assert all(seconds > 0 for seconds in added.values())
    assert all(counted.seconds.get(one, 0) + more <= CAPS[one] for one, more in added.items())


def test_sections_share_the_minutes_by_their_words() -> None:
    assert section_caps({"a": 900, "b": 100}, 10) == {"a": 1620, "b": 180}
    assert section_caps({"a": 1000, "b": 1}, 1)["b"] == LEAST_OF_A_SECTION
    assert section_caps({}, 10) == {}


def test_without_scripts_the_time_from_opening_to_the_quiz_counts_up_to_what_is_told() -> None:
    nothing = Counted({})
    assert without_scripts(nothing, opened_at=NOON, begun_at=after(300), minutes=20) == 300
    assert without_scripts(nothing, opened_at=NOON, begun_at=after(9000), minutes=20) == 1200
    assert without_scripts(nothing, opened_at=NOON, begun_at=after(-9), minutes=20) == 0
    told = Counted({"a": 5}, NOON)
    assert without_scripts(told, opened_at=NOON, begun_at=after(300), minutes=20) == 0


def test_reading_again_without_scripts_adds_only_what_is_new() -> None:
    before = Counted({WHOLE: 1100}, after(1100))
    assert without_scripts(before, opened_at=NOON, begun_at=after(1130), minutes=20) == 30
    assert without_scripts(before, opened_at=after(2000), begun_at=after(3000), minutes=20) == 100


def test_a_quiz_left_open_over_night_counts_as_a_long_one() -> None:
    assert in_quiz(begun_at=NOON, handed_in_at=after(61), questions=3) == 61
    assert in_quiz(begun_at=NOON, handed_in_at=after(50_000), questions=3) == 270


def test_a_begun_minute_is_a_minute() -> None:
    assert [minutes_of(seconds) for seconds in (0, 1, 60, 61)] == [1, 1, 1, 2]


def test_a_completion_cannot_be_to_come_nor_before_the_person_was_hired() -> None:
    day = date(2026, 5, 4)
    check_completion(completed_at=NOON, completed_on=day, now=NOON, minutes=0, hired_on=day, expires_on=day)
    with pytest.raises(Refused, match="to come"):
        check_completion(completed_at=after(1), completed_on=day, now=NOON, minutes=5)
    with pytest.raises(Refused, match="hired on"):
        check_completion(completed_at=NOON, completed_on=day, now=NOON, minutes=5, hired_on=date(2026, 5, 5))
    with pytest.raises(Refused, match="before the day of completion"):
        check_completion(
            completed_at=NOON, completed_on=day, now=NOON, minutes=5, expires_on=date(2026, 5, 3)
        )
    for minutes in (-1, MOST_MINUTES + 1):
        with pytest.raises(Refused, match="number of minutes"):
            check_completion(completed_at=NOON, completed_on=day, now=NOON, minutes=minutes)


def test_a_certificate_ends_at_the_second_of_its_lapse_and_when_it_is_revoked() -> None:
    said = certificate_state
    assert said(lapses_at=None, revoked_at=None, at=NOON) is CertificateState.VALID
    assert said(lapses_at=after(1), revoked_at=None, at=NOON) is CertificateState.VALID
    assert said(lapses_at=NOON, revoked_at=None, at=NOON) is CertificateState.EXPIRED
    assert said(lapses_at=after(1), revoked_at=NOON, at=NOON) is CertificateState.REVOKED
    assert said(lapses_at=NOON, revoked_at=NOON, at=after(9)) is CertificateState.REVOKED
