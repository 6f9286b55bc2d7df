"""E-mail addresses after an import: each belongs to one person, case aside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from advocacy.errors import N_
from advocacy.people.imports.columns import Field
from advocacy.people.imports.problems import Problem
from advocacy.people.imports.rules import CurrentPerson, ImportedPerson


def shared_addresses(
    current: Mapping[str, CurrentPerson], applied: Mapping[str, ImportedPerson], column: str
) -> Iterator[Problem]:
    """Yield a problem for each row whose address somebody else has after the import.

    What counts is the outcome, so that two people may exchange addresses. Somebody who left keeps theirs.
    """
    owners: dict[str, str] = {}
    for number, person in current.items():
        row = applied.get(number)
        if person.email and (row is None or Field.EMAIL not in row.stated):
            owners.setdefault(person.email.casefold(), number)
    for number, row in applied.items():
        if not row.email:
            continue
        owner = owners.setdefault(row.email.casefold(), number)
        if owner == number:
            continue
        other = applied.get(owner)
        if other is not None and other.email == row.email:
            sentence = N_("Line %(line)s has the same e-mail address (number %(number)s).")
            yield Problem(row.line, column, row.email, sentence, {"line": other.line, "number": owner})
        else:
            sentence = N_("This e-mail address belongs to somebody else (number %(number)s).")
            yield Problem(row.line, column, row.email, sentence, {"number": owner})
