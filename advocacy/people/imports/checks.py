"""What is wrong with an import that the plan alone cannot know: roles, closed departments, other people."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from advocacy.errors import N_
from advocacy.people.imports.columns import Columns, Field
from advocacy.people.imports.places import Places
from advocacy.people.imports.plan import Change, Plan, Returner
from advocacy.people.imports.problems import Problem, ProblemList
from advocacy.people.imports.rules import ImportedPerson
from advocacy.people.models.imports import PlaceKind

MOST_DEPARTMENTS = 2_000
"""As many as the pages of the organisation show. More means nearly always that another column was taken."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the checks ask. `holds_role` and `is_administrator` take a number.

    `may_touch_accounts` says that whoever uploaded the file may change the address of somebody who holds a
    role: a link sent there would be a way to that role.
    """

    columns: Columns
    known_departments: int
    other_addresses: frozenset[str]
    holds_role: Callable[[str], bool]
    administrators: frozenset[str | None]
    may_touch_accounts: bool


def checked(plan: Plan, places: Places, around: Surroundings) -> Plan:
    """The plan with these problems added to its own; every place that it needs is named in `places`."""
    problems = ProblemList()
    problems.extend(_closed_departments(plan, places, around))
    problems.extend(_addresses(plan, around))
    problems.extend(_last_administrators(plan, around))
    problems.extend(_too_many_departments(places, around))
    kept = sorted((*plan.problems, *problems.in_order()), key=lambda problem: problem.line or 0)
    return replace(plan, problems=tuple(kept), errors=plan.errors + sum(problems.counts.values()))


def _placed(plan: Plan) -> Iterator[ImportedPerson]:
    """Yield everybody whom the plan places anew."""
    moves = {Field.EMPLOYER, Field.SITE, Field.DEPARTMENT, Field.MANAGER}
    yield from plan.joiners
    yield from (returner.person for returner in plan.returners)
    yield from (
        change.person for change in plan.changes if not moves.isdisjoint(one.field for one in change.fields)
    )


def _closed_departments(plan: Plan, places: Places, around: Surroundings) -> Iterator[Problem]:
    column = around.columns.header(Field.DEPARTMENT)
    sentence = N_("This department is closed. Open it again, or name another.")
    for person in _placed(plan):
        if places.department(person.department).closed:
            yield Problem(person.line, column, " > ".join(person.department), sentence, {})


def _addresses(plan: Plan, around: Surroundings) -> Iterator[Problem]:
    column = around.columns.header(Field.EMAIL)
    taken = N_(
        "This e-mail address belongs to somebody who has no number here. Give that person a number, or"
        " another address, first."
    )
    guarded = N_(
        "%(number)s holds a role, so only an administrator may change the address. Ask one to change it on"
        " the person's page first."
    )
    known: tuple[Change | Returner, ...] = (*plan.changes, *plan.returners)
    for person in (*plan.joiners, *(one.person for one in known)):
        if person.email and person.email.casefold() in around.other_addresses:
            yield Problem(person.line, column, person.email, taken, {})
    if around.may_touch_accounts:
        return
    for change in known:
        number = change.person.number
        if around.holds_role(number) and any(one.field is Field.EMAIL for one in change.fields):
            yield Problem(change.person.line, column, change.person.email or "", guarded, {"number": number})


def _last_administrators(plan: Plan, around: Surroundings) -> Iterator[Problem]:
    leaving = [leaver for leaver in plan.leavers if leaver.number in around.administrators]
    if not leaving or len(leaving) < len(around.administrators):
        return
    first = leaving[0]
    sentence = N_(
        "%(number)s is the last administrator and would leave. Make somebody else an administrator first."
    )
    yield Problem(
        first.line, around.columns.header(Field.NUMBER), first.number, sentence, {"number": first.number}
    )


def _too_many_departments(places: Places, around: Surroundings) -> Iterator[Problem]:
    made = sum(place.kind is PlaceKind.DEPARTMENT and place.place_id is None for place in places.named)
    if made and made + around.known_departments > MOST_DEPARTMENTS:
        sentence = N_(
            "The file names %(count)s departments that are not known; at most %(limit)s departments are"
            " possible. Perhaps this column holds something else."
        )
        yield Problem(
            None,
            around.columns.header(Field.DEPARTMENT),
            "",
            sentence,
            {"count": made, "limit": MOST_DEPARTMENTS},
        )
