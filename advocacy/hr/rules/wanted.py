"""What the register is asked for: read from an address, a form or a waiting export, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from advocacy.charter.rules.standing import Standing
from advocacy.errors import Problems, Refused
from advocacy.numbers import whole_number
from advocacy.people.rules import Kind

LONGEST_TEXT = 120


class Who(StrEnum):
    """Whose lines are shown: each standing, or all who have something to do."""

    TO_DO = "to_do"
    ACKNOWLEDGED = "acknowledged"
    OBJECTED = "objected"
    OWED = "owed"
    OVERDUE = "overdue"
    EXEMPT = "exempt"
    LEFT = "left"

    @property
    def standings(self) -> tuple[Standing, ...]:
        """The standings it means."""
        return (Standing.OWED, Standing.OVERDUE) if self is Who.TO_DO else (Standing(self.value),)


class Sort(StrEnum):
    """The order: by name from A or from Z, or by the last day."""

    NAME = "name"
    NAME_FROM_Z = "name_from_z"
    DUE = "due"


@dataclass(frozen=True)
class Edge:
    """The person at the edge of a page; with their last day when the page is in that order."""

    person_id: int
    due_on: date | None = None

    def __str__(self) -> str:
        return f"{self.person_id}.{self.due_on.isoformat()}" if self.due_on else str(self.person_id)


@dataclass(frozen=True)
class Wanted:
    """What the register is asked for. None and empty mean: whatever it is.

    An id of 0 is one that nothing has: what was typed was no id. `day` None means today, `version_id` None
    the version in force of the first document.
    """

    version_id: int | None = None
    day: date | None = None
    who: Who | None = None
    employer_id: int | None = None
    site_id: int | None = None
    department_id: int | None = None
    manager: str = ""
    kind: Kind | None = None
    text: str = ""
    without_mail: bool = False
    sort: Sort = Sort.NAME
    after: Edge | None = None
    before: Edge | None = None

    def arguments(self) -> dict[str, str]:
        """The same as the arguments of an address, without the edge: what `read` makes it from."""
        found = {
            "version": self.version_id,
            "day": self.day.isoformat() if self.day else None,
            "who": self.who,
            "employer": self.employer_id,
            "site": self.site_id,
            "department": self.department_id,
            "manager": self.manager,
            "kind": self.kind,
            "text": self.text,
            "without_mail": "1" if self.without_mail else None,
            "sort": self.sort if self.sort is not Sort.NAME else None,
        }
        return {key: str(value) for key, value in found.items() if value is not None and value != ""}


def read(arguments: Mapping[str, str], *, today: date) -> Wanted:
    """What these arguments ask for. Raises Problems for a day or a choice that does not exist."""
    problems: list[Refused] = []
    wanted = Wanted(
        version_id=_id(arguments, "version"),
        day=_day(arguments, today, problems),
        who=_choice(Who, arguments, "who", problems),
        employer_id=_id(arguments, "employer"),
        site_id=_id(arguments, "site"),
        department_id=_id(arguments, "department"),
        manager=_text(arguments, "manager"),
        kind=_choice(Kind, arguments, "kind", problems),
        text=_text(arguments, "text"),
        without_mail=bool(_text(arguments, "without_mail")),
        sort=_choice(Sort, arguments, "sort", problems) or Sort.NAME,
        after=_edge(_text(arguments, "after")),
        before=_edge(_text(arguments, "before")),
    )
    if problems:
        raise Problems(tuple(problems))
    return wanted


E = TypeVar("E", bound=StrEnum)


def _choice(kind: type[E], arguments: Mapping[str, str], name: str, problems: list[Refused]) -> E | None:
    typed = _text(arguments, name)
    if not typed:
        return None
    try:
        return kind(typed)
    except ValueError:
        problems.append(Refused("There is no choice “%(typed)s”. Choose one of those offered.", typed=typed))
        return None


def _day(arguments: Mapping[str, str], today: date, problems: list[Refused]) -> date | None:
    typed = _text(arguments, "day")
    if not typed:
        return None
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        problems.append(Refused("“%(typed)s” is not a date. Write it as 2026-05-31.", typed=typed))
        return None
    if day > today:
        problems.append(Refused("The register cannot tell what will be. Choose today or an earlier day."))
        return None
    return day if day < today else None


def _id(arguments: Mapping[str, str], name: str) -> int | None:
    typed = _text(arguments, name)
    return (whole_number(typed) or 0) if typed else None


def _edge(typed: str) -> Edge | None:
    """The edge of a page; None (the first page) for anything else."""
    number, _dot, day = typed.partition(".")
    person_id = whole_number(number)
    if person_id is None:
        return None
    try:
        return Edge(person_id, date.fromisoformat(day) if day else None)
    except ValueError:
        return None


def _text(arguments: Mapping[str, str], name: str) -> str:
    return arguments.get(name, "").replace("\x00", "").strip()[:LONGEST_TEXT]
