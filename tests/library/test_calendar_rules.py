"""Slots across both nights on which clocks change, clashes, days of a page, moving an opening."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advocacy.errors import Refused
from advocacy.library.public_holidays import holidays_between
from advocacy.library.rules.calendar import (
    Span,
    Window,
    check_event,
    edges,
    month,
    moved,
    next_month,
    read_month,
    read_week,
    whole_weeks,
)
from advocacy.library.rules.clashes import SAME_HOUR, Opening, clashes
from advocacy.library.rules.slots import WeeklySlot, filled, occurrences, read_clock
from advocacy.networks.words import Network
from advocacy.people.rules import Language

PARIS = ZoneInfo("Europe/Paris")
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
TODAY = date(2026, 5, 4)
ZONES = ("Europe/Paris", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC")


def a_slot(weekday: int = 6, minute: int = 150, zone: str = "Europe/Paris", **values: object) -> WeeklySlot:
    """Sundays at 02:30 in Paris: the time that a night in spring skips and one in autumn has twice."""
    known = {"id": 1, "network": Network.LINKEDIN, "language": None, "topic_id": None, "since": LONG_AGO}
    return WeeklySlot(weekday=weekday, minute=minute, zone=zone, **{**known, **values})  # type: ignore[arg-type]


def paris(day: date, hour: int, minute: int = 0) -> datetime:
    """That wall time in Paris."""
    return datetime.combine(day, time(hour, minute), PARIS).astimezone(UTC)


def test_a_slot_that_the_clocks_skip_is_an_hour_later_that_night() -> None:
    found = occurrences(a_slot(), paris(date(2026, 3, 28), 0), paris(date(2026, 3, 31), 0))
    assert [one.isoformat() for one in found] == ["2026-03-29T01:30:00+00:00"]
    assert found[0].astimezone(PARIS).time() == time(3, 30)


def test_a_slot_that_comes_twice_counts_the_first_time_only() -> None:
    found = occurrences(a_slot(), paris(date(2026, 10, 24), 0), paris(date(2026, 10, 27), 0))
    assert [one.isoformat() for one in found] == ["2026-10-25T00:30:00+00:00"]


def test_a_slot_stays_at_its_wall_time_in_summer_and_winter() -> None:
    eight = a_slot(weekday=0, minute=480)
    found = occurrences(eight, paris(date(2026, 1, 1), 0), paris(date(2027, 1, 1), 0))
    assert {one.astimezone(PARIS).time() for one in found} == {time(8, 0)}
    assert {one.time() for one in found} == {time(6, 0), time(7, 0)}


@given(
    weekday=st.integers(0, 6),
    minute=st.integers(0, 1439),
    zone=st.sampled_from(ZONES),
    day=st.dates(date(2024, 1, 1), date(2030, 12, 31)),
    weeks=st.integers(1, 60),
)
def test_every_week_has_its_slot_once(weekday: int, minute: int, zone: str, day: date, weeks: int) -> None:
    slot, info = a_slot(weekday=weekday, minute=minute, zone=zone), ZoneInfo(zone)
    # Weeks that begin at noon of a day two days before the slot's: no night of clocks lies at their edges.
    start = day + timedelta(days=(slot.weekday - 2 - day.weekday()) % 7)
    first = datetime.combine(start, time(12), info).astimezone(UTC)
    end = datetime.combine(start + timedelta(days=7 * weeks), time(12), info).astimezone(UTC)
    found = occurrences(slot, first, end)
    assert len(found) == weeks
    for at in found:
        local = at.astimezone(info)
        assert local.weekday() == weekday
        skipped = local.hour * 60 + local.minute - minute
        assert skipped in (0, 30, 60)
        if skipped:
            wall = datetime.combine(local.date(), time(minute // 60, minute % 60), info)
            assert wall.astimezone(UTC).astimezone(info).time() != wall.time(), "this time exists"
    assert all(
        timedelta(days=6, hours=22) <= later - at <= timedelta(days=7, hours=2)
        for at, later in pairwise(found)
    )


@given(cut=st.integers(0, 14 * 24 * 60), minute=st.integers(0, 1439), weekday=st.integers(0, 6))
def test_cutting_a_span_in_two_loses_and_doubles_no_slot(cut: int, minute: int, weekday: int) -> None:
    slot = a_slot(weekday=weekday, minute=minute)
    first, end = paris(date(2026, 10, 18), 0), paris(date(2026, 11, 2), 0)
    middle = first + timedelta(minutes=cut)
    assert occurrences(slot, first, middle) + occurrences(slot, middle, end) == occurrences(slot, first, end)


def test_a_slot_holds_from_its_making_until_it_is_ended() -> None:
    since, until = paris(date(2026, 5, 5), 0), paris(date(2026, 5, 20), 0)
    slot = a_slot(weekday=1, minute=600, since=since, until=until)
    found = occurrences(slot, paris(date(2026, 4, 1), 0), paris(date(2026, 7, 1), 0))
    assert [one.astimezone(PARIS).day for one in found] == [5, 12, 19]


def an_opening(content_id: int, at: datetime, *networks: Network, **values: object) -> Opening:
    return Opening(content_id, at, networks or (Network.LINKEDIN,), **values)  # type: ignore[arg-type]


TUESDAY = paris(date(2026, 5, 5), 8, 30)


def fill(slot: WeeklySlot, *openings: Opening) -> list[int | None]:
    """Which contents fill the slot in the week of TUESDAY."""
    week = (paris(TODAY, 0), paris(TODAY + timedelta(days=7), 0))
    return [one.content_id for one in filled([slot], openings, *week)]


def test_a_slot_is_filled_by_the_nearest_content_within_the_hour() -> None:
    slot = a_slot(weekday=1, minute=510)
    near, nearer = an_opening(1, TUESDAY + SAME_HOUR), an_opening(2, TUESDAY - timedelta(minutes=5))
    assert fill(slot, near, nearer) == [2]
    assert fill(slot, near) == [1]
    assert fill(slot, an_opening(1, TUESDAY + SAME_HOUR + timedelta(minutes=1))) == [None]
    assert fill(slot, an_opening(1, TUESDAY, Network.X)) == [None]


def test_a_slot_for_a_language_and_a_topic_waits_for_both() -> None:
    slot = a_slot(weekday=1, minute=510, language=Language.FRENCH, topic_id=7)
    assert fill(slot, an_opening(1, TUESDAY, languages=(Language.ENGLISH,), topics=(7,))) == [None]
    assert fill(slot, an_opening(1, TUESDAY, languages=(Language.FRENCH,), topics=(8,))) == [None]
    assert fill(slot, an_opening(1, TUESDAY, languages=(Language.FRENCH,), topics=(7, 8))) == [1]


def test_one_content_fills_one_slot() -> None:
    slots = [a_slot(id=1, weekday=1, minute=510), a_slot(id=2, weekday=1, minute=540)]
    week = (paris(TODAY, 0), paris(TODAY + timedelta(days=7), 0))
    found = filled(slots, [an_opening(1, TUESDAY)], *week)
    assert [(one.slot.id, one.content_id) for one in found] == [(1, 1), (2, None)]


@pytest.mark.parametrize(("typed", "minute"), [("08:30", 510), ("8h30", 510), ("23.59", 1439), ("0:00", 0)])
def test_a_time_of_day_is_read_as_people_write_it(typed: str, minute: int) -> None:
    assert read_clock(typed) == minute


@pytest.mark.parametrize("typed", ["24:00", "8", "08:60", "", "half past eight", "-1:00", "٠٨:٣٠x"])
def test_what_is_no_time_of_day_is_refused(typed: str) -> None:
    with pytest.raises(Refused):
        read_clock(typed)


def test_contents_on_one_network_within_the_hour_clash() -> None:
    one = an_opening(1, TUESDAY, Network.LINKEDIN, Network.X)
    other = an_opening(2, TUESDAY + timedelta(minutes=59), Network.LINKEDIN)
    found = clashes([other, one])
    assert [(clash.content_id, clash.network) for clash in found[1]] == [(2, Network.LINKEDIN)]
    assert [(clash.content_id, clash.network) for clash in found[2]] == [(1, Network.LINKEDIN)]
    assert clashes([one, an_opening(2, TUESDAY + SAME_HOUR)]) == {}
    assert clashes([one, an_opening(2, TUESDAY, Network.BLUESKY)]) == {}


@given(
    st.lists(
        st.tuples(st.integers(0, 300), st.sets(st.sampled_from([Network.X, Network.BLUESKY]), min_size=1)),
        max_size=12,
    )
)
def test_clashes_are_mutual_and_none_is_missed(made: list[tuple[int, set[Network]]]) -> None:
    every = [an_opening(place, TUESDAY + timedelta(minutes=at), *on) for place, (at, on) in enumerate(made)]
    found = {
        (one, clash.content_id, clash.network) for one, list_ in clashes(every).items() for clash in list_
    }
    wanted = {
        (one.content_id, other.content_id, network)
        for one in every
        for other in every
        if one is not other and abs(one.at - other.at) < SAME_HOUR
        for network in set(one.networks) & set(other.networks)
    }
    assert found == wanted


@given(st.dates(date(2000, 1, 1), date(2190, 1, 1)))
def test_a_month_is_shown_in_whole_weeks(day: date) -> None:
    days = month(day.replace(day=1))
    shown = list(whole_weeks(days))
    assert day in shown
    assert shown[0].weekday() == 0
    assert len(shown) in (28, 35, 42)
    assert days.last + timedelta(days=1) == next_month(days.first)


@pytest.mark.parametrize("night", [date(2026, 3, 29), date(2026, 10, 25)])
def test_days_begin_at_midnight_also_when_they_have_23_or_25_hours(night: date) -> None:
    found = edges(Span(night, night), "Europe/Paris")
    assert found[1] - found[0] == timedelta(hours=23 if night.month == 3 else 25)


@pytest.mark.parametrize("typed", ["", "2026-13", "0001-01", "9999-12", "next", "2026-5", "２０２６-０５"])
def test_an_address_without_a_month_shows_this_one(typed: str) -> None:
    assert read_month(typed, today=TODAY) in (date(2026, 5, 1),)
    assert read_week(typed, today=TODAY) == TODAY


def test_a_window_moves_with_its_wall_times_over_a_change_of_clocks() -> None:
    window = Window(paris(date(2026, 10, 20), 9), paris(date(2026, 10, 23), 18), "Europe/Paris")
    found = moved(window, date(2026, 10, 24), now=LONG_AGO)
    assert found.opens_at.astimezone(PARIS).isoformat() == "2026-10-24T09:00:00+02:00"
    assert found.closes_at is not None
    assert found.closes_at.astimezone(PARIS).isoformat() == "2026-10-27T18:00:00+01:00"


def test_a_window_does_not_move_into_the_hour_that_does_not_exist_nor_into_the_past() -> None:
    window = Window(paris(date(2026, 3, 28), 2, 30), None, "Europe/Paris")
    with pytest.raises(Refused, match="does not exist"):
        moved(window, date(2026, 3, 29), now=LONG_AGO)
    with pytest.raises(Refused, match="passed already"):
        moved(window, date(2026, 3, 27), now=paris(date(2026, 3, 28), 0))
    with pytest.raises(Refused):
        moved(window, date(9999, 12, 31), now=LONG_AGO)


def test_the_holidays_are_those_of_metropolitan_france_in_both_languages() -> None:
    found = holidays_between(date(2026, 1, 1), date(2026, 12, 31))
    assert len(found) == 11
    assert [one.name("fr") for one in found][1:3] == ["Lundi de Pâques", "Fête du Travail"]
    assert [one.name("en") for one in found][1:3] == ["Easter Monday", "Labour Day"]
    assert date(2026, 12, 26) not in {one.day for one in found}
    assert [one.day for one in holidays_between(date(2026, 12, 25), date(2027, 1, 1))] == [
        date(2026, 12, 25),
        date(2027, 1, 1),
    ]


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [("", TODAY, TODAY), ("Fair", TODAY, TODAY - timedelta(days=1)), ("Fair", TODAY, date(2199, 1, 1))],
)
def test_an_event_has_a_name_and_days_in_order(name: str, first: date, last: date) -> None:
    with pytest.raises(Refused):
        check_event(name, "Fair", first, last)
