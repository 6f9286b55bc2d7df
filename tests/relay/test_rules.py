"""The decisions of the relay: which wording comes first, what is one's own, when one is reminded."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta

import pytest

from advocacy.errors import Refused
from advocacy.networks.counting import count
from advocacy.networks.words import Network
from advocacy.relay.rules.reminding import FURTHEST, proposed, reminder_at, week_of
from advocacy.relay.rules.rotating import Used, rotated
from advocacy.relay.rules.sharing import (
    OWN_WORDS,
    Proposed,
    check_fits,
    check_words,
    declared_link,
    told,
    warned_of,
    wording_of,
)
from advocacy.relay.rules.stopping import StopWords, check_stop

MONDAY = date(2026, 5, 4)
PARIS = "Europe/Paris"
NOW = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)


def offered_first(wordings: list[Used], people: int = 3000) -> Counter[int]:
    """How many people are offered each wording first."""
    return Counter(rotated(wordings, person_id=person, day=MONDAY)[0] for person in range(people))


def test_wordings_nobody_used_are_offered_to_as_many_people_each() -> None:
    first = offered_first([Used(1, 0), Used(2, 0), Used(3, 0)])
    assert all(900 < first[wording] < 1100 for wording in (1, 2, 3))


def test_the_least_used_wording_comes_first_for_most_people() -> None:
    first = offered_first([Used(1, 500), Used(2, 480), Used(3, 490)])
    assert first[2] > 2400
    assert first[3] > first[1] > 0


def test_use_evens_out_over_the_days() -> None:
    used = {1: 300, 2: 0, 3: 0}
    for day in range(20):
        drawn = Counter(
            rotated([Used(*one) for one in used.items()], person_id=person, day=MONDAY + timedelta(day))[0]
            for person in range(100)
        )
        used = {one: times + drawn[one] for one, times in used.items()}
    assert max(used.values()) - min(used.values()) < 160


def test_the_order_is_the_same_all_day_and_holds_each_wording_once() -> None:
    wordings = [Used(number, number % 3) for number in range(1, 8)]
    order = rotated(wordings, person_id=7, day=MONDAY)
    assert order == rotated(list(reversed(wordings)), person_id=7, day=MONDAY)
    assert sorted(order) == [1, 2, 3, 4, 5, 6, 7]
    days = {tuple(rotated(wordings, person_id=7, day=MONDAY + timedelta(day))) for day in range(10)}
    assert len(days) > 1
    assert rotated([], person_id=7, day=MONDAY) == []


@pytest.mark.parametrize(("count_", "shown"), [(0, None), (4, None), (5, 5), (12, 12)])
def test_fewer_than_five_are_not_told(count_: int, shown: int | None) -> None:
    assert told(count_) == shown


WORDINGS = [
    Proposed(11, "Boots for life.", "I work for Verdier"),
    Proposed(12, "Resoled.", "I work for Verdier"),
]


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ("Boots for life.", 11),
        ("  Boots  for\nlife. ", 11),
        ("Boots for life.\n\nI work for Verdier", 11),
        ("Resoled.", 12),
        ("Boots for life!", OWN_WORDS),
        ("I work for Verdier", OWN_WORDS),
    ],
)
def test_a_text_is_a_wording_its_disclosure_and_blanks_aside(text: str, wording: int) -> None:
    assert wording_of(text, WORDINGS) == wording


@pytest.mark.parametrize("text", ["", " \n", "…!?", "👍"])
def test_a_text_that_says_nothing_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        check_words(text)


def test_a_text_one_grapheme_too_long_is_refused_on_its_network_only() -> None:
    check_fits(Network.BLUESKY, count(Network.BLUESKY, "é" * 300))
    check_fits(Network.LINKEDIN, count(Network.LINKEDIN, "é" * 301))
    with pytest.raises(Refused, match="Bluesky by 1:"):
        check_fits(Network.BLUESKY, count(Network.BLUESKY, "é" * 301))
    with pytest.raises(Refused, match="bytes"):
        check_fits(Network.BLUESKY, count(Network.BLUESKY, "👨‍👩‍👧‍👦" * 121))


def test_who_was_warned_of_a_text_is_warned_of_another() -> None:
    assert warned_of("guaranteed  for life ") == warned_of("guaranteed for life")
    assert warned_of("guaranteed for life") != warned_of("guaranteed for ever")


@pytest.mark.parametrize(
    "link", ["", "https://example.org/p/1", "http://example.org/p/1", " https://x.com/i/1 "]
)
def test_a_public_page_may_be_declared(link: str) -> None:
    assert declared_link(link) == link.strip()


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "ftp://example.org/",
        "http://localhost/p",
        "http://127.0.0.1/p",
        "https://[::1]/",
        "https://intranet/p",
        "https://lea:secret@example.org/",
        "https://example.org/" + "a" * 600,
        "example.org/p",
        "http://",
    ],
)
def test_what_is_no_public_page_is_not_declared(link: str) -> None:
    with pytest.raises(Refused):
        declared_link(link)


def test_a_time_without_a_day_is_the_next_one() -> None:
    today = reminder_at(None, time(17, 30), PARIS, now=NOW, closes_at=None)
    assert today == datetime(2026, 5, 4, 15, 30, tzinfo=UTC)
    tomorrow = reminder_at(None, time(9, 0), PARIS, now=NOW, closes_at=None)
    assert tomorrow == datetime(2026, 5, 5, 7, 0, tzinfo=UTC)


def test_the_hour_that_does_not_exist_is_refused_and_of_the_one_that_comes_twice_the_first_is_meant() -> None:
    with pytest.raises(Refused, match="does not exist"):
        reminder_at(
            date(2026, 3, 29), time(2, 30), PARIS, now=datetime(2026, 3, 28, tzinfo=UTC), closes_at=None
        )
    twice = reminder_at(
        date(2026, 10, 25), time(2, 30), PARIS, now=datetime(2026, 10, 24, tzinfo=UTC), closes_at=None
    )
    assert twice == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_a_reminder_is_neither_in_the_past_nor_far_away_nor_behind_the_window() -> None:
    with pytest.raises(Refused, match="over"):
        reminder_at(MONDAY, time(9, 0), PARIS, now=NOW, closes_at=None)
    with pytest.raises(Refused, match="month"):
        reminder_at((NOW + FURTHEST).date(), time(17, 30), PARIS, now=NOW, closes_at=None)
    with pytest.raises(Refused, match="no longer"):
        reminder_at(MONDAY, time(17, 30), PARIS, now=NOW, closes_at=datetime(2026, 5, 4, 15, 30, tzinfo=UTC))


def test_half_past_five_is_proposed_on_working_days() -> None:
    monday = proposed(PARIS, now=NOW, closes_at=None)
    assert monday is not None
    assert (monday.date(), monday.time()) == (MONDAY, time(17, 30))
    friday_evening = proposed(PARIS, now=datetime(2026, 5, 8, 16, 0, tzinfo=UTC), closes_at=None)
    assert friday_evening is not None
    assert friday_evening.date() == date(2026, 5, 11)
    assert proposed(PARIS, now=NOW, closes_at=NOW + timedelta(hours=1)) is None


def test_a_week_begins_on_its_monday_in_the_zone_of_the_reader() -> None:
    late = datetime(2026, 5, 3, 22, 30, tzinfo=UTC)
    assert week_of(late, PARIS) == MONDAY
    assert week_of(late, "UTC") == date(2026, 4, 27)


COMPLETE = ("Crise", "Crisis", "Nous vérifions", "We check", "Léa")


@pytest.mark.parametrize("missing", range(5))
def test_a_stop_says_everything_in_both_languages(missing: int) -> None:
    check_stop(StopWords(*COMPLETE))
    with pytest.raises(Refused):
        check_stop(StopWords(*(" " if place == missing else text for place, text in enumerate(COMPLETE))))
    with pytest.raises(Refused):
        check_stop(
            StopWords(*("a" * 1001 if place == missing else text for place, text in enumerate(COMPLETE)))
        )
