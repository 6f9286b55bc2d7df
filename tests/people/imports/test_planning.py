"""What an import would do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from advocacy.people.imports.columns import Field
from advocacy.people.imports.plan import Change, FieldChange, Leaver, LeavingReason
from advocacy.people.imports.problems import MOST_PROBLEMS_KEPT, Severity
from advocacy.people.rules import Kind
from tests.people.imports.makers import TODAY, YESTERDAY, a_file, a_person, applied, planned, said, staff

TOMORROW = TODAY + timedelta(days=1)


def test_somebody_new_joins_on_the_day_told_or_today() -> None:
    rows = a_file({"number": "1", "start": "2025-04-01"}, {"number": "2", "start": "", "kind": ""})
    plan = planned(rows)
    assert [(p.number, p.start, p.kind) for p in plan.joiners] == [
        ("1", date(2025, 4, 1), Kind.EMPLOYEE),
        ("2", TODAY, Kind.EMPLOYEE),
    ]
    assert plan.applicable
    assert not plan.problems


def test_the_same_file_again_changes_nothing() -> None:
    rows = a_file({"number": "1"}, {"number": "2", "manager": "1", "start": ""})
    plan = planned(rows)
    again = planned(rows, applied(plan, {}))
    assert again.empty
    assert again.unchanged == 2


def test_a_change_names_the_old_and_the_new() -> None:
    rows = a_file({"department": "Sales > Books", "manager": "7"})
    plan = planned(rows, staff(a_person("0042"), a_person("7")))
    assert plan.changes == (
        Change(
            plan.changes[0].person,
            (
                FieldChange(Field.DEPARTMENT, ("Sales", "Sound"), ("Sales", "Books")),
                FieldChange(Field.MANAGER, None, "7"),
            ),
        ),
    )
    assert (plan.joiners, plan.leavers, plan.unchanged) == ((), (), 0)


def test_an_empty_cell_takes_the_manager_away_and_a_missing_column_keeps_her() -> None:
    current = staff(a_person("0042", manager="7"), a_person("7"))
    assert planned(a_file({"manager": ""}), current).changes[0].fields == (
        FieldChange(Field.MANAGER, "7", None),
    )
    assert planned(a_file({}, without=["manager"]), current).unchanged == 1


def test_another_spelling_of_a_place_or_address_is_no_change_and_no_new_place() -> None:
    current = staff(a_person("1", department=("Électro", "Son"), site="Lyon", email="A@Example.org"))
    same = {"department": "ELECTRO > son", "site": "LYON", "employer": "FNORD SA"}
    plan = planned(
        a_file({"number": "1", "email": "a@example.org", **same}, {"number": "2", **same}), current
    )
    assert plan.unchanged == 1
    joiner = plan.joiners[0]
    assert (joiner.department, joiner.site, joiner.employer) == (("Électro", "Son"), "Lyon", "Fnord SA")


def test_only_a_complete_file_makes_the_absent_leave() -> None:
    current = staff(a_person("1"), a_person("2"))
    rows = a_file({"number": "1"})
    assert planned(rows, current).empty
    plan = planned(rows, current, complete=True)
    assert plan.leavers == (Leaver("2", YESTERDAY, LeavingReason.ABSENT),)
    assert planned(rows, applied(plan, current), complete=True).empty


@pytest.mark.parametrize(
    ("person", "end"),
    [
        (a_person("2", start=TODAY), TODAY),  # a day cannot end before it begins
        (a_person("2", start=None), YESTERDAY),
        (a_person("2", end=date(2025, 12, 31)), YESTERDAY),
        (a_person("2", end=TODAY), None),
        (a_person("2", start=TOMORROW), None),
        (a_person("2", employed=False, end=date(2024, 1, 1)), None),
    ],
)
def test_who_is_absent_leaves_unless_leaving_or_yet_to_come(person: object, end: date | None) -> None:
    current = staff(a_person("1"), person)  # type: ignore[arg-type]
    plan = planned(a_file({"number": "1"}), current, complete=True)
    assert [leaver.end for leaver in plan.leavers] == ([end] if end else [])
    assert planned(a_file({"number": "1"}), applied(plan, current), complete=True).empty


def test_a_line_with_a_problem_does_not_make_its_person_leave() -> None:
    rows = a_file({"number": "1"}, {"number": "2", "start": "soon"})
    plan = planned(rows, staff(a_person("1"), a_person("2")), complete=True)
    assert plan.leavers == ()
    assert not plan.applicable


@pytest.mark.parametrize("end", [YESTERDAY, TODAY, TOMORROW, date(2026, 1, 31)])
def test_an_end_date_makes_a_leaver_past_or_to_come(end: date) -> None:
    current = staff(a_person())
    plan = planned(a_file({"end": end.isoformat()}), current)
    assert plan.leavers == (Leaver("0042", end, LeavingReason.END_DATE, 2),)
    assert plan.changes == ()
    after = applied(plan, current)
    assert after["0042"].employed == (end >= TODAY)
    assert planned(a_file({"end": end.isoformat()}), after).unchanged == 1


def test_an_end_that_moves_or_vanishes_is_a_change() -> None:
    current = staff(a_person(end=date(2025, 6, 30)))
    moved = planned(a_file({"end": "2025-12-31"}), current)
    assert moved.changes[0].fields == (FieldChange(Field.END, date(2025, 6, 30), date(2025, 12, 31)),)
    stays = planned(a_file({"end": ""}), current)
    assert stays.changes[0].fields == (FieldChange(Field.END, date(2025, 6, 30), None),)
    assert moved.leavers == stays.leavers == ()


def test_somebody_who_left_returns() -> None:
    current = staff(a_person(employed=False, end=date(2024, 1, 31)))
    plan = planned(a_file({"start": "2025-04-01", "site": "Paris"}), current)
    assert plan.returners[0].start == date(2025, 4, 1)
    assert plan.returners[0].fields == (
        FieldChange(Field.SITE, "Lyon", "Paris"),
        FieldChange(Field.START, date(2020, 1, 2), date(2025, 4, 1)),
        FieldChange(Field.END, date(2024, 1, 31), None),
    )
    after = applied(plan, current)
    assert after["0042"].employed
    assert planned(a_file({"start": "2025-04-01", "site": "Paris"}), after).empty


def test_a_returner_without_a_start_returns_today() -> None:
    current = staff(a_person(employed=False, end=date(2024, 1, 31)))
    plan = planned(a_file({}, without=["start", "end"]), current)
    assert plan.returners[0].start == TODAY


def test_people_long_gone_in_the_file_are_passed_over() -> None:
    rows = a_file({"number": "1", "end": "2024-01-31"}, {"number": "2", "end": "2024-01-31"})
    plan = planned(rows, staff(a_person("2", employed=False, end=date(2023, 1, 1))))
    assert plan.empty
    assert (plan.past, plan.unchanged) == (1, 1)


def test_two_people_with_one_number_are_named_by_line() -> None:
    plan = planned(a_file({"number": "a1"}, {"number": "2"}, {"number": " A1", "email": "x@example.org"}))
    assert said(plan) == [
        (4, "Number", "Line 2 has the same number. Each person has one number and one line.")
    ]
    assert not plan.applicable


def test_two_people_with_one_address_are_named_whatever_its_case() -> None:
    plan = planned(
        a_file({"number": "1", "email": "zoe@example.org"}, {"number": "2", "email": "ZOE@example.org"})
    )
    assert said(plan) == [(3, "E-mail", "Line 2 has the same e-mail address (number 1).")]


@pytest.mark.parametrize("employed", [True, False])
def test_an_address_of_somebody_else_is_refused(employed: bool) -> None:
    other = a_person("9", email="Zoe@Example.org", employed=employed, end=None if employed else YESTERDAY)
    plan = planned(a_file({"number": "1", "email": "zoe@example.org"}), staff(other))
    assert said(plan) == [(2, "E-mail", "This e-mail address belongs to somebody else (number 9).")]


def test_two_people_may_exchange_addresses() -> None:
    current = staff(a_person("1", email="a@example.org"), a_person("2", email="b@example.org"))
    rows = a_file({"number": "1", "email": "b@example.org"}, {"number": "2", "email": "a@example.org"})
    plan = planned(rows, current)
    assert plan.applicable
    assert len(plan.changes) == 2


def test_an_address_that_its_owner_gives_up_is_free() -> None:
    current = staff(a_person("1", email="a@example.org"))
    rows = a_file({"number": "1", "email": "new@example.org"}, {"number": "2", "email": "a@example.org"})
    assert planned(rows, current).applicable
    kept = planned(a_file({"number": "2", "email": "a@example.org"}), current)
    assert not kept.applicable


def test_a_manager_may_stand_further_down_or_only_be_known() -> None:
    rows = a_file({"number": "1", "manager": "3"}, {"number": "2", "manager": "9"}, {"number": "3"})
    assert planned(rows, staff(a_person("9"))).applicable


@pytest.mark.parametrize("gone", [False, True])
def test_a_manager_who_does_not_exist_is_named(gone: bool) -> None:
    current = staff(a_person("99", employed=False, end=YESTERDAY)) if gone else {}
    plan = planned(a_file({"number": "1", "manager": "99"}), current)
    assert said(plan) == [(2, "Manager", "Nobody with the number 99 is in the file or employed.")]


def test_a_manager_whose_own_line_is_wrong_is_not_called_missing() -> None:
    plan = planned(a_file({"number": "1", "manager": "2"}, {"number": "2", "language": "xx"}))
    assert [line for line, _, _ in said(plan)] == [3]


def test_a_manager_who_left_before_is_a_warning_while_the_file_only_repeats_it() -> None:
    current = staff(a_person("1", manager="9"), a_person("9", employed=False, end=date(2024, 1, 1)))
    plan = planned(a_file({"number": "1", "manager": "9"}), current)
    assert said(plan) == [(2, "Manager", "The manager 9 has left. Name another.")]
    assert plan.applicable


def test_a_loop_of_managers_is_told_as_a_round_trip() -> None:
    rows = a_file(
        {"number": "X", "manager": "B"},
        {"number": "C", "manager": "A"},
        {"number": "A", "manager": "B"},
        {"number": "B", "manager": "C"},
    )
    assert said(planned(rows)) == [
        (3, "Manager", "These people manage each other in a circle: C → A → B → C.")
    ]


def test_a_loop_may_close_through_people_who_are_not_in_the_file() -> None:
    current = staff(a_person("1", manager="2"), a_person("2"))
    plan = planned(a_file({"number": "2", "manager": "1"}), current)
    assert said(plan) == [(2, "Manager", "These people manage each other in a circle: 2 → 1 → 2.")]


def test_a_loop_that_the_file_does_not_touch_does_not_stop_it() -> None:
    current = staff(a_person("1", manager="2"), a_person("2", manager="1"))
    assert planned(a_file({"number": "1"}, without=["manager"]), current).applicable


def test_somebody_who_leaves_takes_no_part_in_a_loop() -> None:
    current = staff(a_person("1", manager="2"), a_person("2"))
    rows = a_file({"number": "2", "manager": "1", "end": YESTERDAY.isoformat()})
    assert planned(rows, current).applicable


def test_somebody_whose_last_day_is_today_takes_no_part_in_a_loop_on_either_run() -> None:
    current = staff(a_person("1", manager="2", start=TODAY), a_person("3"), a_person("4"))
    rows = a_file({"number": "2", "manager": "1"}, {"number": "3"}, {"number": "4"})
    plan = planned(rows, current, complete=True)
    assert plan.applicable
    assert planned(rows, applied(plan, current), complete=True).applicable


def test_a_very_long_loop_is_shortened_and_a_deep_tree_is_none() -> None:
    people = [{"number": f"{n}", "manager": f"{n + 1}"} for n in range(5_000)]
    deep = planned(a_file(*people, {"number": "5000"}))
    assert deep.applicable
    (problem,) = planned(a_file(*people, {"number": "5000", "manager": "0"})).problems
    assert str(problem).endswith("0 → 1 → 2 → 3 → 4 → 5 → 6 → 7 → … → 0.")


def test_a_leaver_who_still_manages_people_is_a_warning() -> None:
    current = staff(a_person("1"), *(a_person(f"{n}", manager="1") for n in range(2, 12)))
    rows = a_file(*({"number": f"{n}", "manager": "1"} for n in range(2, 12)))
    plan = planned(rows, current, complete=True)
    assert plan.applicable
    assert said(plan) == [(None, "Manager", "1 leaves (last day 2025-03-09) and still manages people: 10.")]
    assert planned(rows, applied(plan, current), complete=True).applicable


@pytest.mark.parametrize(("leaving", "asked"), [(2, False), (3, True)])
def test_more_than_a_fifth_leaving_must_be_confirmed(leaving: int, asked: bool) -> None:
    current = staff(*(a_person(f"{n}") for n in range(10)))
    rows = a_file(*({"number": f"{n}"} for n in range(leaving, 10)))
    plan = planned(rows, current, complete=True)
    assert plan.needs_confirmation is asked
    assert plan.applicable
    assert (plan.warnings, plan.errors) == (int(asked), 0)
    if asked:
        assert said(plan) == [
            (None, "", "3 of 10 people would leave. Confirm that the file is the right one.")
        ]


def test_a_number_that_lost_its_zeros_is_a_warning() -> None:
    plan = planned(a_file({"number": "42", "email": "new@example.org"}), staff(a_person("0042")))
    assert said(plan) == [
        (2, "Number", "Is this 0042, who is known? Spreadsheet programs drop zeros at the beginning.")
    ]
    assert plan.problems[0].severity is Severity.WARNING


def test_dates_are_checked_with_what_is_known() -> None:
    current = staff(a_person(start=date(2024, 6, 1)))
    plan = planned(a_file({"end": "2024-05-31"}, without=["start"]), current)
    assert said(plan)[1:] == [(2, "End date", "The end (2024-05-31) lies before the start (2024-06-01).")]


def test_somebody_who_becomes_external_needs_an_end_date() -> None:
    rows = a_file({"kind": "external"}, without=["end"])
    assert said(planned(rows, staff(a_person()))) == [
        (2, "End date", "An external person needs an end date.")
    ]
    assert planned(rows, staff(a_person(end=date(2026, 1, 1)))).applicable
    assert not planned(rows).applicable


def test_an_employer_told_by_siren_gets_its_name_from_the_file_or_from_what_is_known() -> None:
    by_siren = {"number": "1", "employer": "552100554", "employer_siren": ""}
    named = {"number": "2", "employer": "Gadget SAS", "employer_siren": "552100554"}
    assert [p.employer for p in planned(a_file(by_siren, named)).joiners] == ["Gadget SAS", "Gadget SAS"]
    plan = planned(a_file(by_siren), employers=[("Gadget SAS", "552100554")])
    assert [p.employer for p in plan.joiners] == ["Gadget SAS"]
    unknown = planned(a_file(by_siren))
    assert said(unknown)[0][2].startswith("No employer with the SIREN 552100554 is known.")


def test_a_name_gets_the_siren_that_another_line_tells() -> None:
    rows = a_file({"number": "1", "employer_siren": ""}, {"number": "2"})
    assert [p.employer_siren for p in planned(rows).joiners] == ["732829320", "732829320"]


def test_one_siren_with_two_names_or_one_name_with_two_sirens_is_refused() -> None:
    rows = a_file(
        {"number": "1"},
        {"number": "2", "employer": "Other"},
        {"number": "3", "employer_siren": "552100554"},
    )
    assert said(planned(rows)) == [
        (
            3,
            "Employer",
            "The SIREN 732829320 belongs to “Fnord SA”, not to “Other”. If the employer has a new name,"
            " change it there first.",
        ),
        (4, "Employer", "“Fnord SA” has the SIREN 732829320, not 552100554."),
    ]


def test_a_siren_that_the_file_adds_to_a_known_employer_is_told_once() -> None:
    current = staff(a_person("1", employer_siren=None), a_person("2", employer_siren=None))
    rows = a_file({"number": "1"}, {"number": "2"})
    plan = planned(rows, current)
    assert plan.sirens == (("Fnord SA", "732829320"),)
    assert plan.changes == ()
    assert planned(rows, applied(plan, current)).empty


def test_problems_are_all_counted_and_the_first_ones_kept() -> None:
    rows = a_file(*({"number": f"{n}", "language": "xx"} for n in range(MOST_PROBLEMS_KEPT + 5)))
    plan = planned(rows)
    assert plan.errors == MOST_PROBLEMS_KEPT + 5
    assert len(plan.problems) == MOST_PROBLEMS_KEPT
    assert plan.problems[0].line == 2


def test_planning_changes_nothing_it_was_given() -> None:
    current = staff(a_person("1"), a_person("2"))
    before = {number: replace(person) for number, person in current.items()}
    planned(a_file({"number": "1", "site": "Paris"}), current, complete=True)
    assert current == before
