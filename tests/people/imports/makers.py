"""People for import tests: every field filled, and a file of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from advocacy.people.imports.columns import Columns, Field, recognise, template_header
from advocacy.people.imports.plan import FieldChange, Plan
from advocacy.people.imports.planning import plan
from advocacy.people.imports.rules import CurrentPerson, ImportedPerson, Rejected, person_of
from advocacy.people.rules import Kind, Language
from advocacy.sheets.rows import Row

TODAY = date(2025, 3, 10)
YESTERDAY = date(2025, 3, 9)
COLUMNS = recognise(template_header("en"))

FILLED = {
    "number": "0042",
    "given_name": "Zoé",
    "family_name": "L’Hôte",
    "email": "zoe@example.org",
    "employer": "Fnord SA",
    "employer_siren": "732829320",
    "site": "Lyon",
    "department": "Sales > Sound",
    "manager": "",
    "language": "fr",
    "start": "2020-01-02",
    "end": "",
    "kind": "employee",
}


def a_row(line: int = 2, **cells: str) -> Row:
    """A row of a file with every column; what is not told is filled."""
    return Row(line, tuple({**FILLED, **cells}[field] for field in Field))


def a_line(line: int = 2, without: Iterable[str] = (), **cells: str) -> ImportedPerson | Rejected:
    """What the row says, read from a file without the columns `without`."""
    kept = [place for place, field in enumerate(Field) if field not in set(without)]
    row = a_row(line, **cells)
    columns = recognise([template_header("en")[place] for place in kept])
    return person_of(Row(line, tuple(row.cells[place] for place in kept)), columns)


def a_file(*people: Mapping[str, str], without: Iterable[str] = ()) -> list[ImportedPerson | Rejected]:
    """The rows of a file, from line 2; addresses are made from the numbers unless told."""
    rows = []
    for line, cells in enumerate(people, start=2):
        email = f"{cells.get('number', '0042').lower() or 'nobody'}@example.org"
        rows.append(a_line(line, without, **{"email": email, **cells}))
    return rows


def a_person(number: str = "0042", **fields: Any) -> CurrentPerson:
    """Somebody employed, every field filled as `a_file` fills it."""
    person = CurrentPerson(
        number=number,
        given_name="Zoé",
        family_name="L’Hôte",
        employer="Fnord SA",
        department=("Sales", "Sound"),
        employed=True,
        email=f"{number.lower()}@example.org",
        employer_siren="732829320",
        site="Lyon",
        manager=None,
        language=Language.FRENCH,
        start=date(2020, 1, 2),
        end=None,
        kind=Kind.EMPLOYEE,
    )
    return replace(person, **fields)


def staff(*people: CurrentPerson) -> dict[str, CurrentPerson]:
    """People by their number."""
    return {person.number: person for person in people}


def planned(
    rows: Iterable[ImportedPerson | Rejected],
    current: Mapping[str, CurrentPerson] | None = None,
    *,
    complete: bool = False,
    today: date = TODAY,
    columns: Columns = COLUMNS,
    employers: Iterable[tuple[str, str | None]] = (),
) -> Plan:
    """The plan of these rows."""
    return plan(rows, current or {}, today=today, complete=complete, columns=columns, employers=employers)


def said(plan: Plan) -> list[tuple[int | None, str, str]]:
    """Line, column and sentence of every problem."""
    return [(problem.line, problem.column, str(problem)) for problem in plan.problems]


def applied(
    plan: Plan, current: Mapping[str, CurrentPerson], today: date = TODAY
) -> dict[str, CurrentPerson]:
    """The people as they are after the plan, by the plainest reading of it."""
    after = dict(current)
    for joiner in plan.joiners:
        values = {str(field): getattr(joiner, field) for field in Field}
        after[joiner.number] = CurrentPerson(**values, employed=True)
    for returner in plan.returners:
        known = after[returner.person.number]
        after[known.number] = _changed(known, returner.person, returner.fields)
    for change in plan.changes:
        known = after[change.person.number]
        after[known.number] = _changed(known, change.person, change.fields)
    for leaver in plan.leavers:
        after[leaver.number] = replace(after[leaver.number], end=leaver.end)
    for name, siren in plan.sirens:
        for number, person in after.items():
            if person.employer == name:
                after[number] = replace(person, employer_siren=siren)
    return {
        number: replace(person, employed=person.end is None or person.end >= today)
        for number, person in after.items()
    }


def _changed(known: CurrentPerson, person: ImportedPerson, fields: Iterable[FieldChange]) -> CurrentPerson:
    values = {str(change.field): change.new for change in fields}
    if "employer" in values:
        values["employer_siren"] = person.employer_siren
    return replace(known, **values)  # type: ignore[arg-type]  # the values have the types of their fields
