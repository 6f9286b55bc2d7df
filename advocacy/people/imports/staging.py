"""A plan as rows to stage: what the preview shows, and the dated facts that applying it writes."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from advocacy.people.imports import moves, preview
from advocacy.people.imports.columns import Field
from advocacy.people.imports.course import Course, Pieces, without
from advocacy.people.imports.facts import days
from advocacy.people.imports.moves import Move
from advocacy.people.imports.names import place_key
from advocacy.people.imports.places import Places, StagedPlace
from advocacy.people.imports.plan import Change, Leaver, Plan, Returner
from advocacy.people.imports.preview import Staged
from advocacy.people.imports.rules import ImportedPerson
from advocacy.people.models.imports import FactKind, RowOutcome
from advocacy.people.queries.staff import Known
from advocacy.people.rules import Kind, Language

_IDENTITY = frozenset({Field.GIVEN_NAME, Field.FAMILY_NAME, Field.EMAIL, Field.LANGUAGE, Field.KIND})
_PLACE = frozenset({Field.EMPLOYER, Field.SITE, Field.DEPARTMENT, Field.MANAGER})
_SHOWN_OF_JOINER = (
    Field.EMPLOYER,
    Field.SITE,
    Field.DEPARTMENT,
    Field.MANAGER,
    Field.EMAIL,
    Field.LANGUAGE,
    Field.START,
    Field.END,
    Field.KIND,
)


@dataclass(slots=True)
class Person:
    """Somebody who is staged: rows of the preview, and facts."""

    rows: list[Staged]
    facts: list[Staged]


class Stage:
    """Turns the decisions of a plan into staged rows, one person at a time."""

    def __init__(
        self,
        plan: Plan,
        places: Places,
        *,
        known: Mapping[str, Known],
        grants: Mapping[int, Pieces],
        today: date,
        language: Language,
    ) -> None:
        """`known` is everybody by number, `grants` the roles by person; `language` for whoever has none."""
        self._plan = plan
        self._places = places
        self._known = known
        self._grants = grants
        self._today = today
        self._language = language
        self._leavers = {leaver.number: leaver for leaver in plan.leavers}
        self._changed = frozenset(change.person.number for change in plan.changes)

    def people(self) -> Iterator[Person]:
        """Everybody of the plan, then its problems. Every place met is named in `places`."""
        for joiner in self._plan.joiners:
            yield self._joiner(joiner)
        for change in self._plan.changes:
            yield self._change(change)
        for returner in self._plan.returners:
            yield self._returner(returner)
        for leaver in self._plan.leavers:
            yield self._leaver(leaver)
        for problem in self._plan.problems:
            yield Person([preview.problem_row(problem)], [])

    def _joiner(self, person: ImportedPerson) -> Person:
        assert person.start is not None, "a plan fills in the start"
        said = {str(field): preview.plain(getattr(person, field)) for field in _SHOWN_OF_JOINER}
        row = preview.row(RowOutcome.JOINER, person.line, person.number, preview.called(person), said)
        row |= preview.identity(
            person.given_name,
            person.family_name,
            person.email,
            person.language or self._language,
            person.kind or Kind.EMPLOYEE,
        )
        row["subject"] = secrets.token_hex(16)
        course = moves.joined(person.start, _day_after(person.end))
        return Person([row], self._facts(person, None, Course(), course))

    def _change(self, change: Change) -> Person:
        known = self._known[change.person.number]
        new = {one.field: one.new for one in change.fields}
        course = moves.changed(known.course, _move(new), told=change.person.start, today=self._today)
        leaver = self._leavers.get(known.person.number)
        facts = []
        if leaver is not None:
            course = moves.left(course, _after(leaver.end), self._today)
            facts += self._ended_grants(known, leaver)
        facts += self._facts(change.person, known, known.course, course)
        said = {"changes": preview.changes(change.fields)}
        row = preview.row(
            RowOutcome.CHANGE, change.person.line, known.person.number, preview.called(known.person), said
        )
        return Person([row | self._rewritten(known, new)], facts)

    def _returner(self, returner: Returner) -> Person:
        known = self._known[returner.person.number]
        new = {one.field: one.new for one in returner.fields}
        move = Move(
            gone=_day_after(returner.person.end),
            employer=Field.EMPLOYER in new,
            place=not _PLACE.isdisjoint(new),
        )
        course = moves.returned(known.course, move, start=returner.start, today=self._today)
        said = {"start": preview.plain(returner.start), "changes": preview.changes(returner.fields)}
        row = preview.row(
            RowOutcome.RETURNER, returner.person.line, known.person.number, preview.called(known.person), said
        )
        return Person(
            [row | self._rewritten(known, new)],
            self._facts(returner.person, known, known.course, course),
        )

    def _leaver(self, leaver: Leaver) -> Person:
        known = self._known[leaver.number]
        said = {"end": preview.plain(leaver.end), "reason": str(leaver.reason)}
        row = preview.row(
            RowOutcome.LEAVER, leaver.line or 0, leaver.number, preview.called(known.person), said
        )
        row |= {"person_id": known.id, "last_day": leaver.end}
        if leaver.number in self._changed:
            return Person([row], [])  # the facts are those of the change
        course = moves.left(known.course, _after(leaver.end), self._today)
        facts = [*days(FactKind.EMPLOYMENT, known.course.employments, course.employments)]
        facts += days(FactKind.PLACEMENT, known.course.placements, course.placements)
        return Person([row], [*facts, *self._ended_grants(known, leaver)])

    def _ended_grants(self, known: Known, leaver: Leaver) -> list[Staged]:
        """The roles end with the employment."""
        grants = self._grants.get(known.id, ())
        return [*days(FactKind.ROLE_GRANT, grants, without(grants, _after(leaver.end), None))]

    def _rewritten(self, known: Known, new: Mapping[Field, Any]) -> Staged:
        """The identity of somebody known after the change, if it changes."""
        if _IDENTITY.isdisjoint(new):
            return {"person_id": known.id}
        person = known.person
        identity = preview.identity(
            new.get(Field.GIVEN_NAME, person.given_name),
            new.get(Field.FAMILY_NAME, person.family_name),
            new.get(Field.EMAIL, person.email),
            new.get(Field.LANGUAGE, person.language or self._language),
            new.get(Field.KIND, person.kind),
        )
        return {"person_id": known.id, **identity}

    def _facts(
        self, person: ImportedPerson, known: Known | None, before: Course, after: Course
    ) -> list[Staged]:
        """What has to be written for the days of `before` to become those of `after`; nothing while there
        are errors."""
        if not self._plan.applicable:
            return []
        employer = {"number": person.number, "employer_ref": self._employer(person).ref}
        return [
            *days(FactKind.EMPLOYMENT, before.employments, after.employments, lambda: employer),
            *days(
                FactKind.PLACEMENT,
                before.placements,
                after.placements,
                lambda: self._place(person, known),
            ),
        ]

    def _employer(self, person: ImportedPerson) -> StagedPlace:
        assert person.employer is not None, "a plan fills in the employer"
        return self._places.employer(person.employer, person.employer_siren)

    def _place(self, person: ImportedPerson, known: Known | None) -> Staged:
        """Where somebody works from now on: what the file says, completed by what is known."""
        employer = self._employer(person)
        site, manager, manager_id = person.site, person.manager, None
        if known is not None:
            if Field.SITE not in person.stated and place_key(known.person.employer) == place_key(
                employer.name
            ):
                site = known.person.site
            if Field.MANAGER not in person.stated:
                manager_id = known.manager_id
        placed = self._places.site(employer, site)
        return {
            "number": person.number,
            "employer_ref": employer.ref,
            "site_ref": placed.ref if placed else None,
            "department_ref": self._places.department(person.department).ref,
            "manager": manager,
            "manager_id": manager_id,
        }


def total(plan: Plan) -> int:
    """How many people and problems are staged for a plan."""
    people = len(plan.joiners) + len(plan.changes) + len(plan.returners) + len(plan.leavers)
    return people + len(plan.problems)


def _move(new: Mapping[Field, Any]) -> Move:
    return Move(
        start=new.get(Field.START),
        ends=Field.END in new,
        gone=_day_after(new.get(Field.END)),
        employer=Field.EMPLOYER in new,
        place=not _PLACE.isdisjoint(new),
    )


def _after(last_day: date) -> date:
    return last_day + timedelta(days=1)


def _day_after(last_day: date | None) -> date | None:
    return None if last_day is None else _after(last_day)
