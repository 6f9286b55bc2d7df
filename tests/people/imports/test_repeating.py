"""Whatever the file and whoever is known: applied and planned again, nothing is left to do."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from advocacy.people.imports.columns import Field
from advocacy.people.imports.managers import manager_loops
from advocacy.people.imports.rules import CurrentPerson
from advocacy.people.rules import Kind, Language
from tests.people.imports.makers import TODAY, a_file, a_person, applied, planned, staff

NUMBERS = [f"P{n}" for n in range(8)]
DAYS = [TODAY + timedelta(days=n) for n in (-400, -30, -1, 0, 1, 30, 400)]
OPTIONAL = [
    field for field in Field if field not in ("number", "given_name", "family_name", "employer", "department")
]

CELLS = {
    "given_name": st.sampled_from(["Zoé", "Léa"]),
    "email": st.sampled_from(["", "a@example.org", "B@example.org", "c@example.org"]),
    "employer": st.sampled_from(["Fnord SA", "FNORD sa", "Gadget", "552100554"]),
    "employer_siren": st.just(""),
    "site": st.sampled_from(["", "Lyon", "LYON", "Paris"]),
    "department": st.sampled_from(["Sales", "SALES > Sound", "Sales > Sound"]),
    "manager": st.sampled_from(["", *NUMBERS[:2]]),
    "language": st.sampled_from(["", "fr", "en"]),
    "start": st.sampled_from(["", *(day.isoformat() for day in DAYS)]),
    "end": st.sampled_from(["", "", *(day.isoformat() for day in DAYS)]),
    "kind": st.sampled_from(["", "employee", "external"]),
}
ROWS = st.dictionaries(st.sampled_from(NUMBERS), st.fixed_dictionaries({}, optional=CELLS), max_size=8)


@st.composite
def known_people(draw: st.DrawFn) -> dict[str, CurrentPerson]:
    """People as a database would have them: dates in order, employed or not by their dates."""
    people = []
    for number in draw(st.lists(st.sampled_from(NUMBERS), unique=True)):
        start, end = draw(st.sampled_from(DAYS)), draw(st.none() | st.sampled_from(DAYS))
        if end is not None and end < start:
            start, end = end, start
        employer = draw(
            st.sampled_from([("Fnord SA", "732829320"), ("Gadget", None), ("Gizmo", "552100554")])
        )
        people.append(
            a_person(
                number,
                start=start,
                end=end,
                employed=end is None or end >= TODAY,
                employer=employer[0],
                employer_siren=employer[1],
                site=draw(st.sampled_from([None, "lyon", "Lyon"])),
                department=draw(st.sampled_from([("Sales",), ("sales", "Sound"), ("Sales", "sound")])),
                manager=draw(st.none() | st.sampled_from(NUMBERS[2:4])),
                language=draw(st.sampled_from(Language)),
                kind=draw(st.sampled_from([Kind.EMPLOYEE, Kind.EXTERNAL])),
            )
        )
    return staff(*people)


@given(ROWS, known_people(), st.booleans(), st.sets(st.sampled_from(OPTIONAL)))
def test_a_plan_applied_leaves_nothing_to_do(
    rows: dict[str, dict[str, str]], current: dict[str, CurrentPerson], complete: bool, without: set[Field]
) -> None:
    lines = a_file(*({"number": number, **cells} for number, cells in rows.items()), without=without)
    plan = planned(lines, current, complete=complete)
    if plan.applicable:
        after = applied(plan, current)
        # An employer stays known when nobody works there any more.
        known = [(person.employer, person.employer_siren) for person in current.values()]
        again = planned(lines, after, complete=complete, employers=known)
        assert again.applicable, again.problems
        assert again.empty, again
        assert applied(again, after) == after


@given(st.dictionaries(st.integers(0, 12).map(str), st.none() | st.integers(0, 12).map(str)))
def test_loops_are_found_exactly(managers: dict[str, str | None]) -> None:
    def returns(person: str) -> bool:
        step = managers[person]
        for _ in range(len(managers)):
            if step is None or step == person:
                break
            step = managers.get(step)
        return step == person

    loops = list(manager_loops(managers))
    assert sorted(number for loop in loops for number in loop) == sorted(filter(returns, managers))
    for loop in loops:
        assert [managers[number] for number in loop] == [*loop[1:], loop[0]]


def test_a_day_later_the_same_file_still_changes_nothing() -> None:
    lines = a_file({"number": "P1", "start": ""}, {"number": "P2", "end": "2025-03-10"}, {"number": "P3"})
    current = staff(a_person("P2"), a_person("P4"))
    after = applied(planned(lines, current, complete=True), current)
    tomorrow = date(2025, 3, 11)
    again = planned(lines, applied(planned([], after), after, tomorrow), complete=True, today=tomorrow)
    assert again.empty
