"""Which version is asked, which acts count, until when, and who is late: every case, without a database."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from advocacy.charter.rules import Act, Force, Weight
from advocacy.charter.rules.audience import AudienceLine
from advocacy.charter.rules.standing import (
    Because,
    Days,
    Situation,
    Standing,
    concerned_since,
    due_on,
    standing,
)
from advocacy.charter.rules.versions import (
    DatedLine,
    VersionFacts,
    VersionState,
    Window,
    asked,
    covers,
    in_force,
    origin_of,
    state,
)

LIVE = date(2026, 1, 5)
MATERIAL, MINOR = Weight.MATERIAL, Weight.MINOR


def day(number: int) -> date:
    return LIVE + timedelta(days=number)


def noon(number: int) -> datetime:
    return datetime.combine(day(number), time(12), UTC)


def a_version(
    number: int = 1,
    weight: Weight = MATERIAL,
    *,
    live: int = 0,
    term: int = 30,
    joiners: int = 14,
    withdrawn: int | None = None,
    recorded: int | None = None,
    **values,
) -> VersionFacts:
    return VersionFacts(
        id=100 + number,
        document_id=1,
        number=number,
        weight=weight,
        live_at=noon(live),
        live_on=day(live),
        due_on=day(live + term),
        days_to_acknowledge=joiners,
        recorded_at=noon(live if recorded is None else recorded),
        withdrawn_at=None if withdrawn is None else noon(withdrawn),
        withdrawn_on=None if withdrawn is None else day(withdrawn),
        **{"force": Force.INFORMATIVE, **values},
    )


class TestTheVersionInForce:
    def test_is_the_greatest_number_among_the_live(self):
        versions = [a_version(2, live=10), a_version(1), a_version(3, live=20)]
        assert in_force(versions, noon(15)).number == 2
        assert in_force(versions, noon(20)).number == 3

    def test_is_none_before_the_first_goes_live(self):
        assert in_force([a_version(1)], noon(0) - timedelta(seconds=1)) is None
        assert in_force([], noon(0)) is None

    def test_falls_back_when_the_latest_is_withdrawn(self):
        versions = [a_version(1), a_version(2, live=10, withdrawn=12)]
        assert in_force(versions, noon(12) - timedelta(seconds=1)).number == 2
        assert in_force(versions, noon(12)).number == 1

    @pytest.mark.parametrize(
        ("at", "expected"),
        [
            (-1, ["scheduled", "scheduled", "scheduled"]),
            (0, ["published", "scheduled", "scheduled"]),
            (10, ["superseded", "published", "scheduled"]),
            (15, ["published", "withdrawn", "scheduled"]),
            (20, ["superseded", "withdrawn", "published"]),
        ],
    )
    def test_and_the_states_of_all(self, at: int, expected: list[str]):
        versions = [a_version(1), a_version(2, live=10, withdrawn=15), a_version(3, live=20)]
        assert [state(version, versions, noon(at)) for version in versions] == [
            VersionState(e) for e in expected
        ]


class TestWhatCounts:
    def test_an_act_before_a_minor_version_counts_and_before_a_material_one_does_not(self):
        one, two, three = a_version(1), a_version(2, MINOR, live=1), a_version(3, MATERIAL, live=2)
        versions = [one, two, three]
        assert covers(one, two, versions)
        assert not covers(one, three, versions)
        assert not covers(two, three, versions)
        assert covers(three, three, versions)

    def test_an_act_on_a_later_version_does_not_count_for_an_earlier_one(self):
        one, two = a_version(1), a_version(2, MINOR, live=1)
        assert not covers(two, one, [one, two])

    def test_a_chain_of_minor_versions_goes_back_to_the_material_one(self):
        versions = [a_version(1), a_version(2), a_version(3, MINOR, live=3), a_version(4, MINOR, live=4)]
        assert origin_of(versions[3], versions).number == 2
        assert asked(versions[3], versions, noon(5)).counting_ids == (102, 103, 104)

    def test_the_first_version_is_where_a_chain_of_minor_ones_begins(self):
        versions = [a_version(1, MINOR), a_version(2, MINOR, live=1)]
        assert origin_of(versions[1], versions).number == 1

    def test_a_material_version_withdrawn_before_the_next_was_published_does_not_count(self):
        versions = [a_version(1), a_version(2, live=5, withdrawn=8), a_version(3, MINOR, live=10)]
        assert origin_of(versions[2], versions).number == 1

    def test_a_material_version_withdrawn_later_does(self):
        versions = [a_version(1), a_version(2, live=5, withdrawn=12), a_version(3, MINOR, live=10)]
        assert origin_of(versions[2], versions).number == 2


class TestTheClock:
    def test_starts_on_the_day_the_material_version_went_live_whatever_minor_ones_followed(self):
        versions = [a_version(1, term=30), a_version(2, MINOR, live=20, term=30)]
        what = asked(versions[1], versions, noon(21))
        assert (what.asked_from, what.days) == (day(0), 30)

    def test_starts_again_with_a_newer_material_version(self):
        versions = [a_version(1, term=30), a_version(2, live=40, term=20)]
        what = asked(versions[1], versions, noon(41))
        assert (what.asked_from, what.days) == (day(40), 20)

    def test_starts_on_the_day_a_withdrawal_brings_the_version_back(self):
        versions = [a_version(1, term=30, joiners=14), a_version(2, live=40, withdrawn=50)]
        what = asked(versions[0], versions, noon(50))
        assert (what.asked_from, what.days) == (day(50), 14)

    def test_is_untouched_by_a_later_version_cancelled_before_it_was_live(self):
        versions = [a_version(1, term=30), a_version(2, live=40, withdrawn=20)]
        assert asked(versions[0], versions, noon(45)).asked_from == day(0)

    @pytest.mark.parametrize(
        ("absences", "expected"),
        [
            ([], 10),
            ([Days(day(2), day(5))], 13),
            ([Days(day(-9), day(4))], 14),
            ([Days(day(-9), day(0))], 10),
            ([Days(day(2), day(5)), Days(day(3), day(6))], 14),
            ([Days(day(2), day(9)), Days(day(3), day(4))], 17),
            ([Days(day(3), day(5)), Days(day(2), day(3))], 13),
            ([Days(day(10), day(12))], 12),
            ([Days(day(11), day(12))], 10),
            ([Days(day(2), day(4)), Days(day(12), day(15))], 15),
            ([Days(day(2), day(4)), Days(day(13), day(15))], 12),
            ([Days(day(5), None)], 15),
            ([Days(day(9), None)], 11),
        ],
    )
    def test_stands_still_on_absent_days(self, absences: list[Days], expected: int):
        assert due_on(day(0), 10, absences, day(9)) == day(expected)

    def test_never_passes_the_last_day_of_an_absence_that_goes_on(self):
        late = Days(day(20), day(30))
        assert due_on(day(0), 10, [late], day(25)) == day(29)
        assert due_on(day(0), 10, [late], day(30)) == day(10)
        assert due_on(day(0), 10, [Days(day(20), None)], day(25)) == day(25)


class TestSinceWhen:
    @pytest.mark.parametrize(
        ("spans", "expected"),
        [
            ([], None),
            ([Days(day(1))], 1),
            ([Days(day(11))], None),
            ([Days(day(1), day(10))], None),
            ([Days(day(1), day(11))], 1),
            ([Days(day(1), day(5)), Days(day(5))], 1),
            ([Days(day(1), day(5)), Days(day(6))], 6),
            ([Days(day(1), day(8)), Days(day(3), day(4)), Days(day(8))], 1),
            ([Days(day(6)), Days(day(1), day(7))], 1),
            ([Days(day(1), day(3)), Days(day(12))], None),
            ([Days(day(1)), Days(day(4), day(6))], 1),
        ],
    )
    def test_is_the_beginning_of_the_unbroken_run(self, spans: list[Days], expected: int | None):
        assert concerned_since(spans, day(10)) == (None if expected is None else day(expected))


ONE = a_version(1, term=30, joiners=14)
ASKED = asked(ONE, [ONE], noon(0))


class TestStanding:
    @pytest.mark.parametrize(
        ("person", "on", "expected", "last"),
        [
            (Situation(concerned_since=day(0)), 30, Standing.OWED, 30),
            (Situation(concerned_since=day(0)), 31, Standing.OVERDUE, 30),
            (Situation(concerned_since=day(20)), 34, Standing.OWED, 34),
            (Situation(concerned_since=day(20)), 35, Standing.OVERDUE, 34),
            (Situation(concerned_since=day(0), act=Act.ACKNOWLEDGED), 99, Standing.ACKNOWLEDGED, None),
            (Situation(concerned_since=day(0), act=Act.OBJECTED), 99, Standing.OBJECTED, None),
            (Situation(act=Act.ACKNOWLEDGED), 99, Standing.ACKNOWLEDGED, None),
            (Situation(), 99, Standing.EXEMPT, None),
            (Situation(employed=False, concerned_since=day(0)), 5, Standing.LEFT, None),
            (Situation(employed=False, act=Act.ACKNOWLEDGED), 5, Standing.LEFT, None),
        ],
    )
    def test_follows_from_the_facts(self, person: Situation, on: int, expected: Standing, last: int | None):
        answer = standing(ASKED, person, day(on))
        assert answer.standing is expected
        assert answer.due_on == (None if last is None else day(last))

    def test_says_why(self):
        assert standing(ASKED, Situation(), day(1)).because is Because.NOT_IN_AUDIENCE
        assert standing(ASKED, Situation(employed=False), day(1)).because is Because.NOT_EMPLOYED
        away = Situation(concerned_since=day(0), absences=(Days(day(1)),))
        assert standing(ASKED, away, day(1)).because is Because.ABSENT
        assert standing(ASKED, Situation(concerned_since=day(0)), day(1)).because is None

    def test_nobody_is_overdue_while_absent_and_everybody_late_is_again_when_back(self):
        away = Situation(concerned_since=day(0), absences=(Days(day(40), day(50)),))
        assert standing(ASKED, away, day(39)).standing is Standing.OVERDUE
        assert standing(ASKED, away, day(49)).standing is Standing.OWED
        assert standing(ASKED, away, day(50)).standing is Standing.OVERDUE

    def test_a_binding_version_is_not_overdue_before_it_binds_the_employer(self):
        version = a_version(1, term=10, force=Force.BINDING, binding_on={7: day(35), 8: day(5)})
        what = asked(version, [version], noon(0))
        for employer, first_late in ((7, 35), (8, 11)):
            person = Situation(employer_id=employer, concerned_since=day(0))
            assert standing(what, person, day(first_late - 1)).standing is Standing.OWED
            assert standing(what, person, day(first_late)).standing is Standing.OVERDUE

    def test_a_binding_version_is_never_overdue_where_it_does_not_bind(self):
        version = a_version(1, term=10, force=Force.BINDING, binding_on={7: day(35)})
        what = asked(version, [version], noon(0))
        answer = standing(what, Situation(employer_id=9, concerned_since=day(0)), day(400))
        assert (answer.standing, answer.because) == (Standing.OWED, Because.NOT_BINDING_YET)


class TestWindows:
    SHOES, TILLS = AudienceLine(department_id=1), AudienceLine(department_id=2)

    def test_everyone_from_the_first_day_on(self):
        assert ASKED.windows == (Window(day(0), None, None),)

    def test_a_minor_version_with_a_wider_audience_asks_the_new_ones_from_its_own_day(self):
        one = a_version(1, audience=(DatedLine(self.SHOES, day(0)),))
        two = a_version(
            2, MINOR, live=10, audience=(DatedLine(self.SHOES, day(10)), DatedLine(self.TILLS, day(10)))
        )
        windows = asked(two, [one, two], noon(11)).windows
        assert windows == (
            Window(day(0), day(10), (self.SHOES,)),
            Window(day(10), None, (self.SHOES, self.TILLS)),
        )

    def test_lines_hold_on_their_own_days(self):
        lines = (DatedLine(self.SHOES, day(-5), day(20)), DatedLine(self.TILLS, day(8)))
        one = a_version(1, audience=lines)
        windows = asked(one, [one], noon(1)).windows
        assert windows == (Window(day(0), day(20), (self.SHOES,)), Window(day(8), None, (self.TILLS,)))

    def test_a_line_that_names_nothing_is_everyone(self):
        one = a_version(1, audience=(DatedLine(AudienceLine(), day(0)), DatedLine(self.SHOES, day(0))))
        assert asked(one, [one], noon(1)).windows == (Window(day(0), None, None),)
